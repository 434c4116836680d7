// Inline policies of users, groups and roles: put, shown, listed, bounded in size, deleted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allow, decoded, fresh, policy, refused, trust } from './account.fixture.ts'

test('each kind keeps its own', async t => {
  const { iam } = await fresh(t)
  const PolicyDocument = policy(allow('s3:GetObject'))
  const PolicyName = 'read (all)'.replace(/[ ()]/g, '-')
  const [UserName, GroupName, RoleName] = ['alice', 'crew', 'worker']
  await iam.createUser({ UserName })
  await iam.createGroup({ GroupName })
  await iam.createRole({ RoleName, AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }) })
  await iam.putUserPolicy({ UserName, PolicyName, PolicyDocument })
  await iam.putGroupPolicy({ GroupName, PolicyName, PolicyDocument })
  await iam.putRolePolicy({ RoleName, PolicyName, PolicyDocument })
  for (const read of [iam.getUserPolicy({ UserName, PolicyName }), iam.getGroupPolicy({ GroupName, PolicyName }),
    iam.getRolePolicy({ RoleName, PolicyName })]) assert.deepEqual(decoded((await read).PolicyDocument), JSON.parse(PolicyDocument))
  for (const list of [iam.listUserPolicies({ UserName }), iam.listGroupPolicies({ GroupName }), iam.listRolePolicies({ RoleName })]) {
    assert.deepEqual((await list).PolicyNames, [PolicyName])
  }
  await iam.deleteUserPolicy({ UserName, PolicyName })
  await iam.deleteGroupPolicy({ GroupName, PolicyName })
  await iam.deleteRolePolicy({ RoleName, PolicyName })
  await refused(iam.getUserPolicy({ UserName, PolicyName }), 'NoSuchEntity', `The user policy with name ${PolicyName} cannot be found.`)
  await refused(iam.deleteRolePolicy({ RoleName, PolicyName }), 'NoSuchEntity', `The role policy with name ${PolicyName} cannot be found.`)
})

test('white space does not count, and all policies of one count together', async t => {
  const { iam } = await fresh(t)
  const UserName = 'alice'
  await iam.createUser({ UserName })
  const put = (PolicyName: string, length: number, spaces = 0) => iam.putUserPolicy({ UserName, PolicyName,
    PolicyDocument: `${' '.repeat(spaces)}${policy(allow('s3:*', `arn:aws:s3:::${'x'.repeat(length)}`))}` })
  await put('one', 1000, 5000)
  await put('one', 1100)
  await refused(put('two', 1000), 'LimitExceeded', 'Maximum policy size of 2048 bytes exceeded for user alice')
})
