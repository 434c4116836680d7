// Shapes of values, what two have in common, and the two languages of schemas.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jsonSchemaOf, merged, openApiOf, schemaName, shapeOf } from './inference.ts'
import type { Shape } from './inference.ts'

const string: Shape = { type: 'string' }
const number: Shape = { type: 'number' }

test('shapes of values', () => {
  assert.deepEqual(shapeOf({ b: 1, a: ['x'], t: '2027-01-01T00:00:00Z', n: null, y: true, e: [] }), {
    type: 'object', required: ['a', 'b', 'e', 'n', 't', 'y'], properties: {
      a: { type: 'array', items: string }, b: number, t: { type: 'string', format: 'date-time' }, n: {}, y: { type: 'boolean' },
      e: { type: 'array', items: {} },
    },
  })
})

const pairs: readonly (readonly [unknown, unknown, Shape])[] = [
  [1, 2, number], [1, 'x', {}], [null, 'x', string], ['x', null, string], [[1], [], { type: 'array', items: number }],
  ['2027-01-01T00:00:00Z', 'x', string], [[1], ['x'], { type: 'array', items: {} }],
  [{ a: 1, b: 1 }, { a: 2, c: 'x' }, { type: 'object', required: ['a'], properties: { a: number, b: number, c: string } }],
]

for (const [one, other, both] of pairs) {
  test(`${JSON.stringify(one)} and ${JSON.stringify(other)}`,
    () => { assert.deepEqual(merged(shapeOf(one as never), shapeOf(other as never)), both) })
}

test('objects within the detail are components of their own', () => {
  const { components: { schemas } } = openApiOf('shop', 'order placed',
    { customer: { name: 'n' }, lines: [{ sku: 's' }], Customer: { id: 1 } })
  assert.deepEqual(Object.keys(schemas), ['AWSEvent', 'OrderPlaced', 'Customer', 'Lines', 'Customer_1'])
  assert.deepEqual((schemas.OrderPlaced as { properties: object }).properties, {
    customer: { $ref: '#/components/schemas/Customer' }, lines: { type: 'array', items: { $ref: '#/components/schemas/Lines' } },
    Customer: { $ref: '#/components/schemas/Customer_1' },
  })
  assert.equal(schemaName('shop', 'order placed'), 'shop@OrderPlaced')
})

test('as JSON Schema the event is the root', () => {
  const schema = JSON.parse(jsonSchemaOf(JSON.stringify(openApiOf('shop', 'Order', { a: 1 })))) as Record<string, unknown>
  assert.equal(schema.$schema, 'http://json-schema.org/draft-04/schema#')
  assert.deepEqual((schema.properties as { detail: object }).detail, { $ref: '#/definitions/Order' })
  assert.deepEqual(Object.keys(schema.definitions as object), ['Order'])
})
