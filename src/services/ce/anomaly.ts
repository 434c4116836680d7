// Anomalies: days on which something cost more than it should have. What a day should cost is the mean of the days before it, at most
// thirty
// and at least ten; it is an anomaly where it is more than three standard deviations above that, and by a dollar or more; days that follow
// each other are one. AWS's model is not published; this one says the same for the same past.

import type { Anomaly, Ce, Expression, TotalImpactFilter } from '../../../generated/aws/ce.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { contractOf, dayMs, dayOf, dollar, hoursOf } from '../../contract/index.ts'
import type { Line } from '../../contract/index.ts'
import { Monitor, idOf } from './anomaly-monitor.ts'
import { chargesOf } from './charges.ts'
import { linesOf } from './cost-and-usage.ts'
import { vocabularyOf } from './cost-category.ts'
import { invalid } from './fault.ts'
import { testOf } from './filter.ts'

const longestPastDays = 30
const shortestPastDays = 10
const deviations = 3
const leastImpact = 1
/** How far back anomalies are looked for. */
const keptDays = 90

interface Feedback { readonly id: string, readonly feedback: string }
export const Feedback = records<Feedback>({ name: 'AnomalyFeedback', key: 'id' })

export const GetAnomalies: Ce['GetAnomalies'] = function* (input, call) {
  const { MonitorArn: arn, DateInterval: { StartDate: start, EndDate: end = '9999-12-31' }, Feedback: wanted, TotalImpact: impact } = input
  const monitors = arn === undefined ? [...call.of(Monitor).scan()] : [call.of(Monitor).require(idOf(arn))]
  for (const monitor of monitors) {
    for (const anomaly of anomaliesOf(monitor, call)) {
      if (anomaly.AnomalyStartDate! > end || anomaly.AnomalyEndDate! < start) continue
      if (wanted !== undefined && anomaly.Feedback !== wanted) continue
      if (impact === undefined || passes(anomaly.Impact.TotalImpact ?? 0, impact)) yield anomaly
    }
  }
}

export const ProvideAnomalyFeedback: Ce['ProvideAnomalyFeedback'] = ({ AnomalyId: id, Feedback: feedback }, call) => {
  const isKnown = [...call.of(Monitor).scan()].some(monitor => anomaliesOf(monitor, call).some(each => each.AnomalyId === id))
  if (!isKnown) throw invalid(`The anomaly ${id} does not exist`)
  call.of(Feedback).put({ id, feedback })
  return { AnomalyId: id }
}

/** What a monitor has found up to yesterday, oldest first. */
export function anomaliesOf(monitor: Monitor, call: Call): Anomaly[] {
  const today = call.now() - call.now() % dayMs
  const { openedAt } = contractOf(call).ledger.accounts.get(call.account)
  const fromAt = Math.max(today - (keptDays + longestPastDays) * dayMs, openedAt - openedAt % dayMs)
  if (fromAt >= today) return []
  const months = chargesOf(call, fromAt, today)
  const test = monitor.specification === undefined ? () => true : testOf(monitor.specification, vocabularyOf(call))
  const { book } = contractOf(call).ledger
  const valueOf = (line: Line) => monitor.specification === undefined ? book.offers.of(line.service, line.usageType).name : ''
  const series = new Map<string, number[]>()
  const length = (today - fromAt) / dayMs
  for (let day = 0; day < length; day += 1) {
    const step = { fromAt: fromAt + day * dayMs, beforeAt: fromAt + (day + 1) * dayMs }
    for (const { line } of linesOf(months, step, each => isUsage(each) && test(each))) {
      const value = valueOf(line)
      let days = series.get(value)
      if (days === undefined) series.set(value, days = Array<number>(length).fill(0))
      days[day]! += Number(line.cost * BigInt(hoursOf(line)) * 1_000_000n / dollar) / 1_000_000
    }
  }
  const since = Math.max(0, Math.floor((monitor.createdAt - fromAt) / dayMs))
  const arn = call.arn(Monitor, monitor)
  return [...series].flatMap(([value, days]) => found(days, since).map(spike => shown(spike, { value, arn, fromAt, monitor }, call)))
    .sort((a, b) => a.AnomalyStartDate! < b.AnomalyStartDate! ? -1 : 1)
}

function isUsage({ kind }: Line): boolean {
  return kind === 'Usage' || kind === 'DiscountedUsage' || kind === 'SavingsPlanCoveredUsage'
}

interface Spike { readonly from: number, readonly to: number, readonly actual: number, readonly expected: number, readonly most: number }

/** @param since the first day that is judged */
export function found(days: readonly number[], since: number): Spike[] {
  const spikes: Spike[] = []
  // Days that were anomalies tell nothing of what is usual.
  const usual: number[] = []
  for (const [day, cost] of days.entries()) {
    const past = usual.slice(-longestPastDays)
    const mean = past.reduce((sum, each) => sum + each, 0) / Math.max(past.length, 1)
    const deviation = Math.sqrt(past.reduce((sum, each) => sum + (each - mean) ** 2, 0) / Math.max(past.length, 1))
    const excess = cost - mean
    if (day < since || past.length < shortestPastDays || excess < leastImpact || excess <= deviations * deviation) {
      usual.push(cost)
      continue
    }
    const last = spikes.at(-1)
    if (last?.to === day - 1) {
      spikes[spikes.length - 1] = {
        from: last.from, to: day, actual: last.actual + cost, expected: last.expected + mean, most: Math.max(last.most, excess),
      }
    } else spikes.push({ from: day, to: day, actual: cost, expected: mean, most: excess })
  }
  return spikes
}

interface Of { readonly value: string, readonly arn: string, readonly fromAt: number, readonly monitor: Monitor }

function shown({ from, to, actual, expected, most }: Spike, { value, arn, fromAt, monitor }: Of, call: Call): Anomaly {
  const start = dayOf(fromAt + from * dayMs)
  const id = `${monitor.id}/${start}/${value}`.replaceAll(/[^\w/-]/g, '-')
  const impact = actual - expected
  const feedback = call.of(Feedback).get(id)?.feedback
  const round = (amount: number) => Math.round(amount * 100) / 100
  return {
    AnomalyId: id, AnomalyStartDate: start, AnomalyEndDate: dayOf(fromAt + to * dayMs), MonitorArn: arn,
    ...(value !== '' && { DimensionValue: value, RootCauses: [{ Service: value, Impact: { Contribution: round(impact) } }] }),
    AnomalyScore: { MaxScore: 1, CurrentScore: to * dayMs + fromAt >= call.now() - 2 * dayMs ? 1 : 0 },
    Impact: {
      MaxImpact: round(most), TotalImpact: round(impact), TotalActualSpend: round(actual), TotalExpectedSpend: round(expected),
      ...(expected > 0 && { TotalImpactPercentage: round(impact / expected * 100) }),
    },
    ...(feedback !== undefined && { Feedback: feedback }),
  }
}

export function passes(total: number,
  { NumericOperator: operator, StartValue: start, EndValue: end = Infinity }: TotalImpactFilter): boolean {
  switch (operator) {
    case 'EQUAL': return total === start
    case 'GREATER_THAN_OR_EQUAL': return total >= start
    case 'LESS_THAN_OR_EQUAL': return total <= start
    case 'GREATER_THAN': return total > start
    case 'LESS_THAN': return total < start
    default: return total >= start && total <= end
  }
}

/** Whether an anomaly is as large as a subscription wants it: by dollars or percent. */
export function reaches(anomaly: Anomaly, expression: Expression | undefined, threshold: number | undefined): boolean {
  const { TotalImpact: total = 0, TotalImpactPercentage: percent = Infinity } = anomaly.Impact
  if (expression === undefined) return total >= (threshold ?? 0)
  const { And, Or, Dimensions } = expression
  if (And !== undefined) return And.every(each => reaches(anomaly, each, undefined))
  if (Or !== undefined) return Or.some(each => reaches(anomaly, each, undefined))
  const least = Number(Dimensions?.Values?.[0] ?? 0)
  return String(Dimensions?.Key) === 'ANOMALY_TOTAL_IMPACT_PERCENTAGE' ? percent >= least : total >= least
}
