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

/** The attribute by which messages go to a dead-letter queue. */
export function redriveTo(deadLetterTargetArn: string, maxReceiveCount: number): Attributes {
  return { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }) }
}

export async function arnOf(stage: Stage, url: string): Promise<string> {
  return (await attributesOf(stage, url, 'QueueArn')).QueueArn!
}

type Message = Omit<Input<'sqs', 'SendMessage'>, 'QueueUrl'>

export function send(stage: Stage, url: string, body: string, more: Partial<Message> = {}): Promise<Output<'sqs', 'SendMessage'>> {
  return stage.call('sqs', 'SendMessage', { QueueUrl: url, MessageBody: body, ...more })
}

/** Sends up to ten messages in one call. */
export function sendAll(stage: Stage, url: string, messages: readonly Message[]): Promise<Output<'sqs', 'SendMessageBatch'>> {
  const entries = messages.map((message, index) => ({ Id: String(index), ...message }))
  return stage.call('sqs', 'SendMessageBatch', { QueueUrl: url, Entries: entries })
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
