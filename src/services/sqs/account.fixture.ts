// What the service tests of this folder share: a cloud whose clock stands still, a client of its own account, and short ways to say things.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { SQS } from '@aws-sdk/client-sqs'
import type { Message, QueueAttributeName } from '@aws-sdk/client-sqs'
import { Cloud } from '../../index.ts'

export type Attributes = Partial<Record<QueueAttributeName, string>>

/** A new cloud with a frozen clock, closed when the test ends, and the SDK's client as the root of an account. */
export async function freshAccount(t: TestContext, account = '111122223333'): Promise<{ cloud: Cloud, sqs: SQS }> {
  const cloud = await Cloud.open({ seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, sqs: clientOf(cloud, account) }
}

export function clientOf(cloud: Cloud, account: string): SQS {
  // One attempt: a fault is what the test is about.
  return new SQS({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
}

/** Makes a queue. @returns its URL */
export async function made(sqs: SQS, name: string, attributes: Attributes = {}): Promise<string> {
  const fifo = name.endsWith('.fifo') ? { FifoQueue: 'true' } : {}
  const { QueueUrl: url } = await sqs.createQueue({ QueueName: name, Attributes: { ...fifo, ...attributes } })
  return url!
}

export async function arnOf(sqs: SQS, url: string): Promise<string> {
  return (await attributesOf(sqs, url)).QueueArn!
}

export async function attributesOf(sqs: SQS, url: string): Promise<Record<string, string>> {
  return (await sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: ['All'] })).Attributes as Record<string, string>
}

/** Visible, delayed and in flight, as the queue's attributes count them. */
export async function counts(sqs: SQS, url: string): Promise<[number, number, number]> {
  const attributes = await attributesOf(sqs, url)
  const number = (suffix: string) => Number(attributes[`ApproximateNumberOfMessages${suffix}`])
  return [number(''), number('Delayed'), number('NotVisible')]
}

/** Receives up to ten with everything there is to know. */
export async function receive(sqs: SQS, url: string, input: Partial<Parameters<SQS['receiveMessage']>[0]> = {}): Promise<Message[]> {
  const { Messages: messages = [] } = await sqs.receiveMessage({
    QueueUrl: url, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'], ...input,
  } as Parameters<SQS['receiveMessage']>[0])
  return messages
}

export function bodies(messages: readonly Message[]): string[] {
  return messages.map(({ Body: body }) => body!)
}

/** Sends bodies one after the other, in the order given; to a group where the queue is FIFO. */
export async function send(sqs: SQS, url: string, texts: readonly string[], group?: string): Promise<void> {
  const fifo = url.endsWith('.fifo')
  for (const text of texts) {
    await sqs.sendMessage({
      QueueUrl: url, MessageBody: text, ...(group !== undefined && { MessageGroupId: group }),
      ...(fifo && { MessageDeduplicationId: text }),
    })
  }
}

/** The call must fail with this code, as AWS's query protocol names it, and a text that fits. */
export async function refused(call: Promise<unknown>, code: string, text: RegExp = /./): Promise<void> {
  await assert.rejects(call, (error: { name?: string, Code?: string, Error?: { Code?: string }, message?: string }) => {
    assert.equal(error.Error?.Code ?? error.Code ?? error.name, code)
    assert.match(error.message ?? '', text)
    return true
  })
}

export function redriveTo(deadLetterTargetArn: string, maxReceiveCount: number): Attributes {
  return { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }) }
}

/** A queue whose messages are hidden for a second and die after two receives, in a fresh account. @param suffix `.fifo` or nothing */
export async function queueWithDeadLetters(t: TestContext, suffix = ''): Promise<{ cloud: Cloud, sqs: SQS, dead: string, source: string }> {
  const { sqs, cloud } = await freshAccount(t)
  const dead = await made(sqs, `dead${suffix}`)
  const source = await made(sqs, `source${suffix}`, { VisibilityTimeout: '1', ...redriveTo(await arnOf(sqs, dead), 2) })
  return { sqs, cloud, dead, source }
}
