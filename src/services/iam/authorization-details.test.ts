// All permissions of an account on pages that go across its lists.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, decoded, fresh, policy, refused, trust } from './account.fixture.ts'

test('users, groups, roles and policies', async t => {
  const { iam } = await fresh(t)
  const document = policy(allow('s3:*'))
  await iam.createUser({ UserName: 'alice' })
  await iam.createGroup({ GroupName: 'crew' })
  await iam.addUserToGroup({ GroupName: 'crew', UserName: 'alice' })
  await iam.putUserPolicy({ UserName: 'alice', PolicyName: 'own', PolicyDocument: document })
  await iam.createRole({ RoleName: 'worker', AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }) })
  await iam.createPolicy({ PolicyName: 'p', PolicyDocument: document })
  await iam.attachRolePolicy({ RoleName: 'worker', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })
  const all = await iam.getAccountAuthorizationDetails({})
  const [alice] = all.UserDetailList!
  assert.deepEqual([alice!.GroupList, decoded(alice!.UserPolicyList![0]!.PolicyDocument)], [['crew'], JSON.parse(document)])
  assert.deepEqual(all.RoleDetailList!.map(({ AttachedManagedPolicies }) => AttachedManagedPolicies),
    [[{ PolicyName: 'ReadOnlyAccess', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }]])
  assert.deepEqual(all.Policies!.map(({ Arn }) => Arn), [`arn:aws:iam::${account}:policy/p`, 'arn:aws:iam::aws:policy/ReadOnlyAccess'])
  const first = await iam.getAccountAuthorizationDetails({ MaxItems: 3 })
  assert.deepEqual([first.UserDetailList!.length, first.GroupDetailList!.length, first.RoleDetailList!.length, first.Policies!.length],
    [1, 1, 1, 0])
  const second = await iam.getAccountAuthorizationDetails({ MaxItems: 3, Marker: first.Marker! })
  assert.deepEqual([second.UserDetailList, second.Policies!.length, second.IsTruncated], [[], 2, false])
  assert.deepEqual((await iam.getAccountAuthorizationDetails({ Filter: ['Group'] })).UserDetailList, [])
  await refused(iam.getAccountAuthorizationDetails({ Marker: 'x' }), 'ValidationError', 'Invalid Marker.')
})
