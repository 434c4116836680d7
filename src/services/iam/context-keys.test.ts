// The keys that policies ask for, in conditions and as variables.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, fresh, policy, refused } from './account.fixture.ts'

const document = policy(allow('s3:*', 'arn:aws:s3:::home/${aws:username}/*', { StringEquals: { 'aws:SourceVpc': 'x' },
  Bool: { 'aws:SecureTransport': 'true' } }), allow('s3:*', '*', { StringLike: { 'AWS:sourcevpc': '${aws:PrincipalTag/team, \'none\'}' } }))

test('keys are named once, as they were first spelled', async t => {
  const { iam } = await fresh(t)
  const { ContextKeyNames: names } = await iam.getContextKeysForCustomPolicy({ PolicyInputList: [document] })
  assert.deepEqual(names, ['aws:SourceVpc', 'aws:SecureTransport', 'aws:username', 'aws:PrincipalTag/team'])
  await refused(iam.getContextKeysForCustomPolicy({ PolicyInputList: ['{}'] }), 'InvalidInput', /^Invalid policy/)
})

test('those of an identity\'s policies, and its groups\'', async t => {
  const { iam } = await fresh(t)
  await iam.createUser({ UserName: 'alice' })
  await iam.createGroup({ GroupName: 'crew' })
  await iam.addUserToGroup({ GroupName: 'crew', UserName: 'alice' })
  await iam.putGroupPolicy({ GroupName: 'crew', PolicyName: 'p',
    PolicyDocument: policy(allow('s3:*', '*', { Null: { 'aws:TagKeys': 'true' } })) })
  const { ContextKeyNames: names } = await iam.getContextKeysForPrincipalPolicy({ PolicySourceArn: `arn:aws:iam::${account}:user/alice` })
  assert.deepEqual(names, ['aws:TagKeys'])
})
