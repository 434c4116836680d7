// In whose name a pipe acts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, madeQueue, RoleArn, running, taken } from './account.fixture.ts'

test('calls are made in a session of the role, which a queue\'s policy may refuse', async t => {
  const account = await freshAccount(t)
  const [from, to] = [await madeQueue(account, 'from'), await madeQueue(account, 'to')]
  await account.sqs.setQueueAttributes({ QueueUrl: to.url, Attributes: { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [
    { Effect: 'Deny', Principal: { AWS: RoleArn }, Action: 'sqs:SendMessage', Resource: to.arn },
  ] }) } })
  await running(account, { Source: from.arn, Target: to.arn })
  await account.sqs.sendMessage({ QueueUrl: from.url, MessageBody: 'x' })
  assert.deepEqual(await taken(account, to), [])
})
