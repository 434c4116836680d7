// Descriptions of graphs: their short forms, times and annotations.
// Source: "GetMetricWidgetImage: Metric Widget Structure and Syntax", CloudWatch API Reference.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { colorAt, readWidget } from './metric-widget.ts'

const now = Date.parse('2027-01-01T12:00:00Z')

test('dots repeat what the metric before has', () => {
  const { queries } = readWidget({ period: 60, metrics: [
    ['AWS/EC2', 'CPUUtilization', 'InstanceId', 'i-1', { stat: 'Maximum' }], ['.', 'NetworkIn', '.', '.'], ['...', 'i-2'],
    [{ expression: 'm1 + m2', id: 'e1', label: 'both' }],
  ] }, now)
  assert.deepEqual(queries.map(({ MetricStat: asked, Expression: text }) => text
    ?? [asked!.Metric.MetricName, asked!.Metric.Dimensions![0]!.Value, asked!.Stat, asked!.Period]),
  [['CPUUtilization', 'i-1', 'Maximum', 60], ['NetworkIn', 'i-1', 'Average', 60], ['NetworkIn', 'i-2', 'Average', 60], 'm1 + m2'])
})

test('times from now, or by themselves', () => {
  const metrics = [['a', 'b']]
  const range = (more: object) => {
    const { fromAt, beforeAt } = readWidget({ metrics, ...more }, now)
    return [fromAt, beforeAt].map(at => (at - now) / 3_600_000)
  }
  assert.deepEqual([range({}), range({ start: '-P1DT6H', end: 'PT1H' }), range({ start: '2027-01-01T00:00:00Z' })],
    [[-3, 0], [-30, 1], [-12, 0]])
})

test('annotations, colours and axes', () => {
  const widget = readWidget({ metrics: [['a', 'b', { color: '#f00', yAxis: 'right' }]], timezone: '-0130', annotations: {
    horizontal: [{ value: 5, label: 'high', fill: 'above' }, { value: 6, visible: false }], vertical: [{ value: '2027-01-01T00:00:00Z' }],
  } }, now)
  assert.deepEqual([widget.horizontal.map(({ value, fill }) => [value, fill]), widget.vertical[0]!.value, widget.offsetMs],
    [[[5, 'above']], now - 43_200_000, -5_400_000])
  assert.deepEqual([...widget.styles.values()], [{ axis: 'right', color: [255, 0, 0] }])
  assert.deepEqual(colorAt(0), colorAt(10))
})
