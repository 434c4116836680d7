// Two months side by side: what each group of costs came to in the one and in the other. Source: GetCostAndUsageComparisons, AWS Cost
// Explorer API Reference: both periods are a whole month that begins on its first day.

import type { Ce, Expression, GroupDefinition } from '../../../generated/aws/ce.ts'
import { Blend, isMonthStart, monthEnd, monthOf } from '../../contract/index.ts'
import type { Call } from '../../kernel/service.ts'
import { chargesOf } from './charges.ts'
import { keyOf, linesOf } from './cost-and-usage.ts'
import { vocabularyOf } from './cost-category.ts'
import { invalid } from './fault.ts'
import { testOf } from './filter.ts'
import { metricsOf, Tally } from './tally.ts'

interface Period { readonly Start: string, readonly End: string }

export const GetCostAndUsageComparisons: Ce['GetCostAndUsageComparisons'] = (input, call) => {
  const { BaselineTimePeriod: baseline, ComparisonTimePeriod: comparison, MetricForComparison, Filter, GroupBy: groups = [] } = input
  const [metric = ''] = metricsOf([MetricForComparison])
  if (groups.length > 1) throw invalid('GroupBy takes one group')
  const [before, after] = [sums(baseline, Filter, groups[0], call), sums(comparison, Filter, groups[0], call)]
  const compared = (a: Tally | undefined, b: Tally | undefined) => {
    const [from, to] = [(a ?? new Tally()).shown([metric])[metric]!, (b ?? new Tally()).shown([metric])[metric]!]
    return {
      [metric]: {
        BaselineTimePeriodAmount: from.Amount!, ComparisonTimePeriodAmount: to.Amount!, Difference: difference(to.Amount!, from.Amount!),
        Unit: (b === undefined ? from : to).Unit!,
      },
    }
  }
  const names = [...new Set([...before.groups.keys(), ...after.groups.keys()])].sort()
  return {
    CostAndUsageComparisons: names.map(name => ({
      CostAndUsageSelector: selector(groups[0], name), Metrics: compared(before.groups.get(name), after.groups.get(name)),
    })),
    TotalCostAndUsage: compared(before.total, after.total),
  }
}

function sums(period: Period, filter: Expression | undefined, group: GroupDefinition | undefined, call: Call) {
  const [fromAt, beforeAt] = [Date.parse(period.Start), Date.parse(period.End)]
  if (!isMonthStart(fromAt)
    || beforeAt !== monthEnd(monthOf(fromAt))) throw invalid(`${period.Start} to ${period.End} is not a whole month`)
  const vocabulary = vocabularyOf(call)
  const key = group === undefined ? undefined : keyOf(group, vocabulary)
  const months = chargesOf(call, fromAt, beforeAt)
  const total = new Tally()
  const groups = new Map<string, Tally>()
  const blend = new Blend(months.flatMap(({ lines }) => lines))
  for (const { month, line } of linesOf(months, { fromAt, beforeAt }, testOf(filter, vocabulary))) {
    total.add(line, blend, month)
    if (key === undefined) continue
    const name = key(line)
    let tally = groups.get(name)
    if (tally === undefined) groups.set(name, tally = new Tally())
    tally.add(line, blend, month)
  }
  return { total, groups }
}

/** What selects a group again. */
function selector(group: GroupDefinition | undefined, name: string): Expression {
  if (group?.Type === 'TAG') return { Tags: { Key: group.Key!, Values: [name.slice(group.Key!.length + 1)] } } as Expression
  if (group?.Type === 'COST_CATEGORY') return { CostCategories: { Key: group.Key!,
    Values: [name.slice(group.Key!.length + 1)] } } as Expression
  return { Dimensions: { Key: group!.Key!, Values: [name] } } as Expression
}

/** Of decimal texts with at most ten decimals. */
function difference(a: string, b: string): string {
  const units = (text: string) => {
    const [whole = '0', part = ''] = text.replace('-', '').split('.')
    const value = BigInt(whole + part.padEnd(10, '0').slice(0, 10))
    return text.startsWith('-') ? -value : value
  }
  const left = units(a) - units(b)
  const digits = (left < 0n ? -left : left).toString().padStart(11, '0')
  return `${left < 0n ? '-' : ''}${digits.slice(0, -10)}.${digits.slice(-10)}`.replace(/\.?0+$/, '')
}
