// Targets of other kinds: another bus, a topic.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SNS } from '@aws-sdk/client-sns'
import { freshAccount, listening, put, taken } from './account.fixture.ts'

test('a rule feeds another bus of the account', async t => {
  const account = await freshAccount(t)
  const { events } = account
  const { EventBusArn: arn } = await events.createEventBus({ Name: 'second' })
  const queue = await listening(account, 'far', { pattern: { source: ['shop'] }, bus: 'second' })
  await events.putRule({ Name: 'near', EventPattern: '{"source":["shop"]}' })
  await events.putTargets({ Rule: 'near', Targets: [{ Id: 'bus', Arn: arn! }] })
  const id = await put(events, {})
  assert.deepEqual((await taken(account, queue)).map(body => (JSON.parse(body) as { id: string }).id), [id])
})

test('a rule feeds a topic', async t => {
  const account = await freshAccount(t)
  const { events, cloud } = account
  const sns = new SNS(cloud.client({ accessKeyId: '111122223333' }))
  const { TopicArn: topic } = await sns.createTopic({ Name: 't' })
  const queue = await listening(account, 'unused', { pattern: { source: ['nobody'] } })
  await sns.subscribe({ TopicArn: topic!, Protocol: 'sqs', Endpoint: queue.arn, Attributes: { RawMessageDelivery: 'true' } })
  await events.putRule({ Name: 'r', EventPattern: '{"source":["shop"]}' })
  await events.putTargets({ Rule: 'r', Targets: [{ Id: 't', Arn: topic!, InputPath: '$.detail' }] })
  await put(events, { hello: 'topic' })
  assert.deepEqual(await taken(account, queue), ['{"hello":"topic"}'])
})

test('a target with a role is called in its session, which the queue\'s policy judges', async t => {
  const account = await freshAccount(t)
  const { events, sqs } = account
  const RoleArn = 'arn:aws:iam::111122223333:role/sender'
  const queue = await listening(account, 'q', { pattern: { source: ['shop'] } }, { RoleArn })
  const policy = (Effect: string) => sqs.setQueueAttributes({ QueueUrl: queue.url, Attributes: { Policy: JSON.stringify({
    Version: '2012-10-17', Statement: [{ Effect, Principal: { AWS: RoleArn }, Action: 'sqs:SendMessage', Resource: queue.arn }] }) } })
  await policy('Deny')
  await put(events, { n: 1 })
  assert.deepEqual(await taken(account, queue), [])
  await policy('Allow')
  await put(events, { n: 2 })
  assert.deepEqual((await taken(account, queue)).map(body => (JSON.parse(body) as { detail: object }).detail), [{ n: 2 }])
})
