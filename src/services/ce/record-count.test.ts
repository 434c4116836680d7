// How many records there would be, by the day and by the hour.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { usedAccount } from './account.fixture.ts'

test('one for each hour or day that something covers', async t => {
  const { ce } = await usedAccount(t)
  const count = async (Granularity: 'HOURLY' | 'DAILY') => (await ce.getApproximateUsageRecords({
    Granularity, ApproximationDimension: 'RESOURCE', Services: ['Amazon Elastic Compute Cloud - Compute'],
  })).TotalRecords
  assert.deepEqual([await count('DAILY'), await count('HOURLY')], [4, 96])
})
