// Encryption of what waits, and what becomes of it without its key.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import { account, freshAccount, made, put, refused, written } from './account.fixture.ts'

test('keys of AWS and of customers', async t => {
  const here = await freshAccount(t)
  const { firehose, cloud } = here
  const kms = new KMS(cloud.client({ accessKeyId: account }))
  const { KeyMetadata: key } = await kms.createKey({})
  await made(here, 'd')
  const name = { DeliveryStreamName: 'd' }
  const state = async () => (await firehose.describeDeliveryStream(name)).DeliveryStreamDescription!.DeliveryStreamEncryptionConfiguration
  await firehose.startDeliveryStreamEncryption(name)
  await cloud.clock.advance('1m')
  assert.deepEqual(await state(), { Status: 'ENABLED', KeyType: 'AWS_OWNED_CMK' })
  const customer = { KeyType: 'CUSTOMER_MANAGED_CMK', KeyARN: key!.Arn! } as const
  await firehose.startDeliveryStreamEncryption({ ...name, DeliveryStreamEncryptionConfigurationInput: customer })
  await cloud.clock.advance('1m')
  assert.deepEqual(await state(), { Status: 'ENABLED', ...customer })
  await put(here, 'd', 'sealed')
  await cloud.clock.advance('5m')
  assert.deepEqual((await written(here)).map(({ text }) => text), ['sealed'])
  await kms.disableKey({ KeyId: key!.KeyId })
  await cloud.clock.advance('5m')
  await refused(put(here, 'd', 'x'), 'InvalidKMSResourceException')
  await firehose.stopDeliveryStreamEncryption(name)
  await put(here, 'd', 'clear')
  assert.deepEqual(await state(), { Status: 'DISABLED' })
  await refused(firehose.startDeliveryStreamEncryption({ ...name,
    DeliveryStreamEncryptionConfigurationInput: { KeyType: 'CUSTOMER_MANAGED_CMK' } }),
    'InvalidArgumentException', /KeyARN/)
})
