// Compliance items: replaced by type, told by their hash, and listed by filters.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventsOf, freshAccount, refused } from './account.fixture.ts'
import { registered } from './fleet.fixture.ts'

test('items of a type replace one another', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const ResourceId = await registered({ ssm, cloud })
  const put = async (ComplianceType: string, items: [string, 'COMPLIANT' | 'NON_COMPLIANT'][],
    more: object = {}) => ssm.putComplianceItems({
    ResourceId, ResourceType: 'ManagedInstance', ComplianceType, ExecutionSummary: { ExecutionTime: new Date(0) },
    Items: items.map(([Id, Status]) => ({ Id, Status, Severity: 'HIGH' as const, Details: { Classification: 'Security' } })), ...more,
  })
  const found = async (...Filters: { Key: string, Values: string[] }[]) =>
    (await ssm.listComplianceItems({ ResourceIds: [ResourceId], Filters })).ComplianceItems!.map(({ Id, Status }) => [Id, Status])
  await put('Patch', [['a', 'COMPLIANT'], ['b', 'NON_COMPLIANT']], { ItemContentHash: 'one' })
  await put('Patch', [['c', 'COMPLIANT']], { ItemContentHash: 'one' })
  assert.deepEqual(await found(), [['a', 'COMPLIANT'], ['b', 'NON_COMPLIANT']])
  assert.deepEqual(await found({ Key: 'Status', Values: ['NON_COMPLIANT'] }, { Key: 'Classification', Values: ['Security'] }),
    [['b', 'NON_COMPLIANT']])
  await put('Patch', [['c', 'COMPLIANT']])
  await put('Association', [['x', 'COMPLIANT'], ['y', 'COMPLIANT']])
  await put('Association', [['y', 'NON_COMPLIANT']], { UploadType: 'PARTIAL' })
  assert.deepEqual(await found(), [['x', 'COMPLIANT'], ['y', 'NON_COMPLIANT'], ['c', 'COMPLIANT']])
  await refused(put('Other', []), 'ValidationException')
  await refused(put('Patch', [], { ResourceType: 'Bucket' }), 'InvalidResourceType')
  await refused(put('Patch', [], { ResourceId: 'mi-0123456789abcdef0' }), 'InvalidResourceId')
  await refused(found({ Key: 'Colour', Values: ['red'] }), 'InvalidFilter')
  for (let i = 0; i < 10; i += 1) await put(`Custom:T${i}`, [])
  await refused(put('Custom:T10', []), 'ComplianceTypeCountLimitExceededException')
})

test('EventBridge hears when a node begins to fail, and when it complies again', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const events = await eventsOf(cloud, 'Configuration Compliance State Change')
  const ResourceId = await registered({ ssm, cloud })
  for (const Status of ['COMPLIANT', 'COMPLIANT', 'NON_COMPLIANT', 'COMPLIANT'] as const) {
    await ssm.putComplianceItems({ ResourceId, ResourceType: 'ManagedInstance', ComplianceType: 'Custom:Paint',
      ExecutionSummary: { ExecutionTime: new Date(0) }, Items: [{ Id: 'door', Status, Severity: 'LOW' }] })
    await cloud.clock.advance('1s')
  }
  assert.deepEqual((await events()).map(({ detail }) => [detail['resource-id'], detail['compliance-status']]),
    [[ResourceId, 'compliant'], [ResourceId, 'non_compliant'], [ResourceId, 'compliant']])
})
