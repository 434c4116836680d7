// Split charges: the cost of one value of a category is put on others, evenly, by their own costs, or by fixed percentages. They change no
// bill and no answer of Cost Explorer: AWS shows them on the category's page alone, here the control "splitcharges" does. Source:
// CostCategorySplitChargeRule, AWS Cost Explorer API Reference; "Splitting charges within cost categories", Billing User Guide.

import { costOf, dollars, isMonth, monthEnd, monthOf, monthStart } from '../../contract/index.ts'
import type { Money } from '../../contract/index.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { chargesOf } from './charges.ts'
import { CostCategory, vocabularyOf } from './cost-category.ts'
import { shared } from './split-rule.ts'

interface Asked { readonly category?: unknown, readonly month?: unknown }

/** The control: what each value of a category costs in a month before and after its split charges. */
export function splitCharges({ category, month: given }: Asked, call: Call): unknown {
  const found = [...call.of(CostCategory).scan()].find(({ name }) => name === category)
  const month = given === undefined ? monthOf(call.now()) : String(given)
  if (found === undefined || !isMonth(month)) {
    throw new Fault('ValidationException', 'Say {"category": "a name", "month": "2027-03"}.')
  }
  const valueOf = vocabularyOf(call).categoryOf(found.name)
  const costs = new Map<string, Money>()
  for (const { lines } of chargesOf(call, monthStart(month), monthEnd(month))) {
    for (const line of lines) costs.set(valueOf(line) ?? '', (costs.get(valueOf(line) ?? '') ?? 0n) + costOf(line))
  }
  const moved = new Map<string, Money>()
  const add = (value: string, amount: Money) => { moved.set(value, (moved.get(value) ?? 0n) + amount) }
  for (const rule of found.splitRules ?? []) {
    const amount = costs.get(rule.Source) ?? 0n
    add(rule.Source, -amount)
    shared(rule, amount, value => costs.get(value) ?? 0n).forEach((share, i) => { add(rule.Targets[i]!, share) })
  }
  const values = [...new Set([...costs.keys(), ...moved.keys()])].sort()
  return {
    category: found.name, month, values: values.map(value => {
      const [own, split] = [costs.get(value) ?? 0n, moved.get(value) ?? 0n]
      return { value, cost: dollars(own, 10), splitCost: dollars(split, 10), totalCost: dollars(own + split, 10) }
    }),
  }
}
