// Agents that fall silent and are heard again, and nodes that are taken out.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'
import { control, registered } from './fleet.fixture.ts'

test('a node falls silent, is heard, and goes with all that was known of it', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const InstanceId = await registered({ ssm, cloud }, { computerName: 'rack-7', platformType: 'Windows' })
  const statusOf = async () => (await ssm.getConnectionStatus({ Target: InstanceId })).Status
  assert.equal(await statusOf(), 'connected')
  await control(cloud, 'silence-node', { instanceId: InstanceId })
  assert.equal(await statusOf(), 'notconnected')
  await control(cloud, 'hear-node', { instanceId: InstanceId })
  assert.equal(await statusOf(), 'connected')
  assert.match(String((await control(cloud, 'hear-node', { instanceId: InstanceId })).message), /was not silent/)
  const CaptureTime = '2026-01-01T00:00:00Z'
  await ssm.putInventory({ InstanceId, Items: [{ TypeName: 'Custom:Rack', SchemaVersion: '1.0', CaptureTime, Content: [{ Row: '7' }] }] })
  await ssm.deregisterManagedInstance({ InstanceId })
  assert.equal(await statusOf(), 'notconnected')
  await refused(ssm.listInventoryEntries({ InstanceId, TypeName: 'Custom:Rack' }), 'InvalidInstanceId')
  await refused(ssm.deregisterManagedInstance({ InstanceId }), 'InvalidInstanceId')
  assert.match(String((await control(cloud, 'register-node', {})).message), /needs activationId/)
})
