// Publishing, one message or ten.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, madeTopic, refused, said, subscribedQueue } from './account.fixture.ts'

test('each entry of a batch is taken or refused by itself', async t => {
  const account = await freshAccount(t)
  const TopicArn = await madeTopic(account.sns)
  const { url } = await subscribedQueue(account, TopicArn, 'q')
  const { Successful: taken, Failed: failed } = await account.sns.publishBatch({ TopicArn, PublishBatchRequestEntries: [
    { Id: 'a', Message: 'one' }, { Id: 'b', Message: '' }, { Id: 'c', Message: 'three' },
  ] })
  assert.deepEqual([taken!.map(({ Id }) => Id), failed!.map(({ Id, Code, SenderFault }) => [Id, Code, SenderFault])],
    [['a', 'c'], [['b', 'InvalidParameter', true]]])
  assert.deepEqual((await said(account, url)).toSorted(), ['one', 'three'])
})

test('batches that are refused whole', async t => {
  const { sns } = await freshAccount(t)
  const TopicArn = await madeTopic(sns)
  const batch = (entries: { Id: string, Message: string }[]) => sns.publishBatch({ TopicArn, PublishBatchRequestEntries: entries })
  const many = (count: number, text = 'x') => Array.from({ length: count }, (_, i) => ({ Id: String(i), Message: text }))
  await refused(batch([]), 'EmptyBatchRequest')
  await refused(batch(many(11)), 'TooManyEntriesInBatchRequest')
  await refused(batch([{ Id: 'a', Message: 'x' }, { Id: 'a', Message: 'y' }]), 'BatchEntryIdsNotDistinct')
  await refused(batch([{ Id: 'a b', Message: 'x' }]), 'InvalidBatchEntryId')
  await refused(batch(many(3, 'x'.repeat(100_000))), 'BatchRequestTooLong')
})

test('nowhere to publish to', async t => {
  const { sns } = await freshAccount(t)
  await refused(sns.publish({ Message: 'x' }), 'InvalidParameter', /TopicArn or TargetArn/)
  await refused(sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:111122223333:none', Message: 'x' }), 'NotFound')
  await refused(sns.publish({ TopicArn: 'arn:aws:sns:eu-west-1:111122223333:none', Message: 'x' }), 'InvalidParameter', /TopicArn/)
})
