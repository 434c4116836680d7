// A change of an alarm's state: written down, told to the alarms that look at it, and, unless something holds them back, followed by
// actions.
// Source: SetAlarmState, CloudWatch API Reference; "Alarm events and EventBridge", CloudWatch User Guide.

import type { Cloudwatch } from '../../../generated/aws/cloudwatch.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { isJson } from '../../std/json-object.ts'
import { actionsOf, act } from './alarm-action.ts'
import { Alarm, watching } from './alarm.ts'
import type { State, Suppression } from './alarm.ts'
import { note } from './alarm-history.ts'
import { hasPoints } from './datapoint.ts'
import { changeEvent } from './alarm-event.ts'
import { queriesOf } from './metric-alarm.ts'
import { periodMsOf } from './metric-source.ts'
import { mutedUntil } from './mute-rule.ts'
import { suppressionOf } from './suppression.ts'

/** Until it is judged the next time. */
export const SetAlarmState: Cloudwatch['SetAlarmState'] = (input, call) => {
  const { AlarmName: name, StateValue: state, StateReason: reason, StateReasonData: data } = input
  const alarm = call.of(Alarm).require(name)
  if (data !== undefined && !isJson(data)) throw call.fault('InvalidFormatFault', 'StateReasonData is not valid JSON')
  change(alarm, state as State, reason, data, call)
  if (alarm.kind === 'metric' && alarm.watches.some(id => hasPoints(id, call))) {
    const periodMs = periodMsOf(queriesOf(alarm.given))
    call.setTimer('judge', name, Math.floor(call.now() / periodMs) * periodMs + periodMs)
  }
}

export function change(alarm: Alarm, state: State, reason: string, reasonData: string | undefined, call: Call): void {
  const { reasonData: _, ...rest } = alarm
  const told = { ...rest, state, reason, stateAt: call.now(), ...(reasonData !== undefined && { reasonData }) } as Alarm
  const { after, acts } = told.kind === 'composite' ? suppressionOf(told, alarm.state, call) : { after: told, acts: true }
  call.of(Alarm).put(after)
  const shown = (each: Alarm) => ({ stateValue: each.state, stateReason: each.reason,
    ...(each.reasonData !== undefined && { stateReasonData: JSON.parse(each.reasonData) as unknown }) })
  note(alarm, 'StateUpdate', `Alarm updated from ${alarm.state} to ${state}`,
    { version: '1.0', oldState: shown(alarm), newState: shown(after) }, call)
  for (const parent of watching(`child/${alarm.name}`, call)) call.setTimer('combine', parent, call.now(), { child: alarm.name })
  for (const composite of watching(`suppressor/${alarm.name}`, call)) call.setTimer('suppress', composite, call.now())
  call.afterCommit(async () => {
    await call.invoke('events', 'PutEvents', { Entries: [changeEvent(after, alarm, call)] })
    if (acts) await perform(after, alarm.state, call)
  })
}

/** The actions of an alarm's state, or a note that they are muted. */
export async function perform(alarm: Alarm, before: State, call: Call): Promise<void> {
  const actions = actionsOf(alarm)
  if (alarm.given.ActionsEnabled === false || before === alarm.state || actions.length === 0) return
  const untilAt = mutedUntil(alarm.name, call)
  if (untilAt !== undefined) {
    call.transact(() => {
      for (const action of actions) note(alarm, 'Action', `Action ${action} is muted by an alarm mute rule`, { action }, call)
      call.setTimer('unmute', alarm.name, untilAt, { state: alarm.state, stateAt: alarm.stateAt, before })
    })
    return
  }
  for (const action of actions) {
    const summary = await outcomeOf(action, alarm, before, call)
    call.transact(() => { note(alarm, 'Action', summary, { action }, call) })
  }
}

interface Muted { readonly state: State, readonly stateAt: number, readonly before: State }

/** Timer: the mute rule's window is over; what was muted is done if the alarm is as it was. */
export function unmute({ state, stateAt, before }: Muted, call: Call, { id: name }: { readonly id: string }): void {
  const alarm = call.of(Alarm).get(name)
  if (alarm === undefined || alarm.state !== state || alarm.stateAt !== stateAt) return
  call.afterCommit(() => perform(alarm, before, call))
}

/** What a suppression held back. */
export function performHeld(alarm: Alarm, { before }: Suppression, call: Call): void {
  call.afterCommit(() => perform(alarm, before, call))
}

async function outcomeOf(action: string, alarm: Alarm, before: State, call: Call): Promise<string> {
  try {
    await act(action, alarm, before, call)
    return `Successfully executed action ${action}`
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return `Failed to execute action ${action}. Received error: "${error.message}"`
  }
}
