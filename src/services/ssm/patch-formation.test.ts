// Patch baselines by properties.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, throughCloudControl } from './account.fixture.ts'

test('a baseline with its groups, as the default', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const { create, patch, read, remove } = throughCloudControl(cloud, 'AWS::SSM::PatchBaseline')
  const OperatingSystem = 'UBUNTU'
  const id = await create({ Name: 'mine', OperatingSystem, PatchGroups: ['web', 'till'], ApprovedPatches: ['curl'] })
  const { Id, Name, PatchGroups, DefaultBaseline, ApprovedPatches } = await read(id)
  assert.deepEqual([Id, Name, PatchGroups, DefaultBaseline, ApprovedPatches], [id, 'mine', ['till', 'web'], false, ['curl']])
  await patch(id, [{ op: 'replace', path: '/PatchGroups', value: ['web'] }, { op: 'remove', path: '/ApprovedPatches' }])
  assert.deepEqual([(await read(id)).PatchGroups, (await read(id)).ApprovedPatches], [['web'], []])
  assert.equal((await ssm.getPatchBaselineForPatchGroup({ PatchGroup: 'web', OperatingSystem })).BaselineId, id)
  await remove(id)
  assert.notEqual((await ssm.getPatchBaselineForPatchGroup({ PatchGroup: 'web', OperatingSystem })).BaselineId, id)
})
