// What goes into a metric, and how long it stays.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, put, refused } from './account.fixture.ts'

test('data that cannot be', async t => {
  const { watch } = await freshAccount(t)
  await refused(put(watch, 1, { Timestamp: new Date('2026-12-01') }), 'InvalidParameterValueException', /Timestamp/)
  await refused(put(watch, 1, { Values: [1] }), 'InvalidParameterCombinationException')
  await refused(put(watch, 1, { Value: undefined, Values: [1, 2], Counts: [1] }), 'InvalidParameterValueException')
  await refused(watch.putMetricData({ Namespace: 'AWS/EC2', MetricData: [{ MetricName: 'x', Value: 1 }] }),
    'InvalidParameterValueException')
})

test('what comes with an entity is data too', async t => {
  const { watch } = await freshAccount(t)
  await watch.putMetricData({ Namespace: 'shop', EntityMetricData: [{
    Entity: { KeyAttributes: { Type: 'Service', Name: 'till' } }, MetricData: [{ MetricName: 'orders', Value: 3 }],
  }] })
  assert.deepEqual((await watch.listMetrics({})).Metrics!.map(({ MetricName }) => MetricName), ['orders'])
})
