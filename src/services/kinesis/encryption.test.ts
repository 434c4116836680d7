// Streams under keys of KMS.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import { account, bytes, freshAccount, iterator, made, put, refused, texts } from './account.fixture.ts'

test('records share the fate of the key', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  const kms = new KMS({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const { KeyMetadata: key } = await kms.createKey({})
  const stream = { StreamName: 's', EncryptionType: 'KMS', KeyId: key!.KeyId! } as const
  await made(kinesis, cloud, 's')
  await put(kinesis, 's', 'plain')
  await refused(kinesis.startStreamEncryption({ ...stream, KeyId: 'alias/none' }), 'KMSNotFoundException', /alias\/none is not found/)
  await kinesis.startStreamEncryption(stream)
  await cloud.clock.advance('1m')
  assert.equal((await kinesis.putRecord({ StreamName: 's', PartitionKey: 'p', Data: bytes('sealed') })).EncryptionType, 'KMS')
  const read = async () => (await kinesis.getRecords({ ShardIterator: await iterator(kinesis, 's') })).Records
  const records = await read()
  assert.deepEqual([texts(records), records![1]!.EncryptionType], ['plain,sealed', 'KMS'])
  await kms.disableKey({ KeyId: stream.KeyId })
  await cloud.clock.advance('6m')
  await refused(put(kinesis, 's', 'x'), 'KMSDisabledException', /is disabled/)
  await refused(read(), 'KMSDisabledException')
  await kms.enableKey({ KeyId: stream.KeyId })
  await kinesis.stopStreamEncryption(stream)
  await cloud.clock.advance('1m')
  await put(kinesis, 's', 'open')
  assert.equal(texts(await read()), 'plain,sealed,open')
})
