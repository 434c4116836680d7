// Statistics of a metric over time. Periods begin at whole multiples of themselves.
// Source: GetMetricStatistics, CloudWatch API Reference.

import type { Cloudwatch } from '../../../generated/aws/cloudwatch.ts'
import { isStatistic, merged, statistic } from '../../engines/statistic.ts'
import type { Distribution } from '../../engines/statistic.ts'
import type { Call } from '../../kernel/service.ts'
import { pointsWithin } from './datapoint.ts'
import type { Interval } from './datapoint.ts'
import { metricId } from './metric.ts'
import type { Dimension, MetricName } from './metric.ts'
import { absorb } from './published.ts'

export interface Period { readonly at: number, readonly unit: string, readonly distribution: Distribution }

/** What came in each period that had anything, oldest first. Different units stay apart. */
export function periodsOf(metric: MetricName, { fromAt, beforeAt, periodMs }: Interval, unit: string | undefined, call: Call): Period[] {
  const begin = Math.floor(fromAt / periodMs) * periodMs
  const found = new Map<string, Period>()
  for (const point of pointsWithin(metricId(metric), { fromAt: begin, beforeAt, periodMs }, call)) {
    if (unit !== undefined && point.unit !== unit) continue
    const at = Math.floor(point.at / periodMs) * periodMs
    const place = `${at} ${point.unit}`
    const before = found.get(place)
    const distribution = before === undefined ? point.distribution : merged(before.distribution, point.distribution)
    found.set(place, { at, unit: point.unit, distribution })
  }
  return [...found.values()].sort((one, other) => one.at - other.at)
}

const mostPoints = 1440

export const GetMetricStatistics: Cloudwatch['GetMetricStatistics'] = (input, call) => {
  const { Namespace: namespace, MetricName: name, Dimensions: dimensions = [], StartTime: fromAt, EndTime: beforeAt,
    Period: seconds } = input
  const { Statistics: statistics = [], ExtendedStatistics: extended = [], Unit: unit } = input
  const invalid = (text: string): Error => call.fault('InvalidParameterValueException', text)
  if (fromAt >= beforeAt) throw invalid('The parameter StartTime must be less than the parameter EndTime.')
  checkPeriod(seconds, call)
  if (statistics.length === 0 && extended.length === 0) {
    throw call.fault('MissingRequiredParameterException',
      'At least one of the parameters Statistics and ExtendedStatistics must be specified.')
  }
  const strange = extended.find(each => !isStatistic(each))
  if (strange !== undefined) throw invalid(`The value ${strange} for parameter ExtendedStatistics is not supported.`)
  if ((beforeAt - fromAt) / (seconds * 1000) > mostPoints) {
    throw call.fault('InvalidParameterCombinationException',
      `You have requested up to ${Math.ceil((beforeAt - fromAt) / (seconds * 1000))} datapoints, `
      + `which exceeds the limit of ${mostPoints}. You may reduce the datapoints requested by increasing Period, or decreasing the time `
      + 'range.')
  }
  absorb(call)
  const interval = { fromAt, beforeAt, periodMs: seconds * 1000 }
  const periods = periodsOf({ namespace, name, dimensions: dimensions as Dimension[] }, interval, unit, call)
  const datapoints = periods.map(({ at, unit: found, distribution }) => ({
    Timestamp: at, Unit: found, ...Object.fromEntries(statistics.map(each => [each, statistic(each, distribution)])),
    ...(extended.length > 0 && { ExtendedStatistics: Object.fromEntries(extended.map(each => [each, statistic(each, distribution)])
      .filter((entry): entry is [string, number] => entry[1] !== undefined)) }),
  }))
  return { Label: name, Datapoints: datapoints }
}

/** @throws InvalidParameterValue */
export function checkPeriod(seconds: number, call: Call): void {
  if ([1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0)) return
  throw call.fault('InvalidParameterValueException', 'Period must be 1, 5, 10, 20, 30 or a multiple of 60.')
}
