// Policies attached to users, groups and roles, and who has one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, fresh, policy, refused, trust } from './account.fixture.ts'

const PolicyArn = `arn:aws:iam::${account}:policy/p`

test('who has a policy', async t => {
  const { iam } = await fresh(t)
  await iam.createPolicy({ PolicyName: 'p', PolicyDocument: policy(allow('s3:*')) })
  await iam.createUser({ UserName: 'alice', PermissionsBoundary: PolicyArn })
  await iam.createGroup({ GroupName: 'crew', Path: '/ship/' })
  await iam.createRole({ RoleName: 'worker', AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }) })
  await iam.attachUserPolicy({ UserName: 'alice', PolicyArn })
  await iam.attachGroupPolicy({ GroupName: 'crew', PolicyArn })
  await iam.attachRolePolicy({ RoleName: 'worker', PolicyArn })
  await iam.attachRolePolicy({ RoleName: 'worker', PolicyArn })
  const names = async (input: object) => {
    const { PolicyUsers, PolicyGroups, PolicyRoles } = await iam.listEntitiesForPolicy({ PolicyArn, ...input })
    return [...PolicyUsers!.map(({ UserName }) => UserName), ...PolicyGroups!.map(({ GroupName }) => GroupName),
      ...PolicyRoles!.map(({ RoleName }) => RoleName)]
  }
  assert.deepEqual(await names({}), ['alice', 'crew', 'worker'])
  assert.deepEqual(await names({ EntityFilter: 'Role' }), ['worker'])
  assert.deepEqual(await names({ PathPrefix: '/ship/' }), ['crew'])
  assert.deepEqual(await names({ PolicyUsageFilter: 'PermissionsBoundary' }), ['alice'])
  const { Policy: shown } = await iam.getPolicy({ PolicyArn })
  assert.deepEqual([shown!.AttachmentCount, shown!.PermissionsBoundaryUsageCount], [3, 1])
  for (const list of [iam.listAttachedUserPolicies({ UserName: 'alice' }), iam.listAttachedGroupPolicies({ GroupName: 'crew' }),
    iam.listAttachedRolePolicies({ RoleName: 'worker' })]) {
    assert.deepEqual((await list).AttachedPolicies, [{ PolicyName: 'p', PolicyArn }])
  }
  await iam.detachRolePolicy({ RoleName: 'worker', PolicyArn })
  await refused(iam.detachRolePolicy({ RoleName: 'worker', PolicyArn }), 'NoSuchEntity', `Policy ${PolicyArn} was not found.`)
})

test('ten policies at most, and only those that are there', async t => {
  const { iam } = await fresh(t)
  const UserName = 'alice'
  await iam.createUser({ UserName })
  await refused(iam.attachUserPolicy({ UserName, PolicyArn }), 'NoSuchEntity', `Policy ${PolicyArn} does not exist or is not attachable.`)
  await refused(iam.attachUserPolicy({ UserName, PolicyArn: 'no arn, though long enough' }), 'InvalidInput', /is not valid/)
  const { Policies: policies } = await iam.listPolicies({ Scope: 'AWS', MaxItems: 11 })
  const arns = policies!.map(({ Arn }) => Arn!)
  for (const each of arns.slice(0, 10)) await iam.attachUserPolicy({ UserName, PolicyArn: each })
  await refused(iam.attachUserPolicy({ UserName, PolicyArn: arns[10]! }), 'LimitExceeded', 'Cannot exceed quota for PoliciesPerUser: 10')
})
