// What agents reported of patches.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'
import { registered } from './fleet.fixture.ts'

test('states of nodes and of groups', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const ids = [await registered({ ssm, cloud }, {}, { PatchGroup: 'web' }), await registered({ ssm, cloud }, {}, { PatchGroup: 'web' })]
  const CaptureTime = '2026-01-01T00:00:00Z'
  for (const [i, InstanceId] of ids.entries()) {
    await ssm.putInventory({ InstanceId, Items: [{ TypeName: 'AWS:PatchSummary', SchemaVersion: '1.0', CaptureTime, Content: [{
      PatchGroup: 'web', BaselineId: 'pb-0123456789abcdef0', Operation: 'Scan', OperationStartTime: CaptureTime,
      OperationEndTime: '2026-01-01T00:01:00Z', InstalledCount: '10', MissingCount: String(i), FailedCount: '0',
    }] }] })
  }
  const { InstancePatchStates: states } = await ssm.describeInstancePatchStates({ InstanceIds: ids })
  assert.deepEqual(states!.map(({ InstalledCount, MissingCount, OperationEndTime }) => [InstalledCount, MissingCount,
    OperationEndTime!.getTime()]),
    [[10, 0, Date.parse('2026-01-01T00:01:00Z')], [10, 1, Date.parse('2026-01-01T00:01:00Z')]])
  const { InstancePatchStates: missing } = await ssm.describeInstancePatchStatesForPatchGroup({ PatchGroup: 'web',
    Filters: [{ Key: 'MissingCount', Type: 'GreaterThan', Values: ['0'] }] })
  assert.deepEqual(missing!.map(({ InstanceId }) => InstanceId), [ids[1]])
  const group = await ssm.describePatchGroupState({ PatchGroup: 'web' })
  assert.deepEqual([group.Instances, group.InstancesWithInstalledPatches, group.InstancesWithMissingPatches], [2, 2, 1])
})

test('patches of a node come from its compliance', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const ResourceId = await registered({ ssm, cloud })
  const Details = { Classification: 'Security', PatchSeverity: 'Important', PatchState: 'Installed', InstalledTime: '2026-01-01T00:00:00Z' }
  await ssm.putComplianceItems({ ResourceId, ResourceType: 'ManagedInstance', ComplianceType: 'Patch',
    ExecutionSummary: { ExecutionTime: new Date(0) },
      Items: [{ Id: 'KB1', Title: 'one', Severity: 'HIGH', Status: 'COMPLIANT', Details }] })
  const { Patches: patches } = await ssm.describeInstancePatches({ InstanceId: ResourceId,
    Filters: [{ Key: 'State', Values: ['Installed'] }] })
  assert.deepEqual(patches!.map(({ KBId, Severity, Classification }) => [KBId, Severity, Classification]),
    [['KB1', 'Important', 'Security']])
  await refused(ssm.describeInstancePatches({ InstanceId: ResourceId, Filters: [{ Key: 'x', Values: [] }] }), 'InvalidFilter')
})

test('what a baseline names is effective; what its rules would approve is not known', async t => {
  const { ssm } = await freshAccount(t)
  const { BaselineId = '' } = await ssm.createPatchBaseline({ Name: 'named', ApprovedPatches: ['KB1'], RejectedPatches: ['KB2'] })
  const effective = async (id: string) => (await ssm.describeEffectivePatchesForPatchBaseline({ BaselineId: id })).EffectivePatches!
  assert.deepEqual((await effective(BaselineId)).map(({ Patch, PatchStatus }) => [Patch!.Id, PatchStatus!.DeploymentStatus]),
    [['KB1', 'EXPLICIT_APPROVED'], ['KB2', 'EXPLICIT_REJECTED']])
  const { BaselineId: owned = '' } = await ssm.getDefaultPatchBaseline({})
  await refused(effective(owned), 'NotImplemented', /catalogue/)
  const { BaselineId: linux = '' } = await ssm.getDefaultPatchBaseline({ OperatingSystem: 'SUSE' })
  await refused(effective(linux), 'UnsupportedOperatingSystem')
  await refused(ssm.describeAvailablePatches({}), 'NotImplemented')
})
