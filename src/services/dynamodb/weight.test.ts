// What tables and indexes hold, to the item, and what storage the meter is told of.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, indexed, item, made } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

/** Standing quantities of the account's tables, by usage type. */
function standing({ cloud }: Account): Record<string, number> {
  const { hours, unchanged } = cloud.core.meter.changes('111122223333/us-east-1')
  const all = [...hours.map(({ usageType, after }) => ({ usageType, level: after })), ...unchanged]
  const last = new Map(all.filter(({ usageType }) => usageType.includes('Timed')).map(({ usageType, level }) => [usageType, level]))
  return Object.fromEntries([...last].filter(([, level]) => level > 0))
}

test('counts and sizes are exact, of indexes too, whatever is written, changed or removed', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music', indexed)
  const described = async () => {
    const { Table: table } = await db.describeTable({ TableName: 'Music' })
    const indexes = [...table!.GlobalSecondaryIndexes ?? [], ...table!.LocalSecondaryIndexes ?? []]
    return [table!.ItemCount, table!.TableSizeBytes, ...indexes.map(({ ItemCount: count, IndexSizeBytes: bytes }) => [count, bytes])]
  }
  const songs = (count: number, values: object) => Array.from({ length: count }, (_, i) =>
    ({ PutRequest: { Item: item({ id: 'a', sk: i + 1, ...values }) } }))
  await db.batchWriteItem({ RequestItems: { Music: songs(3, { genre: 'x', rank: 1, title: 'abc', more: 'long' }) } })
  const [items, bytes, global, local] = await described()
  assert.deepEqual([items, bytes], [3, 3 * 35])
  assert.deepEqual([global, local], [[3, 3 * 27], [3, 3 * 13]])
  await db.updateItem({ TableName: 'Music', Key: item({ id: 'a', sk: 1 }), UpdateExpression: 'REMOVE genre, more' })
  assert.deepEqual(await described(), [3, 3 * 35 - 14, [2, 2 * 27], [3, 3 * 13]])
  await db.deleteItem({ TableName: 'Music', Key: item({ id: 'a', sk: 2 }) })
  assert.deepEqual(await described(), [2, 2 * 35 - 14, [1, 27], [2, 2 * 13]])
  await db.updateTable({ TableName: 'Music', AttributeDefinitions: [{ AttributeName: 'title', AttributeType: 'S' }, ...indexed
    .AttributeDefinitions!], GlobalSecondaryIndexUpdates: [{ Create: { IndexName: 'byTitle', Projection: { ProjectionType: 'KEYS_ONLY' },
    KeySchema: [{ AttributeName: 'title', KeyType: 'HASH' }] } }] })
  await cloud.clock.advance('1m')
  assert.deepEqual((await described()).slice(2), [[1, 27], [2, 2 * 15], [2, 2 * 13]])
})

test('the meter is told of storage by the hour, of recovery, of the class, and of the end', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music')
  const put = (id: string) => db.putItem({ TableName: 'Music', Item: item({ id }) })
  await put('a')
  await put('b')
  assert.deepEqual(standing(account), {})
  await cloud.clock.advance('1h')
  assert.deepEqual(standing(account), { 'TimedStorage-ByteHrs': 2 * 103 })
  await db.updateContinuousBackups({ TableName: 'Music', PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } })
  assert.deepEqual(standing(account), { 'TimedStorage-ByteHrs': 2 * 103, 'TimedPITRStorage-ByteHrs': 6 })
  await db.updateTable({ TableName: 'Music', TableClass: 'STANDARD_INFREQUENT_ACCESS' })
  await put('c')
  await cloud.clock.advance('1h')
  assert.deepEqual(standing(account), { 'IA-TimedStorage-ByteHrs': 3 * 103, 'TimedPITRStorage-ByteHrs': 9 })
  await db.deleteTable({ TableName: 'Music' })
  assert.deepEqual(standing(account), {})
})
