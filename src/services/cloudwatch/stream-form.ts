// What metric streams write: lines of JSON, or messages of OpenTelemetry, each behind its length, in two versions that differ in how they
// hold labels. Source: "CloudWatch metric stream output in JSON format", "… in OpenTelemetry 1.0.0 format" and "… 0.7.0 format",
// "Translations with OpenTelemetry 1.0.0 format", CloudWatch User Guide; the messages and their numbers: opentelemetry-proto.

import { statistic } from '../../engines/statistic.ts'
import type { Distribution } from '../../engines/statistic.ts'
import type { Call } from '../../kernel/service.ts'
import { doubleField, fixed64Field, messageField, textField, varint } from '../../std/protobuf.ts'

/** One minute of a metric, in one unit. */
export interface StreamedPoint {
  readonly namespace: string
  readonly name: string
  readonly dimensions: readonly { readonly Name: string, readonly Value: string }[]
  readonly at: number
  readonly unit: string
  readonly distribution: Distribution
  /** More statistics than the usual four. */
  readonly more: readonly string[]
}

export const streamForms = ['json', 'opentelemetry1.0', 'opentelemetry0.7'] as const

export type StreamForm = typeof streamForms[number]

/** Points that go into one record, in their form. */
export function recordOf(form: StreamForm, points: readonly StreamedPoint[], stream: { readonly name: string, readonly arn: string },
  call: Call): Uint8Array {
  if (form === 'json') return Buffer.from(`${points.map(point => jsonOf(point, stream.name, call)).join('\n')}\n`)
  const message = requestOf(points, form === 'opentelemetry0.7' ? labels : attributes, stream.arn, call)
  return Buffer.concat([varint(message.length), message])
}

function jsonOf({ namespace, name, dimensions, at, unit, distribution, more }: StreamedPoint, stream: string, call: Call): string {
  return JSON.stringify({
    metric_stream_name: stream, account_id: call.account, region: call.region, namespace, metric_name: name,
    dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])), timestamp: at,
    value: {
      max: distribution.max, min: distribution.min, sum: distribution.sum, count: distribution.count,
      ...Object.fromEntries(more.map(each => [each, statistic(each, distribution)])),
    },
    unit,
  })
}

/** `KeyValue` with an `AnyValue` that is a text. */
function keyValue(number: number, key: string, value: string): Uint8Array {
  return messageField(number, textField(1, key), messageField(2, textField(1, value)))
}

/** Version 1.0.0: dimensions are a list within one attribute. */
function attributes({ namespace, name, dimensions }: StreamedPoint): Uint8Array[] {
  const list = messageField(6, ...dimensions.map(({ Name, Value }) => keyValue(1, Name, Value)))
  return [keyValue(7, 'Namespace', namespace), keyValue(7, 'MetricName', name),
    messageField(7, textField(1, 'Dimensions'), messageField(2, list))]
}

/** Version 0.7.0: each dimension is a label of its own. */
function labels({ namespace, name, dimensions }: StreamedPoint): Uint8Array[] {
  return [['Namespace', namespace], ['MetricName', name], ...dimensions.map(({ Name, Value }) => [Name, Value])]
    .map(([key, value]) => messageField(1, textField(1, key!), textField(2, value!)))
}

/** An `ExportMetricsServiceRequest`. */
function requestOf(points: readonly StreamedPoint[], told: (point: StreamedPoint) => Uint8Array[], arn: string, call: Call): Uint8Array {
  const resource = messageField(1, keyValue(1, 'cloud.provider', 'aws'), keyValue(1, 'cloud.account.id', call.account),
    keyValue(1, 'cloud.region', call.region), keyValue(1, 'aws.exporter.arn', arn))
  const metrics = points.map(point => messageField(2, textField(1, `amazonaws.com/${point.namespace}/${point.name}`),
    textField(3, unitOf(point.unit)), messageField(11, messageField(1, ...told(point), ...summaryOf(point)))))
  return messageField(1, resource, messageField(2, ...metrics))
}

function summaryOf({ at, distribution, more }: StreamedPoint): Uint8Array[] {
  const { count, sum, min, max } = distribution
  const quantiles = more.flatMap((name): [number, number][] => {
    const value = /^p\d/.test(name) ? statistic(name, distribution) : undefined
    return value === undefined ? [] : [[Number(name.slice(1)) / 100, value]]
  })
  const nanos = (ms: number) => BigInt(ms) * 1_000_000n
  return [
    fixed64Field(2, nanos(at)), fixed64Field(3, nanos(at + 60_000)), fixed64Field(4, BigInt(Math.round(count))), doubleField(5, sum),
    ...[[0, min], ...quantiles, [1, max]].map(([quantile, value]) => messageField(6, doubleField(1, quantile!), doubleField(2, value!))),
  ]
}

/** "The Unified Code For Units of Measure"; what is combined by a slash is translated on both sides. */
const units: Readonly<Record<string, string>> = {
  Second: 's', Seconds: 's', Microseconds: 'us', Milliseconds: 'ms', Bytes: 'By', Kilobytes: 'kBy', Megabytes: 'MBy', Gigabytes: 'GBy',
  Terabytes: 'TBy', Bits: 'bit', Kilobits: 'kbit', Megabits: 'MBit', Gigabits: 'GBit', Terabits: 'Tbit', Percent: '%', Count: '{Count}',
  None: '1',
}

function unitOf(unit: string): string {
  return unit.split('/').map(part => units[part] ?? part).join('/')
}
