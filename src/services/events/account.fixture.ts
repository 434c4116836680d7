// What the service tests of this folder share: a cloud whose clock stands still, clients of one account, queues that are targets.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { EventBridge } from '@aws-sdk/client-eventbridge'
import { SQS } from '@aws-sdk/client-sqs'
import { Cloud } from '../../index.ts'

export interface Account { readonly cloud: Cloud, readonly events: EventBridge, readonly sqs: SQS }

export async function freshAccount(t: TestContext, account = '111122223333'): Promise<Account> {
  const cloud = await Cloud.open({ seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, ...clientsOf(cloud, account) }
}

export function clientsOf(cloud: Cloud, account: string): { readonly events: EventBridge, readonly sqs: SQS } {
  const settings = { ...cloud.client({ accessKeyId: account }), maxAttempts: 1 }
  return { events: new EventBridge(settings), sqs: new SQS(settings) }
}

export interface Queue { readonly url: string, readonly arn: string }

export async function madeQueue(sqs: SQS, name: string): Promise<Queue> {
  const { QueueUrl: url } = await sqs.createQueue({ QueueName: name, ...(name.endsWith('.fifo') && { Attributes: { FifoQueue: 'true' } }) })
  const { Attributes: attributes } = await sqs.getQueueAttributes({ QueueUrl: url!, AttributeNames: ['QueueArn'] })
  return { url: url!, arn: attributes!.QueueArn! }
}

/** A rule with one target, a new queue. */
export async function listening(
  { events, sqs }: Account, name: string, rule: { pattern?: object, schedule?: string, bus?: string }, target: object = {},
): Promise<Queue> {
  const queue = await madeQueue(sqs, name)
  const bus = rule.bus === undefined ? {} : { EventBusName: rule.bus }
  await events.putRule({
    Name: name, ...bus, ...(rule.pattern && { EventPattern: JSON.stringify(rule.pattern) }),
    ...(rule.schedule !== undefined && { ScheduleExpression: rule.schedule }),
  })
  await events.putTargets({ Rule: name, ...bus, Targets: [{ Id: 'q', Arn: queue.arn, ...target }] })
  return queue
}

export async function put(events: EventBridge, detail: object, more: object = {}): Promise<string> {
  const { Entries: [entry] = [] } = await events.putEvents({
    Entries: [{ Source: 'shop', DetailType: 'Order', Detail: JSON.stringify(detail), ...more }],
  })
  assert.equal(entry!.ErrorCode, undefined, entry!.ErrorMessage)
  return entry!.EventId!
}

/** Bodies of up to ten messages of a queue, once everything under way has arrived. */
export async function taken({ cloud, sqs }: Account, { url }: Queue): Promise<readonly string[]> {
  await cloud.clock.advance(0)
  const { Messages: messages = [] } = await sqs.receiveMessage({ QueueUrl: url, MaxNumberOfMessages: 10 })
  for (const { ReceiptHandle: handle } of messages) await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: handle! })
  return messages.map(({ Body: body }) => body!)
}

export async function refused(call: Promise<unknown>, code: string, text: RegExp = /./): Promise<void> {
  await assert.rejects(call, (error: { name?: string, message?: string }) => {
    assert.equal(error.name, code)
    assert.match(error.message ?? '', text)
    return true
  })
}
