// Baselines of the account.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

const rule = (Key: 'SEVERITY' | 'MSRC_SEVERITY', more: object = { ApproveAfterDays: 3 }) => ({
  PatchRules: [{ PatchFilterGroup: { PatchFilters: [{ Key, Values: ['Critical'] }] }, ...more }],
})

test('made, changed and deleted', async t => {
  const { ssm } = await freshAccount(t)
  const { BaselineId } = await ssm.createPatchBaseline({ Name: 'mine', OperatingSystem: 'AMAZON_LINUX_2', ApprovalRules: rule('SEVERITY'),
    Tags: [{ Key: 'a', Value: 'b' }] })
  await ssm.updatePatchBaseline({ BaselineId: BaselineId!, Description: 'tight', ApprovedPatches: ['kernel.x86_64'] })
  const { Name, Description, ApprovedPatches, RejectedPatchesAction,
    ApprovalRules } = await ssm.getPatchBaseline({ BaselineId: BaselineId! })
  assert.deepEqual([Name, Description, ApprovedPatches, RejectedPatchesAction], ['mine', 'tight', ['kernel.x86_64'], 'ALLOW_AS_DEPENDENCY'])
  assert.equal(ApprovalRules!.PatchRules![0]!.ApproveAfterDays, 3)
  const replaced = await ssm.updatePatchBaseline({ BaselineId: BaselineId!, Name: 'new', Replace: true })
  assert.deepEqual([replaced.Name, replaced.ApprovedPatches, replaced.Description], ['new', [], undefined])
  const { BaselineIdentities: own } = await ssm.describePatchBaselines({ Filters: [{ Key: 'OWNER', Values: ['Self'] }] })
  assert.deepEqual(own!.map(each => [each.BaselineName, each.DefaultBaseline]), [['new', false]])
  await ssm.deletePatchBaseline({ BaselineId: BaselineId! })
  await refused(ssm.getPatchBaseline({ BaselineId: BaselineId! }), 'DoesNotExistException')
})

test('what no baseline is', async t => {
  const { ssm } = await freshAccount(t)
  const make = async (more: object) => ssm.createPatchBaseline({ Name: 'bad', ...more })
  await refused(make({ ApprovalRules: rule('SEVERITY') }), 'ValidationException', /SEVERITY is not valid for WINDOWS/)
  await refused(make({ ApprovalRules: rule('MSRC_SEVERITY', {}) }), 'ValidationException', /ApproveAfterDays/)
  await refused(make({ ApprovedPatches: ['KB1'], RejectedPatches: ['KB1'] }), 'ValidationException')
  const { BaselineId } = await ssm.getDefaultPatchBaseline({})
  await refused(ssm.updatePatchBaseline({ BaselineId: BaselineId!, Name: 'mine' }), 'ValidationException')
  await refused(ssm.describePatchBaselines({ Filters: [{ Key: 'COLOUR', Values: ['red'] }] }), 'ValidationException')
})
