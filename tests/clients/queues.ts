// What the SQS scenarios do again and again: making a queue, sending to it, receiving from it.

import type { Input, Output } from './client.ts'
import type { Stage } from './scenario.ts'

export type Received = NonNullable<Output<'sqs', 'ReceiveMessage'>['Messages']>[number]
export type Attributes = Readonly<Record<string, string>>

/** → its URL */
export async function createQueue(stage: Stage, name: string, attributes?: Attributes): Promise<string> {
  const { QueueUrl: url } = await stage.call('sqs', 'CreateQueue', { QueueName: name, ...(attributes && { Attributes: attributes }) })
  return url!
}

export async function attributesOf(stage: Stage, url: string, ...names: string[]): Promise<Record<string, string>> {
  const input = { QueueUrl: url, AttributeNames: names.length === 0 ? ['All'] : names } as Input<'sqs', 'GetQueueAttributes'>
  return (await stage.call('sqs', 'GetQueueAttributes', input)).Attributes ?? {}
}

export async function arnOf(stage: Stage, url: string): Promise<string> {
  return (await attributesOf(stage, url, 'QueueArn')).QueueArn!
}

export function send(stage: Stage, url: string, body: string, more: Partial<Input<'sqs', 'SendMessage'>> = {}): Promise<Output<'sqs', 'SendMessage'>> {
  return stage.call('sqs', 'SendMessage', { QueueUrl: url, MessageBody: body, ...more })
}

/** Sends up to ten messages in one call. */
export function sendAll(stage: Stage, url: string, messages: readonly Omit<Input<'sqs', 'SendMessage'>, 'QueueUrl'>[]): Promise<Output<'sqs', 'SendMessageBatch'>> {
  return stage.call('sqs', 'SendMessageBatch', { QueueUrl: url, Entries: messages.map((message, index) => ({ Id: String(index), ...message })) })
}

/** Asks for up to ten. */
export async function receive(stage: Stage, url: string, more: Partial<Input<'sqs', 'ReceiveMessage'>> = {}): Promise<Received[]> {
  return (await stage.call('sqs', 'ReceiveMessage', { QueueUrl: url, MaxNumberOfMessages: 10, ...more })).Messages ?? []
}

export async function receiveBodies(stage: Stage, url: string, more: Partial<Input<'sqs', 'ReceiveMessage'>> = {}): Promise<string[]> {
  return (await receive(stage, url, more)).map(({ Body }) => Body!)
}

export async function remove(stage: Stage, url: string, { ReceiptHandle: handle }: Received): Promise<void> {
  await stage.call('sqs', 'DeleteMessage', { QueueUrl: url, ReceiptHandle: handle })
}
