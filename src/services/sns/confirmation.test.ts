// Who is asked before he gets anything: queues of other accounts and endpoints that do not answer at first.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientsOf, freshAccount, listener, madeQueue, madeTopic, said, taken } from './account.fixture.ts'

test('a queue of another account confirms by itself what it was sent', async t => {
  const account = await freshAccount(t)
  const { sns, cloud } = account
  const arn = await madeTopic(sns)
  const other = { cloud, ...clientsOf(cloud, '444455556666') }
  const { arn: queueArn, url } = await madeQueue(other.sqs, 'q')
  const { SubscriptionArn: pending } = await sns.subscribe({ TopicArn: arn, Protocol: 'sqs', Endpoint: queueArn })
  assert.equal(pending, 'pending confirmation')
  await sns.publish({ TopicArn: arn, Message: 'too early' })
  const [text, ...more] = await taken(other, url)
  const { Type: type, Token: token } = JSON.parse(text!) as { Type: string, Token: string }
  assert.deepEqual([type, token.length, more.length], ['SubscriptionConfirmation', 256, 0])
  await sns.confirmSubscription({ TopicArn: arn, Token: token })
  await sns.publish({ TopicArn: arn, Message: 'now' })
  assert.deepEqual(await said(other, url), ['now'])
})

test('an endpoint that is out of order is asked again', async t => {
  const { sns, cloud } = await freshAccount(t)
  const arn = await madeTopic(sns)
  const { url, received } = await listener(t, 500, 500, 200)
  await sns.subscribe({ TopicArn: arn, Protocol: 'http', Endpoint: url })
  await cloud.clock.advance('2m')
  const tokens = received.map(({ body }) => (JSON.parse(body) as { Token: string }).Token)
  assert.deepEqual([tokens.length, new Set(tokens).size], [3, 1])
})
