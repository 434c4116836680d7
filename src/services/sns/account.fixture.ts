// What the service tests of this folder share: a cloud whose clock stands still, clients of one account, and short ways to say things.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs'
import { SNS } from '@aws-sdk/client-sns'
import { SQS } from '@aws-sdk/client-sqs'
import { Cloud } from '../../index.ts'

export interface Account { readonly cloud: Cloud, readonly sns: SNS, readonly sqs: SQS }

/** A new cloud with a frozen clock, closed when the test ends, and clients as the root of an account. */
export async function freshAccount(t: TestContext, account = '111122223333'): Promise<Account> {
  const cloud = await Cloud.open({ seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, ...clientsOf(cloud, account) }
}

export function clientsOf(cloud: Cloud, account: string, region = 'us-east-1'): { readonly sns: SNS, readonly sqs: SQS } {
  const settings = { ...cloud.client({ accessKeyId: account, region }), maxAttempts: 1 }
  return { sns: new SNS(settings), sqs: new SQS(settings) }
}

/** Makes a topic. @returns its ARN */
export async function madeTopic(sns: SNS, name = 'topic', attributes: Record<string, string> = {}): Promise<string> {
  const fifo: Record<string, string> = name.endsWith('.fifo') ? { FifoTopic: 'true' } : {}
  const { TopicArn: arn } = await sns.createTopic({ Name: name, Attributes: { ...fifo, ...attributes } })
  return arn!
}

/** Makes a queue. @returns its ARN and its URL */
export async function madeQueue(sqs: SQS, name: string): Promise<{ readonly arn: string, readonly url: string }> {
  const { QueueUrl: url } = await sqs.createQueue({ QueueName: name, ...(name.endsWith('.fifo') && { Attributes: { FifoQueue: 'true' } }) })
  const { Attributes: attributes } = await sqs.getQueueAttributes({ QueueUrl: url!, AttributeNames: ['QueueArn'] })
  return { arn: attributes!.QueueArn!, url: url! }
}

/** Makes a queue that is subscribed. @returns the queue's URL and the subscription's ARN */
export async function subscribedQueue(
  { sns, sqs }: Account, topicArn: string, name: string, attributes: Record<string, string> = {},
): Promise<{ readonly url: string, readonly subscription: string }> {
  const { arn, url } = await madeQueue(sqs, name)
  const asked = { TopicArn: topicArn, Protocol: 'sqs', Endpoint: arn, Attributes: attributes }
  const { SubscriptionArn: subscription } = await sns.subscribe(asked)
  return { url, subscription: subscription! }
}

/** Takes up to ten messages out of a queue, once everything under way has arrived. */
export async function taken({ cloud, sqs }: Account, url: string): Promise<readonly string[]> {
  await cloud.clock.advance(0)
  const { Messages: messages = [] } = await sqs.receiveMessage({ QueueUrl: url, MaxNumberOfMessages: 10 })
  for (const { ReceiptHandle: handle } of messages) await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: handle! })
  return messages.map(({ Body: body }) => body!)
}

/** The same, each message out of its envelope. */
export async function said(account: Account, url: string): Promise<readonly string[]> {
  return (await taken(account, url)).map(text => (JSON.parse(text) as { readonly Message: string }).Message)
}

/** The call must fail with this code and a text that fits. */
export async function refused(call: Promise<unknown>, code: string, text: RegExp = /./): Promise<void> {
  await assert.rejects(call, (error: { name?: string, Code?: string, Error?: { Code?: string }, message?: string }) => {
    assert.equal(error.Error?.Code ?? error.Code ?? error.name, code)
    assert.match(error.message ?? '', text)
    return true
  })
}

/** Any of Orrery's own pages, as text. */
export async function page(cloud: Cloud, path: string): Promise<string> {
  const { pathname, search } = new URL(path, 'http://localhost:4566')
  const query = Object.fromEntries(new URLSearchParams(search))
  const { response } = await cloud.client().requestHandler
    .handle({ method: 'GET', protocol: 'http:', hostname: 'localhost', path: pathname, query, headers: {} })
  let text = ''
  for await (const part of response.body) text += String(part)
  return text
}

/** Hands something in at one of Orrery's own desks. */
export async function handIn(cloud: Cloud, path: string, body: object): Promise<void> {
  const request = { method: 'POST', protocol: 'http:', hostname: 'localhost', path: `/_orrery/${path}`, query: {},
    headers: { host: 'localhost', 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(body)) }
  const { response } = await cloud.client().requestHandler.handle(request as never)
  assert.equal(response.statusCode, 200, path)
}

/** Messages of a log group, read as JSON; none where there is no group. */
export async function logged(cloud: Cloud, logGroupName: string): Promise<readonly Record<string, Record<string, unknown>>[]> {
  await cloud.clock.advance(0)
  const logs = new CloudWatchLogs(cloud.client({ accessKeyId: '111122223333' }))
  const { logGroups = [] } = await logs.describeLogGroups({ logGroupNamePrefix: logGroupName })
  if (!logGroups.some(group => group.logGroupName === logGroupName)) return []
  const { events = [] } = await logs.filterLogEvents({ logGroupName })
  return events.map(({ message }) => JSON.parse(message!) as Record<string, Record<string, unknown>>)
}

export interface SeenLetter { readonly channel: string, readonly to: string, readonly subject?: string, readonly body: string }

export async function letters(cloud: Cloud): Promise<readonly SeenLetter[]> {
  await cloud.clock.advance(0)
  return (JSON.parse(await page(cloud, '/_orrery/outbox')) as { readonly letters: readonly SeenLetter[] }).letters
}

export interface Received { readonly headers: IncomingHttpHeaders, readonly body: string }

/** A web server that keeps what it is told. @param status what it answers to each request, the last one ever after */
export async function listener(t: TestContext, ...status: number[]): Promise<{ readonly url: string, readonly received: Received[] }> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', part => { body += part })
    request.on('end', () => {
      const answer = status[Math.min(received.length, status.length - 1)] ?? 200
      received.push({ headers: request.headers, body })
      response.writeHead(answer).end()
    })
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  t.after(() => { server.closeAllConnections(); server.close() })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, received }
}
