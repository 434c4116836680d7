// An identity is found by its ARN, with its path.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, fresh, policy, refused } from './account.fixture.ts'

test('an identity is named by its whole ARN', async t => {
  const { iam } = await fresh(t)
  await iam.createUser({ UserName: 'alice', Path: '/team/' })
  await iam.putUserPolicy({ UserName: 'alice', PolicyName: 'p', PolicyDocument: policy(allow('sqs:*')) })
  const granting = async (Arn: string) => (await iam.listPoliciesGrantingServiceAccess({ Arn, ServiceNamespaces: ['sqs', 's3'] }))
    .PoliciesGrantingServiceAccess!.map(({ Policies }) => Policies)
  assert.deepEqual(await granting(`arn:aws:iam::${account}:user/team/alice`),
    [[{ PolicyName: 'p', PolicyType: 'INLINE', EntityType: 'USER', EntityName: 'alice' }], []])
  await refused(granting(`arn:aws:iam::${account}:user/alice`), 'NoSuchEntity', /cannot be found/)
  await refused(granting(`arn:aws:s3:::${'x'.repeat(20)}`), 'InvalidInput', /^Invalid Entity Arn/)
})
