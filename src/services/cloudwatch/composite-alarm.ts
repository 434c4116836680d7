// Composite alarms: alarms about other alarms. One is judged when it is made or changed and when an alarm that it asks changes; while
// alarms ask
// each other in a circle, they are not judged. Source: PutCompositeAlarm, CloudWatch API Reference; "Creating a composite alarm", User
// Guide.

import type { Cloudwatch, PutCompositeAlarmInput } from '../../../generated/aws/cloudwatch.ts'
import type { Call } from '../../kernel/service.ts'
import { Alarm, keep, nameIn, standingOf } from './alarm.ts'
import type { CompositeAlarm, State } from './alarm.ts'
import { readAlarmRule } from './alarm-rule.ts'
import { change, performHeld } from './alarm-state.ts'
import { released, suppressorChanged } from './suppression.ts'

export const PutCompositeAlarm: Cloudwatch['PutCompositeAlarm'] = (input, call) => {
  const { AlarmName: name } = input
  const existing = call.of(Alarm).get(name)
  if (existing?.kind === 'metric') throw call.fault('ValidationError', `Alarm ${name} is a metric alarm.`)
  const children = check(input, call)
  keep({
    ...standingOf(name, call), kind: 'composite', given: input, children,
    ...(existing?.suppression !== undefined && input.ActionsSuppressor !== undefined && { suppression: existing.suppression }),
  }, call)
  combine({ made: existing === undefined ? 'created' : 'updated' }, call, { id: name })
}

/** @returns the names of the alarms that it asks. The texts about the rule are AWS's own. */
function check(input: PutCompositeAlarmInput, call: Call): readonly string[] {
  const { AlarmName: name, AlarmRule: text, ActionsSuppressor: suppressor } = input
  const invalid = (message: string): Error => call.fault('ValidationError', message)
  if (text.trim() !== text || text === '') throw invalid('AlarmRule must not contain leading or trailing whitespace or be null')
  const rule = readAlarmRule(text)
  if (typeof rule === 'string') throw invalid(rule)
  const children = [...new Set(rule.alarms.map(nameIn))]
  const missing = children.filter(child => child !== name && call.of(Alarm).get(child) === undefined)
  if (missing.length > 0) {
    throw invalid(`Could not save the composite alarm as alarms [${missing.join(', ')}] in the alarm rule do not exist`)
  }
  const waits = [input.ActionsSuppressorWaitPeriod, input.ActionsSuppressorExtensionPeriod]
  if (suppressor !== undefined && waits.includes(undefined)) {
    throw invalid('ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod must be specified with ActionsSuppressor')
  }
  if (suppressor === undefined && waits.some(each => each !== undefined)) {
    throw invalid('ActionsSuppressor must be specified with ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod')
  }
  if (suppressor !== undefined && call.of(Alarm).get(nameIn(suppressor)) === undefined) {
    throw invalid(`Could not save the composite alarm as the suppressor alarm ${nameIn(suppressor)} does not exist`)
  }
  return children
}

interface Cause { readonly child?: string, readonly made?: 'created' | 'updated' }

/** Timer: an alarm that it asks has changed; also when it has itself. */
export function combine({ child, made }: Cause, call: Call, { id: name }: { readonly id: string }): void {
  const alarm = call.of(Alarm).get(name)
  if (alarm?.kind !== 'composite' || isInCircle(alarm, call)) return
  const rule = readAlarmRule(alarm.given.AlarmRule)
  if (typeof rule === 'string') throw new Error(`assert: ${rule}`)
  const state: State = rule.holds(each => call.of(Alarm).get(nameIn(each))?.state) ? 'ALARM' : 'OK'
  if (state === alarm.state) return
  const cause = child === undefined ? undefined : call.of(Alarm).get(child)
  const arn = call.arn(Alarm, cause ?? alarm)
  const reason = cause === undefined ? `${arn} was ${made ?? 'updated'} and its alarm rule evaluates to ${state}`
    : `${arn} transitioned to ${cause.state} at ${longText(cause.stateAt)}`
  const triggering = alarm.children.map(each => call.of(Alarm).get(each)).filter(each => each?.state === 'ALARM')
  change(alarm, state, reason, JSON.stringify({ triggeringAlarms: triggering.map(each => ({
    arn: call.arn(Alarm, each!), state: { value: each!.state, timestamp: new Date(each!.stateAt).toISOString().replace('Z', '+0000') },
  })) }), call)
}

function isInCircle(alarm: CompositeAlarm, call: Call): boolean {
  const seen = new Set<string>()
  const open = [...alarm.children]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === alarm.name) return true
    if (seen.has(name)) continue
    seen.add(name)
    const child = call.of(Alarm).get(name)
    if (child?.kind === 'composite') open.push(...child.children)
  }
  return false
}

/** `Friday 01 January, 2027 00:00:00 UTC` */
function longText(at: number): string {
  const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
  const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
  const date = new Date(at)
  return `${days[date.getUTCDay()]} ${String(date.getUTCDate()).padStart(2, '0')} ${months[date.getUTCMonth()]}, ${date.getUTCFullYear()} `
    + `${date.toISOString().slice(11, 19)} UTC`
}

/** Timer: its suppressor has changed. */
export function suppress(_payload: unknown, call: Call, { id: name }: { readonly id: string }): void {
  const alarm = call.of(Alarm).get(name)
  const after = alarm?.kind === 'composite' ? suppressorChanged(alarm, call) : undefined
  if (after !== undefined) call.of(Alarm).put(after)
}

/** Timer: a suppression is over; what it held back is done. */
export function resume(_payload: unknown, call: Call, { id: name }: { readonly id: string }): void {
  const alarm = call.of(Alarm).get(name)
  if (alarm?.kind !== 'composite' || alarm.suppression === undefined) return
  const { suppression } = alarm
  const after = released(alarm)
  call.of(Alarm).put(after)
  performHeld(after, suppression, call)
}
