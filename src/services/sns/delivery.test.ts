// From a topic to its subscribers: envelopes, raw bodies, filters, retries on the clock, dead letters.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, letters, listener, madeQueue, madeTopic, said, subscribedQueue, taken } from './account.fixture.ts'

test('a queue gets the message in its envelope, or bare with its attributes', async t => {
  const account = await freshAccount(t)
  const { sns, sqs, cloud } = account
  const arn = await madeTopic(sns)
  const wrapped = await subscribedQueue(account, arn, 'wrapped')
  const bare = await subscribedQueue(account, arn, 'bare', { RawMessageDelivery: 'true' })
  const { MessageId: id } = await sns.publish({
    TopicArn: arn, Message: 'hello', Subject: 'greeting', MessageAttributes: { kind: { DataType: 'String', StringValue: 'plain' } },
  })
  const [text] = await taken(account, wrapped.url)
  const envelope = JSON.parse(text!) as Record<string, unknown>
  assert.deepEqual(Object.keys(envelope), [
    'Type', 'MessageId', 'TopicArn', 'Subject', 'Message', 'Timestamp', 'SignatureVersion', 'Signature', 'SigningCertURL', 'UnsubscribeURL',
    'MessageAttributes',
  ])
  assert.deepEqual([envelope.MessageId, envelope.TopicArn, envelope.Message, envelope.Subject], [id, arn, 'hello', 'greeting'])
  assert.equal(envelope.Timestamp, new Date(cloud.clock.now()).toISOString())
  assert.match(text!, /^\{\n {2}"Type" : "Notification",\n/)
  const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl: bare.url, MessageAttributeNames: ['All'] })
  assert.deepEqual([message!.Body, message!.MessageAttributes!.kind!.StringValue], ['hello', 'plain'])
})

test('what each protocol is told can differ', async t => {
  const account = await freshAccount(t)
  const { sns, cloud } = account
  const arn = await madeTopic(sns)
  const { url } = await subscribedQueue(account, arn, 'q')
  await sns.subscribe({ TopicArn: arn, Protocol: 'sms', Endpoint: '+15550100' })
  await sns.publish({ TopicArn: arn, MessageStructure: 'json', Message: JSON.stringify({ default: 'all', sqs: 'queues' }) })
  assert.deepEqual(await said(account, url), ['queues'])
  assert.deepEqual((await letters(cloud)).map(({ channel, to, body }) => [channel, to, body]), [['sms', '+15550100', 'all']])
})

test('filters look at attributes or at the body', async t => {
  const account = await freshAccount(t)
  const { sns } = account
  const arn = await madeTopic(sns)
  const byAttribute = await subscribedQueue(account, arn, 'attributes', {
    FilterPolicy: JSON.stringify({ store: ['shop'], price: [{ numeric: ['>=', 100] }], tags: ['new'] }),
  })
  const byBody = await subscribedQueue(account, arn, 'body', {
    FilterPolicyScope: 'MessageBody',
    FilterPolicy: JSON.stringify({ order: { $or: [{ price: [{ numeric: ['<', 10] }] }, { gift: [true] }] } }),
  })
  const attributes = (price: string) => ({
    store: { DataType: 'String', StringValue: 'shop' }, price: { DataType: 'Number', StringValue: price },
    tags: { DataType: 'String.Array', StringValue: '["old", "new"]' },
  })
  await sns.publish({ TopicArn: arn, Message: '{"order":{"price":9}}', MessageAttributes: attributes('100') })
  await sns.publish({ TopicArn: arn, Message: '{"order":{"price":11,"gift":true}}', MessageAttributes: attributes('99.5') })
  await sns.publish({ TopicArn: arn, Message: 'no json' })
  assert.deepEqual(await said(account, byAttribute.url), ['{"order":{"price":9}}'])
  assert.deepEqual(await said(account, byBody.url), ['{"order":{"price":9}}', '{"order":{"price":11,"gift":true}}'])
})

test('a queue that is gone is not tried again: the dead-letter queue gets the message with the reason', async t => {
  const account = await freshAccount(t)
  const { sns, sqs } = account
  const arn = await madeTopic(sns)
  const dead = await madeQueue(sqs, 'dead')
  const { url } = await subscribedQueue(account, arn, 'q', { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }) })
  await sqs.deleteQueue({ QueueUrl: url })
  await sns.publish({ TopicArn: arn, Message: 'lost' })
  await account.cloud.clock.advance(0)
  const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl: dead.url, MessageAttributeNames: ['All'] })
  assert.equal((JSON.parse(message!.Body!) as { Message: string }).Message, 'lost')
  assert.equal(message!.MessageAttributes!.ErrorCode!.StringValue, 'QueueDoesNotExist')
})

test('an endpoint that fails is tried three times more, 20 seconds apart, and then given up', async t => {
  const account = await freshAccount(t)
  const { sns, cloud, sqs } = account
  const arn = await madeTopic(sns)
  const dead = await madeQueue(sqs, 'dead')
  const { url, received } = await listener(t, 200, 500)
  const { SubscriptionArn: subscription } = await sns.subscribe({
    TopicArn: arn, Protocol: 'http', Endpoint: url, ReturnSubscriptionArn: true,
    Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }) },
  })
  await cloud.clock.advance(0)
  const { Token: token } = JSON.parse(received[0]!.body) as { Token: string }
  assert.equal((await sns.confirmSubscription({ TopicArn: arn, Token: token })).SubscriptionArn, subscription)
  await sns.publish({ TopicArn: arn, Message: 'once' })
  const counts: number[] = []
  for (const seconds of [0, 19, 1, 20, 20, 3600]) {
    await cloud.clock.advance(seconds * 1000)
    counts.push(received.length - 1)
  }
  assert.deepEqual(counts, [1, 1, 2, 3, 4, 4])
  assert.deepEqual(await said(account, dead.url), ['once'])
})

test('an endpoint that comes back gets the message with AWS\'s headers', async t => {
  const account = await freshAccount(t)
  const { sns, cloud } = account
  const arn = await madeTopic(sns)
  const { url, received } = await listener(t, 200, 503, 200)
  await sns.subscribe({ TopicArn: arn, Protocol: 'http', Endpoint: url, Attributes: { RawMessageDelivery: 'true' } })
  await cloud.clock.advance(0)
  const confirmation = JSON.parse(received[0]!.body) as { Token: string, Type: string }
  const kind = 'SubscriptionConfirmation'
  assert.deepEqual([confirmation.Type, received[0]!.headers['x-amz-sns-message-type']], [kind, kind])
  await sns.confirmSubscription({ TopicArn: arn, Token: confirmation.Token })
  const { MessageId: id } = await sns.publish({ TopicArn: arn, Message: 'bare' })
  await cloud.clock.advance('1m')
  const { headers, body } = received.at(-1)!
  assert.deepEqual([received.length, body, headers['x-amz-sns-rawdelivery'], headers['x-amz-sns-message-id'], headers['content-type']],
    [3, 'bare', 'true', id, 'text/plain; charset=UTF-8'])
  assert.equal(headers['x-amz-sns-topic-arn'], arn)
})
