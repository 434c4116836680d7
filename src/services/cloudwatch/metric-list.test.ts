// Metrics are listed while they have data of late.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, put } from './account.fixture.ts'

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
