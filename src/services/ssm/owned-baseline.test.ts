// AWS's own baselines.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount } from './account.fixture.ts'

test('each operating system has one, and Windows three', async t => {
  const { ssm } = await freshAccount(t)
  const { BaselineIdentities: all } = await ssm.describePatchBaselines({ Filters: [{ Key: 'OWNER', Values: ['AWS'] }] })
  assert.equal(all!.length, 17)
  assert.equal(all!.filter(({ DefaultBaseline }) => DefaultBaseline).length, 15)
  const linux = all!.find(({ OperatingSystem }) => OperatingSystem === 'AMAZON_LINUX_2023')!
  assert.equal(linux.BaselineName, 'AWS-AmazonLinux2023DefaultPatchBaseline')
  const { ApprovalRules: rules } = await ssm.getPatchBaseline({ BaselineId: linux.BaselineId! })
  assert.deepEqual(rules!.PatchRules!.map(({ ApproveAfterDays }) => ApproveAfterDays), [7, 7])
})
