// AWS managed keys rotate every year by themselves.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount } from './account.fixture.ts'

test('an AWS managed key has a new material after a year', async t => {
  const { kms, cloud } = await freshAccount(t)
  const before = (await kms.describeKey({ KeyId: 'alias/aws/ssm' })).KeyMetadata!
  await cloud.clock.advance('364d')
  assert.deepEqual((await kms.describeKey({ KeyId: 'alias/aws/ssm' })).KeyMetadata, before)
  await cloud.clock.advance('1d')
  const after = (await kms.describeKey({ KeyId: 'alias/aws/ssm' })).KeyMetadata!
  assert.equal(after.KeyId, before.KeyId)
  assert.notEqual(after.CurrentKeyMaterialId, before.CurrentKeyMaterialId)
})
