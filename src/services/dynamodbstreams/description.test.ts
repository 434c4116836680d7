// Streams and their shards as they are listed, described, closed and forgotten.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { put, readAll, scene, shardsOf } from './reader.fixture.ts'

test('a stream is listed and described', async t => {
  const place = await scene(t, 'KEYS_ONLY')
  const { streams, arn, db } = place
  const { Streams: listed } = await streams.listStreams({ TableName: 'Music' }).promise()
  assert.deepEqual(listed!.map(({ StreamArn }) => StreamArn), [arn])
  assert.deepEqual((await streams.listStreams({ TableName: 'none' }).promise()).Streams, [])
  const { StreamDescription: stream } = await streams.describeStream({ StreamArn: arn }).promise()
  assert.deepEqual([stream!.TableName, stream!.StreamStatus, stream!.StreamViewType, stream!.KeySchema, stream!.Shards!.length],
    ['Music', 'ENABLED', 'KEYS_ONLY', [{ AttributeName: 'id', KeyType: 'HASH' }], 1])
  const { Table: table } = await db.describeTable({ TableName: 'Music' })
  assert.deepEqual([table!.LatestStreamArn, table!.LatestStreamLabel, table!.StreamSpecification],
    [arn, stream!.StreamLabel, { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' }])
  await assert.rejects(streams.describeStream({ StreamArn: `${arn}0` }).promise(),
    { code: 'ResourceNotFoundException', message: `Requested resource not found: Stream: ${arn}0 not found` })
})

test('a closed stream can be read for a day, and a new one has another name', async t => {
  const place = await scene(t)
  const { streams, arn, db, cloud } = place
  await put(place, 'a')
  await db.updateTable({ TableName: 'Music', StreamSpecification: { StreamEnabled: false } })
  await cloud.clock.advance('1m')
  assert.equal((await streams.describeStream({ StreamArn: arn }).promise()).StreamDescription!.StreamStatus, 'DISABLED')
  assert.equal((await shardsOf(place)).every(({ SequenceNumberRange: range }) => range!.EndingSequenceNumber !== undefined), true)
  assert.equal((await readAll(place)).length, 1)
  const { TableDescription: table } = await db.updateTable({ TableName: 'Music',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } })
  assert.notEqual(table!.LatestStreamArn, arn)
  await cloud.clock.advance('1m')
  await assert.rejects(db.updateTable({ TableName: 'Music', StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } }),
    { name: 'ValidationException', message: 'Table already has an enabled stream: TableName: Music' })
  await cloud.clock.advance('1d')
  await assert.rejects(streams.describeStream({ StreamArn: arn }).promise(), { code: 'ResourceNotFoundException' })
  assert.deepEqual((await streams.listStreams().promise()).Streams!.map(({ StreamArn }) => StreamArn), [table!.LatestStreamArn])
})

test('shards come in pages', async t => {
  const place = await scene(t)
  const { streams, arn, cloud } = place
  await cloud.clock.advance('10h')
  const first = await streams.describeStream({ StreamArn: arn, Limit: 2 }).promise()
  const lastId = first.StreamDescription!.LastEvaluatedShardId!
  assert.equal(lastId, first.StreamDescription!.Shards![1]!.ShardId)
  const rest = await streams.describeStream({ StreamArn: arn, ExclusiveStartShardId: lastId }).promise()
  assert.deepEqual([rest.StreamDescription!.Shards!.length, rest.StreamDescription!.LastEvaluatedShardId], [1, undefined])
})
