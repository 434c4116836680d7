// SELECT by query and scan, in pages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, item, made, sorted } from './account.fixture.ts'

test('selects query, scan and page', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', sorted)
  for (const id of ['a', 'b']) for (const sk of [1, 2, 3]) await db.putItem({ TableName: 'Music',
    Item: item({ id, sk, even: sk % 2 === 0 }) })
  const all = async (Statement: string, Limit?: number) => {
    const found: string[] = []
    let NextToken: string | undefined
    do {
      const page = await db.executeStatement({ Statement, ...(Limit !== undefined && { Limit }),
        ...(NextToken !== undefined && { NextToken }) })
      found.push(...page.Items!.map(({ id, sk }) => `${id!.S}${sk!.N}`))
      NextToken = page.NextToken
    } while (NextToken !== undefined)
    return found
  }
  assert.deepEqual(await all('SELECT * FROM Music WHERE id = \'a\' AND sk > 1'), ['a2', 'a3'])
  assert.deepEqual(await all('SELECT * FROM Music WHERE id IN [\'b\', \'a\'] AND sk < 3 ORDER BY id DESC', 1), ['b1', 'b2', 'a1', 'a2'])
  assert.deepEqual(await all('SELECT * FROM Music WHERE id = \'a\' ORDER BY sk DESC', 2), ['a3', 'a2', 'a1'])
  assert.deepEqual((await all('SELECT * FROM Music WHERE even = true', 1)).sort(), ['a2', 'b2'])
  const capacity = await db.executeStatement({ Statement: 'SELECT * FROM Music WHERE id = \'a\'', ConsistentRead: true,
    ReturnConsumedCapacity: 'TOTAL' })
  assert.deepEqual(capacity.ConsumedCapacity, { TableName: 'Music', CapacityUnits: 1 })
})
