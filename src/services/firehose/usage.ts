// What comes in and goes out, counted for the bill and as metrics.
// Source: "Amazon Data Firehose pricing": records are billed in steps of 5 KB; "Monitoring with CloudWatch metrics", Developer Guide.

import type { Call, MetricName } from '../../kernel/service.ts'
import { DeliveryStream } from './stream-record.ts'

const stepBytes = 5 * 1024

export function countIncoming(stream: DeliveryStream, data: readonly Uint8Array[], call: Call): void {
  const billed = data.reduce((sum, { length }) => sum + Math.max(1, Math.ceil(length / stepBytes)) * stepBytes, 0)
  call.meter('BilledBytes', billed, { resource: call.arn(DeliveryStream, stream), operation: 'PutRecord' })
  call.metrics.emit(metricOf('IncomingRecords', stream, call), data.length)
  call.metrics.emit(metricOf('IncomingBytes', stream, call), data.reduce((sum, { length }) => sum + length, 0))
}

export function countDelivered(stream: DeliveryStream, records: number, bytes: number, call: Call): void {
  const target = stream.destination.kind === 's3' ? 'S3' : 'HttpEndpoint'
  call.metrics.emit(metricOf(`DeliveryTo${target}.Records`, stream, call), records)
  call.metrics.emit(metricOf(`DeliveryTo${target}.Bytes`, stream, call), bytes)
}

/** Names are kept: a metric's text is made once for each. */
function metricOf(name: string, { name: stream }: DeliveryStream, call: Call): MetricName {
  const names = call.cache('metric names', () => new Map<string, MetricName>())
  const place = `${name} ${stream}`
  const known = names.get(place)
  if (known !== undefined) return known
  const made = { namespace: 'AWS/Firehose', name, dimensions: { DeliveryStreamName: stream } }
  names.set(place, made)
  return made
}
