// Groups and defaults.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('a group has a baseline for each operating system, else the default', async t => {
  const { ssm } = await freshAccount(t)
  const OperatingSystem = 'UBUNTU'
  const { BaselineId = '' } = await ssm.createPatchBaseline({ Name: 'mine', OperatingSystem })
  const { BaselineId: theirs } = await ssm.getDefaultPatchBaseline({ OperatingSystem })
  const baselineOf = async (PatchGroup: string) => (await ssm.getPatchBaselineForPatchGroup({ PatchGroup, OperatingSystem })).BaselineId
  assert.equal(await baselineOf('web'), theirs)
  await ssm.registerPatchBaselineForPatchGroup({ BaselineId, PatchGroup: 'web' })
  assert.equal(await baselineOf('web'), BaselineId)
  await refused(ssm.registerPatchBaselineForPatchGroup({ BaselineId, PatchGroup: 'web' }), 'AlreadyExistsException')
  assert.deepEqual((await ssm.getPatchBaseline({ BaselineId })).PatchGroups, ['web'])
  const { Mappings: mappings } = await ssm.describePatchGroups({ Filters: [{ Key: 'NAME_PREFIX', Values: ['w'] }] })
  assert.deepEqual(mappings!.map(each => [each.PatchGroup, each.BaselineIdentity!.BaselineName]), [['web', 'mine']])
  await refused(ssm.deletePatchBaseline({ BaselineId }), 'ResourceInUseException')
  await ssm.deregisterPatchBaselineForPatchGroup({ BaselineId, PatchGroup: 'web' })
  await ssm.registerDefaultPatchBaseline({ BaselineId })
  assert.equal(await baselineOf('web'), BaselineId)
  await ssm.registerDefaultPatchBaseline({ BaselineId: theirs! })
  await ssm.deletePatchBaseline({ BaselineId })
})
