// DynamoDB's operations on items of 400 bytes, beside a bare node:http server that reads the same request, dynalite and DynamoDB Local; at
// a thousand items and at a million, and what a million costs in memory and at the next start.

import { join } from 'node:path'
import { DynamoDBClient, BatchWriteItemCommand, CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import type { Setting } from './main.ts'
import { load, residentMb, startCloud, startServer, warm } from './measure.ts'
import type { Server } from './measure.ts'
import { dynamodbLocal, npmPeer } from './peers.ts'
import { contest, line, target } from './report.ts'
import type { Contender } from './report.ts'
import { jsonRequest } from './requests.ts'
import type { Credentials } from './requests.ts'
import { session } from './session.ts'

const timing = { connections: 16, warmUpMs: 500, durationMs: 2000 }
const requestCount = 200
const batchSize = 25
const table = 'bench'

interface Measure {
  readonly operation: string
  readonly label?: string
  /** Wanted, as a share of the bare server's rate, and in dynalite's. */
  readonly share?: number
  readonly dynalite: number
  readonly input: (number: number, itemCount: number) => object
}

const measures: readonly Measure[] = [
  { operation: 'GetItem', share: 0.55, dynalite: 1.3, input: number => ({ TableName: table, Key: key(number) }) },
  { operation: 'PutItem', share: 0.45, dynalite: 2, input: number => ({ TableName: table, Item: item(number) }) },
  {
    operation: 'UpdateItem', label: 'UpdateItem with condition', dynalite: 2,
    input: number => ({
      TableName: table, Key: key(number),
      UpdateExpression: 'SET hits = if_not_exists(hits, :zero) + :one', ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':zero': { N: '0' }, ':one': { N: '1' } },
    }),
  },
  {
    operation: 'Query', label: 'Query of 100', dynalite: 2,
    input: number => ({
      TableName: table, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: partition(number) } }, Limit: 100,
    }),
  },
  {
    operation: 'BatchWriteItem', label: 'BatchWrite of 25', dynalite: 2,
    input: (number, itemCount) => ({
      RequestItems: { [table]: several(number, batchSize, itemCount).map(each => ({ PutRequest: { Item: item(each) } })) },
    }),
  },
  {
    operation: 'TransactWriteItems', label: 'TransactWrite of 10', dynalite: 2,
    input: (number, itemCount) => ({
      TransactItems: several(number, 10, itemCount).map(each => ({ Put: { TableName: table, Item: item(each) } })),
    }),
  },
]

export async function run({ directory, rounds, itemCounts }: Setting): Promise<void> {
  const bare = await startServer('bare.js')
  const costs = new Map<string, number>()
  for (const itemCount of itemCounts) {
    const place = join(directory, String(itemCount))
    const cloud = await startCloud(place)
    const credentials = await session(cloud)
    const peers = itemCount > 10_000 ? [] : await startPeers()
    await fill(cloud, credentials, itemCount)
    for (const { name, server } of peers) await fill(server, credentials, itemCount).catch(error => { line(name, String(error)) })
    console.log(`${itemCount} items, ${residentMb(cloud).toFixed(0)} MB`)
    await measureAll({ cloud, bare, peers, credentials, itemCount, rounds, costs })
    const heldMb = residentMb(cloud)
    line('memory after the load', `${heldMb.toFixed(0)} MB`)
    if (itemCount >= 1_000_000) target('memory with a million items', `${heldMb.toFixed(0)} MB`, '<= 1200 MB', heldMb <= 1200)
    await Promise.all([cloud, ...peers.map(({ server }) => server)].map(server => server.stop()))
    await reopen(place, itemCount)
  }
  await bare.stop()
}

interface Peer { readonly name: string, readonly server: Server, readonly wanted: (measure: Measure) => number }

async function startPeers(): Promise<Peer[]> {
  const dynalite = await npmPeer('dynalite', '4.0.0', port => ['--port', String(port), '--createTableMs', '0'])
  const local = await dynamodbLocal()
  return [
    ...dynalite === undefined ? [] : [{ name: 'dynalite', server: dynalite, wanted: (measure: Measure) => measure.dynalite }],
    ...local === undefined ? [] : [{ name: 'DynamoDB Local', server: local, wanted: () => 2 }],
  ]
}

interface Field {
  readonly cloud: Server
  readonly bare: Server
  readonly peers: readonly Peer[]
  readonly credentials: Required<Credentials>
  readonly itemCount: number
  readonly rounds: number
  /** Our processor time per request at the smaller number of items, which a busy machine bends less than rates. */
  readonly costs: Map<string, number>
}

async function measureAll({ cloud, bare, peers, credentials, itemCount, rounds, costs }: Field): Promise<void> {
  for (const measure of measures) {
    const { operation, label = operation, share, input } = measure
    const job = (port: number) => ({
      ...timing, requests: Array.from({ length: requestCount }, (_, i) => jsonRequest(port, `DynamoDB_20120810.${operation}`,
        input(Math.floor(i * itemCount / requestCount), itemCount), credentials)),
    })
    await warm(cloud, job(cloud.port))
    if (share !== undefined) for (const { server } of [{ server: bare }, ...peers]) await warm(server, job(server.port))
    const others: Contender[] = [
      { name: 'bare node:http', server: bare, job: job(cloud.port), ...(share !== undefined && { wanted: share }) },
      ...peers.map(({ name, server, wanted }) => ({ name, server, job: job(server.port), wanted: wanted(measure) })),
    ]
    const { cpuMicros } = await contest(label, rounds, { name: label, server: cloud, job: job(cloud.port) }, others)
    const before = costs.get(label)
    if (before === undefined) costs.set(label, cpuMicros)
    else {
      const growth = cpuMicros / before
      target(`${label} at ${itemCount} items`, `${growth.toFixed(2)} x the cost at fewer`, '<= 1.3 x', growth <= 1.3)
    }
  }
}

/** Starts again on what was stored, up to the first item read. */
async function reopen(directory: string, itemCount: number): Promise<void> {
  const beganAt = performance.now()
  const cloud = await startCloud(directory)
  const request = jsonRequest(cloud.port, 'DynamoDB_20120810.GetItem', { TableName: table, Key: key(itemCount - 1) },
    { accessKeyId: '000000000000', secretAccessKey: 'any' })
  const { failures, complaint } = await load(cloud, { connections: 1, warmUpMs: 0, durationMs: 60_000, count: 1, requests: [request] })
  const tookMs = performance.now() - beganAt
  if (failures > 0) throw new Error(`The reopened table does not answer: ${complaint}`)
  line('reopened', `${tookMs.toFixed(0)} ms to the first item`, `${residentMb(cloud).toFixed(0)} MB`)
  if (itemCount >= 1_000_000) target('reopened with a million items', `${tookMs.toFixed(0)} ms`, '<= 2000 ms', tookMs <= 2000)
  await cloud.stop()
}

async function fill({ url }: Server, credentials: Required<Credentials>, itemCount: number): Promise<void> {
  const db = new DynamoDBClient({ endpoint: url, region: 'us-east-1', credentials })
  await db.send(new CreateTableCommand({
    TableName: table, BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }, { AttributeName: 'sk', AttributeType: 'N' }],
  }))
  while ((await db.send(new DescribeTableCommand({ TableName: table }))).Table!.TableStatus !== 'ACTIVE') {
    await new Promise(resolve => { setTimeout(resolve, 20) })
  }
  const workers = Array.from({ length: 8 }, async (_, worker) => {
    for (let start = worker * batchSize; start < itemCount; start += 8 * batchSize) {
      const Items = Array.from({ length: Math.min(batchSize, itemCount - start) }, (__, i) => ({ PutRequest: { Item: item(start + i) } }))
      await db.send(new BatchWriteItemCommand({ RequestItems: { [table]: Items } }))
    }
  })
  await Promise.all(workers)
  db.destroy()
}

/** A hundred items share a partition. */
function partition(number: number): string {
  return `partition-${Math.floor(number / 100)}`
}

function key(number: number) {
  return { pk: { S: partition(number) }, sk: { N: String(number) } }
}

/** Of about 400 bytes. */
function item(number: number) {
  return {
    ...key(number), name: { S: `item ${number}` }, price: { N: (number * 0.99).toFixed(2) }, active: { BOOL: true },
    tags: { L: [{ S: 'one' }, { S: 'two' }] }, text: { S: 'x'.repeat(320) },
  }
}

function several(number: number, count: number, itemCount: number): number[] {
  return Array.from({ length: count }, (_, i) => (number + i) % Math.max(itemCount, count))
}
