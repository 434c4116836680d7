// Keys and protection of groups that are there.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import { account, freshAccount, made, refused } from './account.fixture.ts'

test('a key comes and goes', async t => {
  const { logs, cloud } = await freshAccount(t)
  const kms = new KMS(cloud.client({ accessKeyId: account }))
  await made(logs, 'g')
  const kmsKeyId = (await kms.createKey({})).KeyMetadata!.Arn!
  const key = async () => (await logs.describeLogGroups({})).logGroups![0]!.kmsKeyId
  await logs.associateKmsKey({ resourceIdentifier: `arn:aws:logs:us-east-1:${account}:log-group:g`, kmsKeyId })
  assert.equal(await key(), kmsKeyId)
  await logs.disassociateKmsKey({ logGroupName: 'g' })
  assert.equal(await key(), undefined)
  await refused(logs.associateKmsKey({ kmsKeyId }), 'InvalidParameterException', /Exactly one/)
  await refused(logs.associateKmsKey({ resourceIdentifier: `arn:aws:logs:us-east-1:${account}:query-result:*`, kmsKeyId }),
    'NotImplemented')
  await refused(logs.associateKmsKey({ logGroupName: 'none', kmsKeyId }), 'ResourceNotFoundException')
})
