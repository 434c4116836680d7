// What the service tests of this folder share: a cloud whose clock stands still at a known time, clients, and a queue as a target.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { Scheduler } from '@aws-sdk/client-scheduler'
import { SQS } from '@aws-sdk/client-sqs'
import { Cloud } from '../../index.ts'

export const role = 'arn:aws:iam::111122223333:role/r'

export interface Account {
  readonly cloud: Cloud
  readonly scheduler: Scheduler
  readonly sqs: SQS
  readonly url: string
  /** A target that puts `tick` in the queue. */
  readonly target: { readonly Arn: string, readonly RoleArn: string, readonly Input: string }
}

export async function freshAccount(t: TestContext, now = '2027-01-01T00:00:00Z'): Promise<Account> {
  const cloud = await Cloud.open({ seed: t.name, now: Date.parse(now) - 60_000 })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  await cloud.clock.set(now)
  const settings = { ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 }
  const sqs = new SQS(settings)
  const { QueueUrl: url } = await sqs.createQueue({ QueueName: 'q' })
  const target = { Arn: 'arn:aws:sqs:us-east-1:111122223333:q', RoleArn: role, Input: '"tick"' }
  return { cloud, scheduler: new Scheduler(settings), sqs, url: url!, target }
}

export const off = { Mode: 'OFF' as const }

/** When the messages of the queue were sent, and what they say. */
export async function taken({ cloud, sqs, url }: Account): Promise<readonly (readonly [at: string, body: string])[]> {
  await cloud.clock.advance(0)
  const found: (readonly [string, string])[] = []
  for (;;) {
    const { Messages: messages = [] } = await sqs.receiveMessage({ QueueUrl: url, MaxNumberOfMessages: 10, AttributeNames: ['All'] })
    if (messages.length === 0) return found
    for (const { ReceiptHandle: handle, Body: body, Attributes: attributes } of messages) {
      await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: handle! })
      found.push([new Date(Number(attributes!.SentTimestamp)).toISOString().slice(0, 16), body!])
    }
  }
}

export async function refused(call: Promise<unknown>, code: string, text: RegExp = /./): Promise<void> {
  await assert.rejects(call, (error: { name?: string, message?: string }) => {
    assert.equal(error.name, code)
    assert.match(error.message ?? '', text)
    return true
  })
}
