// Tags of every kind that is named by its name or ARN.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, fresh, policy, trust } from './account.fixture.ts'

test('tags are put on, listed and taken off', async t => {
  const { iam } = await fresh(t)
  const PolicyArn = `arn:aws:iam::${account}:policy/p`
  await iam.createRole({ RoleName: 'r', AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }) })
  await iam.createPolicy({ PolicyName: 'p', PolicyDocument: policy(allow('s3:*')) })
  await iam.createInstanceProfile({ InstanceProfileName: 'i' })
  const Tags = [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }]
  await iam.tagRole({ RoleName: 'r', Tags })
  await iam.tagPolicy({ PolicyArn, Tags })
  await iam.tagInstanceProfile({ InstanceProfileName: 'i', Tags })
  await iam.untagRole({ RoleName: 'r', TagKeys: ['A'] })
  await iam.untagPolicy({ PolicyArn, TagKeys: ['a'] })
  await iam.untagInstanceProfile({ InstanceProfileName: 'i', TagKeys: ['a'] })
  for (const list of [iam.listRoleTags({ RoleName: 'r' }), iam.listPolicyTags({ PolicyArn }),
    iam.listInstanceProfileTags({ InstanceProfileName: 'i' })]) {
    assert.deepEqual((await list).Tags, [{ Key: 'b', Value: '2' }])
  }
  const first = await iam.listRoleTags({ RoleName: 'r', MaxItems: 1 })
  assert.equal(first.IsTruncated, false)
})
