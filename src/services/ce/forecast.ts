// Forecasts: what the coming days cost if they go on as the last thirty have, with a band as wide as those days differ. Cost Explorer's own
// model is not published; this one is plain and says the same for the same past.

import type { Ce, Expression } from '../../../generated/aws/ce.ts'
import { Blend, contractOf, dayMs, dayOf } from '../../contract/index.ts'
import type { Call } from '../../kernel/service.ts'
import { chargesOf } from './charges.ts'
import { linesOf } from './cost-and-usage.ts'
import { vocabularyOf } from './cost-category.ts'
import { invalid, unavailable } from './fault.ts'
import { testOf } from './filter.ts'
import { bounds } from './period.ts'
import { amountText, metricsOf, Tally } from './tally.ts'

const learnedDays = 30
/** Width of the band in standard deviations, by the level that is asked for; 80 % where none is. */
const widths: readonly (readonly [level: number, width: number])[] = [[99, 2.58], [95, 1.96], [90, 1.64], [80, 1.28], [51, 0.69]]

interface Asked {
  readonly TimePeriod: { readonly Start: string, readonly End: string }
  readonly Metric: string
  readonly Granularity: string
  readonly Filter?: Expression
  readonly PredictionIntervalLevel?: number
}

export const GetCostForecast: Ce['GetCostForecast'] = (input, call) => forecast(input as Asked, call)
export const GetUsageForecast: Ce['GetUsageForecast'] = (input, call) => forecast(input as Asked, call)

function forecast({ TimePeriod, Metric, Granularity, Filter, PredictionIntervalLevel: level = 80 }: Asked, call: Call) {
  if (Granularity === 'HOURLY') throw invalid('A forecast is DAILY or MONTHLY')
  const [metric = 'UnblendedCost'] = metricsOf([Metric])
  const span = bounds(TimePeriod, 'DAILY')
  const today = call.now() - call.now() % dayMs
  if (span.fromAt < today) throw invalid('Start date must not be in the past')
  const daily = pastDays(metric, Filter, today, call)
  const mean = daily.reduce((sum, value) => sum + value, 0n) / BigInt(daily.length)
  const deviation = Math.sqrt(daily.reduce((sum, value) => sum + Number(value - mean) ** 2, 0) / daily.length)
  const width = (widths.find(([of]) => of <= level) ?? widths.at(-1)!)[1]
  const results = []
  for (let at = span.fromAt; at < span.beforeAt;) {
    const end = Granularity === 'DAILY' ? at + dayMs : Math.min(span.beforeAt, nextMonth(at))
    const days = (end - at) / dayMs
    const band = BigInt(Math.round(width * deviation * Math.sqrt(days)))
    const value = mean * BigInt(days)
    results.push({
      TimePeriod: { Start: dayOf(at), End: dayOf(end) }, MeanValue: amountText(value),
      PredictionIntervalLowerBound: amountText(value > band ? value - band : 0n), PredictionIntervalUpperBound: amountText(value + band),
    })
    at = end
  }
  const days = BigInt((span.beforeAt - span.fromAt) / dayMs)
  return { Total: { Amount: amountText(mean * days), Unit: metric === 'UsageQuantity' ? 'N/A' : 'USD' }, ForecastResultsByTime: results }
}

/** What each of the last days came to. @throws DataUnavailableException where there is no past */
function pastDays(metric: string, filter: Expression | undefined, today: number, call: Call): bigint[] {
  const { openedAt } = contractOf(call).ledger.accounts.get(call.account)
  const fromAt = Math.max(today - learnedDays * dayMs, firstDay(openedAt))
  if (fromAt >= today) throw unavailable('There is not enough history to forecast from: a whole day is needed')
  const months = chargesOf(call, fromAt, today)
  const passes = testOf(filter, vocabularyOf(call))
  const days: bigint[] = []
  for (let at = fromAt; at < today; at += dayMs) {
    const tally = new Tally()
    for (const { month, line } of linesOf(months, { fromAt: at, beforeAt: at + dayMs }, passes)) tally.add(line, new Blend([]), month)
    days.push(metric.includes('Amortized') ? tally.amortized : metric.includes('Blended')
      && !metric.includes('Un') ? tally.blended : tally.unblended)
  }
  return days
}

function firstDay(at: number): number {
  return at - at % dayMs
}

function nextMonth(at: number): number {
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
}
