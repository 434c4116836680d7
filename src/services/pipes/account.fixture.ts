// What the tests of this folder share: a cloud whose clock stands still, clients of one account, queues, and pipes that run.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { EventBridge } from '@aws-sdk/client-eventbridge'
import { Kinesis } from '@aws-sdk/client-kinesis'
import { Pipes } from '@aws-sdk/client-pipes'
import type { CreatePipeCommandInput } from '@aws-sdk/client-pipes'
import { SQS } from '@aws-sdk/client-sqs'
import { Cloud } from '../../index.ts'

export const RoleArn = 'arn:aws:iam::111122223333:role/pipe'

export interface Account {
  readonly cloud: Cloud
  readonly pipes: Pipes
  readonly sqs: SQS
  readonly kinesis: Kinesis
  readonly dynamodb: DynamoDB
  readonly events: EventBridge
}

export async function freshAccount(t: TestContext): Promise<Account> {
  const cloud = await Cloud.open({ seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const settings = { ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 }
  return {
    cloud, pipes: new Pipes(settings), sqs: new SQS(settings), kinesis: new Kinesis(settings), dynamodb: new DynamoDB(settings),
    events: new EventBridge(settings),
  }
}

export interface Queue { readonly url: string, readonly arn: string }

export async function madeQueue({ sqs }: Account, name: string, attributes: Record<string, string> = {}): Promise<Queue> {
  const { QueueUrl: url } = await sqs.createQueue({ QueueName: name, Attributes: attributes })
  return { url: url!, arn: `arn:aws:sqs:us-east-1:111122223333:${name}` }
}

/** A stream of one shard that is active. */
export async function madeStream({ kinesis, cloud }: Account, name: string, shards = 1): Promise<string> {
  await kinesis.createStream({ StreamName: name, ShardCount: shards })
  await cloud.clock.advance('1m')
  return `arn:aws:kinesis:us-east-1:111122223333:stream/${name}`
}

/** A pipe named `p` that runs. */
export async function running({ pipes, cloud }: Account, pipe: Omit<CreatePipeCommandInput, 'Name' | 'RoleArn'>,
  Name = 'p'): Promise<void> {
  await pipes.createPipe({ Name, RoleArn, ...pipe })
  await cloud.clock.advance('1m')
  const { CurrentState: state, StateReason: reason } = await pipes.describePipe({ Name })
  assert.equal(state, 'RUNNING', reason)
}

/** Bodies of up to ten messages of a queue, once everything under way has arrived. */
export async function taken({ cloud, sqs }: Account, { url }: Queue): Promise<readonly string[]> {
  await cloud.clock.advance(0)
  const { Messages: messages = [] } = await sqs.receiveMessage({ QueueUrl: url, MaxNumberOfMessages: 10 })
  for (const { ReceiptHandle: handle } of messages) await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: handle! })
  return messages.map(({ Body: body }) => body!)
}

/** How many messages a queue holds, hidden ones too. */
export async function heldBy({ sqs }: Account, { url }: Queue): Promise<number> {
  const { Attributes: { ApproximateNumberOfMessages: ready, ApproximateNumberOfMessagesNotVisible: hidden } = {} } =
    await sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: ['All'] })
  return Number(ready) + Number(hidden)
}

export interface Endpoint { readonly arn: string, readonly seen: readonly string[] }

/** An API destination whose endpoint answers as it is told to. */
export async function apiDestination({ events }: Account, t: TestContext, answer: (body: string) => { status?: number, body?: string }):
Promise<Endpoint> {
  const seen: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', part => { body += String(part) }).on('end', () => {
      seen.push(`${request.headers['x-key']} ${request.url} ${body}`)
      const { status = 200, body: text = '' } = answer(body)
      response.writeHead(status).end(text)
    })
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  t.after(() => { server.closeAllConnections(); server.close() })
  const { ConnectionArn } = await events.createConnection({ Name: 'c', AuthorizationType: 'API_KEY',
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'x-key', ApiKeyValue: 'secret' } } })
  const { ApiDestinationArn: arn } = await events.createApiDestination({ Name: 'd', ConnectionArn: ConnectionArn!, HttpMethod: 'POST',
    InvocationEndpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/*` })
  return { arn: arn!, seen }
}

export async function refused(call: Promise<unknown>, code: string, text: RegExp = /./): Promise<void> {
  await assert.rejects(call, (error: { name?: string, message?: string }) => {
    assert.equal(error.name, code)
    assert.match(error.message ?? '', text)
    return true
  })
}
