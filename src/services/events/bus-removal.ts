// The end of an event bus: with it go its rules and their targets. Source: DeleteEventBus, Amazon EventBridge API Reference.

import type { Events } from '../../../generated/aws/events.ts'
import { busName, defaultBus, EventBus } from './bus.ts'
import { layDown } from './event-source.ts'
import { Rule } from './rule.ts'
import { Target } from './target.ts'

/** One that is not there is gone already; the default one stays. */
export const DeleteEventBus: Events['DeleteEventBus'] = ({ Name: given }, call) => {
  const name = busName(given)
  if (name === defaultBus) throw call.fault('ValidationException', `Cannot delete event bus ${name}.`)
  for (const { rule, id } of call.of(Target).scan({ within: [name] })) call.of(Target).delete(name, rule, id)
  for (const rule of call.of(Rule).scan({ within: [name] })) call.of(Rule).delete(name, rule.name)
  const bus = call.of(EventBus).delete(name)
  if (bus?.source !== undefined) layDown(bus.source, call)
}
