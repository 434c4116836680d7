// AWS managed keys through the services that keep them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('an alias of AWS that names no service names no key', async t => {
  const { kms } = await freshAccount(t)
  await refused(kms.describeKey({ KeyId: 'alias/aws/nothing' }), 'NotFoundException')
  const { KeyMetadata: metadata } = await kms.describeKey({ KeyId: 'arn:aws:kms:us-east-1:111122223333:alias/aws/ebs' })
  const { Policy: policy } = await kms.getKeyPolicy({ KeyId: metadata!.KeyId })
  assert.match(policy!, /"kms:ViaService":"ec2\.us-east-1/)
  await refused(kms.scheduleKeyDeletion({ KeyId: metadata!.KeyId }), 'AccessDeniedException')
  await refused(kms.tagResource({ KeyId: metadata!.KeyId, Tags: [] }), 'AccessDeniedException')
})
