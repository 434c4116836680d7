// Sums of lines as Cost Explorer shows them: the metrics that are asked for, as decimal texts with ten decimals.

import type { MetricValue } from '../../../generated/aws/ce.ts'
import { amountOfUnit, decimal, dollar, hoursOf } from '../../contract/index.ts'
import type { Blend, Line, Money } from '../../contract/index.ts'
import { invalid } from './fault.ts'

const names: Readonly<Record<string, string>> = {
  BLENDED_COST: 'BlendedCost', UNBLENDED_COST: 'UnblendedCost', AMORTIZED_COST: 'AmortizedCost', NET_UNBLENDED_COST: 'NetUnblendedCost',
  NET_AMORTIZED_COST: 'NetAmortizedCost', USAGE_QUANTITY: 'UsageQuantity', NORMALIZED_USAGE_AMOUNT: 'NormalizedUsageAmount',
}

/** The metrics by their own names, however they are written. @throws ValidationException */
export function metricsOf(given: readonly string[] | undefined): string[] {
  if (given === undefined || given.length === 0) throw invalid('Metrics must not be empty')
  return given.map(name => {
    const found = Object.hasOwn(names, name) ? names[name] : Object.values(names).find(known => known === name)
    if (found === undefined) throw invalid(`Metric ${name} is not supported. It should be one of ${Object.values(names).join(', ')}`)
    return found
  })
}

export class Tally {
  unblended: Money = 0n
  blended: Money = 0n
  amortized: Money = 0n
  /** Usage by unit, each in its smallest part: numerator over the amount of a unit. */
  readonly #usage = new Map<string, { readonly perUnit: bigint, sum: bigint }>()
  #normalized = 0n

  add(line: Line, blend: Blend, month: string): void {
    const hours = BigInt(hoursOf(line))
    const { unblended, blended, amortized } = blend.costs(line)
    this.unblended += unblended * hours
    this.blended += blended * hours
    this.amortized += amortized * hours
    if (line.amount === 0n) return
    const perUnit = amountOfUnit(line.measure, month)
    const name = `${line.unit}\0${perUnit}`
    const known = this.#usage.get(name)
    if (known === undefined) this.#usage.set(name, { perUnit, sum: line.amount * hours })
    else known.sum += line.amount * hours
    this.#normalized += (line.quarterUnits ?? 0n) * line.amount * hours
  }

  get isEmpty(): boolean {
    return this.unblended === 0n && this.blended === 0n && this.amortized === 0n && this.#usage.size === 0
  }

  shown(metrics: readonly string[]): Record<string, MetricValue> {
    return Object.fromEntries(metrics.map(metric => [metric, this.#value(metric)]))
  }

  #value(metric: string): MetricValue {
    switch (metric) {
      case 'BlendedCost': return { Amount: amountText(this.blended), Unit: 'USD' }
      case 'AmortizedCost': case 'NetAmortizedCost': return { Amount: amountText(this.amortized), Unit: 'USD' }
      case 'UsageQuantity': return this.#quantity()
      case 'NormalizedUsageAmount': return { Amount: trimmed(decimal(this.#normalized, 4n * 3_600_000n, 10)), Unit: 'NormalizedUnits' }
      default: return { Amount: amountText(this.unblended), Unit: 'USD' }
    }
  }

  /** Units that differ are added all the same, and called N/A. */
  #quantity(): MetricValue {
    const units = new Set([...this.#usage.keys()].map(name => name.split('\0')[0]!))
    const whole = [...this.#usage.values()]
    const denominator = whole.reduce((product, { perUnit }) => product * perUnit, 1n)
    const numerator = whole.reduce((sum, { perUnit, sum: own }) => sum + own * (denominator / perUnit), 0n)
    return { Amount: trimmed(decimal(numerator, denominator, 10)), Unit: units.size === 1 ? [...units][0]! : 'N/A' }
  }
}

/** Dollars with ten decimals, none of them superfluous. */
export function amountText(amount: Money): string {
  return trimmed(decimal(amount, dollar, 10))
}

function trimmed(text: string): string {
  return text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
}

/** A share of a whole as a percentage; 0 of nothing. */
export function percentage(part: bigint, whole: bigint): string {
  return whole === 0n ? '0' : trimmed(decimal(part * 100n, whole, 10))
}
