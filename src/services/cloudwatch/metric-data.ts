// GetMetricData: many metrics, searches, queries and math at once, in pages of datapoints.
// Source: GetMetricData, CloudWatch API Reference.

import type { Cloudwatch, MetricDataQuery } from '../../../generated/aws/cloudwatch.ts'
import { isDynamic, isInsightsQuery, labelled, Sheet } from '../../engines/metric-math/face.ts'
import type { Series } from '../../engines/metric-math/face.ts'
import type { Call } from '../../kernel/service.ts'
import { entriesOf, inMath, periodMsOf, sourceOf } from './metric-source.ts'
import { absorb } from './published.ts'

const mostQueries = 500
const mostPoints = 100_800

export interface Result { readonly id: string, readonly label: string, readonly series: Series }

export interface Range { readonly fromAt: number, readonly beforeAt: number, readonly offsetMinutes: number }

/** What a request's queries give, but for those that it wants for others only. @throws Fault */
export function resultsOf(
  queries: readonly MetricDataQuery[], { fromAt, beforeAt, offsetMinutes }: Range, where: string, call: Call,
): Result[] {
  const entries = entriesOf(queries, where, call)
  return inMath(call, () => {
    const sheet = new Sheet(entries, sourceOf(queries, call), { fromAt, beforeAt, periodMs: periodMsOf(queries) })
    return queries.filter(({ ReturnData = true }) => ReturnData).flatMap(({ Id: id, Label: given }) =>
      sheet.seriesOf(id).map(series => {
        const time = { now: call.now(), offsetMinutes }
        const label = given === undefined ? series.label : isDynamic(given) ? labelled(given, series, time)
          : sheet.isArray(id) ? `${given} ${series.label}`.trim() : given
        return { id, label, series }
      }))
  })
}

export const GetMetricData: Cloudwatch['GetMetricData'] = (input, call) => {
  const { MetricDataQueries: queries, StartTime: fromAt, EndTime: beforeAt, ScanBy: order = 'TimestampDescending',
    MaxDatapoints: most = mostPoints, NextToken: token, LabelOptions: { Timezone: zone = '+0000' } = {} } = input
  const invalid = (text: string) => call.fault('ValidationError', text)
  if (fromAt >= beforeAt) throw invalid('The parameter StartTime must be less than the parameter EndTime.')
  if (queries.length > mostQueries) throw invalid(`The collection MetricDataQueries must not have a size greater than ${mostQueries}.`)
  if (queries.filter(({ Expression: text = '' }) => isInsightsQuery(text)).length > 1) {
    throw invalid('Only one Metrics Insights query is allowed per GetMetricData request.')
  }
  if (most < 1 || most > mostPoints) throw invalid(`The parameter MaxDatapoints must be between 1 and ${mostPoints}.`)
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? []
  if (sign === undefined) throw invalid('The parameter LabelOptions.Timezone must have the form +0130.')
  const offsetMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  absorb(call)
  const all = resultsOf(queries, { fromAt, beforeAt, offsetMinutes }, 'MetricDataQueries', call)
  call.meter('CW:GMD-Metrics', queries.length)
  return page(all, order === 'TimestampDescending', token === undefined ? 0 : skipOf(token, call), most, call)
}

function skipOf(token: string, call: Call): number {
  const skip = call.open('metric-data', token)
  if (typeof skip !== 'number') throw call.fault('InvalidNextToken', 'The value for parameter NextToken is invalid.')
  return skip
}

/** So many datapoints after so many, with all results on the first page, and those that are not over on the later ones. */
function page(all: readonly Result[], newestFirst: boolean, skip: number, most: number, call: Call) {
  let [toSkip, left] = [skip, most]
  const results = []
  let isCut = false
  for (const { id, label, series: { points } } of all) {
    const begin = Math.min(toSkip, points.length)
    toSkip -= begin
    if (begin === points.length && skip > 0) continue
    const taken = (newestFirst ? points.toReversed() : points).slice(begin, begin + left)
    left -= taken.length
    const isPartial = begin + taken.length < points.length
    if (isPartial) isCut = true
    results.push({
      Id: id, Label: label, Timestamps: taken.map(({ at }) => at), Values: taken.map(({ value }) => value),
      StatusCode: isPartial ? 'PartialData' : 'Complete',
    })
  }
  return { MetricDataResults: results, Messages: [], ...(isCut && { NextToken: call.seal('metric-data', skip + most) }) }
}
