// Items on their way between regions: order, conflicts, deletions, streams, expiry, and the attributes of the older version.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DynamoDB } from '@aws-sdk/client-dynamodb'
import { DynamoDBStreams } from '@aws-sdk/client-dynamodb-streams'
import type { Cloud } from '../../index.ts'
import { item } from './account.fixture.ts'
import { replicated } from './region.fixture.ts'

const key = { TableName: 'Music', Key: item({ id: 'a' }) }
const titleIn = async (db: DynamoDB) => (await db.getItem(key)).Item?.title?.S
const put = (db: DynamoDB, title: string) => db.putItem({ TableName: 'Music', Item: item({ id: 'a', title }) })

test('a write is seen in the other region after a moment, and a deletion too', async t => {
  const { cloud, db, others: [frankfurt] } = await replicated(t, ['eu-central-1'])
  await put(db, 'here')
  assert.equal(await titleIn(frankfurt!), undefined)
  await cloud.clock.advance('2s')
  assert.equal(await titleIn(frankfurt!), 'here')
  await frankfurt!.updateItem({ ...key, UpdateExpression: 'SET title = :t', ExpressionAttributeValues: { ':t': { S: 'there' } } })
  await cloud.clock.advance('2s')
  assert.deepEqual((await db.getItem(key)).Item, item({ id: 'a', title: 'there' }))
  await db.deleteItem(key)
  await cloud.clock.advance('2s')
  assert.equal((await frankfurt!.getItem(key)).Item, undefined)
})

test('of two writes at once the later one wins, everywhere', async t => {
  const { cloud, db, others: [frankfurt] } = await replicated(t, ['eu-central-1'])
  for (const [first, second] of [[db, frankfurt!], [frankfurt!, db]] as const) {
    await put(first, 'first')
    await cloud.clock.advance('10ms')
    await put(second, 'second')
    await cloud.clock.advance('5s')
    assert.deepEqual([await titleIn(db), await titleIn(frankfurt!)], ['second', 'second'])
  }
  await put(db, 'gone')
  await cloud.clock.advance('10ms')
  await frankfurt!.deleteItem(key)
  await cloud.clock.advance('5s')
  assert.deepEqual([await titleIn(db), await titleIn(frankfurt!)], [undefined, undefined], 'the deletion was later')
  await frankfurt!.deleteItem(key)
  await put(db, 'kept')
  await cloud.clock.advance('5s')
  assert.deepEqual([await titleIn(db), await titleIn(frankfurt!)], ['kept', 'kept'])
})

test('replicated writes stand in the stream of each region, once', async t => {
  const { cloud, db, others: [frankfurt] } = await replicated(t, ['eu-central-1'])
  await put(db, 'one')
  await cloud.clock.advance('2s')
  await put(frankfurt!, 'two')
  await cloud.clock.advance('1m')
  const titles = ['INSERT one', 'MODIFY two']
  assert.deepEqual(await streamOf(cloud, 'us-east-1', db), titles)
  assert.deepEqual(await streamOf(cloud, 'eu-central-1', frankfurt!), titles)
})

async function streamOf(cloud: Cloud, region: string, db: DynamoDB): Promise<string[]> {
  const streams = new DynamoDBStreams(cloud.client({ accessKeyId: '111122223333', region }))
  const { Table: table } = await db.describeTable({ TableName: 'Music' })
  const StreamArn = table!.LatestStreamArn
  const { StreamDescription: description } = await streams.describeStream({ StreamArn })
  const { ShardIterator } = await streams.getShardIterator({ StreamArn, ShardId: description!.Shards![0]!.ShardId,
    ShardIteratorType: 'TRIM_HORIZON' })
  const { Records: records } = await streams.getRecords({ ShardIterator })
  return records!.map(({ eventName: name, dynamodb: change }) => `${name} ${change!.NewImage?.title?.S}`)
}

test('what expires in one region is gone in all, and nothing comes back', async t => {
  const { cloud, db, others: [frankfurt] } = await replicated(t, ['eu-central-1'])
  await db.updateTimeToLive({ TableName: 'Music', TimeToLiveSpecification: { Enabled: true, AttributeName: 'ends' } })
  await cloud.clock.advance('1m')
  const ends = Math.floor(cloud.clock.now() / 1000) + 600
  await frankfurt!.putItem({ TableName: 'Music', Item: item({ id: 'a', ends }) })
  await cloud.clock.advance('5m')
  assert.ok((await db.getItem(key)).Item)
  await cloud.clock.advance('10m')
  for (const each of [db, frankfurt!]) assert.equal((await each.getItem(key)).Item, undefined)
  await cloud.clock.advance('3d')
  for (const each of [db, frankfurt!]) assert.equal((await each.scan({ TableName: 'Music' })).Count, 0)
})
