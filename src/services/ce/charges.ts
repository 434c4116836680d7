// What Cost Explorer sees of the charges: those of the ledger, without the tags that are not active for cost allocation.

import { chargesWithin, contractOf } from '../../contract/index.ts'
import type { MonthCharges } from '../../contract/index.ts'
import type { Call } from '../../kernel/service.ts'
import { inactiveTags } from './allocation-tag.ts'

export function chargesOf(call: Call, fromAt: number, beforeAt: number): MonthCharges[] {
  const months = chargesWithin(contractOf(call), call.account, fromAt, beforeAt)
  const hidden = inactiveTags(call)
  if (hidden.size === 0) return months
  return months.map(month => ({
    ...month,
    lines: month.lines.map(line => Object.keys(line.tags).some(name => hidden.has(name))
      ? { ...line, tags: Object.fromEntries(Object.entries(line.tags).filter(([name]) => !hidden.has(name))) } : line),
  }))
}
