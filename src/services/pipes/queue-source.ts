// A queue as the source of a pipe: messages are received in the role's name, deleted when they are through, and come back by themselves
// when they are not. Source: "Amazon SQS queue as a source for EventBridge Pipes", EventBridge User Guide.

import { parseArn } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { plainJson } from './item.ts'
import type { Item } from './item.ts'
import { Pipe } from './pipe.ts'

export interface Message extends Item { readonly handle: string }

const usualSize = 10
const mostAtOnce = 10

interface Place { readonly url: string, readonly target: { readonly principal: Principal, readonly sourceArn: string } }

function placeOf(pipe: Pipe, principal: Principal, call: Call): Place {
  const { account, resource } = parseArn(pipe.given.Source)!
  return { url: `${call.endpoint}/${account}/${resource}`, target: { principal, sourceArn: call.arn(Pipe, pipe) } }
}

export interface QueueState { readonly ready: number, readonly hidden: number, readonly visibilityMs: number }

/** @throws Fault */
export async function describeQueue(pipe: Pipe, principal: Principal, call: Call): Promise<QueueState> {
  const { url, target } = placeOf(pipe, principal, call)
  const { Attributes: attributes = {} } = await call.to('sqs', target).GetQueueAttributes({ QueueUrl: url, AttributeNames: ['All'] })
  const count = (name: string) => Number(attributes[name] ?? 0)
  return {
    ready: count('ApproximateNumberOfMessages'),
    hidden: count('ApproximateNumberOfMessagesNotVisible') + count('ApproximateNumberOfMessagesDelayed'),
    visibilityMs: count('VisibilityTimeout') * 1000,
  }
}

export function queueBatchSize({ given: { SourceParameters: source = {} } }: Pipe, most: number): number {
  return source.SqsQueueParameters?.BatchSize ?? Math.min(usualSize, most)
}

/** Up to so many messages. @throws Fault */
export async function receive(pipe: Pipe, size: number, principal: Principal, call: Call): Promise<readonly Message[]> {
  const { url, target } = placeOf(pipe, principal, call)
  const found: Message[] = []
  while (found.length < size) {
    const { Messages: messages = [] } = await call.to('sqs', target).ReceiveMessage({
      QueueUrl: url, MaxNumberOfMessages: Math.min(mostAtOnce, size - found.length), AttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      WaitTimeSeconds: 0,
    })
    if (messages.length === 0) break
    for (const { MessageId: id = '', ReceiptHandle: handle = '', Body, Attributes, MessageAttributes = {}, MD5OfBody } of messages) {
      found.push({ id, handle, event: plainJson({
        messageId: id, receiptHandle: handle, body: Body ?? '', attributes: Attributes ?? {},
        messageAttributes: Object.fromEntries(Object.entries(MessageAttributes).map(([name, value]) => [name, {
          ...(value.StringValue !== undefined && { stringValue: value.StringValue }),
          ...(value.BinaryValue !== undefined && { binaryValue: value.BinaryValue }),
          stringListValues: [], binaryListValues: [], dataType: value.DataType,
        }])),
        md5OfBody: MD5OfBody, eventSource: 'aws:sqs', eventSourceARN: pipe.given.Source, awsRegion: call.region,
      }) })
    }
  }
  return found
}

/** Takes them out of the queue. @throws Fault */
export async function remove(pipe: Pipe, messages: readonly Message[], principal: Principal, call: Call): Promise<void> {
  const { url, target } = placeOf(pipe, principal, call)
  for (let at = 0; at < messages.length; at += mostAtOnce) {
    const Entries = messages.slice(at, at + mostAtOnce).map(({ handle }, i) => ({ Id: String(i), ReceiptHandle: handle }))
    await call.to('sqs', target).DeleteMessageBatch({ QueueUrl: url, Entries })
  }
}
