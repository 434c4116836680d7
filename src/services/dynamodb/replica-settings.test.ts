// What members of a global table share follows a change of any of them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { item, simplest } from './account.fixture.ts'
import { replicated } from './region.fixture.ts'

test('indexes, billing and time to live are passed on to the other members', async t => {
  const { cloud, db, others: [frankfurt] } = await replicated(t, ['eu-central-1'])
  await frankfurt!.updateTable({ TableName: 'Music',
    AttributeDefinitions: [...simplest.AttributeDefinitions, { AttributeName: 'genre', AttributeType: 'S' }],
    GlobalSecondaryIndexUpdates: [{ Create: { IndexName: 'byGenre', KeySchema: [{ AttributeName: 'genre', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' } } }] })
  await frankfurt!.putItem({ TableName: 'Music', Item: item({ id: 'a', genre: 'jazz' }) })
  await cloud.clock.advance('1m')
  await db.updateTimeToLive({ TableName: 'Music', TimeToLiveSpecification: { Enabled: true, AttributeName: 'ends' } })
  await cloud.clock.advance('1m')
  const { Items: found } = await db.query({ TableName: 'Music', IndexName: 'byGenre', KeyConditionExpression: 'genre = :g',
    ExpressionAttributeValues: { ':g': { S: 'jazz' } } })
  assert.deepEqual(found, [item({ id: 'a', genre: 'jazz' })])
  const { TimeToLiveDescription: timeToLive } = await frankfurt!.describeTimeToLive({ TableName: 'Music' })
  assert.equal(timeToLive!.TimeToLiveStatus, 'ENABLED')
})
