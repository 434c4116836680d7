// Cost allocation tags: which tags costs may be grouped and filtered by. A tag is active here from its first use on; one that is made
// inactive is seen no more. Source: CostAllocationTag, AWS Cost Explorer API Reference.

import type { Ce, CostAllocationTag } from '../../../generated/aws/ce.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { chargesWithin, contractOf, instant, isMonthStart, monthsAfter, monthStart } from '../../contract/index.ts'
import { invalid } from './fault.ts'

interface TagStatus { readonly name: string, readonly isActive: boolean, readonly updatedAt: number }
interface Backfill { readonly id: string, readonly fromText: string, readonly at: number, readonly doneAt: number }

export const TagStatus = records<TagStatus>({ name: 'CostAllocationTag', key: 'name' })
export const Backfill = records<Backfill>({ name: 'CostAllocationTagBackfill', key: 'id' })

/** "at most one backfill request every 24 hours", "up to twelve months": StartCostAllocationTagBackfill. */
const backfillEveryMs = 86_400_000
const backfillMs = 3_600_000
const mostMonths = 12

export function inactiveTags(call: Call): ReadonlySet<string> {
  return new Set([...call.of(TagStatus).scan()].filter(({ isActive }) => !isActive).map(({ name }) => name))
}

export const ListCostAllocationTags: Ce['ListCostAllocationTags'] = function* ({ Status: status, TagKeys: keys, Type: type }, call) {
  if (type === 'AWSGenerated') return
  const used = new Map<string, number>()
  const from = monthStart(monthsAfter(contractOf(call).ledger.currentMonth, -mostMonths))
  for (const { lines } of chargesWithin(contractOf(call), call.account, from, call.now() + 3_600_000)) {
    for (const { tags, beforeAt } of lines) {
      for (const name of Object.keys(tags)) used.set(name, Math.max(used.get(name) ?? 0, Math.min(beforeAt, call.now())))
    }
  }
  const stored = new Map([...call.of(TagStatus).scan()].map(each => [each.name, each]))
  for (const name of [...new Set([...used.keys(), ...stored.keys()])].sort()) {
    const own = stored.get(name)
    const usedAt = used.get(name)
    const shown: CostAllocationTag = {
      TagKey: name, Type: 'UserDefined', Status: own?.isActive === false ? 'Inactive' : 'Active',
      ...(own !== undefined && { LastUpdatedDate: instant(own.updatedAt) }), ...(usedAt !== undefined && { LastUsedDate: instant(usedAt) }),
    }
    if ((status === undefined || status === shown.Status) && (keys === undefined || keys.length === 0 || keys.includes(name))) yield shown
  }
}

export const UpdateCostAllocationTagsStatus: Ce['UpdateCostAllocationTagsStatus'] = ({ CostAllocationTagsStatus: entries }, call) => {
  for (const { TagKey: name, Status } of entries) {
    call.of(TagStatus).put({ name, isActive: Status === 'Active', updatedAt: call.now() })
  }
  return { Errors: [] }
}

export const StartCostAllocationTagBackfill: Ce['StartCostAllocationTagBackfill'] = ({ BackfillFrom: fromText }, call) => {
  const fromAt = Date.parse(fromText)
  const now = call.now()
  const earliest = monthStart(monthsAfter(contractOf(call).ledger.currentMonth, -mostMonths))
  if (!isMonthStart(fromAt) || fromAt < earliest || fromAt > now) {
    throw invalid('BackfillFrom must be the first day of one of the last twelve months')
  }
  const last = [...call.of(Backfill).scan()].map(({ at }) => at).reduce((latest, at) => Math.max(latest, at), -Infinity)
  if (now - last < backfillEveryMs) throw call.fault('BackfillLimitExceededException', 'A backfill can be requested once in 24 hours')
  const backfill: Backfill = { id: call.uuid(), fromText, at: now, doneAt: now + backfillMs }
  call.of(Backfill).insert(backfill)
  return { BackfillRequest: shown(backfill, now) }
}

/** The newest first. */
export const ListCostAllocationTagBackfillHistory: Ce['ListCostAllocationTagBackfillHistory'] = function* (_, call) {
  for (const backfill of [...call.of(Backfill).scan()].sort((a, b) => b.at - a.at)) yield shown(backfill, call.now())
}

function shown({ fromText, at, doneAt }: Backfill, now: number) {
  const isDone = now >= doneAt
  return {
    BackfillFrom: fromText, RequestedAt: instant(at), BackfillStatus: isDone ? 'SUCCEEDED' as const : 'PROCESSING' as const,
    LastUpdatedAt: instant(isDone ? doneAt : at), ...(isDone && { CompletedAt: instant(doneAt) }),
  }
}
