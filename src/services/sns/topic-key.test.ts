// Encrypted topics: a key that publishers must be able to use, asked for every five minutes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import { SNS } from '@aws-sdk/client-sns'
import { STS } from '@aws-sdk/client-sts'
import { freshAccount, madeTopic, refused, said, subscribedQueue } from './account.fixture.ts'

const principal = (name: string) => ({ AWS: `arn:aws:iam::111122223333:${name}` })
const all = { Effect: 'Allow', Principal: principal('root'), Action: 'kms:*', Resource: '*' }
const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements })

test('who may not use the key may not publish', async t => {
  const account = await freshAccount(t)
  const { cloud } = account
  const root = cloud.client({ accessKeyId: '111122223333' })
  const kms = new KMS(root)
  const deny = { ...all, Effect: 'Deny', Principal: principal('role/writer'), Action: 'kms:GenerateDataKey' }
  const { KeyMetadata: { KeyId } = {} } = await kms.createKey({ Policy: policy(all, deny) })
  const TopicArn = await madeTopic(account.sns, 'topic', { KmsMasterKeyId: KeyId! })
  const { url } = await subscribedQueue(account, TopicArn, 'q')
  const { Credentials: given } = await new STS(root).assumeRole({ RoleArn: 'arn:aws:iam::111122223333:role/writer',
    RoleSessionName: 'one' })
  const writer = new SNS({ ...root, maxAttempts: 1, credentials: { accessKeyId: given!.AccessKeyId!,
    secretAccessKey: given!.SecretAccessKey!, sessionToken: given!.SessionToken! } })
  const batch = { TopicArn, PublishBatchRequestEntries: [{ Id: 'a', Message: 'two' }] }
  await refused(writer.publish({ TopicArn, Message: 'one' }), 'KMSAccessDenied', /kms:GenerateDataKey/)
  await refused(writer.publishBatch(batch), 'KMSAccessDenied')
  await kms.putKeyPolicy({ KeyId: KeyId!, Policy: policy(all) })
  await writer.publish({ TopicArn, Message: 'one' })
  await writer.publishBatch(batch)
  assert.deepEqual((await said(account, url)).toSorted(), ['one', 'two'])
})

test('a key that is disabled, and one that is not there', async t => {
  const { sns, cloud } = await freshAccount(t)
  const kms = new KMS(cloud.client({ accessKeyId: '111122223333' }))
  const { KeyMetadata: { KeyId } = {} } = await kms.createKey({})
  const TopicArn = await madeTopic(sns, 'topic', { KmsMasterKeyId: KeyId! })
  await sns.publish({ TopicArn, Message: 'one' })
  await kms.disableKey({ KeyId: KeyId! })
  await sns.publish({ TopicArn, Message: 'two' })
  await cloud.clock.advance('6m')
  await refused(sns.publish({ TopicArn, Message: 'three' }), 'KMSDisabled', /is disabled/)
  await sns.setTopicAttributes({ TopicArn, AttributeName: 'KmsMasterKeyId', AttributeValue: 'alias/none' })
  await refused(sns.publish({ TopicArn, Message: 'three' }), 'KMSNotFound')
  await sns.setTopicAttributes({ TopicArn, AttributeName: 'KmsMasterKeyId', AttributeValue: 'alias/aws/sns' })
  await sns.publish({ TopicArn, Message: 'three' })
})
