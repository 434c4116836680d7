// Groups under keys: what is sealed needs its key, what came before does not.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import { account, freshAccount, made, put, refused, texts } from './account.fixture.ts'

test('messages are sealed by the key of their time, and read with it', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  const kms = new KMS({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  await made(logs, 'g', 's')
  await put(here, 'g:s', ['clear'])
  const arns = []
  for (let i = 0; i < 2; i += 1) arns.push((await kms.createKey({})).KeyMetadata!.Arn!)
  for (const [i, kmsKeyId] of arns.entries()) {
    await logs.associateKmsKey({ logGroupName: 'g', kmsKeyId })
    await put(here, 'g:s', [`sealed ${i}`])
    await cloud.clock.advance('2h')
  }
  const read = async () => texts((await logs.getLogEvents({ logGroupName: 'g', logStreamName: 's' })).events)
  assert.equal(await read(), 'clear,sealed 0,sealed 1')
  assert.equal(texts((await logs.filterLogEvents({ logGroupName: 'g', filterPattern: 'sealed' })).events), 'sealed 0,sealed 1')
  await kms.disableKey({ KeyId: arns[0] })
  await cloud.clock.advance('1h')
  await refused(read(), 'InvalidParameterException', /KMS key cannot be used/)
  await kms.enableKey({ KeyId: arns[0] })
  assert.equal(await read(), 'clear,sealed 0,sealed 1')
  await kms.disableKey({ KeyId: arns[1] })
  await refused(put(here, 'g:s', ['x']), 'InvalidParameterException', /KMS key cannot be used/)
  await logs.disassociateKmsKey({ logGroupName: 'g' })
  await put(here, 'g:s', ['clear again'])
  assert.equal(texts((await logs.getLogEvents({ logGroupName: 'g', logStreamName: 's', limit: 1 })).events), 'clear again')
})
