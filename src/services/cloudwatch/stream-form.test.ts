// Records of metric streams, read again: lines of JSON, and messages of OpenTelemetry by a reader made for this test.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { distributionOf } from '../../engines/statistic.ts'
import type { Call } from '../../kernel/service.ts'
import { recordOf } from './stream-form.ts'

const call = { account: '111122223333', region: 'us-east-1' } as Call
const stream = { name: 's', arn: 'arn:aws:cloudwatch:us-east-1:111122223333:metric-stream/s' }
const point = {
  namespace: 'AWS/X', name: 'Load', dimensions: [{ Name: 'Host', Value: 'h' }], at: 60_000, unit: 'Bytes/Second',
  distribution: distributionOf([1, 2, 3, 4], [1, 1, 1, 1]), more: ['p50', 'IQM'],
}

/** A message as a tree: numbers of fields, and what they hold where `shape` says so: a text, a double, a number, or a message. */
type Shape = { readonly [field: number]: 'text' | 'double' | 'long' | Shape }

function readMessage(bytes: Buffer, shape: Shape): [number, unknown][] {
  const found: [number, unknown][] = []
  let at = 0
  const number = (): number => {
    let [value, factor] = [0, 1]
    for (;;) {
      const byte = bytes[at++]!
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
      factor *= 0x80
    }
  }
  while (at < bytes.length) {
    const tag = number()
    const [field, kind] = [Math.floor(tag / 8), tag % 8]
    const form = shape[field]
    if (kind === 1) {
      found.push([field, form === 'double' ? bytes.readDoubleLE(at) : Number(bytes.readBigUInt64LE(at))])
      at += 8
    } else {
      assert.equal(kind, 2)
      const length = number()
      const part = bytes.subarray(at, at + length)
      at += length
      found.push([field, form === 'text' ? part.toString() : readMessage(part, form as Shape)])
    }
  }
  return found
}

const anyValue: Shape = { 1: 'text', 6: { 1: { 1: 'text', 2: { 1: 'text' } } } }
const attribute: Shape = { 1: 'text', 2: anyValue }
const requestShape = (label: Shape, field: number): Shape => ({ 1: { 1: { 1: attribute }, 2: { 2: { 1: 'text', 3: 'text', 11: { 1: {
  [field]: label, 2: 'long', 3: 'long', 4: 'long', 5: 'double', 6: { 1: 'double', 2: 'double' } } } } } } })
const summary = [[2, 6e10], [3, 12e10], [4, 4], [5, 10], [6, [[1, 0], [2, 1]]], [6, [[1, 0.5], [2, 2.5]]], [6, [[1, 1], [2, 4]]]]
const text = (key: string, value: string) => [[1, key], [2, [[1, value]]]]
const resource = [1, [[1, text('cloud.provider', 'aws')], [1, text('cloud.account.id', '111122223333')],
  [1, text('cloud.region', 'us-east-1')],
  [1, text('aws.exporter.arn', stream.arn)]]]
const whole = (labels: unknown[]) => [[1, [resource, [2, [[2, [[1, 'amazonaws.com/AWS/X/Load'], [3, 'By/s'], [11, [[1, [...labels,
  ...summary]]]]]]]]]]]

function messageIn(record: Uint8Array): Buffer {
  const bytes = Buffer.from(record)
  const headBytes = bytes[0]! < 0x80 ? 1 : 2
  const length = headBytes === 1 ? bytes[0]! : (bytes[0]! & 0x7f) + bytes[1]! * 0x80
  assert.equal(bytes.length, headBytes + length)
  return bytes.subarray(headBytes)
}

test('OpenTelemetry 1.0', () => {
  const message = readMessage(messageIn(recordOf('opentelemetry1.0', [point], stream, call)), requestShape(attribute, 7))
  assert.deepEqual(message, whole([[7, text('Namespace', 'AWS/X')], [7, text('MetricName', 'Load')],
    [7, [[1, 'Dimensions'], [2, [[6, [[1, text('Host', 'h')]]]]]]]]))
})

test('OpenTelemetry 0.7', () => {
  const message = readMessage(messageIn(recordOf('opentelemetry0.7', [point], stream, call)), requestShape({ 1: 'text', 2: 'text' }, 1))
  const label = (key: string, value: string) => [1, [[1, key], [2, value]]]
  assert.deepEqual(message, whole([label('Namespace', 'AWS/X'), label('MetricName', 'Load'), label('Host', 'h')]))
})

test('JSON', () => {
  const [line, end] = Buffer.from(recordOf('json', [point], stream, call)).toString().split('\n')
  assert.equal(end, '')
  assert.deepEqual(JSON.parse(line!), {
    metric_stream_name: 's', account_id: '111122223333', region: 'us-east-1', namespace: 'AWS/X', metric_name: 'Load',
    dimensions: { Host: 'h' }, timestamp: 60_000, value: { max: 4, min: 1, sum: 10, count: 4, p50: 2.5, IQM: 2.5 },
    unit: 'Bytes/Second',
  })
})
