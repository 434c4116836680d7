// Answers joined from stored texts say what the values say.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '../../kernel/service.ts'
import { freshAccount, made } from './account.fixture.ts'
import { answerWhole } from './whole.ts'

test('bytes, capacities and keys to go on from come through', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }, { AttributeName: 'raw', KeyType: 'RANGE' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }, { AttributeName: 'raw', AttributeType: 'B' }],
  })
  const key = (byte: number) => ({ id: { S: '"ü"' }, raw: { B: new Uint8Array([byte, 255]) } })
  const items = [1, 2].map(byte => ({ ...key(byte), set: { BS: [new Uint8Array([byte])] },
    map: { M: { __proto__x: { NULL: true as const } } } }))
  for (const Item of items) await db.putItem({ TableName: 'Music', Item })
  const got = await db.getItem({ TableName: 'Music', Key: key(1), ReturnConsumedCapacity: 'TOTAL' })
  assert.deepEqual([got.Item, got.ConsumedCapacity], [items[0], { TableName: 'Music', CapacityUnits: 0.5 }])
  const page = await db.scan({ TableName: 'Music', Limit: 1, ReturnConsumedCapacity: 'TOTAL' })
  assert.deepEqual([page.Items, page.Count, page.LastEvaluatedKey], [[items[0]], 1, key(1)])
  const rest = await db.scan({ TableName: 'Music', ExclusiveStartKey: page.LastEvaluatedKey })
  assert.deepEqual([rest.Items, rest.LastEvaluatedKey], [[items[1]], undefined])
  const batch = await db.batchGetItem({ RequestItems: { Music: { Keys: [key(2), key(1)] } } })
  assert.deepEqual(batch.Responses, { Music: items.toReversed() })
})

test('callers from inside get values, those from outside a text', () => {
  const values = { id: { S: 'a' } }
  const answered = (request: unknown) => {
    const bodies: unknown[] = []
    const call = { request, respond: ({ body }: { body: Buffer }) => bodies.push(body.toString()) } as unknown as Call
    const output = answerWhole('Item', () => values, () => JSON.stringify(values), { Count: 1 }, call)
    return [output, ...bodies]
  }
  assert.deepEqual(answered(undefined), [{ Item: values, Count: 1 }])
  assert.deepEqual(answered({}), [{}, '{"Item":{"id":{"S":"a"}},"Count":1}'])
})
