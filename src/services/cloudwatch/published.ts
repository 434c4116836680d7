// Metrics that services of this cloud publish: the kernel gathers them by the minute, and here they become datapoints when somebody
// looks. For
// levels, the services say what was there in the minutes since something last changed it, for six hours. An alarm on such a metric is
// woken at
// the end of each minute in which there was something. Source: "AWS services that publish CloudWatch metrics", CloudWatch User Guide.

import type { Call, MetricName as Emitted } from '../../kernel/service.ts'
import { metricId, store } from './metric.ts'
import type { MetricName } from './metric.ts'

const minuteMs = 60_000
/** SQS calls a queue active so long after its last use; other levels are treated alike. */
const activeMs = 6 * 3_600_000
/** By metric: the last minute that was taken over, of which there may be more to come. */
const table = 'absorbed'

function nameOf({ namespace, name, dimensions }: Emitted): MetricName {
  return { namespace, name, dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })) }
}

export function emittedAs({ namespace, name, dimensions }: MetricName): Emitted {
  return { namespace, name, dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])) }
}

/** Takes over what services have published since the last time. */
export function absorb(call: Call): void {
  const taken = call.table<number>(table)
  const nowAt = Math.floor(call.now() / minuteMs) * minuteMs
  for (const { metric, lastAt, openAt } of call.metrics.emitted()) {
    const untilAt = openAt === undefined ? lastAt : Math.min(nowAt, openAt + activeMs)
    const name = nameOf(metric)
    const id = metricId(name)
    const fromAt = taken.get(id) ?? 0
    if (untilAt < fromAt) continue
    const keep = (at: number, count: number, sum: number, least: number, most: number) =>
      store(name, at, false, metric.unit ?? 'Count', { count, sum, min: least, max: most }, call, true)
    const data = call.metrics.data(metric, fromAt)
    for (const [i, { at, count, sum, least, most }] of data.entries()) {
      keep(at, count, sum, least, most)
      if (openAt === undefined) continue
      // A level stays what it was until it is sampled anew.
      const nextAt = Math.min(data[i + 1]?.at ?? openAt, at + activeMs)
      for (let between = at + minuteMs; between < nextAt; between += minuteMs) keep(between, 1, most, most, most)
    }
    if (openAt !== undefined) {
      for (let at = Math.max(openAt, fromAt); at <= untilAt; at += minuteMs) {
        const value = call.metrics.level(metric, Math.min(at + minuteMs - 1, call.now()))
        if (value === undefined) break
        keep(at, 1, value, value, value)
      }
    }
    taken.put(id, untilAt + (untilAt === nowAt ? 0 : minuteMs))
  }
}
