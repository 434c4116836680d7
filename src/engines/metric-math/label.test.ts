// Labels by the table of the documentation. Source: "Using dynamic labels", CloudWatch User Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { distinctLabels, labelled, shown } from './label.ts'

const series = {
  label: 'orders', periodMs: 60_000, properties: { 'MetricName': 'orders', 'Dim.shop': 'north', 'Stat': 'Sum' },
  points: [{ at: 0, value: 4 }, { at: 60_000, value: 1 }, { at: 120_000, value: 10 }],
}
const rows: readonly (readonly [label: string, text: string])[] = [
  ['${AVG}', '5'], ['${DATAPOINT_COUNT}', '3'], ['${FIRST}', '4'], ['${FIRST_LAST_RANGE}', '6'], ['${FIRST_LAST_TIME_RANGE}', '2m'],
  ['${FIRST_TIME}', '1970-01-01 01:30:00'], ['${FIRST_TIME_RELATIVE}', '1h'], ['[max: ${MAX} of ${LABEL}]', '[max: 10 of orders]'],
  ['${LAST}', '10'], ['${LAST_TIME}', '1970-01-01 01:32:00'], ['${LAST_TIME_RELATIVE}', '58m'], ['${MIN}', '1'], ['${MIN_MAX_RANGE}', '9'],
  ['${MIN_MAX_TIME_RANGE}', '1m'], ['${MIN_TIME}', '1970-01-01 01:31:00'], ['${SUM}', '15'],
    ['${PROP(\'Dim.shop\')} ${PROP(\'Stat\')}', 'north Sum'],
  ['${PROP(\'Dim.none\')}', ''], ['${OTHER}', '${OTHER}'],
]
for (const [label, text] of rows) {
  test(label, () => { assert.equal(labelled(label, series, { now: 3_600_000, offsetMinutes: 90 }), text) })
}

test('without points there are no values, and there are at most five', () => {
  const time = { now: 0, offsetMinutes: 0 }
  assert.equal(labelled('${MAX}', { ...series, points: [] }, time), '--')
  assert.throws(() => labelled('${MAX}'.repeat(6), series, time), { message: /at most 5/ })
})

test('numbers are short', () => { assert.deepEqual([0.1 + 0.2, 1234, 2_500_000, -7e9].map(shown), ['0.3', '1.234k', '2.5M', '-7G']) })

test('metrics are told apart by what differs', () => {
  const of = (properties: Readonly<Record<string, string>>) => ({ label: '', periodMs: 1, points: [], properties })
  const labels = (...all: Readonly<Record<string, string>>[]) => distinctLabels(all.map(of)).map(({ label }) => label)
  assert.deepEqual(labels({ MetricName: 'a', Stat: 'Sum' }), ['a'])
  assert.deepEqual(labels({ 'MetricName': 'a', 'Dim.x': '1' }, { 'MetricName': 'a', 'Dim.x': '2' }), ['1', '2'])
  assert.deepEqual(labels({ MetricName: 'a', Stat: 'Sum' }, { MetricName: 'b', Stat: 'Maximum' }), ['a Sum', 'b Maximum'])
})
