// Scaling itself: what a policy makes of the figures, and the change of capacity, noted as an activity. Two minutes above the target scale
// out, fifteen below a fifth less scale in; minutes in which nothing was used say nothing, as on AWS. Source: "Managing throughput capacity
// automatically with DynamoDB auto scaling", DynamoDB Developer Guide; "Scaling activities", Application Auto Scaling User Guide.

import { Fault } from '../../kernel/service.ts'
import type { Call, Datum } from '../../kernel/service.ts'
import { Activity } from './activity.ts'
import { leverOf } from './dimension.ts'
import type { Dimension } from './dimension.ts'
import { policiesOf, Target, targetId } from './scalable.ts'
import type { Policy } from './scalable.ts'

const minuteMs = 60_000
const outMinutes = 2
const inMinutes = 15
/** What scales in lies so far below the target. */
const slack = 0.8
/** DynamoDB refuses while it is still changing the table. */
const retryMs = 60_000

/** The timer's work, at the end of a minute in which something was used. */
export async function evaluate(_: null, call: Call, { id }: { readonly id: string }): Promise<void> {
  const target = [...call.of(Target).scan()].find(each => targetId(each) === id)
  const policy = target === undefined ? undefined : policiesOf(target, call).find(({ tracking }) => tracking !== undefined)
  const lever = target === undefined ? undefined : leverOf(target)
  if (target === undefined || policy?.tracking === undefined || lever === undefined) return
  const capacity = await lever.read(call)
  if (capacity === undefined) return
  const end = Math.floor(call.now() / minuteMs) * minuteMs
  const data = call.metrics.data(lever.consumed, end - inMinutes * minuteMs).filter(({ at }) => at < end)
  const { wanted, alarm } = decide(policy, data, capacity, end)
  const bounded = Math.min(Math.max(wanted, target.least), target.most)
  if (bounded === capacity || alarm === undefined) return
  if (isHeld(target, policy, bounded > capacity, call.now())) return
  const cause = `monitor alarm ${policy.alarms[alarm]!.name} in state ALARM triggered policy ${policy.name}`
  await actOn(target, bounded, cause, call)
}

/** What the capacity should be, and which of the policy's alarms says so. @param data minutes with something in them, oldest first */
export function decide({ tracking }: Pick<Policy, 'tracking'>, data: readonly Datum[], capacity: number, end: number):
{ readonly wanted: number, readonly alarm: 0 | 1 | undefined } {
  const target = tracking!.TargetValue / 100
  const rateOf = ({ sum }: Datum) => sum / 60
  const last = (minutes: number) => data.filter(({ at }) => at >= end - minutes * minuteMs)
  const high = last(outMinutes)
  if (high.length === outMinutes && high.every(each => rateOf(each) > target * capacity)) {
    return { wanted: Math.ceil(Math.max(...high.map(rateOf)) / target), alarm: 0 }
  }
  const low = last(inMinutes)
  if (!tracking!.DisableScaleIn && low.length === inMinutes && low.every(each => rateOf(each) < slack * target * capacity)) {
    return { wanted: Math.max(1, Math.ceil(Math.max(...low.map(rateOf)) / target)), alarm: 1 }
  }
  return { wanted: capacity, alarm: undefined }
}

/** Whether scaling this way is suspended, or has to wait for its cooldown. */
function isHeld({ suspended, scaledInAt, scaledOutAt }: Target, { tracking }: Policy, out: boolean, now: number): boolean {
  if (out ? suspended.out : suspended.in) return true
  const { ScaleOutCooldown: outSeconds = 0, ScaleInCooldown: inSeconds = 0 } = tracking!
  return out ? now < (scaledOutAt ?? -Infinity) + outSeconds * 1000
    : now < Math.max(scaledInAt ?? -Infinity, scaledOutAt ?? -Infinity) + inSeconds * 1000
}

/** Sets a target's capacity and notes what came of it. */
export async function actOn(target: Target, units: number, cause: string, call: Call): Promise<void> {
  const lever = leverOf(target)!
  const before = await lever.read(call)
  const description = `Setting ${lever.word} capacity units to ${units}.`
  const startedAt = call.now()
  const note = (status: 'Successful' | 'Failed', message: string) => call.transact(() => {
    const { namespace, resourceId, dimension } = target
    call.of(Activity).insert({ namespace, resourceId, dimension, sequence: call.sequence(), id: call.uuid(), cause, description, startedAt,
      endedAt: call.now(), status, message })
    const known = call.of(Target).get(namespace, resourceId, dimension)
    if (status === 'Failed' || known === undefined || before === undefined) return
    call.of(Target).put({ ...known, ...(units > before ? { scaledOutAt: call.now() } : { scaledInAt: call.now() }) })
  })
  try {
    await lever.set(units, call)
    note('Successful', `Successfully set ${lever.word} capacity units to ${units}. Change successfully fulfilled by ${target.namespace}.`)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    if (error.code === 'ResourceInUseException') {
      call.transact(() => { call.setTimer('again', `${targetId(target)}/${units}`, call.now() + retryMs, { target, units, cause }) })
    } else note('Failed', `Failed to set ${lever.word} capacity units to ${units}. Reason: ${error.message}`)
  }
}

/** The timer's work: what had to wait while the table was changing. */
export async function again({ target, units, cause }: { readonly target: Dimension, readonly units: number, readonly cause: string },
  call: Call): Promise<void> {
  const known = call.of(Target).get(target.namespace, target.resourceId, target.dimension)
  const capacity = known === undefined ? undefined : await leverOf(known)?.read(call)
  if (known !== undefined && capacity !== undefined && capacity !== units) await actOn(known, units, cause, call)
}
