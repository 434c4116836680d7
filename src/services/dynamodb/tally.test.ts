// Item counts and sizes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, item, made } from './account.fixture.ts'

test('small tables are counted as they are, large ones every six hours', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music')
  const described = async () => {
    const { Table: table } = await db.describeTable({ TableName: 'Music' })
    return [table!.ItemCount, table!.TableSizeBytes]
  }
  const fill = async (from: number, count: number) => {
    for (let start = from; start < from + count; start += 25) {
      await db.batchWriteItem({
        RequestItems: { Music: Array.from({ length: 25 }, (_, i) =>
          ({ PutRequest: { Item: item({ id: String(1_000_000 + start + i) }) } })) },
      })
    }
  }
  await fill(0, 25)
  assert.deepEqual(await described(), [25, 225])
  await fill(25, 5000)
  assert.deepEqual(await described(), [5025, 45_225])
  await fill(5025, 25)
  assert.deepEqual(await described(), [5025, 45_225])
  await cloud.clock.advance('6h')
  assert.deepEqual(await described(), [5050, 45_450])
})
