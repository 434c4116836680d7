// Queues under keys of KMS: their messages share the fate of the key.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import { bodies, clientOf, freshAccount, made, receive, redriveTo, arnOf, refused, send } from './account.fixture.ts'

test('messages are encrypted, for those who may use the key', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const kms = new KMS({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const { KeyMetadata: key } = await kms.createKey({})
  const KmsMasterKeyId = key!.KeyId!
  const dead = await made(sqs, 'dead')
  const url = await made(sqs, 'q', { KmsMasterKeyId, VisibilityTimeout: '1', ...redriveTo(await arnOf(sqs, dead), 1) })
  await send(sqs, url, ['secret'])
  await sqs.sendMessageBatch({ QueueUrl: url, Entries: [{ Id: 'a', MessageBody: 'other' }] })
  const kept = [...cloud.core.store.cell('111122223333/us-east-1').table<{ body: string }>('sqs/Message').scan()]
  assert.ok(kept.every(([, { body }]) => !/secret|other/.test(body)))
  assert.deepEqual(bodies(await receive(sqs, url)), ['secret', 'other'])
  await cloud.clock.advance('2s')
  assert.deepEqual(bodies(await receive(sqs, url)), [])
  assert.deepEqual(bodies(await receive(sqs, dead)), ['secret', 'other'])
  await send(sqs, url, ['later'])
  await kms.disableKey({ KeyId: KmsMasterKeyId })
  await cloud.clock.advance('6m')
  await refused(send(sqs, url, ['x']), 'KMS.DisabledException', /is disabled/)
  await refused(receive(sqs, url), 'KMS.DisabledException')
})

test('the account\'s own key for queues, and a key that is not there', async t => {
  const { sqs } = await freshAccount(t)
  const url = await made(sqs, 'q', { KmsMasterKeyId: 'alias/aws/sqs' })
  await send(sqs, url, ['hello'])
  assert.deepEqual(bodies(await receive(sqs, url)), ['hello'])
  const none = await made(sqs, 'none', { KmsMasterKeyId: 'alias/none' })
  await refused(send(sqs, none, ['x']), 'KMS.NotFoundException', /alias\/none is not found/)
})

test('a stranger may send only with the key', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const kms = new KMS({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const { KeyMetadata: key } = await kms.createKey({})
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sqs:*', Resource: '*' },
  ] })
  const url = await made(sqs, 'q', { KmsMasterKeyId: key!.Arn!, Policy })
  const strange = clientOf(cloud, '444455556666')
  await refused(send(strange, url, ['x']), 'KMS.AccessDeniedException', /kms:GenerateDataKey/)
  await kms.createGrant({ KeyId: key!.KeyId, GranteePrincipal: 'arn:aws:iam::444455556666:root', Operations: ['GenerateDataKey'] })
  await send(strange, url, ['x'])
})
