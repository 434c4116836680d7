// The document client of AWS SDK for JavaScript v3: plain values in and out, sets, big numbers, paginators.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocument, NumberValue, paginateScan } from '@aws-sdk/lib-dynamodb'
import { Cloud } from '../../src/index.ts'

interface Order { readonly id: string, readonly line: number, readonly [name: string]: unknown }

async function documents(t: TestContext, wrapNumbers = false): Promise<DynamoDBDocument> {
  const cloud = await Cloud.open()
  t.after(() => cloud.close())
  const db = new DynamoDB({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  await db.createTable({
    TableName: 'Orders', BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }, { AttributeName: 'line', KeyType: 'RANGE' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }, { AttributeName: 'line', AttributeType: 'N' }],
  })
  await cloud.clock.advance('1m')
  return DynamoDBDocument.from(db, { marshallOptions: { removeUndefinedValues: true }, unmarshallOptions: { wrapNumbers } })
}

test('values come back as they went', async t => {
  const db = await documents(t)
  const order: Order = { id: 'a', line: 1, price: 1.5, tags: new Set(['x', 'y']), counts: new Set([1, 2]), paid: true, note: null,
    nested: { list: [1, 'two', { three: 3 }] }, raw: Uint8Array.of(1, 2), absent: undefined }
  await db.put({ TableName: 'Orders', Item: order })
  const { Item: found } = await db.get({ TableName: 'Orders', Key: { id: 'a', line: 1 } })
  const { absent: _, ...present } = order
  assert.deepEqual(found, present)
})

test('numbers of 38 digits are whole', async t => {
  const db = await documents(t, true)
  const exact = '12345678901234567890123456789012345678'
  await db.put({ TableName: 'Orders', Item: { id: 'a', line: 1, price: NumberValue.from(exact) } })
  const { Item: found } = await db.get({ TableName: 'Orders', Key: { id: 'a', line: 1 } })
  assert.equal(String((found!.price as NumberValue).value), exact)
})

test('pages, batches, transactions and conditions', async t => {
  const db = await documents(t)
  await db.batchWrite({ RequestItems: { Orders: Array.from({ length: 25 }, (_, line) => ({ PutRequest: { Item: { id: 'a', line } } })) } })
  const lines: number[] = []
  for await (const { Items: items = [] } of paginateScan({ client: db, pageSize: 10 }, { TableName: 'Orders' })) {
    lines.push(...items.map(item => item.line as number))
  }
  assert.deepEqual(lines, Array.from({ length: 25 }, (_, line) => line))
  const { Items: some } = await db.query({ TableName: 'Orders', KeyConditionExpression: 'id = :i AND line BETWEEN :f AND :t',
    ExpressionAttributeValues: { ':i': 'a', ':f': 3, ':t': 5 } })
  assert.deepEqual(some, [3, 4, 5].map(line => ({ id: 'a', line })))
  const twice = { Put: { TableName: 'Orders', Item: { id: 'b', line: 1 }, ConditionExpression: 'attribute_not_exists(id)' } }
  await db.transactWrite({ TransactItems: [twice] })
  await assert.rejects(db.transactWrite({ TransactItems: [twice] }), { name: 'TransactionCanceledException' })
  const { Item: left } = await db.get({ TableName: 'Orders', Key: { id: 'b', line: 1 } })
  assert.deepEqual(left, { id: 'b', line: 1 })
})

test('PartiQL', async t => {
  const db = await documents(t)
  await db.executeStatement({ Statement: 'INSERT INTO Orders VALUE {\'id\': ?, \'line\': ?, \'tags\': ?}', Parameters: ['p', 1, ['x']] })
  const { Items: items } = await db.executeStatement({ Statement: 'SELECT tags FROM Orders WHERE id = ? AND line = ?',
    Parameters: ['p', 1] })
  assert.deepEqual(items, [{ tags: ['x'] }])
})
