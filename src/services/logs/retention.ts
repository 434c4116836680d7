// How long events are kept. What is over is not shown; one timer per group clears it, set for the first event that falls due.
// Source: PutRetentionPolicy and DeleteRetentionPolicy, CloudWatch Logs API Reference.

import type { Logs } from '../../../generated/aws/logs.ts'
import type { Call } from '../../kernel/service.ts'
import { clearBefore, firstEvent, horizonOf } from './event-table.ts'
import { invalid } from './fault.ts'
import { groupNamed, LogGroup } from './group.ts'

const dayMs = 86_400_000

const allowedDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]

export const PutRetentionPolicy: Logs['PutRetentionPolicy'] = ({ logGroupName, retentionInDays: days }, call) => {
  const group = changeable(logGroupName, call)
  if (!allowedDays.includes(days)) {
    throw invalid(`1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: `
      + `Member must satisfy enum value set: [${allowedDays.join(', ')}]`, call)
  }
  const kept = call.of(LogGroup).put({ ...group, retentionDays: days })
  const first = firstEvent({ id: kept.id }, {}, call)
  if (first !== undefined) expireLater(kept, first.at, call)
}

export const DeleteRetentionPolicy: Logs['DeleteRetentionPolicy'] = ({ logGroupName }, call) => {
  const { retentionDays: _, ...group } = changeable(logGroupName, call)
  call.of(LogGroup).put(group)
  call.cancelTimer('expire', group.id)
  dueTimes(call).delete(group.id)
}

/** "For log groups of the DELIVERY class, the retention is always 2 days." */
function changeable(name: string, call: Call): LogGroup {
  const group = groupNamed(name, call)
  if (group.class !== 'DELIVERY') return group
  throw invalid('The retention of log groups of the DELIVERY log class cannot be changed.', call)
}

const dueTimes = (call: Call) => call.table<number>('expiry')

/** Has events cleared when the one at this time is over, where that is sooner than what is set. */
export function expireLater({ id, name, retentionDays }: LogGroup, at: number, call: Call): void {
  if (retentionDays === undefined) return
  const dueAt = Math.max(call.now(), at + retentionDays * dayMs) + 1
  const known = dueTimes(call).get(id)
  if (known !== undefined && known <= dueAt) return
  dueTimes(call).put(id, dueAt)
  call.setTimer('expire', id, dueAt, { name })
}

/** The timer's work. */
export function expire({ name }: { readonly name: string }, call: Call, { id }: { readonly id: string }): void {
  dueTimes(call).delete(id)
  const group = call.of(LogGroup).get(name)
  if (group?.id !== id || group.retentionDays === undefined) return
  const left = clearBefore(group, call.arn(LogGroup, group), horizonOf(group, call.now()), call)
  if (left !== undefined) expireLater(group, left, call)
}
