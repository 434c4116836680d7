// Provisioned capacity and retrieval policies.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, freshVault, refused } from './account.fixture.ts'

test('two units at most, each for a month', async t => {
  const { cloud, glacier } = await freshVault(t)
  const own = { accountId: '-' }
  for (let i = 0; i < 2; i += 1) await glacier.purchaseProvisionedCapacity(own)
  await refused(glacier.purchaseProvisionedCapacity(own), 'LimitExceededException')
  const { ProvisionedCapacityList } = await glacier.listProvisionedCapacity(own)
  assert.deepEqual(ProvisionedCapacityList!.map(({ ExpirationDate }) => ExpirationDate), ['2027-04-10T10:30:00.000Z',
    '2027-04-10T10:30:00.000Z'])
  await cloud.clock.advance('31d')
  assert.deepEqual((await glacier.listProvisionedCapacity(own)).ProvisionedCapacityList, [])
})

test('a policy refuses what is too much in an hour', async t => {
  const { cloud, glacier } = await freshVault(t)
  const own = { accountId: '-' }
  assert.deepEqual((await glacier.getDataRetrievalPolicy(own)).Policy, { Rules: [{ Strategy: 'None' }] })
  await refused(glacier.setDataRetrievalPolicy({ ...own, Policy: { Rules: [{ Strategy: 'Most' }] } }), 'InvalidParameterValueException')
  await glacier.setDataRetrievalPolicy({ ...own, Policy: { Rules: [{ Strategy: 'BytesPerHour', BytesPerHour: 12 }] } })
  const { archiveId } = await glacier.uploadArchive({ ...at, body: '12345678' })
  const retrieve = () => glacier.initiateJob({ ...at, jobParameters: { Type: 'archive-retrieval', ArchiveId: archiveId! } })
  await retrieve()
  await refused(retrieve(), 'PolicyEnforcedException')
  await cloud.clock.advance('1h')
  await retrieve()
})
