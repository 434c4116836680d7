// Reading Kinesis as the Kinesis Client Library does, with the real clients: two workers share a stream's shards by leases in a table,
// through splits and merges, and after one of them has died.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { Kinesis } from '@aws-sdk/client-kinesis'
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb'
import { Cloud } from '../../src/index.ts'
import { StreamWorker } from './stream-worker.ts'

async function place(t: TestContext) {
  const cloud = await Cloud.open()
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const settings = cloud.client({ accessKeyId: '111122223333' })
  const [kinesis, table] = [new Kinesis(settings), DynamoDBDocument.from(new DynamoDB(settings))]
  await kinesis.createStream({ StreamName: 'stream', ShardCount: 2 })
  await new DynamoDB(settings).createTable({
    TableName: 'leases', BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'leaseKey', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'leaseKey', AttributeType: 'S' }],
  })
  await cloud.clock.advance('1m')
  const counts = new Map<string, number>()
  /** So many records for each of twenty keys, numbered. */
  const put = async (count: number) => {
    for (let i = 0; i < count; i += 1) {
      await kinesis.putRecords({ StreamName: 'stream', Records: Array.from({ length: 20 }, (_, n) => {
        const key = `key-${n}`
        counts.set(key, (counts.get(key) ?? 0) + 1)
        return { PartitionKey: key, Data: Buffer.from(String(counts.get(key))) }
      }) })
    }
  }
  const worker = (name: string) => new StreamWorker(name, kinesis, table, { stream: 'stream', table: 'leases' })
  return { cloud, kinesis, put, worker, counts }
}

/** Numbers by key, in the order in which they were seen. */
function numbersOf(workers: readonly StreamWorker[], key: string): number[] {
  return workers.flatMap(({ seen }) => seen.filter(each => each.key === key).map(({ text }) => Number(text)))
}

test('two workers share the shards, and each key is read in order through splits and merges', async t => {
  const { cloud, kinesis, put, worker, counts } = await place(t)
  const workers = [worker('one'), worker('two')]
  const rounds = async (count: number) => { for (let i = 0; i < count; i += 1) for (const each of workers) await each.run(2) }
  await put(3)
  await workers[0]!.run(1)
  await workers[1]!.run(1)
  assert.deepEqual(workers.map(({ seen }) => new Set(seen.map(({ shard }) => shard)).size), [1, 1])
  await kinesis.splitShard({ StreamName: 'stream', ShardToSplit: 'shardId-000000000000', NewStartingHashKey: String(2n ** 126n) })
  await cloud.clock.advance('1m')
  await put(2)
  await rounds(3)
  await kinesis.mergeShards({ StreamName: 'stream', ShardToMerge: 'shardId-000000000003', AdjacentShardToMerge: 'shardId-000000000001' })
  await cloud.clock.advance('1m')
  await put(2)
  await rounds(4)
  const shards = new Set(workers.flatMap(({ seen }) => seen.map(({ shard }) => shard)))
  assert.ok(shards.has('shardId-000000000004'), [...shards].join())
  for (const [key, count] of counts) {
    const numbers = numbersOf(workers, key)
    assert.deepEqual(numbers.toSorted((one, other) => one - other), Array.from({ length: count }, (_, i) => i + 1), key)
    for (const { seen } of workers) {
      const own = seen.filter(each => each.key === key).map(({ text }) => Number(text))
      assert.deepEqual(own, own.toSorted((one, other) => one - other), key)
    }
  }
})

test('the leases of a worker that died are taken, and nothing is lost', async t => {
  const { put, worker, counts } = await place(t)
  const [one, two] = [worker('one'), worker('two')]
  await put(2)
  await one.run(2)
  await put(2)
  await two.run(2)
  assert.equal(two.seen.length, 0, 'its leases were renewed since they were last looked at')
  await two.run(2)
  for (const [key, count] of counts) {
    assert.deepEqual(numbersOf([one, two], key), Array.from({ length: count }, (_, i) => i + 1), key)
  }
  await put(1)
  await one.run(2)
  assert.equal(one.seen.length, 40, 'it finds its leases taken')
})
