// GetCostAndUsage: the ledger's lines by time and by up to two groups. Sums are those of the invoice, however they are cut.

import type { Ce, GroupDefinition } from '../../../generated/aws/ce.ts'
import { Blend } from '../../contract/index.ts'
import type { Line, MonthCharges } from '../../contract/index.ts'
import type { Call } from '../../kernel/service.ts'
import { chargesOf } from './charges.ts'
import { vocabularyOf } from './cost-category.ts'
import { invalid } from './fault.ts'
import { dimensionNamed, testOf } from './filter.ts'
import type { Vocabulary } from './filter.ts'
import { steps } from './period.ts'
import type { Granularity, Step } from './period.ts'
import { metricsOf, Tally } from './tally.ts'

type Input = Parameters<Ce['GetCostAndUsage']>[0]

export const GetCostAndUsage: Ce['GetCostAndUsage'] = (input, call) => costAndUsage(input, call)

export const GetCostAndUsageWithResources: Ce['GetCostAndUsageWithResources'] = (input, call) => {
  const span = steps(input.TimePeriod, input.Granularity as Granularity, call.now())
  if (call.now() - span[0]!.fromAt > 15 * 86_400_000) throw invalid('Figures by resource are there for 14 days')
  return costAndUsage(input as Input, call)
}

function costAndUsage(input: Input, call: Call) {
  const metrics = metricsOf(input.Metrics)
  const vocabulary = vocabularyOf(call)
  const groups = input.GroupBy ?? []
  if (groups.length > 2) throw invalid('GroupBy takes at most two groups')
  const keys = groups.map(group => keyOf(group, vocabulary))
  const passes = testOf(input.Filter, vocabulary)
  const span = steps(input.TimePeriod, input.Granularity as Granularity, call.now())
  const months = chargesOf(call, span[0]!.fromAt, span.at(-1)!.beforeAt)
  const blends = new Map(months.map(({ month, lines }) => [month, new Blend(lines)]))
  return {
    ...(groups.length > 0 && { GroupDefinitions: [...groups] }),
    ResultsByTime: span.map(step => {
      const tallies = new Map<string, Tally>()
      const total = new Tally()
      for (const { month, line } of linesOf(months, step, passes)) {
        const blend = blends.get(month)!
        if (keys.length === 0) {
          total.add(line, blend, month)
          continue
        }
        const name = keys.map(key => key(line)).join('\0')
        let tally = tallies.get(name)
        if (tally === undefined) tallies.set(name, tally = new Tally())
        tally.add(line, blend, month)
      }
      const Groups = [...tallies].sort(([a], [b]) => a < b ? -1 : 1).map(([name, tally]) =>
        ({ Keys: name.split('\0'), Metrics: tally.shown(metrics) }))
      return {
        TimePeriod: step.shown, Total: keys.length === 0 ? total.shown(metrics) : {}, Groups,
        Estimated: months.some(month => !month.isClosed && overlaps(month, step)),
      }
    }),
    DimensionValueAttributes: [],
  }
}

/** The lines of a step, each cut to it. */
export function* linesOf(
  months: readonly MonthCharges[], { fromAt, beforeAt }: Pick<Step, 'fromAt' | 'beforeAt'>, passes: (line: Line) => boolean,
): IterableIterator<{ readonly month: string, readonly line: Line }> {
  for (const { month, lines } of months) {
    for (const line of lines) {
      if (line.beforeAt <= fromAt || line.fromAt >= beforeAt || !passes(line)) continue
      yield { month, line: { ...line, fromAt: Math.max(line.fromAt, fromAt), beforeAt: Math.min(line.beforeAt, beforeAt) } }
    }
  }
}

function overlaps({ month }: MonthCharges, { shown }: Step): boolean {
  return shown.Start.slice(0, 7) <= month && month <= shown.End.slice(0, 7)
}

/** What a line is grouped under; groups by tag and category are written `key$value`. */
export function keyOf({ Type, Key }: GroupDefinition, vocabulary: Vocabulary): (line: Line) => string {
  if (Key === undefined) throw invalid('A group needs a key')
  if (Type === 'TAG') return line => `${Key}$${line.tags[Key] ?? ''}`
  if (Type === 'COST_CATEGORY') {
    const categoryOf = vocabulary.categoryOf(Key)
    return line => `${Key}$${categoryOf(line) ?? ''}`
  }
  if (Type !== undefined && Type !== 'DIMENSION') throw invalid(`${Type} is no type of groups`)
  return dimensionNamed(Key, vocabulary)
}
