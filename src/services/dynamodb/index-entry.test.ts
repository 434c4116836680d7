// Secondary indexes: which items they hold, what they show, and what they cost.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, genre, indexed, invalid, item, made, sorted } from './account.fixture.ts'

test('an index follows its table', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', indexed)
  const put = (sk: number, more: Record<string, string | number>) =>
    db.putItem({ TableName: 'Music', Item: item({ id: 'a', sk, ...more }) })
  await put(1, { genre: 'jazz', rank: 2, title: 'one', text: 'hidden' })
  await put(2, { genre: 'jazz', rank: 1, title: 'two' })
  await put(3, { genre: 'jazz', title: 'no rank' })
  assert.deepEqual((await db.query(genre('jazz'))).Items, [
    item({ id: 'a', sk: 2, genre: 'jazz', rank: 1, title: 'two' }), item({ id: 'a', sk: 1, genre: 'jazz', rank: 2, title: 'one' }),
  ])
  await db.updateItem({ TableName: 'Music', Key: item({ id: 'a', sk: 2 }), UpdateExpression: 'SET genre = :g',
    ExpressionAttributeValues: { ':g': { S: 'folk' } } })
  assert.equal((await db.query(genre('folk'))).Count, 1)
  assert.equal((await db.query(genre('jazz'))).Count, 1)
  await db.deleteItem({ TableName: 'Music', Key: item({ id: 'a', sk: 2 }) })
  assert.equal((await db.query(genre('folk'))).Count, 0)
  assert.equal((await db.scan({ TableName: 'Music', IndexName: 'byGenre' })).Count, 1)
  assert.equal((await db.describeTable({ TableName: 'Music' })).Table!.GlobalSecondaryIndexes![0]!.ItemCount, 1)
})

test('items of one index key come in pages', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', indexed)
  for (let sk = 0; sk < 7; sk += 1) await db.putItem({ TableName: 'Music', Item: item({ id: `i${sk}`, sk, genre: 'jazz', rank: 1 }) })
  const seen: string[] = []
  let start: Record<string, never> | undefined
  do {
    const page = await db.query({ ...genre('jazz'), Limit: 3, ...(start && { ExclusiveStartKey: start }) })
    seen.push(...page.Items!.map(({ id }) => id!.S!))
    start = page.LastEvaluatedKey as typeof start
  } while (start !== undefined)
  assert.deepEqual(seen.sort(), ['i0', 'i1', 'i2', 'i3', 'i4', 'i5', 'i6'])
  const page = await db.query({ ...genre('jazz'), Limit: 1 })
  assert.deepEqual(Object.keys(page.LastEvaluatedKey!).sort(), ['genre', 'id', 'rank', 'sk'])
  await invalid(db.query({ ...genre('jazz'), ExclusiveStartKey: item({ id: 'i0', sk: 0 }) }), 'The provided starting key is invalid')
})

test('write units of indexes', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', indexed)
  const put = async (values: Record<string, string | number>) => {
    const { ConsumedCapacity: units } = await db.putItem({ TableName: 'Music', Item: item({ id: 'a', sk: 1, ...values }),
      ReturnConsumedCapacity: 'INDEXES', ReturnItemCollectionMetrics: 'SIZE' })
    return [units!.CapacityUnits, units!.GlobalSecondaryIndexes?.byGenre?.CapacityUnits,
      units!.LocalSecondaryIndexes?.byRank?.CapacityUnits]
  }
  assert.deepEqual(await put({ genre: 'jazz', rank: 1 }), [3, 1, 1])
  assert.deepEqual(await put({ genre: 'jazz', rank: 1, text: 'not shown' }), [1, undefined, undefined])
  assert.deepEqual(await put({ genre: 'jazz', rank: 1, title: 'shown' }), [2, 1, undefined])
  assert.deepEqual(await put({ genre: 'folk', rank: 1, title: 'shown' }), [3, 2, undefined])
  assert.deepEqual(await put({}), [3, 1, 1])
  const metrics = await db.putItem({ TableName: 'Music', Item: item({ id: 'a', sk: 1 }), ReturnItemCollectionMetrics: 'SIZE' })
  assert.deepEqual(metrics.ItemCollectionMetrics, { ItemCollectionKey: item({ id: 'a' }), SizeEstimateRangeGB: [0, 1] })
})

test('an index is added to a table that holds items, and taken away', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music', sorted)
  for (const sk of [1, 2, 3]) await db.putItem({ TableName: 'Music', Item: item({ id: 'a', sk, genre: sk === 2 ? 'folk' : 'jazz' }) })
  const Create = { IndexName: 'byGenre', KeySchema: [{ AttributeName: 'genre', KeyType: 'HASH' as const }],
    Projection: { ProjectionType: 'ALL' as const } }
  const update = await db.updateTable({
    TableName: 'Music', AttributeDefinitions: [...sorted.AttributeDefinitions, { AttributeName: 'genre', AttributeType: 'S' }],
    GlobalSecondaryIndexUpdates: [{ Create }],
  })
  assert.deepEqual([update.TableDescription!.TableStatus, update.TableDescription!.GlobalSecondaryIndexes![0]!.IndexStatus],
    ['UPDATING', 'CREATING'])
  await invalid(db.query(genre('jazz')), 'Cannot read from backfilling global secondary index: byGenre')
  await cloud.clock.advance('1m')
  assert.equal((await db.query(genre('jazz'))).Count, 2)
  await db.updateTable({ TableName: 'Music', TableClass: 'STANDARD_INFREQUENT_ACCESS' })
  assert.equal((await db.query(genre('jazz'))).Count, 2, 'an index that has settled can be read while the table changes otherwise')
  await cloud.clock.advance('1m')
  await invalid(db.updateTable({ TableName: 'Music', GlobalSecondaryIndexUpdates: [{ Create }] }),
    'Attempting to create an index which already exists')
  const removal = await db.updateTable({ TableName: 'Music', GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'byGenre' } }] })
  assert.equal(removal.TableDescription!.GlobalSecondaryIndexes![0]!.IndexStatus, 'DELETING')
  await cloud.clock.advance('1m')
  const { Table: table } = await db.describeTable({ TableName: 'Music' })
  assert.deepEqual([table!.GlobalSecondaryIndexes, table!.AttributeDefinitions], [undefined, sorted.AttributeDefinitions])
})
