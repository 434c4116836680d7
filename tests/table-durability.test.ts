// DynamoDB killed in the middle of load: 64 writers put, update and transact over HTTP until the process dies. Afterwards every write that
// was acknowledged is there, no transaction is half there, and indexes and streams agree with the table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startOrrery } from './orrery-process.ts'
import { outputOf, signedCall } from './signed-call.ts'
import type { Json } from './signed-call.ts'
import { temporaryFolder } from './temporary-folder.ts'

type Item = Readonly<Record<string, { readonly S?: string, readonly N?: string }>>

const writers = 64
const rounds = 3
const enoughPerRound = 600

const call = (url: string, operation: string, input: Json) => signedCall(url, 'dynamodb', 'DynamoDB_20120810', operation, input)
const ask = <Output = Json>(url: string, operation: string, input: Json): Promise<Output> =>
  outputOf(operation, call(url, operation, input))
const askStream = <Output>(url: string, operation: string, input: Json): Promise<Output> =>
  outputOf(operation, signedCall(url, 'dynamodb', 'DynamoDBStreams_20120810', operation, input))

/** What a writer knows of its own items: the last value that was acknowledged, and the last that was sent. */
class Lane {
  readonly name: string
  readonly acknowledged = new Map<string, number>()
  readonly sent = new Map<string, number>()
  #count = 0

  constructor(name: string) {
    this.name = name
  }

  /** Writes until the process is gone. @param done is told of each acknowledged write */
  async write(url: string, done: () => void): Promise<void> {
    for (;;) {
      this.#count += 1
      const { ids, operation, input } = this.#next(this.#count)
      for (const id of ids) this.sent.set(id, this.#count)
      const answer = await call(url, operation, input).then(async response => {
        assert.equal(response.status, 200, await response.clone().text())
        return response.json()
      }).catch(cut)
      if (answer === undefined) return
      for (const id of ids) this.acknowledged.set(id, this.#count)
      done()
    }
  }

  /** In turn a put, an update and a transaction of two items that always hold the same. */
  #next(n: number): { readonly ids: readonly string[], readonly operation: string, readonly input: Json } {
    const [plain, left, right] = ['plain', 'left', 'right'].map(kind => `${this.name}/${kind}`) as [string, string, string]
    const put = (id: string) => ({ TableName: 'Load', Item: { id: { S: id }, n: { N: `${n}` }, group: { S: `${n % 3}` } } })
    if (n % 3 === 0) return { ids: [plain], operation: 'PutItem', input: put(plain) }
    if (n % 3 === 1) {
      return { ids: [plain], operation: 'UpdateItem', input: { TableName: 'Load', Key: { id: { S: plain } },
        UpdateExpression: 'SET n = :n, #g = :g', ExpressionAttributeNames: { '#g': 'group' },
        ExpressionAttributeValues: { ':n': { N: `${n}` }, ':g': { S: `${n % 3}` } } } }
    }
    return { ids: [left, right], operation: 'TransactWriteItems', input: { TransactItems: [{ Put: put(left) }, { Put: put(right) }] } }
  }
}

/** The server was killed: the answer never comes. */
function cut(error: unknown): undefined {
  if (error instanceof TypeError || (error instanceof SyntaxError)) return undefined
  throw error
}

async function createTable(url: string): Promise<string> {
  const { TableDescription: table } = await ask<{ TableDescription: { LatestStreamArn: string } }>(url, 'CreateTable', {
    TableName: 'Load', BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }, { AttributeName: 'group', AttributeType: 'S' }],
    GlobalSecondaryIndexes: [{ IndexName: 'byGroup', KeySchema: [{ AttributeName: 'group', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' } }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  })
  for (;;) {
    const { Table: { TableStatus: status } } = await ask<{ Table: { TableStatus: string } }>(url, 'DescribeTable', { TableName: 'Load' })
    if (status === 'ACTIVE') return table.LatestStreamArn
  }
}

async function readAll(url: string, input: Json): Promise<Map<string, Item>> {
  const items = new Map<string, Item>()
  let start: unknown
  do {
    const page = await ask<{ Items: Item[], LastEvaluatedKey?: unknown }>(url, 'Scan',
      { ...input, ...(start !== undefined && { ExclusiveStartKey: start }) })
    for (const item of page.Items) items.set(item.id!.S!, item)
    start = page.LastEvaluatedKey
  } while (start !== undefined)
  return items
}

interface StreamRecord { readonly dynamodb: { readonly Keys: Item, readonly OldImage?: Item, readonly NewImage?: Item } }

/** What the stream says that the table holds. @throws AssertionError where a change does not begin where the one before it ended */
async function replay(url: string, StreamArn: string): Promise<Map<string, Item>> {
  const items = new Map<string, Item>()
  const { StreamDescription: { Shards: shards } } = await askStream<{ StreamDescription: { Shards: { ShardId: string }[] } }>(url,
    'DescribeStream', { StreamArn })
  for (const { ShardId } of shards) {
    let { ShardIterator: iterator } = await askStream<{ ShardIterator?: string }>(url, 'GetShardIterator',
      { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' })
    while (iterator !== undefined) {
      const page = await askStream<{ Records: StreamRecord[], NextShardIterator?: string }>(url, 'GetRecords', { ShardIterator: iterator })
      for (const { dynamodb: { Keys: keys, OldImage: before, NewImage: after } } of page.Records) {
        assert.deepEqual(before, items.get(keys.id!.S!))
        items.set(keys.id!.S!, after!)
      }
      iterator = page.Records.length === 0 ? undefined : page.NextShardIterator
    }
  }
  return items
}

function checkKept(items: ReadonlyMap<string, Item>, lanes: readonly Lane[]): void {
  for (const { name, acknowledged, sent } of lanes) {
    for (const [id, least] of acknowledged) {
      const n = Number(items.get(id)?.n?.N)
      assert.ok(n >= least && n <= sent.get(id)!, `${id}: ${least} was acknowledged, ${sent.get(id)} sent, ${n} is there`)
    }
    assert.deepEqual(items.get(`${name}/left`)?.n, items.get(`${name}/right`)?.n, 'a transaction is whole')
  }
}

test('kill -9 under 64 writers loses nothing acknowledged and leaves nothing half done', async t => {
  const folder = await temporaryFolder()
  const lanes = Array.from({ length: writers }, (_, i) => new Lane(`w${i}`))
  let stream: string | undefined
  for (let round = 0; round <= rounds; round += 1) {
    const { url, end } = await startOrrery(t, '--data', folder)
    stream ??= await createTable(url)
    const items = await readAll(url, { TableName: 'Load' })
    checkKept(items, lanes)
    assert.deepEqual(await readAll(url, { TableName: 'Load', IndexName: 'byGroup' }), items, 'the index agrees with the table')
    assert.deepEqual(await replay(url, stream), items, 'the stream agrees with the table')
    if (round === rounds) break
    let [done, finished] = [0, 0]
    const enough = new Promise<void>(resolve => {
      const count = () => { if ((done += 1) === enoughPerRound) resolve() }
      for (const lane of lanes) void lane.write(url, count).then(() => { finished += 1 })
    })
    await enough
    assert.equal((await end('SIGKILL')).signal, 'SIGKILL')
    while (finished < writers) await new Promise(resolve => { setImmediate(resolve) })
  }
})
