// Consumers of their own, and records pushed to them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, made, put, refused, texts } from './account.fixture.ts'

const StreamARN = `arn:aws:kinesis:us-east-1:${account}:stream/s`

test('consumers are registered, listed and gone', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  await made(kinesis, cloud, 's')
  const { Consumer: consumer } = await kinesis.registerStreamConsumer({ StreamARN, ConsumerName: 'c' })
  assert.match(consumer!.ConsumerARN!, new RegExp(`^${StreamARN}/consumer/c:\\d+$`))
  await refused(kinesis.registerStreamConsumer({ StreamARN, ConsumerName: 'c' }), 'ResourceInUseException')
  await cloud.clock.advance('1m')
  const { ConsumerDescription: found } = await kinesis.describeStreamConsumer({ ConsumerARN: consumer!.ConsumerARN })
  assert.deepEqual([found!.ConsumerStatus, found!.StreamARN], ['ACTIVE', StreamARN])
  assert.equal((await kinesis.listStreamConsumers({ StreamARN })).Consumers!.length, 1)
  await refused(kinesis.deleteStream({ StreamName: 's' }), 'ResourceInUseException', /registered consumers/)
  await kinesis.deregisterStreamConsumer({ StreamARN, ConsumerName: 'c' })
  await refused(kinesis.describeStreamConsumer({ StreamARN, ConsumerName: 'c' }), 'ResourceNotFoundException')
})

test('records are pushed as they come, until the shard ends', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  await made(kinesis, cloud, 's')
  const { Consumer: consumer } = await kinesis.registerStreamConsumer({ StreamARN, ConsumerName: 'c' })
  await cloud.clock.advance('1m')
  await put(kinesis, 's', 'a')
  const { EventStream: events } = await kinesis.subscribeToShard({
    ConsumerARN: consumer!.ConsumerARN, ShardId: 'shardId-000000000000', StartingPosition: { Type: 'TRIM_HORIZON' },
  })
  const found: string[] = []
  for await (const { SubscribeToShardEvent: event } of events!) {
    if (event === undefined) continue
    found.push(texts(event.Records))
    if (found.length === 1) await put(kinesis, 's', 'b')
    if (found.length === 2) {
      await kinesis.splitShard({ StreamName: 's', ShardToSplit: 'shardId-000000000000', NewStartingHashKey: '5' })
    }
    if (event.ChildShards !== undefined) found.push(event.ChildShards.map(({ ShardId }) => ShardId!.at(-1)).join())
  }
  assert.deepEqual(found, ['a', 'b', '', '1,2'])
})
