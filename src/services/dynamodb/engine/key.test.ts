// Checks of keys, and properties of the byte strings that order items.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from './invalid.ts'
import {
  checkIndexKey, checkItemKey, checkKey, emptyKeyValue, emptyKind, keyAttributes, keyOf, keyOfPartition, keyOfSort, segmentRange, sortRange,
} from './key.ts'
import type { KeyRange, KeySchema, SortCondition } from './key.ts'
import { canonicalNumber } from './number.ts'
import { Chance } from './random.fixture.ts'
import { compareValues, type AttributeValue, type Item } from './value.ts'
import { beginsWith } from './expression/condition.ts'

const schema: KeySchema = { hash: [{ name: 'pk', type: 'S' }], range: [{ name: 'sk', type: 'N' }] }
const parameters = 'One or more parameter values were invalid: '
const notValid = 'One or more parameter values are not valid. '
const cannotBeEmpty = 'The AttributeValue for a key attribute cannot contain an empty string value. '
const emptyString = notValid + cannotBeEmpty
const refuses = (check: () => void, message: string) => assert.throws(check, new Invalid(message), message)

test('keys of items, in DynamoDB\'s words', () => {
  checkItemKey({ pk: { S: 'a' }, sk: { N: '1' }, x: { S: '' } }, schema)
  refuses(() => checkItemKey({ sk: { N: '1' } }, schema), `${parameters}Missing the key pk in the item`)
  refuses(() => checkItemKey({ pk: { S: 'a' } }, schema), `${parameters}Missing the key sk in the item`)
  refuses(() => checkItemKey({ pk: { N: '1' }, sk: { N: '1' } }, schema), `${parameters}Type mismatch for key pk expected: S actual: N`)
  refuses(() => checkItemKey({ pk: { S: '' }, sk: { N: '1' } }, schema), `${emptyString}Key: pk`)
  checkItemKey({ pk: { S: 'x'.repeat(2048) }, sk: { N: '1' } }, schema)
  refuses(() => checkItemKey({ pk: { S: 'x'.repeat(2049) }, sk: { N: '1' } }, schema),
    `${parameters}Size of hashkey has exceeded the maximum size limit of2048 bytes`)
  refuses(() => checkItemKey({ pk: { S: 'x' }, sk: { S: 'x'.repeat(1025) } }, { ...schema, range: [{ name: 'sk', type: 'S' }] }),
    `${parameters}Aggregated size of all range keys has exceeded the size limit of 1024 bytes`)
})

test('Key parameters are the key and nothing else', () => {
  checkKey({ sk: { N: '1' }, pk: { S: 'a' } }, schema)
  const mismatch = 'The provided key element does not match the schema'
  const others: readonly Item[] = [
    {}, { pk: { S: 'a' } }, { pk: { S: 'a' }, sk: { S: '1' } }, { pk: { S: 'a' }, sk: { N: '1' }, x: { S: 'y' } },
  ]
  for (const key of others) refuses(() => checkKey(key, schema), mismatch)
  refuses(() => checkKey({ pk: { S: '' }, sk: { N: '1' } }, schema), `${emptyString}Key: pk`)
  assert.deepEqual(keyOf({ x: { S: 'y' }, pk: { S: 'a' }, sk: { N: '1' } }, schema), { pk: { S: 'a' }, sk: { N: '1' } })
  assert.deepEqual(keyAttributes(schema).map(({ name }) => name), ['pk', 'sk'])
  assert.equal(emptyKind({ B: Uint8Array.of() }), 'binary')
  assert.equal(emptyKeyValue('binary', 'k').message, emptyString.replace('string', 'binary') + 'Key: k')
})

test('an item without an index\'s attributes has no place there; wrong ones are refused', () => {
  assert.equal(checkIndexKey({ pk: { S: 'a' }, sk: { N: '1' } }, schema, 'i'), true)
  assert.equal(checkIndexKey({ pk: { S: 'a' } }, schema, 'i'), false)
  refuses(() => checkIndexKey({ sk: { S: '1' } }, schema, 'i'),
    `${parameters}Type mismatch for Index Key sk Expected: N Actual: S IndexName: i`)
  refuses(() => checkIndexKey({ pk: { S: '' } }, schema, 'i'), notValid
    + `A value specified for a secondary index key is not supported. ${cannotBeEmpty}IndexName: i, IndexKey: pk`)
})

const inRange = (key: string, { prefix = '', from = '', before }: KeyRange) =>
  key.startsWith(prefix) && key >= from && (before === undefined || key < before)

test('sort keys are in order, and ranges hold exactly what they ask for', () => {
  const chance = new Chance(5)
  const makers: Readonly<Record<'S' | 'N' | 'B', () => AttributeValue>> = {
    S: () => ({ S: chance.string() }), N: () => ({ N: canonicalNumber(chance.numberText()) }), B: () => ({ B: chance.bytes() }),
  }
  for (const type of ['S', 'N', 'B'] as const) {
    const typed: KeySchema = { hash: [{ name: 'pk', type: 'S' }], range: [{ name: 'sk', type }] }
    const partition = keyOfPartition({ pk: { S: 'p' } }, typed)
    for (let i = 0; i < 1500; i++) {
      const [value, a, b] = [makers[type](), makers[type](), makers[type]()]
      const key = partition + keyOfSort({ sk: value }, typed)
      const order = compareValues(value, a)!
      assert.equal(Math.sign(order), key < partition + keyOfSort({ sk: a }, typed) ? -1 : order === 0 ? 0 : 1)
      const asked = (then: SortCondition['then']) => inRange(`${key}after`, sortRange(partition, { equal: [], then }))
      assert.equal(asked({ operator: '<', operands: [a] }), order < 0)
      assert.equal(asked({ operator: '<=', operands: [a] }), order <= 0)
      assert.equal(asked({ operator: '>', operands: [a] }), order > 0)
      assert.equal(asked({ operator: '>=', operands: [a] }), order >= 0)
      assert.equal(asked({ operator: 'BETWEEN', operands: [a, b] }), order >= 0 && compareValues(value, b)! <= 0)
      assert.equal(inRange(`${key}after`, sortRange(partition, { equal: [a] })), order === 0)
      if (type !== 'N') assert.equal(asked({ operator: 'begins_with', operands: [a] }), beginsWith(value, a))
    }
  }
})

test('partitions spread over the segments of a scan, each in exactly one', () => {
  const counts = [0, 0, 0, 0]
  for (let i = 0; i < 2000; i++) {
    const key = keyOfPartition({ pk: { S: `user#${i}` } }, schema)
    const holding = counts.map((_, segment) => inRange(key, segmentRange(segment, 4)))
    assert.equal(holding.filter(Boolean).length, 1)
    counts[holding.indexOf(true)]!++
  }
  assert.ok(counts.every(count => count > 400), String(counts))
  assert.deepEqual(segmentRange(0, 1), {})
})
