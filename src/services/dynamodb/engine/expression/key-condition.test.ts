// What queries may and may not ask of keys.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '../invalid.ts'
import type { KeySchema } from '../key.ts'
import type { AttributeValue } from '../value.ts'
import { Expressions } from './expressions.ts'
import { inputWith } from './input.fixture.ts'
import { keyTerms, resolveKeyTerms } from './key-condition.ts'

const table: KeySchema = { hash: [{ name: 'pk', type: 'S' }], range: [{ name: 'sk', type: 'N' }] }
const hashOnly: KeySchema = { hash: [{ name: 'pk', type: 'S' }], range: [] }
const wide: KeySchema = {
  hash: [{ name: 'pk', type: 'S' }, { name: 'p2', type: 'S' }], range: [{ name: 'sk', type: 'N' }, { name: 's2', type: 'S' }],
}
const values: Readonly<Record<string, AttributeValue>> = { ':p': { S: 'p' }, ':one': { N: '1' }, ':two': { N: '2' }, ':blank': { S: '' } }

function resolve(text: string, schema: KeySchema) {
  const { keyCondition } = new Expressions().read(inputWith('KeyConditionExpression', text, values), ['KeyConditionExpression'])
  return keyCondition!.resolve(schema)
}

test('conditions on the key become values and a range', () => {
  const hash = { pk: { S: 'p' } }
  const [one, two] = [{ N: '1' }, { N: '2' }]
  assert.deepEqual(resolve('pk = :p', table), { hash, sort: { equal: [] } })
  assert.deepEqual(resolve('sk = :one AND pk = :p', table), { hash, sort: { equal: [one] } })
  assert.deepEqual(resolve('(pk = :p) AND (sk < :one)', table), { hash, sort: { equal: [], then: { operator: '<', operands: [one] } } })
  assert.deepEqual(resolve(':p = pk AND :one < sk', table), { hash, sort: { equal: [], then: { operator: '>', operands: [one] } } })
  assert.deepEqual(resolve('pk = :p AND sk BETWEEN :one AND :two', table),
    { hash, sort: { equal: [], then: { operator: 'BETWEEN', operands: [one, two] } } })
  assert.deepEqual(resolve('pk = :p AND p2 = :p AND sk = :one AND begins_with(s2, :p)', wide), {
    hash: { pk: { S: 'p' }, p2: { S: 'p' } }, sort: { equal: [one], then: { operator: 'begins_with', operands: [{ S: 'p' }] } },
  })
})

test('what no query can ask is refused in DynamoDB\'s words', () => {
  const mismatch = 'One or more parameter values were invalid: Condition parameter type does not match schema type'
  const cases: readonly (readonly [string, KeySchema, string])[] = [
    ['sk = :one', table, 'Query condition missed key schema element: pk'],
    ['pk = :p AND x = :one', table, 'Query condition missed key schema element: sk'],
    ['pk > :p', table, 'Query key condition not supported'], ['pk = :p AND x = :one', hashOnly, 'Query key condition not supported'],
    ['pk = :p AND sk = :one AND x = :one', table, 'Query key condition not supported'],
    ['pk = :p AND pk = :p', table, 'KeyConditionExpressions must only contain one condition per key'],
    ['pk = :p OR sk = :one', table, 'Invalid operator used in KeyConditionExpression: OR'],
    ['NOT pk = :p', table, 'Invalid operator used in KeyConditionExpression: NOT'],
    ['pk IN (:p)', table, 'Invalid operator used in KeyConditionExpression: IN'],
    ['pk <> :p', table, 'Invalid operator used in KeyConditionExpression: <>'],
    ['pk = :p AND contains(sk, :p)', table, 'Invalid operator used in KeyConditionExpression: contains'],
    ['size(pk) = :one', table, 'Invalid operator used in KeyConditionExpression: size'],
    ['pk = :p AND begins_with(LSI, G_M)', table,
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition'],
    [':p = :p', table, 'Invalid condition in KeyConditionExpression: No key attribute specified'],
    ['pk = :p AND :one BETWEEN sk AND :two', table,
      'Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand'],
    ['pk.x = :p', table, 'KeyConditionExpressions cannot have conditions on nested attributes'],
    ['pk = :one', table, mismatch], ['pk = :p AND sk = :p', table, mismatch],
    ['pk = :blank', table,
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk'],
    ['pk = :p', wide, 'Query condition missed key schema element: p2'],
    ['pk = :p AND p2 = :p AND s2 = :p', wide, 'Query condition missed key schema element: sk'],
  ]
  for (const [text, schema, message] of cases) assert.throws(() => resolve(text, schema), new Invalid(message), text)
})

test('trees with literals do as well', () => {
  const right = { kind: 'literal', value: { S: 'x' } } as const
  const terms = keyTerms({ kind: 'compare', operator: '=', left: { kind: 'path', path: ['pk'] }, right })
  assert.deepEqual(resolveKeyTerms(terms, [], hashOnly), { hash: { pk: { S: 'x' } }, sort: { equal: [] } })
})
