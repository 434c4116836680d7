// Key policies: the default one, and what a new one must be.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, made, refused } from './account.fixture.ts'

test('the default policy, and a new one', async t => {
  const { kms } = await freshAccount(t)
  const KeyId = await made(kms)
  const { Policy: text, PolicyName: name } = await kms.getKeyPolicy({ KeyId })
  assert.equal(name, 'default')
  const { Id: id, Statement: [statement] } = JSON.parse(text!)
  assert.deepEqual([id, statement.Principal, statement.Action], ['key-default-1', { AWS: `arn:aws:iam::${account}:root` }, 'kms:*'])
  assert.deepEqual((await kms.listKeyPolicies({ KeyId })).PolicyNames, ['default'])
  const Policy = text!.replace('key-default-1', 'mine')
  await kms.putKeyPolicy({ KeyId, Policy })
  assert.equal((await kms.getKeyPolicy({ KeyId })).Policy, Policy)
  await refused(kms.getKeyPolicy({ KeyId, PolicyName: 'other' }), 'NotFoundException', 'No such policy exists: other')
})

test('a policy that locks its author out needs insisting', async t => {
  const { kms } = await freshAccount(t)
  const KeyId = await made(kms)
  const Policy = JSON.stringify({
    Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'kms:*', Resource: '*' }],
  })
  await refused(kms.putKeyPolicy({ KeyId, Policy }), 'MalformedPolicyDocumentException', /will not allow you to update the key policy/)
  await kms.putKeyPolicy({ KeyId, Policy, BypassPolicyLockoutSafetyCheck: true })
  await refused(kms.describeKey({ KeyId }), 'AccessDeniedException')
  await refused(kms.createKey({ Policy: 'no JSON' }), 'MalformedPolicyDocumentException')
})
