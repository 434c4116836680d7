// `node dist/bench/dynamodb.js [ITEMS]`: DynamoDB's operations beside a bare node:http server that reads the same request, in one run on
// one machine, rounds interleaved; at so many items of 400 bytes (1,000 by default). Rates wander with the machine; the ratios are what
// counts.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient, BatchWriteItemCommand, CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import { signRequest } from '../src/kernel/identity/signer.ts'
import { load, median, residentMb, startServer } from './measure.ts'
import type { Measured, Server } from './measure.ts'
import type { Credentials } from './requests.ts'
import { session } from './session.ts'

const rounds = 3
const timing = { connections: 16, warmUpMs: 700, durationMs: 2000 }
const requestCount = 200
const batchSize = 25
const itemCount = Number(process.argv[2] ?? 1000)
const table = 'bench'

interface Measure {
  readonly name: string
  /** Target, as a share of the bare server's rate. */
  readonly target?: number
  readonly operation: string
  readonly input: (number: number) => object
}

const measures: readonly Measure[] = [
  { name: 'GetItem', target: 0.55, operation: 'GetItem', input: number => ({ TableName: table, Key: key(number) }) },
  { name: 'PutItem', target: 0.45, operation: 'PutItem', input: number => ({ TableName: table, Item: item(number) }) },
  {
    name: 'UpdateItem with condition', operation: 'UpdateItem',
    input: number => ({
      TableName: table, Key: key(number),
      UpdateExpression: 'SET hits = if_not_exists(hits, :zero) + :one', ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':zero': { N: '0' }, ':one': { N: '1' } },
    }),
  },
  {
    name: 'Query of 100', operation: 'Query',
    input: number => ({
      TableName: table, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: partition(number) } }, Limit: 100,
    }),
  },
  {
    name: 'BatchWrite of 25', operation: 'BatchWriteItem',
    input: number => ({ RequestItems: { [table]: several(number, batchSize).map(each => ({ PutRequest: { Item: item(each) } })) } }),
  },
  {
    name: 'TransactWrite of 10', operation: 'TransactWriteItems',
    input: number => ({ TransactItems: several(number, 10).map(each => ({ Put: { TableName: table, Item: item(each) } })) }),
  },
]

const directory = mkdtempSync(join(tmpdir(), 'orrery-bench-'))
try {
  await run()
} finally {
  rmSync(directory, { recursive: true })
}

async function run(): Promise<void> {
  const bare = await startServer('bare.js')
  const cloud = await startServer('../cli/orrery.js', ['start', '--port', '0', '--data', directory])
  const credentials = await session(cloud)
  await fill(cloud, credentials)
  console.log(`${itemCount} items, ${residentMb(cloud).toFixed(0)} MB`)
  for (const { name, target, operation, input } of measures) {
    const requests = Array.from({ length: requestCount }, (_, i) =>
      request(cloud, operation, input(Math.floor(i * itemCount / requestCount)), credentials))
    const [ours, theirs]: [Measured[], Measured[]] = [[], []]
    for (let round = 0; round < rounds; round += 1) {
      theirs.push(await load(bare, { ...timing, requests }))
      ours.push(await load(cloud, { ...timing, requests }))
    }
    row(name, target, ours, theirs)
  }
  console.log(`memory after the load ${residentMb(cloud).toFixed(0)} MB`)
  await Promise.all([bare.stop(), cloud.stop()])
}

function row(name: string, target: number | undefined, ours: readonly Measured[], bare: readonly Measured[]): void {
  const of = (read: (measured: Measured) => number) => median(ours.map(read))
  const ratio = median(ours.map(({ perSecond }, i) => perSecond / bare[i]!.perSecond))
  const bareMicros = median(bare.map(({ cpuMicros }) => cpuMicros))
  const failures = ours.reduce((sum, each) => sum + each.failures, 0)
  const share = `${(100 * ratio).toFixed(0).padStart(3)} % of bare${target === undefined ? '' : ` (target ${100 * target} %)`}`
  console.log([
    `${name.padEnd(26)} ${of(({ perSecond }) => perSecond).toFixed(0).padStart(6)}/s`,
    share,
    `p50 ${of(({ p50Ms }) => p50Ms).toFixed(2)} ms`,
    `p99 ${of(({ p99Ms }) => p99Ms).toFixed(2)} ms`,
    `${of(({ cpuMicros }) => cpuMicros).toFixed(0)} µs CPU, bare ${bareMicros.toFixed(0)}`,
    `${failures} failures`,
  ].join('  '))
}

async function fill({ url }: Server, credentials: Required<Credentials>): Promise<void> {
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

function several(number: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => (number + i) % Math.max(itemCount, count))
}

function request({ port }: Server, operation: string, input: object, credentials: Required<Credentials>): string {
  const { accessKeyId, secretAccessKey: secret, sessionToken } = credentials
  const body = JSON.stringify(input)
  const { headers } = signRequest({
    method: 'POST', path: '/', query: '', body: Buffer.from(body),
    headers: {
      host: `127.0.0.1:${port}`, 'user-agent': 'orrery-bench',
      'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}`,
    },
  }, { accessKeyId, secret, sessionToken, region: 'us-east-1', service: 'dynamodb', at: Date.now() })
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`POST / HTTP/1.1\r\n${lines.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`).toString('base64')
}
