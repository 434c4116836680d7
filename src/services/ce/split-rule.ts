// Rules of split charges: what goes together, and how a cost is shared by them, evenly, by the targets' own costs, or by percentages.
// Source: CostCategorySplitChargeRule, AWS Cost Explorer API Reference.

import type { CostCategorySplitChargeRule } from '../../../generated/aws/ce.ts'
import { shares } from '../../contract/index.ts'
import type { Money } from '../../contract/index.ts'
import { invalid } from './fault.ts'

/** Percentages of the targets, in thousandths of one. */
function percentagesOf({ Parameters: parameters = [], Targets: targets }: CostCategorySplitChargeRule): bigint[] {
  const values = parameters.find(({ Type: type }) => type === 'ALLOCATION_PERCENTAGES')?.Values ?? []
  const given = values.map(text => /^\d+(\.\d{1,3})?$/.test(text) ? BigInt(Math.round(Number(text) * 1000)) : -1n)
  const isWhole = given.length === targets.length && given.every(each => each >= 0n)
    && given.reduce((sum, each) => sum + each, 0n) === 100_000n
  if (!isWhole) throw invalid('A FIXED split charge rule needs a percentage for each target, 100 in all')
  return given
}

/** What goes together. @throws ValidationException */
export function checkSplits(rules: readonly CostCategorySplitChargeRule[]): void {
  if (rules.length > 10) throw invalid('A cost category has ten split charge rules at most')
  const sources = rules.map(({ Source: source }) => source)
  for (const [i, rule] of rules.entries()) {
    if (sources.indexOf(rule.Source) !== i) throw invalid(`The value ${rule.Source} is the source of two split charge rules`)
    const both = rule.Targets.find(target => sources.includes(target))
    if (both !== undefined) throw invalid(`The value ${both} is a source of split charges: it cannot be a target`)
    if (rule.Method === 'FIXED') percentagesOf(rule)
    else if ((rule.Parameters ?? []).length > 0) throw invalid('Only FIXED split charge rules have parameters')
  }
}

/** How the cost of a source is shared by its targets, in their order. */
export function shared(rule: CostCategorySplitChargeRule, amount: Money, costOfValue: (value: string) => Money): Money[] {
  const { Method: method, Targets: targets } = rule
  if (method === 'FIXED') return shares(amount, percentagesOf(rule))
  if (method === 'EVEN') return shares(amount, targets.map(() => 1n))
  return shares(amount, targets.map(target => costOfValue(target) > 0n ? costOfValue(target) : 0n))
}
