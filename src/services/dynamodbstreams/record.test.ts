// What readers of a stream see: images by view, expiries, positions and their end.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { put, readAll, scene, shardsOf } from './reader.fixture.ts'

test('changes come in order, with both images', async t => {
  const place = await scene(t)
  const { db } = place
  await put(place, 'a', { n: { N: '1' } })
  await put(place, 'a', { n: { N: '1.0' } })
  await db.updateItem({ TableName: 'Music', Key: { id: { S: 'a' } }, UpdateExpression: 'SET n = :n',
    ExpressionAttributeValues: { ':n': { N: '2' } } })
  await db.transactWriteItems({ TransactItems: [{ Delete: { TableName: 'Music', Key: { id: { S: 'a' } } } }] })
  const records = await readAll(place)
  assert.deepEqual(records.map(({ eventName, dynamodb }) => [eventName, dynamodb!.OldImage?.n?.N, dynamodb!.NewImage?.n?.N]),
    [['INSERT', undefined, '1'], ['MODIFY', '1', '2'], ['REMOVE', '2', undefined]], 'a write that changes nothing is no change')
  const sequences = records.map(({ dynamodb }) => dynamodb!.SequenceNumber!)
  assert.deepEqual(sequences, sequences.toSorted())
  const [first] = records
  assert.deepEqual([first!.eventSource, first!.eventVersion, first!.awsRegion, first!.dynamodb!.StreamViewType, first!.userIdentity],
    ['aws:dynamodb', '1.1', 'us-east-1', 'NEW_AND_OLD_IMAGES', undefined])
  assert.match(first!.eventID!, /^[0-9a-f]{32}$/)
})

for (const [view, images] of [['KEYS_ONLY', []], ['NEW_IMAGE', ['NewImage']], ['OLD_IMAGE', ['OldImage']]] as const) {
  test(`a stream of ${view}`, async t => {
    const place = await scene(t, view)
    await put(place, 'a', { n: { N: '1' } })
    await put(place, 'a', { n: { N: '2' } })
    const last = (await readAll(place)).at(-1)!
    assert.deepEqual(Object.keys(last.dynamodb!).filter(name => name.endsWith('Image')), images)
    assert.deepEqual(last.dynamodb!.Keys, { id: { S: 'a' } })
  })
}

test('positions: latest, at and after a sequence number', async t => {
  const place = await scene(t)
  const { streams, arn } = place
  await put(place, 'a')
  const [shard] = await shardsOf(place)
  const iterator = async (ShardIteratorType: string, SequenceNumber?: string) =>
    (await streams.getShardIterator({ StreamArn: arn, ShardId: shard!.ShardId!, ShardIteratorType,
      SequenceNumber: SequenceNumber! }).promise()).ShardIterator!
  const latest = await iterator('LATEST')
  await put(place, 'b')
  await put(place, 'c')
  const ids = async (ShardIterator: string) => (await streams.getRecords({ ShardIterator }).promise()).Records!.map(({ dynamodb }) =>
    dynamodb!.Keys!.id!.S)
  assert.deepEqual(await ids(latest), ['b', 'c'])
  const second = (await readAll(place))[1]!.dynamodb!.SequenceNumber!
  assert.deepEqual(await ids(await iterator('AT_SEQUENCE_NUMBER', second)), ['b', 'c'])
  assert.deepEqual(await ids(await iterator('AFTER_SEQUENCE_NUMBER', second)), ['c'])
})

test('an iterator is good for fifteen minutes, a change for a day', async t => {
  const place = await scene(t)
  const { cloud, streams, arn } = place
  await put(place, 'a')
  const [shard] = await shardsOf(place)
  const { ShardIterator } = await streams.getShardIterator({ StreamArn: arn, ShardId: shard!.ShardId!,
    ShardIteratorType: 'TRIM_HORIZON' }).promise()
  await cloud.clock.advance('16m')
  await assert.rejects(streams.getRecords({ ShardIterator: ShardIterator! }).promise(), { code: 'ExpiredIteratorException' })
  await assert.rejects(streams.getRecords({ ShardIterator: 'nonsense' }).promise(), { code: 'ValidationException' })
  await cloud.clock.advance('23h')
  assert.equal((await readAll(place)).length, 1)
  await cloud.clock.advance('1h')
  assert.equal((await readAll(place)).length, 0)
})

test('shards roll over, and a closed one comes to an end', async t => {
  const place = await scene(t)
  const { cloud, streams, arn } = place
  await put(place, 'a')
  const [open] = await shardsOf(place)
  assert.equal(open!.SequenceNumberRange!.EndingSequenceNumber, undefined)
  const { ShardIterator } = await streams.getShardIterator({ StreamArn: arn, ShardId: open!.ShardId!,
    ShardIteratorType: 'TRIM_HORIZON' }).promise()
  const { NextShardIterator } = await streams.getRecords({ ShardIterator: ShardIterator! }).promise()
  await cloud.clock.advance('14m')
  assert.notEqual((await streams.getRecords({ ShardIterator: NextShardIterator! }).promise()).NextShardIterator, undefined)
  await cloud.clock.advance('5h')
  await put(place, 'b')
  const [closed, child] = await shardsOf(place)
  assert.equal(child!.ParentShardId, closed!.ShardId)
  const again = await streams.getShardIterator({ StreamArn: arn, ShardId: closed!.ShardId!, ShardIteratorType: 'LATEST' }).promise()
  assert.equal((await streams.getRecords({ ShardIterator: again.ShardIterator! }).promise()).NextShardIterator, undefined)
  assert.deepEqual((await readAll(place)).map(({ dynamodb }) => dynamodb!.Keys!.id!.S), ['a', 'b'])
})

test('what time to live takes is marked', async t => {
  const place = await scene(t)
  const { cloud, db } = place
  await db.updateTimeToLive({ TableName: 'Music', TimeToLiveSpecification: { Enabled: true, AttributeName: 'ends' } })
  const ends = Math.floor(cloud.clock.now() / 1000) + 3600
  await put(place, 'a', { ends: { N: String(ends) } })
  await cloud.clock.advance('59m')
  assert.equal((await db.scan({ TableName: 'Music' })).Count, 1)
  await cloud.clock.advance('2m')
  assert.equal((await db.scan({ TableName: 'Music' })).Count, 0)
  const removal = (await readAll(place)).at(-1)!
  assert.deepEqual([removal.eventName, removal.userIdentity], ['REMOVE', { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' }])
})
