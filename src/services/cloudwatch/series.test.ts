// Statistics over periods.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, put, refused } from './account.fixture.ts'

const hour = { StartTime: new Date('2027-01-01T00:00:00Z'), EndTime: new Date('2027-01-01T01:00:00Z') }

test('values, counts and sets of statistics add up by period', async t => {
  const { watch, cloud } = await freshAccount(t)
  await put(watch, 1)
  await put(watch, 0, { Value: undefined, Values: [2, 3], Counts: [2, 1] })
  await cloud.clock.advance('5m')
  await put(watch, 0, { Value: undefined, StatisticValues: { SampleCount: 2, Sum: 30, Minimum: 10, Maximum: 20 } })
  const { Datapoints: points, Label: label } = await watch.getMetricStatistics({
    ...hour, Namespace: 'shop', MetricName: 'orders', Period: 300, Statistics: ['Sum', 'SampleCount', 'Maximum'],
      ExtendedStatistics: ['p50'],
  })
  assert.equal(label, 'orders')
  assert.deepEqual(points!.map(point =>
    [point.Timestamp!.toISOString().slice(11, 16), point.Sum, point.SampleCount, point.Maximum, point.ExtendedStatistics]),
    [['00:00', 8, 4, 3, { p50: 2 }], ['00:05', 30, 2, 20, {}]])
})

test('what cannot be asked', async t => {
  const { watch } = await freshAccount(t)
  const ask = (more: object) =>
    watch.getMetricStatistics({ ...hour, Namespace: 'shop', MetricName: 'orders', Period: 60, Statistics: ['Sum'], ...more })
  await refused(ask({ Period: 61 }), 'InvalidParameterValueException', /Period/)
  await refused(ask({ Statistics: undefined }), 'MissingRequiredParameterException')
  await refused(ask({ EndTime: hour.StartTime }), 'InvalidParameterValueException')
  await refused(ask({ EndTime: new Date('2027-02-01') }), 'InvalidParameterCombinationException', /exceeds the limit of 1440/)
})
