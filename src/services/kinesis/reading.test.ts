// Iterators of every kind, and reading with them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, iterator, made, put, refused, texts } from './account.fixture.ts'

test('every kind of iterator', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  await made(kinesis, cloud, 's')
  await put(kinesis, 's', 'a')
  await cloud.clock.advance('1m')
  const second = await put(kinesis, 's', 'b')
  const between = new Date(Math.floor(cloud.clock.now()) - 30_000)
  await put(kinesis, 's', 'c')
  const read = async (more: Parameters<typeof iterator>[2]) =>
    texts((await kinesis.getRecords({ ShardIterator: await iterator(kinesis, 's', more) })).Records)
  assert.equal(await read({}), 'a,b,c')
  assert.equal(await read({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: second }), 'b,c')
  assert.equal(await read({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: second }), 'c')
  assert.equal(await read({ ShardIteratorType: 'AT_TIMESTAMP', Timestamp: between }), 'b,c')
  const ShardIterator = await iterator(kinesis, 's', { ShardIteratorType: 'LATEST' })
  await put(kinesis, 's', 'd')
  assert.equal(texts((await kinesis.getRecords({ ShardIterator })).Records), 'd')
  await refused(iterator(kinesis, 's', { ShardIteratorType: 'AT_SEQUENCE_NUMBER' }), 'InvalidArgumentException')
  await refused(iterator(kinesis, 's', { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: '12' }),
    'InvalidArgumentException')
  await refused(iterator(kinesis, 's', { ShardId: 'shardId-000000000007' }), 'ResourceNotFoundException', /Shard shardId-000000000007/)
})

test('a reader goes on where it was', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  await made(kinesis, cloud, 's')
  for (const text of ['a', 'b', 'c']) await put(kinesis, 's', text)
  await cloud.clock.advance('2s')
  const first = await kinesis.getRecords({ ShardIterator: await iterator(kinesis, 's'), Limit: 2 })
  assert.deepEqual([texts(first.Records), first.MillisBehindLatest], ['a,b', 2000])
  const second = await kinesis.getRecords({ ShardIterator: first.NextShardIterator })
  assert.deepEqual([texts(second.Records), second.MillisBehindLatest], ['c', 0])
  assert.equal(texts((await kinesis.getRecords({ ShardIterator: second.NextShardIterator })).Records), '')
  await put(kinesis, 's', 'd')
  assert.equal(texts((await kinesis.getRecords({ ShardIterator: second.NextShardIterator })).Records), 'd')
  await cloud.clock.advance('301s')
  await refused(kinesis.getRecords({ ShardIterator: second.NextShardIterator }), 'ExpiredIteratorException', /tolerated delay of 300000/)
  await refused(kinesis.getRecords({ ShardIterator: 'x' }), 'InvalidArgumentException')
})
