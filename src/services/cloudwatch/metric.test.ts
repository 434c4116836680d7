// What goes into a metric, and how long it stays.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, put, refused } from './account.fixture.ts'

test('metrics are listed by their dimensions while they have data of late', async t => {
  const { watch, cloud } = await freshAccount(t)
  await put(watch, 1, { Dimensions: [{ Name: 'a', Value: '1' }, { Name: 'b', Value: '2' }] })
  await put(watch, 1, { Dimensions: [{ Name: 'b', Value: '2' }, { Name: 'a', Value: '1' }] })
  await put(watch, 1)
  const count = async (input: object) => (await watch.listMetrics(input)).Metrics!.length
  assert.deepEqual([await count({}), await count({ Namespace: 'shop', Dimensions: [{ Name: 'a' }] }), await count({ MetricName: 'x' })],
    [2, 1, 0])
  await cloud.clock.advance('15d')
  assert.equal(await count({}), 0)
})

test('data that cannot be', async t => {
  const { watch } = await freshAccount(t)
  await refused(put(watch, 1, { Timestamp: new Date('2026-12-01') }), 'InvalidParameterValueException', /Timestamp/)
  await refused(put(watch, 1, { Values: [1] }), 'InvalidParameterCombinationException')
  await refused(put(watch, 1, { Value: undefined, Values: [1, 2], Counts: [1] }), 'InvalidParameterValueException')
  await refused(watch.putMetricData({ Namespace: 'AWS/EC2', MetricData: [{ MetricName: 'x', Value: 1 }] }),
    'InvalidParameterValueException')
})
