// Putting records, and what no record is.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytes, freshAccount, iterator, made, put, refused, texts } from './account.fixture.ts'

test('records come into the shard of their hash, in order', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  await made(kinesis, cloud, 's', 2)
  const low = await kinesis.putRecord({ StreamName: 's', PartitionKey: 'x', ExplicitHashKey: '0', Data: bytes('low') })
  const highest = String(2n ** 128n - 1n)
  const high = await kinesis.putRecord({ StreamName: 's', PartitionKey: 'x', ExplicitHashKey: highest, Data: bytes('high') })
  assert.deepEqual([low.ShardId, high.ShardId], ['shardId-000000000000', 'shardId-000000000001'])
  const numbers = [low.SequenceNumber!]
  for (const text of ['a', 'b', 'c']) {
    const put = await kinesis.putRecord({ StreamName: 's', PartitionKey: 'x', ExplicitHashKey: '1', Data: bytes(text) })
    numbers.push(put.SequenceNumber!)
  }
  assert.deepEqual([...numbers].sort(), numbers)
  assert.match(numbers[0]!, /^49\d{54}$/)
  const { Records: records } = await kinesis.getRecords({ ShardIterator: await iterator(kinesis, 's') })
  assert.equal(texts(records), 'low,a,b,c')
  assert.deepEqual(records!.map(({ SequenceNumber }) => SequenceNumber), numbers)
})

test('batches, sizes and hashes', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  await made(kinesis, cloud, 's')
  const { Records: records, FailedRecordCount: failed } = await kinesis.putRecords({
    StreamName: 's', Records: ['a', 'b'].map(PartitionKey => ({ PartitionKey, Data: bytes(PartitionKey) })),
  })
  assert.deepEqual([records!.length, failed], [2, 0])
  await put(kinesis, 's', 'x'.repeat(2 ** 20 - 1))
  await refused(put(kinesis, 's', 'x'.repeat(2 ** 20)), 'ValidationException', /1024 KiB/)
  await refused(kinesis.putRecord({ StreamName: 's', PartitionKey: 'x', ExplicitHashKey: String(2n ** 128n), Data: bytes('x') }),
    'InvalidArgumentException', /Invalid ExplicitHashKey/)
})

test('a shard takes a thousand records a second where the quotas are real', async t => {
  const { kinesis, cloud } = await freshAccount(t, { quotas: 'real' })
  await made(kinesis, cloud, 's')
  const batch = (count: number) => kinesis.putRecords({
    StreamName: 's', Records: Array.from({ length: count }, () => ({ PartitionKey: 'x', Data: bytes('x') })),
  })
  assert.equal((await batch(500)).FailedRecordCount, 0)
  assert.equal((await batch(499)).FailedRecordCount, 0)
  const { Records: records, FailedRecordCount: failed } = await batch(3)
  assert.deepEqual([failed, records![2]!.ErrorCode], [2, 'ProvisionedThroughputExceededException'])
  await refused(put(kinesis, 's', 'x'), 'ProvisionedThroughputExceededException',
    /^Rate exceeded for shard shardId-000000000000 in stream s/)
  await cloud.clock.advance('1s')
  await put(kinesis, 's', 'x')
})
