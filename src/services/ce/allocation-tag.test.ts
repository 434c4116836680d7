// Cost allocation tags: seen from their first use, hidden when inactive; backfills once a day.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { period, usedAccount } from './account.fixture.ts'

test('an inactive tag groups nothing', async t => {
  const { ce } = await usedAccount(t)
  const tags = async () => (await ce.listCostAllocationTags({})).CostAllocationTags!.map(({ TagKey, Status }) => [TagKey, Status])
  const values = async () => (await ce.getTags({ TimePeriod: period, TagKey: 'team' })).Tags!.filter(value => value !== '')
  assert.deepEqual([await tags(), await values()], [[['team', 'Active']], ['red']])
  await ce.updateCostAllocationTagsStatus({ CostAllocationTagsStatus: [{ TagKey: 'team', Status: 'Inactive' }] })
  assert.deepEqual([await tags(), await values()], [[['team', 'Inactive']], []])
  assert.deepEqual((await ce.listCostAllocationTags({ Status: 'Active' })).CostAllocationTags, [])
})

test('a backfill is done in time, and asked for once a day', async t => {
  const { cloud, ce } = await usedAccount(t)
  const { BackfillRequest } = await ce.startCostAllocationTagBackfill({ BackfillFrom: '2027-01-01T00:00:00Z' })
  assert.equal(BackfillRequest!.BackfillStatus, 'PROCESSING')
  await assert.rejects(ce.startCostAllocationTagBackfill({ BackfillFrom: '2027-01-01T00:00:00Z' }),
    { name: 'BackfillLimitExceededException' })
  await assert.rejects(ce.startCostAllocationTagBackfill({ BackfillFrom: '2027-01-02T00:00:00Z' }), { name: 'ValidationException' })
  await cloud.clock.advance('2h')
  assert.equal((await ce.listCostAllocationTagBackfillHistory({})).BackfillRequests![0]!.BackfillStatus, 'SUCCEEDED')
})
