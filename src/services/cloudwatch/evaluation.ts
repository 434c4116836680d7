// Judging metric alarms: the last periods of what they watch against the threshold or the band, with the rules for those that had no
// data. An
// alarm is judged when data arrive and at the ends of periods for as long as there are data to look at; then it rests.
// Source: "Evaluating an alarm", "Configuring how CloudWatch alarms treat missing data", CloudWatch User Guide.

import { expressionUses, isInsightsQuery, Sheet } from '../../engines/metric-math/face.ts'
import type { Point, Series } from '../../engines/metric-math/face.ts'
import type { Call } from '../../kernel/service.ts'
import { Alarm, watching } from './alarm.ts'
import type { Contributor, MetricAlarm, State } from './alarm.ts'
import { change } from './alarm-state.ts'
import { pointsWithin } from './datapoint.ts'
import { comparisons, isReturned, queriesOf } from './metric-alarm.ts'
import { entriesOf, inMath, periodMsOf, sourceOf } from './metric-source.ts'
import { absorb } from './published.ts'

/** How many periods more than needed are looked at for data. */
const furtherPeriods = 2

export interface Judged { readonly breaching: boolean }

/** What the most recent points, of periods that had data, make of an alarm; undefined leaves it as it is. */
export function judged(points: readonly Judged[], periods: number, needed: number, missing: string): State | undefined {
  const looked = points.slice(-periods)
  const breaching = looked.filter(point => point.breaching).length
  if (breaching >= needed) return 'ALARM'
  const filled = periods - looked.length
  if (missing === 'breaching' && filled > 0) return breaching + filled >= needed ? 'ALARM' : 'OK'
  if (filled === 0 || missing === 'notBreaching' || breaching < looked.length) return 'OK'
  if (missing === 'ignore') return undefined
  return looked.length === 0 ? 'INSUFFICIENT_DATA' : 'ALARM'
}

/** Timer: data of a metric arrived, or a service has published some. */
export function arrived(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  for (const of of [`metric/${id}`, 'metric/*']) for (const name of watching(of, call)) call.setTimer('judge', name, call.now())
}

interface Reading extends Point, Judged {}

interface Readings { readonly series: Series, readonly points: readonly Reading[] }

interface Window { readonly fromAt: number, readonly beforeAt: number, readonly periodMs: number }

/** What an alarm sees within a window: mostly one series, of a query with groups any number. */
function readingsOf({ given }: MetricAlarm, window: Window, call: Call): readonly Readings[] {
  const queries = queriesOf(given)
  const { ThresholdMetricId: band, Threshold: threshold = 0, ComparisonOperator: operator = '' } = given
  const sheet = inMath(call, () => new Sheet(entriesOf(queries, 'Metrics', call), sourceOf(queries, call), window))
  const { breaches } = comparisons.get(operator)!
  const [upper, lower] = band === undefined ? []
    : sheet.seriesOf(band).map(({ points }) => new Map(points.map(({ at, value }) => [at, value])))
  const watched = queries.find(({ Id: id }) => id !== band && isReturned(queries, id))!
  return sheet.seriesOf(watched.Id).map(series => ({ series, points: series.points.flatMap(({ at, value }) => {
    const edges = band === undefined ? [threshold, threshold] : [lower!.get(at), upper!.get(at)]
    return edges.includes(undefined) ? [] : [{ at, value, breaching: breaches(value, edges[0]!, edges[1]!) }]
  }) }))
}

/** Timer: one alarm. */
export function judge(_payload: unknown, call: Call, { id: name }: { readonly id: string }): void {
  const alarm = call.of(Alarm).get(name)
  if (alarm?.kind !== 'metric') return
  absorb(call)
  const { given: { EvaluationPeriods: periods = 1, DatapointsToAlarm: needed = periods, TreatMissingData: missing = 'missing' } } = alarm
  const periodMs = periodMsOf(queriesOf(alarm.given))
  // A period that is not over counts as soon as it has data: AWS judges the newest point, whole or not.
  const beforeAt = Math.floor(call.now() / periodMs) * periodMs + periodMs
  const window = { fromAt: beforeAt - (periods + furtherPeriods) * periodMs, beforeAt, periodMs }
  const all = readingsOf(alarm, window, call)
  const states = all.map(({ points }) => judged(points, periods, needed, missing))
  const at = states.indexOf('ALARM')
  const shown = all[at === -1 ? 0 : at] ?? { series: { label: '', periodMs, points: [] }, points: [] }
  const state = at !== -1 ? 'ALARM' : states.includes('OK') ? 'OK' : states.length === 0 ? judged([], periods, needed, missing) : states[0]
  const contributors = contributorsOf(alarm, all.filter((_, i) => states[i] === 'ALARM'), periods, call)
  const current = contributors === undefined ? alarm : call.of(Alarm).put({ ...alarm, contributors }) as MetricAlarm
  if (state !== undefined && state !== alarm.state) {
    const looked = shown.points.slice(-periods)
    change(current, state, reasonOf(current, looked, state), reasonDataOf(current, looked, periodMs, call), call)
  }
  if (isBusy(alarm, all, window, call)) call.setTimer('judge', name, beforeAt)
}

/** Whether there are data that will be past with the next period, or an expression that changes with time alone. */
function isBusy(alarm: MetricAlarm, all: readonly Readings[], window: Window, call: Call): boolean {
  if (alarm.watches.includes('*') && all.some(({ points }) => points.length > 0)) return true
  const expressions = queriesOf(alarm.given).map(({ Expression: text }) => text).filter(text => text !== undefined)
  const timely = ['MINUTE', 'HOUR', 'DAY', 'DATE', 'MONTH', 'YEAR', 'EPOCH']
  if (expressions.some(text => timely.some(name => expressionUses(text, name)))) return true
  return alarm.watches.some(id => pointsWithin(id, window, call).next().done !== true)
}

/** Undefined where it has not changed, or there is only one series. */
function contributorsOf(alarm: MetricAlarm, alarming: readonly Readings[], periods: number,
  call: Call): readonly Contributor[] | undefined {
  const isMany = queriesOf(alarm.given).some(({ Expression: text = '' }) => isInsightsQuery(text))
  if (!isMany) return undefined
  const before = new Map((alarm.contributors ?? []).map(each => [each.id, each]))
  const now = alarming.map(({ series: { label, properties = {} }, points }): Contributor => before.get(label)
    ?? { id: label, attributes: properties, reason: reasonOf(alarm, points.slice(-periods), 'ALARM'), at: call.now() })
  return now.length === before.size && now.every(({ id }) => before.has(id)) ? undefined : now
}

/** As AWS words it. Source: examples in "Alarm events and EventBridge", CloudWatch User Guide. */
function reasonOf({ given, state: before }: MetricAlarm, looked: readonly Reading[], state: State): string {
  const { EvaluationPeriods: periods = 1, DatapointsToAlarm: needed = periods, TreatMissingData: missing = 'missing',
    Threshold: threshold } = given
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`
  const be = (number: number) => number === 1 ? 'was' : 'were'
  if (state === 'INSUFFICIENT_DATA') return `Insufficient Data: ${count(periods, 'datapoint')} ${be(periods)} unknown.`
  if (looked.length === 0) {
    const word = missing === 'breaching' ? 'Breaching' : 'NonBreaching'
    return `Threshold Crossed: no datapoints were received for ${count(periods, 'period')} and ${count(periods, 'missing datapoint')} `
      + `${be(periods)} treated as [${word}].`
  }
  const telling = looked.filter(({ breaching }) => breaching === (state === 'ALARM'))
  const values = telling.toReversed().map(({ value, at }) => `${decimal(value)} (${dayText(at)})`).join(', ')
  const { words, ofBand } = comparisons.get(given.ComparisonOperator!)!
  const verb = `${be(telling.length)}${state === 'ALARM' ? '' : ' not'}`
  const out = `${telling.length} out of the last ${looked.length} datapoints`
  const beyond = ofBand === true ? words : `${words} (${decimal(threshold!)})`
  return `Threshold${ofBand === true ? 's' : ''} Crossed: ${out} [${values}] ${verb} ${beyond} `
    + `(minimum ${count(state === 'ALARM' ? needed : periods - needed + 1, 'datapoint')} for ${before} -> ${state} transition).`
}

function decimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value)
}

/** `31/12/26 23:59:00` */
function dayText(at: number): string {
  const [, year, month, day, time] = /^\d\d(\d\d)-(\d\d)-(\d\d)T(.{8})/.exec(new Date(at).toISOString())!
  return `${day}/${month}/${year} ${time}`
}

function reasonDataOf({ given }: MetricAlarm, looked: readonly Reading[], periodMs: number, call: Call): string {
  const text = (at: number) => new Date(at).toISOString().replace('Z', '+0000')
  const statistic = given.Statistic ?? given.ExtendedStatistic
  return JSON.stringify({
    version: '1.0', queryDate: text(call.now()), ...(looked[0] !== undefined && { startDate: text(looked[0].at) }),
    ...(statistic !== undefined && { statistic }), period: periodMs / 1000, recentDatapoints: looked.map(({ value }) => value),
    ...(given.Threshold !== undefined && { threshold: given.Threshold }),
    evaluatedDatapoints: looked.toReversed().map(({ at, value }) => ({ timestamp: text(at), value })),
  })
}
