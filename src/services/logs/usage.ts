// What comes into groups, counted for the bill and as metrics. Metrics of services are kept by the minute, under CloudWatch's names.
// Source: "Amazon CloudWatch pricing"; "Monitoring with CloudWatch metrics", CloudWatch Logs User Guide.

import type { Call, MetricName } from '../../kernel/service.ts'
import type { LogGroup } from './group.ts'

export interface Incoming { readonly events: number, readonly bytes: number }

const ingestionTypes = {
  STANDARD: 'DataProcessing-Bytes', INFREQUENT_ACCESS: 'DataProcessingIA-Bytes', DELIVERY: 'DataProcessing-Bytes',
  ESSENTIALS: 'DataProcessing-Bytes',
} as const

export function countIncoming(group: LogGroup, arn: string, { events, bytes }: Incoming, call: Call): void {
  call.meter(ingestionTypes[group.class], bytes, { resource: arn, operation: 'PutLogEvents' })
  call.metrics.emit(metricOf('IncomingLogEvents', { LogGroupName: group.name }, call), events)
  call.metrics.emit(metricOf('IncomingBytes', { LogGroupName: group.name }, call), bytes)
}

export function countScanned(bytes: number, call: Call): void {
  if (bytes > 0) call.meter('DataScanned-Bytes', bytes, { resource: '', operation: 'StartQuery' })
}

/** Names are kept: a metric's text is made once for each. */
export function metricOf(name: string, dimensions: Readonly<Record<string, string>>, call: Call): MetricName {
  const names = call.cache('metric names', () => new Map<string, MetricName>())
  const place = `${name} ${JSON.stringify(dimensions)}`
  const known = names.get(place)
  if (known !== undefined) return known
  const made = { namespace: 'AWS/Logs', name, dimensions }
  names.set(place, made)
  return made
}
