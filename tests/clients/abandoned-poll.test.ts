// A long poll whose client has gone takes no message with it; by AWS SDK for JavaScript v3, over HTTP and in process.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GetQueueUrlCommand, CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { SQSClientConfig } from '@aws-sdk/client-sqs'
import { openCloud, startCloud } from './cloud.ts'

test('over HTTP', async () => {
  const cloud = await startCloud()
  try {
    await play({ endpoint: cloud.url, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } })
  } finally {
    await cloud.close()
  }
})

test('in process', async () => {
  const cloud = await openCloud()
  try {
    await play(cloud.opened.client())
  } finally {
    await cloud.close()
  }
})

async function play(settings: SQSClientConfig): Promise<void> {
  const client = new SQSClient(settings)
  const { QueueUrl: url } = await client.send(new CreateQueueCommand({ QueueName: 'left' }))
  const poll = { QueueUrl: url, WaitTimeSeconds: 20 }
  const leaving = new AbortController()
  const abandoned = client.send(new ReceiveMessageCommand(poll), { abortSignal: leaving.signal })
  const patient = client.send(new ReceiveMessageCommand({ ...poll, MessageSystemAttributeNames: ['ApproximateReceiveCount'] }))
  await roundTrips(client)
  leaving.abort()
  await assert.rejects(abandoned, { name: 'AbortError' })
  await roundTrips(client)
  await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'for the one who waits' }))
  const { Messages: messages } = await patient
  assert.deepEqual(messages?.map(({ Body, Attributes }) => [Body, Attributes?.ApproximateReceiveCount]), [['for the one who waits', '1']])
  client.destroy()
}

/** What was sent before these has arrived when they are answered. */
async function roundTrips(client: SQSClient): Promise<void> {
  for (const _ of [1, 2, 3]) await client.send(new GetQueueUrlCommand({ QueueName: 'left' }))
}
