// Messages in the form that pipes give them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, madeQueue, running, taken } from './account.fixture.ts'

test('without a template the target gets the whole event', async t => {
  const account = await freshAccount(t)
  const [from, to] = [await madeQueue(account, 'from'), await madeQueue(account, 'to')]
  await running(account, { Source: from.arn, Target: to.arn })
  await account.sqs.sendMessage({ QueueUrl: from.url, MessageBody: 'hello',
    MessageAttributes: { a: { DataType: 'String', StringValue: 'v' } } })
  const [text] = await taken(account, to)
  const event = JSON.parse(text!) as Record<string, unknown>
  assert.deepEqual([event.body, event.eventSource, event.eventSourceARN, event.awsRegion, event.messageAttributes],
    ['hello', 'aws:sqs', from.arn, 'us-east-1',
      { a: { stringValue: 'v', stringListValues: [], binaryListValues: [], dataType: 'String' } }])
})
