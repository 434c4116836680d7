// Queues: how they are listed, named by URLs, and tagged.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientOf, freshAccount, made, receive, refused, send } from './account.fixture.ts'

test('queues are listed by prefix and page', async t => {
  const { sqs, cloud } = await freshAccount(t)
  for (const name of ['b1', 'a1', 'a2', 'a3', 'c']) await made(sqs, name)
  const names = (urls: string[] | undefined) => (urls ?? []).map(url => url.split('/').at(-1))
  assert.deepEqual(names((await sqs.listQueues({})).QueueUrls), ['a1', 'a2', 'a3', 'b1', 'c'])
  const page = await sqs.listQueues({ QueueNamePrefix: 'a', MaxResults: 2 })
  assert.deepEqual(names(page.QueueUrls), ['a1', 'a2'])
  const rest = await sqs.listQueues({ QueueNamePrefix: 'a', MaxResults: 2, NextToken: page.NextToken })
  assert.deepEqual([names(rest.QueueUrls), rest.NextToken], [['a3'], undefined])
  assert.equal((await sqs.listQueues({ QueueNamePrefix: 'z' })).NextToken, undefined)
  await refused(sqs.listQueues({ QueueNamePrefix: 'b', NextToken: page.NextToken }), 'InvalidParameterValue',
    /Invalid or expired next token\./)
  await refused(sqs.listQueues({ MaxResults: 1001 }), 'InvalidParameterValue', /between 1 and 1000/)
  assert.deepEqual(names((await clientOf(cloud, '444455556666').listQueues({})).QueueUrls), [])
})

test('URLs of other hosts, accounts and regions', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q')
  const other = clientOf(cloud, '444455556666')
  await sqs.addPermission({ QueueUrl: url, Label: 'afar', AWSAccountIds: ['444455556666'], Actions: ['SendMessage', 'GetQueueUrl'] })
  assert.equal((await other.getQueueUrl({ QueueName: 'q', QueueOwnerAWSAccountId: '111122223333' })).QueueUrl, url)
  await refused(other.getQueueUrl({ QueueName: 'q' }), 'AWS.SimpleQueueService.NonExistentQueue')
  await send(other, 'https://sqs.us-east-1.amazonaws.com/111122223333/q', ['from afar'])
  const [message] = await receive(sqs, 'q')
  assert.equal(message!.Attributes!.SenderId, '444455556666')
  await refused(sqs.purgeQueue({ QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/q' }),
    'AWS.SimpleQueueService.NonExistentQueue')
  await refused(sqs.purgeQueue({ QueueUrl: 'https://example.com/' }), 'InvalidAddress',
    /The address https:\/\/example\.com\/ is not valid for this endpoint\./)
})

test('tags', async t => {
  const { sqs } = await freshAccount(t)
  const { QueueUrl: url } = await sqs.createQueue({ QueueName: 'q', tags: { a: '1', b: '2' } })
  await sqs.tagQueue({ QueueUrl: url, Tags: { b: '3', c: '4' } })
  await sqs.untagQueue({ QueueUrl: url, TagKeys: ['a', 'none'] })
  assert.deepEqual((await sqs.listQueueTags({ QueueUrl: url })).Tags, { b: '3', c: '4' })
  await refused(sqs.listQueueTags({ QueueUrl: `${url}x` }), 'AWS.SimpleQueueService.NonExistentQueue')
})
