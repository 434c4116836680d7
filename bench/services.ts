// The services that applications reach for, beside a bare node:http server that reads the same request: events met by a thousand rules, a
// topic's hundred queues, a stream (beside kinesalite), a key, a parameter.

import { join } from 'node:path'
import { EventBridgeClient, PutRuleCommand } from '@aws-sdk/client-eventbridge'
import { CreateKeyCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import AWS from 'aws-sdk'
import type { Setting } from './main.ts'
import { startCloud, startServer, warm } from './measure.ts'
import type { Server } from './measure.ts'
import { npmPeer } from './peers.ts'
import { contest } from './report.ts'
import type { Contender } from './report.ts'
import { formRequest, jsonRequest } from './requests.ts'
import { session } from './session.ts'

const timing = { connections: 16, warmUpMs: 500, durationMs: 2000 }
const requestCount = 200
const [ruleCount, queueCount, recordCount] = [1000, 100, 1000] as const
const stream = 'bench'

type Credentials = Awaited<ReturnType<typeof session>>

/** Whom a bench is about: clients, and requests as bytes. */
interface Field { readonly cloud: Server, readonly bare: Server, readonly credentials: Credentials, readonly rounds: number }

export async function run({ directory, rounds }: Setting): Promise<void> {
  const bare = await startServer('bare.js')
  const cloud = await startCloud(join(directory, 'cloud'))
  const field = { cloud, bare, credentials: await session(cloud), rounds }
  await events(field)
  await fanOut(field)
  await records(field)
  await keys(field)
  await parameters(field)
  await Promise.all([bare.stop(), cloud.stop()])
}

async function events(field: Field): Promise<void> {
  const bus = new EventBridgeClient(settings(field))
  for (let i = 0; i < ruleCount; i += 1) {
    const pattern = { source: ['bench'], detail: { kind: [`kind-${i}`], price: [{ numeric: ['>', i] }] } }
    await bus.send(new PutRuleCommand({ Name: `rule-${i}`, EventPattern: JSON.stringify(pattern) }))
  }
  await one(field, `PutEvents under ${ruleCount} rules`, ({ port }, i) => jsonRequest(port, 'AWSEvents.PutEvents', {
    Entries: [{ Source: 'bench', DetailType: 'sale', Detail: JSON.stringify({ kind: `kind-${i}`, price: 2 * i }) }],
  }, field.credentials, 'events'))
}

async function fanOut(field: Field): Promise<void> {
  const [sns, sqs] = [new SNSClient(settings(field)), new SQSClient(settings(field))]
  const { TopicArn: topic } = await sns.send(new CreateTopicCommand({ Name: 'bench' }))
  for (let i = 0; i < queueCount; i += 1) {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage',
      Resource: '*' }] })
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `bench-${i}`, Attributes: { Policy } }))
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }))
    await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint: Attributes!['QueueArn'] }))
  }
  await one(field, `Publish to ${queueCount} queues`, ({ port }, i) => formRequest(port, 'sns',
    { Action: 'Publish', Version: '2010-03-31', TopicArn: topic!, Message: `message ${i}` }, field.credentials))
}

async function records(field: Field): Promise<void> {
  const kinesalite = await npmPeer('kinesalite', '3.3.3', port => ['--port', String(port), '--createStreamMs', '0'])
  const servers = [field.cloud, ...kinesalite === undefined ? [] : [kinesalite]]
  const iterators = new Map<Server, string>()
  for (const server of servers) iterators.set(server, await readyStream(server, field.credentials))
  const peers = (request: (server: Server, i: number) => string): Contender[] => kinesalite === undefined ? []
    : [{ name: 'kinesalite', server: kinesalite, job: job(i => request(kinesalite, i)), wanted: 3 }]
  const put = ({ port }: Server, i: number) => jsonRequest(port, 'Kinesis_20131202.PutRecord',
    { StreamName: stream, PartitionKey: `key-${i}`, Data: Buffer.from('d'.repeat(300)).toString('base64') }, field.credentials, 'kinesis')
  await one(field, 'PutRecord', put, peers(put))
  const get = (server: Server) => jsonRequest(server.port, 'Kinesis_20131202.GetRecords',
    { ShardIterator: iterators.get(server), Limit: 100 }, field.credentials, 'kinesis')
  await one(field, 'GetRecords of 100', get, peers(get))
  await kinesalite?.stop()
}

/** By the older SDK, since the newer one speaks HTTP/2 to Kinesis, and kinesalite does not. @returns an iterator at the shard's start */
async function readyStream({ url }: Server, credentials: Credentials): Promise<string> {
  const kinesis = new AWS.Kinesis({ endpoint: url, region: 'us-east-1', credentials })
  await kinesis.createStream({ StreamName: stream, ShardCount: 1 }).promise()
  for (;;) {
    const { StreamDescription } = await kinesis.describeStream({ StreamName: stream }).promise()
    if (StreamDescription.StreamStatus === 'ACTIVE') break
    await new Promise(resolve => { setTimeout(resolve, 20) })
  }
  for (let sent = 0; sent < recordCount; sent += 100) {
    const Records = Array.from({ length: 100 }, (_, i) => ({ PartitionKey: `key-${i}`, Data: Buffer.from('d'.repeat(300)) }))
    await kinesis.putRecords({ StreamName: stream, Records }).promise()
  }
  const shard = { StreamName: stream, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' }
  const { ShardIterator } = await kinesis.getShardIterator(shard).promise()
  return ShardIterator!
}

async function keys(field: Field): Promise<void> {
  const kms = new KMSClient(settings(field))
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
  const KeyId = KeyMetadata!.KeyId!
  const plaintext = Buffer.from('p'.repeat(100))
  await one(field, 'Encrypt', ({ port }) => jsonRequest(port, 'TrentService.Encrypt',
    { KeyId, Plaintext: plaintext.toString('base64') }, field.credentials, 'kms'))
  const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext: plaintext }))
  await one(field, 'Decrypt', ({ port }) => jsonRequest(port, 'TrentService.Decrypt',
    { CiphertextBlob: Buffer.from(CiphertextBlob!).toString('base64') }, field.credentials, 'kms'))
}

async function parameters(field: Field): Promise<void> {
  const ssm = new SSMClient(settings(field))
  await ssm.send(new PutParameterCommand({ Name: '/bench/parameter', Type: 'String', Value: 'v'.repeat(100) }))
  await one(field, 'GetParameter', ({ port }) => jsonRequest(port, 'AmazonSSM.GetParameter', { Name: '/bench/parameter' },
    field.credentials))
}

async function one(
  { cloud, bare, rounds }: Field, label: string, request: (server: Server, i: number) => string, peers: readonly Contender[] = [],
): Promise<void> {
  const ours = job(i => request(cloud, i))
  for (const server of [cloud, bare]) await warm(server, ours)
  await contest(label, rounds, { name: label, server: cloud, job: ours }, [{ name: 'bare node:http', server: bare, job: ours }, ...peers])
}

function job(request: (i: number) => string) {
  return { ...timing, requests: Array.from({ length: requestCount }, (_, i) => request(i)) }
}

function settings({ cloud: { url }, credentials }: Field) {
  return { endpoint: url, region: 'us-east-1', credentials }
}
