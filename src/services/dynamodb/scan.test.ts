// Scan: everything once, in pages and segments.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DynamoDB, ScanCommandInput } from '@aws-sdk/client-dynamodb'
import { freshAccount, invalid, item, made } from './account.fixture.ts'

async function scanned(db: DynamoDB, input: Partial<ScanCommandInput> = {}): Promise<string[]> {
  const ids: string[] = []
  let start: ScanCommandInput['ExclusiveStartKey']
  do {
    const page = await db.scan({ TableName: 'Music', ...input, ...(start && { ExclusiveStartKey: start }) })
    ids.push(...page.Items!.map(({ id }) => id!.S!))
    start = page.LastEvaluatedKey
  } while (start !== undefined)
  return ids
}

test('pages and segments give every item once', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music')
  const ids = Array.from({ length: 60 }, (_, i) => `item ${i}`)
  for (const id of ids) await db.putItem({ TableName: 'Music', Item: item({ id }) })
  assert.deepEqual((await scanned(db)).sort(), ids.toSorted())
  assert.notDeepEqual(await scanned(db), ids.toSorted(), 'the order of a scan says nothing')
  assert.deepEqual((await scanned(db, { Limit: 7 })).sort(), ids.toSorted())
  const segments = await Promise.all([0, 1, 2, 3].map(Segment => scanned(db, { Segment, TotalSegments: 4, Limit: 5 })))
  assert.deepEqual(segments.flat().sort(), ids.toSorted())
  assert.ok(segments.every(({ length }) => length > 5), 'segments are of a size')
})

test('filters and counts', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music')
  for (const n of [1, 2, 3]) await db.putItem({ TableName: 'Music', Item: item({ id: String(n), n }) })
  const found = await db.scan({
    TableName: 'Music', FilterExpression: 'n > :n', ExpressionAttributeValues: { ':n': { N: '1' } }, ReturnConsumedCapacity: 'TOTAL',
  })
  assert.deepEqual([found.Count, found.ScannedCount, found.ConsumedCapacity], [2, 3, { TableName: 'Music', CapacityUnits: 0.5 }])
  const legacy = await db.scan({ TableName: 'Music', Select: 'COUNT',
    ScanFilter: { n: { ComparisonOperator: 'LT', AttributeValueList: [{ N: '3' }] } } })
  assert.deepEqual([legacy.Count, legacy.Items], [2, undefined])
})

test('scans that cannot be', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music')
  const rows: [Partial<ScanCommandInput>, string][] = [
    [{ Segment: 0 }, 'The TotalSegments parameter is required but was not present in the request when Segment parameter is present'],
    [{ TotalSegments: 2 }, 'The Segment parameter is required but was not present in the request when parameter TotalSegments is present'],
    [{ TotalSegments: 2, Segment: 2 },
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2'],
    [{ ExclusiveStartKey: item({ x: 'a' }) }, 'The provided starting key is invalid: The provided key element does not match the schema'],
  ]
  for (const [more, text] of rows) await invalid(db.scan({ TableName: 'Music', ...more }), text)
})
