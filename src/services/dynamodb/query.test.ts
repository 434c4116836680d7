// Query: order, bounds, pages, filters, and what is said of a query that cannot be.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QueryCommandInput } from '@aws-sdk/client-dynamodb'
import { freshAccount, invalid, invalidParameter, item, made, sorted } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

async function tableOfNumbers(account: Account, numbers: readonly string[]): Promise<(more?: Partial<QueryCommandInput>) =>
  Promise<string[]>> {
  const { db } = account
  await made(account, 'Music', sorted)
  for (const sk of numbers) await db.putItem({ TableName: 'Music', Item: { id: { S: 'a' }, sk: { N: sk }, n: { N: sk } } })
  await db.putItem({ TableName: 'Music', Item: item({ id: 'b', sk: 1 }) })
  return async (more = {}) => {
    const { Items: items = [] } = await db.query({ ...all, ...more })
    return items.map(({ sk }) => sk!.N!)
  }
}

const all = { TableName: 'Music', KeyConditionExpression: 'id = :i', ExpressionAttributeValues: { ':i': { S: 'a' } } }
const values = (low: string, high?: string) => ({
  ExpressionAttributeValues: { ':i': { S: 'a' }, ':l': { N: low }, ...(high !== undefined && { ':h': { N: high } }) },
})

test('numbers come in their order, forward and backward, within bounds', async t => {
  const query = await tableOfNumbers(await freshAccount(t), ['10', '9', '-1', '-10', '0', '1.5', '1e30', '-1e-5'])
  const inOrder = ['-10', '-1', '-0.00001', '0', '1.5', '9', '10', '1000000000000000000000000000000']
  assert.deepEqual(await query(), inOrder)
  assert.deepEqual(await query({ ScanIndexForward: false }), inOrder.toReversed())
  const bounded = (condition: string, low: string, high?: string) =>
    query({ KeyConditionExpression: `id = :i AND ${condition}`, ...values(low, high) })
  assert.deepEqual(await bounded('sk < :l', '0'), ['-10', '-1', '-0.00001'])
  assert.deepEqual(await bounded('sk <= :l', '-1'), ['-10', '-1'])
  assert.deepEqual(await bounded('sk > :l', '9'), ['10', '1000000000000000000000000000000'])
  assert.deepEqual(await bounded('sk >= :l', '10.0'), ['10', '1000000000000000000000000000000'])
  assert.deepEqual(await bounded('sk BETWEEN :l AND :h', '-1', '1.5'), ['-1', '-0.00001', '0', '1.5'])
  assert.deepEqual(await bounded('sk = :l', '9'), ['9'])
})

test('pages by limit, in both directions', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await tableOfNumbers(account, ['1', '2', '3', '4', '5'])
  for (const ScanIndexForward of [true, false]) {
    const seen: string[] = []
    let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey']
    do {
      const page = await db.query({ ...all, ScanIndexForward, Limit: 2, ...(ExclusiveStartKey && { ExclusiveStartKey }) })
      seen.push(...page.Items!.map(({ sk }) => sk!.N!))
      ExclusiveStartKey = page.LastEvaluatedKey
    } while (ExclusiveStartKey !== undefined)
    assert.deepEqual(seen, ScanIndexForward ? ['1', '2', '3', '4', '5'] : ['5', '4', '3', '2', '1'])
  }
  assert.deepEqual((await db.query({ ...all, Limit: 5 })).LastEvaluatedKey, item({ id: 'a', sk: 5 }))
  assert.equal((await db.query({ ...all, Limit: 6 })).LastEvaluatedKey, undefined)
})

test('filters, counts and projections', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await tableOfNumbers(account, ['1', '2', '3', '4'])
  const filtered = await db.query({ ...all, FilterExpression: 'n > :l', ...values('2'), Limit: 3 })
  assert.deepEqual([filtered.Items!.length, filtered.Count, filtered.ScannedCount, filtered.LastEvaluatedKey],
    [1, 1, 3, item({ id: 'a', sk: 3 })])
  const counted = await db.query({ ...all, Select: 'COUNT' })
  assert.deepEqual([counted.Items, counted.Count], [undefined, 4])
  assert.deepEqual((await db.query({ ...all, ProjectionExpression: 'n', Limit: 1 })).Items, [item({ n: 1 })])
  const legacy = await db.query({
    TableName: 'Music', AttributesToGet: ['sk'],
    KeyConditions: {
      id: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'a' }] },
      sk: { ComparisonOperator: 'GE', AttributeValueList: [{ N: '3' }] },
    },
  })
  assert.deepEqual(legacy.Items, [item({ sk: 3 }), item({ sk: 4 })])
})

test('queries that cannot be', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await tableOfNumbers(account, [])
  const rows: [Partial<QueryCommandInput>, string][] = [
    [{ KeyConditionExpression: undefined, ExpressionAttributeValues: undefined },
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.'],
    [{ KeyConditionExpression: 'sk = :l', ...{ ExpressionAttributeValues: { ':l': { N: '1' } } } },
      'Query condition missed key schema element: id'],
    [{ KeyConditionExpression: 'id = :i AND n = :l', ...values('1') }, 'Query condition missed key schema element: sk'],
    [{ ExpressionAttributeValues: { ':i': { N: '1' } } }, `${invalidParameter}Condition parameter type does not match schema type`],
    [{ IndexName: 'none' }, 'The table does not have the specified index: none'],
    [{ Select: 'ALL_PROJECTED_ATTRIBUTES' },
      `${invalidParameter}ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName`],
    [{ Select: 'SPECIFIC_ATTRIBUTES' },
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES'],
    [{ Select: 'COUNT', ProjectionExpression: 'n' }, 'Cannot specify the ProjectionExpression when choosing to get COUNT'],
    [{ FilterExpression: 'sk = :l', ...values('1') },
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk'],
    [{ ExclusiveStartKey: item({ id: 'a' }) }, 'The provided starting key is invalid: The provided key element does not match the schema'],
    [{ ExclusiveStartKey: item({ id: 'b', sk: 1 }) },
      'The provided starting key is outside query boundaries based on provided conditions'],
    [{ Limit: 0 }, '1 validation error detected: Value \'0\' at \'limit\' failed to satisfy constraint: Member must have value ' +
      'greater than or equal to 1'],
  ]
  for (const [more, text] of rows) await invalid(db.query({ ...all, ...more } as QueryCommandInput), text)
})
