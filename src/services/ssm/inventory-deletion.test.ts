// Deleting custom inventory.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'
import { registered } from './fleet.fixture.ts'

const TypeName = 'Custom:Rack'

test('data goes, and its type where that is wanted', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const InstanceId = await registered({ ssm, cloud })
  const put = async (SchemaVersion = '1.0') => ssm.putInventory({ InstanceId,
    Items: [{ TypeName, SchemaVersion, CaptureTime: '2026-01-01T00:00:00Z', Content: [{ Row: '1' }] }] })
  const entries = async () => (await ssm.listInventoryEntries({ InstanceId, TypeName })).Entries!.length
  await put()
  assert.equal((await ssm.deleteInventory({ TypeName, DryRun: true })).DeletionSummary!.TotalCount, 1)
  assert.equal(await entries(), 1)
  const { DeletionId } = await ssm.deleteInventory({ TypeName })
  assert.equal(await entries(), 0)
  const statusOf = async () => (await ssm.describeInventoryDeletions({ DeletionId })).InventoryDeletions![0]!
  await cloud.clock.advance('2m')
  const { LastStatus, DeletionSummary } = await statusOf()
  assert.deepEqual([LastStatus, DeletionSummary!.RemainingCount, DeletionSummary!.SummaryItems],
    ['Complete', 0, [{ Version: '1.0', Count: 1, RemainingCount: 0 }]])
  await ssm.deleteInventory({ TypeName, SchemaDeleteOption: 'DisableSchema' })
  await put()
  assert.equal(await entries(), 0)
  await put('1.1')
  assert.equal(await entries(), 1)
  await ssm.deleteInventory({ TypeName, SchemaDeleteOption: 'DeleteSchema' })
  await refused(entries(), 'InvalidTypeNameException')
  await refused(ssm.deleteInventory({ TypeName: 'AWS:Application' }), 'InvalidTypeNameException')
  await refused(ssm.describeInventoryDeletions({ DeletionId: '01234567-0123-4567-89ab-0123456789ab' }), 'InvalidDeletionIdException')
})
