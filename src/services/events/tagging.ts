// Tags of event buses and rules, which share three operations. Source: TagResource, Amazon EventBridge API Reference.

import type { Events } from '../../../generated/aws/events.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { defaultBus, EventBus, findBus } from './bus.ts'
import { Rule } from './rule.ts'

interface Tagged { get(): Readonly<Record<string, string>>, add(tags: Readonly<Record<string, string>>): void,
  remove(names: readonly string[]): void }

/** @throws ResourceNotFoundException */
function tagged(arn: string, call: Call): Tagged {
  const [kind, first = '', second] = parseArn(arn)?.resource.split('/') ?? []
  if (kind === 'rule') {
    const key = second === undefined ? [defaultBus, first] as const : [first, second] as const
    if (call.of(Rule).get(...key) !== undefined) {
      const tags = call.tags(Rule)
      return { get: () => tags.get(...key), add: added => tags.add(added, ...key), remove: names => tags.remove(names, ...key) }
    }
  }
  const bus = kind === 'event-bus' ? findBus(first, call) : undefined
  if (bus === undefined) throw call.fault('ResourceNotFoundException',
    `${kind === 'rule' ? 'Rule' : 'Event bus'} ${second ?? first} does not exist.`)
  // The default bus becomes a record when something is said about it.
  if (call.of(EventBus).get(first) === undefined && call.operation === 'TagResource') call.of(EventBus).put(bus)
  const tags = call.tags(EventBus)
  const isKept = call.of(EventBus).get(first) !== undefined
  return { get: () => isKept ? tags.get(first) : {}, add: added =>
    tags.add(added, first), remove: names => { if (isKept) tags.remove(names, first) } }
}

export const TagResource: Events['TagResource'] = ({ ResourceARN: arn, Tags: tags }, call) => {
  tagged(arn, call).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])))
  return {}
}

export const UntagResource: Events['UntagResource'] = ({ ResourceARN: arn, TagKeys: names }, call) => {
  tagged(arn, call).remove(names)
  return {}
}

export const ListTagsForResource: Events['ListTagsForResource'] = ({ ResourceARN: arn }, call) =>
  ({ Tags: Object.entries(tagged(arn, call).get()).map(([Key, Value]) => ({ Key, Value })) })
