// From events that fit metric filters to metrics, by real calls of CloudWatch. A default value is told for each minute in which events
// came and none of them fitted. Source: "Configuring metric values for a metric filter", "Publishing dimensions with metrics from values in
// JSON or space-delimited log events", CloudWatch Logs User Guide.

import type { MetricDatum } from '../../../generated/aws/cloudwatch.ts'
import type { MetricTransformation } from '../../../generated/aws/logs.ts'
import type { Fit } from '../../engines/log-pattern/face.ts'
import type { Call } from '../../kernel/service.ts'
import { key } from '../../std/key.ts'
import { patternIn } from './filtering.ts'
import type { LogGroup } from './group.ts'
import { MetricFilter } from './metric-filter-record.ts'
import type { TakenEvent } from './put-events.ts'

interface Emission { readonly namespace: string, readonly data: readonly MetricDatum[] }

const minuteMs = 60_000
const mostData = 500

/** In the transaction of the events. */
export function countMatches(group: LogGroup, events: readonly TakenEvent[], call: Call): void {
  for (const filter of call.of(MetricFilter).scan({ within: [group.name] })) {
    const pattern = patternIn(filter.pattern, call)
    const byNamespace = new Map<string, MetricDatum[]>()
    let fitted = false
    for (const { at, shown } of events) {
      const fit = pattern.fit(shown)
      if (fit === undefined) continue
      fitted = true
      for (const transformation of filter.transformations) {
        const datum = datumOf(transformation, fit, at)
        if (datum === undefined) continue
        const { metricNamespace: namespace } = transformation
        byNamespace.set(namespace, [...byNamespace.get(namespace) ?? [], datum])
      }
    }
    for (const [namespace, data] of byNamespace) emitLater({ namespace, data }, call)
    if (filter.transformations.some(({ defaultValue }) => defaultValue !== undefined)) awaitMinute(filter, fitted, call)
  }
}

/** Undefined where the event says no number, or lacks a dimension. */
function datumOf(transformation: MetricTransformation, fit: Fit, at: number): MetricDatum | undefined {
  const { metricName, metricValue, unit, dimensions = {} } = transformation
  const text = metricValue.startsWith('$') ? fit.valueOf(metricValue) : metricValue
  const value = text === undefined || text.trim() === '' ? NaN : Number(text)
  const said = Object.entries(dimensions).map(([Name, reference]) => ({ Name, Value: fit.valueOf(reference) }))
  if (!Number.isFinite(value) || said.some(({ Value }) => Value === undefined || Value === '')) return undefined
  return {
    MetricName: metricName, Value: value, Timestamp: at, Unit: unit ?? 'None',
    ...(said.length > 0 && { Dimensions: said as { Name: string, Value: string }[] }),
  }
}

/** Data of one namespace go out once the events are kept. */
export function emitLater({ namespace, data }: Emission, call: Call): void {
  for (let from = 0; from < data.length; from += mostData) {
    const part: Emission = { namespace, data: data.slice(from, from + mostData) }
    call.setTimer('emit', call.uuid(), call.now(), part)
  }
}

/** Timer: one call of CloudWatch. */
export async function emit({ namespace, data }: Emission, call: Call): Promise<void> {
  await call.to('cloudwatch').PutMetricData({ Namespace: namespace, MetricData: data })
}

const minutes = (call: Call) => call.table<boolean>('minutes')

function awaitMinute({ groupName, name }: MetricFilter, fitted: boolean, call: Call): void {
  const at = Math.floor(call.now() / minuteMs) * minuteMs
  const place = key(groupName, name, at)
  const known = minutes(call).get(place)
  if (known === undefined) call.setTimer('quiet', JSON.stringify([groupName, name, at]), at + minuteMs)
  if (known !== true && known !== fitted) minutes(call).put(place, fitted)
}

/** Timer: the end of a minute in which events came. */
export function quiet(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  const [groupName, name, at] = JSON.parse(id) as [string, string, number]
  const place = key(groupName, name, at)
  const fitted = minutes(call).get(place)
  minutes(call).delete(place)
  const filter = call.of(MetricFilter).get(groupName, name)
  if (fitted !== false || filter === undefined) return
  for (const { metricName, metricNamespace: namespace, defaultValue, unit } of filter.transformations) {
    if (defaultValue === undefined) continue
    emitLater({ namespace, data: [{ MetricName: metricName, Value: defaultValue, Timestamp: at, Unit: unit ?? 'None' }] }, call)
  }
}
