// Suppressed actions of composite alarms: while the suppressor is in ALARM, while it may still go there, and for a time after it has left.
// Source: "Suppressing composite alarm actions", CloudWatch User Guide.

import type { Call } from '../../kernel/service.ts'
import { Alarm, nameIn } from './alarm.ts'
import type { CompositeAlarm, State, Suppression } from './alarm.ts'

function withSuppression(alarm: CompositeAlarm, suppression: Suppression | undefined): CompositeAlarm {
  const { suppression: _, ...rest } = alarm
  return suppression === undefined ? rest : { ...rest, suppression }
}

function isSuppressorInAlarm({ given: { ActionsSuppressor: suppressor } }: CompositeAlarm, call: Call): boolean {
  return suppressor !== undefined && call.of(Alarm).get(nameIn(suppressor))?.state === 'ALARM'
}

/**
 * What holds the actions of a new state back; `acts` where nothing does. An alarm that goes back to where it was while its actions waited
 * has
 * none to do.
 */
export function suppressionOf(alarm: CompositeAlarm, before: State, call: Call): { readonly after: CompositeAlarm,
  readonly acts: boolean } {
  const { given: { ActionsSuppressor: suppressor, ActionsSuppressorWaitPeriod: wait = 0 }, suppression: held } = alarm
  if (suppressor === undefined) return { after: alarm, acts: true }
  const since = held?.before ?? before
  if (isSuppressorInAlarm(alarm, call)) return { after: withSuppression(alarm, { by: 'Alarm', before: since }), acts: false }
  if (held !== undefined && held.by !== 'WaitPeriod') return { after: withSuppression(alarm, { ...held, before: since }), acts: false }
  if (held !== undefined) {
    call.cancelTimer('resume', alarm.name)
    return { after: released(alarm), acts: alarm.state !== since }
  }
  if (alarm.state !== 'ALARM' || wait === 0) return { after: alarm, acts: true }
  return { after: waiting(alarm, { by: 'WaitPeriod', before, untilAt: call.now() + wait * 1000 }, call), acts: false }
}

function waiting(alarm: CompositeAlarm, suppression: Suppression, call: Call): CompositeAlarm {
  call.setTimer('resume', alarm.name, suppression.untilAt!)
  return withSuppression(alarm, suppression)
}

/** What becomes of an alarm's suppression when its suppressor has changed; undefined where nothing does. */
export function suppressorChanged(alarm: CompositeAlarm, call: Call): CompositeAlarm | undefined {
  const { suppression: held, given: { ActionsSuppressorExtensionPeriod: extension = 0 } } = alarm
  if (held === undefined) return undefined
  if (isSuppressorInAlarm(alarm, call)) {
    call.cancelTimer('resume', alarm.name)
    return withSuppression(alarm, { by: 'Alarm', before: held.before })
  }
  if (held.by !== 'Alarm') return undefined
  return waiting(alarm, { by: 'ExtensionPeriod', before: held.before, untilAt: call.now() + extension * 1000 }, call)
}

export function released(alarm: CompositeAlarm): CompositeAlarm {
  return withSuppression(alarm, undefined)
}
