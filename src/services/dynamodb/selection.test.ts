// What indexes show, fetch and refuse to show.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, genre, indexed, invalid, invalidParameter, item, made } from './account.fixture.ts'

test('local indexes fetch what they lack, global ones refuse', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', indexed)
  const song = item({ id: 'a', sk: 1, rank: 5, genre: 'jazz', text: 'x' })
  await db.putItem({ TableName: 'Music', Item: song })
  const local = { TableName: 'Music', IndexName: 'byRank', KeyConditionExpression: 'id = :i',
    ExpressionAttributeValues: { ':i': { S: 'a' } } }
  assert.deepEqual((await db.query(local)).Items, [item({ id: 'a', sk: 1, rank: 5 })])
  const whole = await db.query({ ...local, Select: 'ALL_ATTRIBUTES', ConsistentRead: true, ReturnConsumedCapacity: 'INDEXES' })
  assert.deepEqual(whole.Items, [song])
  assert.deepEqual(whole.ConsumedCapacity, {
    TableName: 'Music', CapacityUnits: 2, Table: { CapacityUnits: 1 }, LocalSecondaryIndexes: { byRank: { CapacityUnits: 1 } },
  })
  await invalid(db.query({ ...genre('jazz'), Select: 'ALL_ATTRIBUTES' }),
    `${invalidParameter}Select type ALL_ATTRIBUTES is not supported for global secondary index byGenre because its projection ` +
      `type is not ALL`)
  await invalid(db.query({ ...genre('jazz'), ProjectionExpression: 'id, #t', ExpressionAttributeNames: { '#t': 'text' } }),
    `${invalidParameter}Global secondary index byGenre does not project [text]`)
  await invalid(db.query({ ...genre('jazz'), ConsistentRead: true }), 'Consistent reads are not supported on global secondary indexes')
  await invalid(db.putItem({ TableName: 'Music', Item: item({ id: 'a', sk: 1, rank: 'high' }) }),
    `${invalidParameter}Type mismatch for Index Key rank Expected: N Actual: S IndexName: byRank`)
})
