// Instance profiles carry one role, and are found by it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, fresh, refused, trust } from './account.fixture.ts'

test('a profile carries one role', async t => {
  const { iam } = await fresh(t)
  const InstanceProfileName = 'web'
  const { InstanceProfile: made } = await iam.createInstanceProfile({ InstanceProfileName, Tags: [{ Key: 'a', Value: 'b' }] })
  assert.deepEqual([made!.Arn, made!.Roles, made!.Tags], [`arn:aws:iam::${account}:instance-profile/web`, [], [{ Key: 'a', Value: 'b' }]])
  for (const RoleName of ['one', 'two']) {
    await iam.createRole({ RoleName, AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }) })
  }
  await iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName: 'one' })
  await refused(iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName: 'two' }), 'LimitExceeded',
    'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1')
  const { InstanceProfile: shown } = await iam.getInstanceProfile({ InstanceProfileName })
  assert.deepEqual(shown!.Roles!.map(({ RoleName }) => RoleName), ['one'])
  assert.deepEqual((await iam.listInstanceProfilesForRole({ RoleName: 'one' })).InstanceProfiles!.length, 1)
  assert.deepEqual((await iam.listInstanceProfilesForRole({ RoleName: 'two' })).InstanceProfiles, [])
  await refused(iam.deleteInstanceProfile({ InstanceProfileName }), 'DeleteConflict', /must remove roles from instance profile first/)
  await refused(iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName: 'two' }), 'NoSuchEntity', /cannot be found/)
  await iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName: 'one' })
  await iam.deleteInstanceProfile({ InstanceProfileName })
  assert.deepEqual((await iam.listInstanceProfiles({})).InstanceProfiles, [])
  await refused(iam.getInstanceProfile({ InstanceProfileName }), 'NoSuchEntity', 'Instance Profile web cannot be found.')
})
