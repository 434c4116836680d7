// Endpoints by their protocols.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, madeTopic, refused } from './account.fixture.ts'
import { needsConfirmation } from './endpoint-address.ts'

const wrong: readonly (readonly [protocol: string, endpoint: string, text: RegExp])[] = [
  ['carrier-pigeon', 'x', /does not support this protocol string: carrier-pigeon/],
    ['http', 'https://example.com', /must match the specified/],
  ['https', 'nonsense', /must match the specified/], ['email', 'nobody', /Email address/], ['sms', 'abc', /Invalid SMS endpoint: abc/],
  ['sqs', 'http://q', /SQS endpoint ARN/], ['lambda', 'f', /Lambda endpoint ARN/], ['application', 'a', /ApplicationEndpoint/],
  ['sqs', 'arn:aws:sqs:us-east-1:111122223333:q.fifo', /FIFO SQS Queues can not be subscribed to standard SNS topics/],
  ['firehose', 'f', /Firehose ARN/], ['sqs', '', /Endpoint/],
]

test('endpoints that do not fit', async t => {
  const { sns } = await freshAccount(t)
  const TopicArn = await madeTopic(sns)
  for (const [Protocol, Endpoint, text] of wrong) await refused(sns.subscribe({ TopicArn, Protocol, Endpoint }), 'InvalidParameter', text)
  const fifo = await madeTopic(sns, 't.fifo')
  await refused(sns.subscribe({ TopicArn: fifo, Protocol: 'email', Endpoint: 'a@example.com' }), 'InvalidParameter', /FIFO/)
})

test('who must confirm', () => {
  const queue = 'arn:aws:sqs:us-east-1:111122223333:q'
  assert.deepEqual([
    needsConfirmation('sqs', queue, '111122223333'), needsConfirmation('sqs', queue, '444455556666'), needsConfirmation('sms', '+1', '1'),
    needsConfirmation('http', 'http://x', '1'),
  ], [false, true, false, true])
})
