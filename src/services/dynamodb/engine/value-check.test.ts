// Every refusal of a value, and what normalising changes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from './invalid.ts'
import { checkAttributes, checkDepth, checkValue } from './value-check.ts'
import type { AttributeValue } from './value.ts'

const parameters = 'One or more parameter values were invalid: '
const tooDeep = 'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit'

const wrapped = (levels: number): AttributeValue => levels === 0 ? { S: 'x' } : { M: { m: wrapped(levels - 1) } }

test('refusals, in DynamoDB\'s words', () => {
  const bytes = Uint8Array.of(98)
  const cases: readonly (readonly [AttributeValue, string])[] = [
    [{}, 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
    [{ L: [{}] }, 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
    [{ S: 'a', N: '1' }, 'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes'],
    [{ NULL: false }, `${parameters}Null attribute value types must have the value of true`],
    [{ SS: [] }, `${parameters}An string set  may not be empty`],
    [{ NS: [] }, `${parameters}An number set  may not be empty`],
    [{ BS: [] }, `${parameters}Binary sets should not be empty`],
    [{ SS: ['a', ''] }, `${parameters}An string set may not have a empty string as a member`],
    [{ BS: [bytes, Uint8Array.of()] }, `${parameters}Binary sets may not contain null or empty values`],
    [{ SS: ['a', 'a'] }, `${parameters}Input collection [a, a] contains duplicates.`],
    [{ NS: ['1', '1.0'] }, 'Input collection contains duplicates'],
    [{ BS: [bytes, bytes] }, `${parameters}Input collection [Yg==, Yg==]of type BS contains duplicates.`],
    [{ N: 'x' }, 'The parameter cannot be converted to a numeric value: x'],
    [{ M: { deep: { L: [{ NS: ['1', ''] }] } } }, 'The parameter cannot be converted to a numeric value'],
    [wrapped(32), tooDeep],
  ]
  for (const [value, message] of cases) assert.throws(() => checkValue(value), new Invalid(message), message)
})

test('what is right already comes back as it is, the rest normalised', () => {
  const right = { a: { S: '' }, n: { N: '1.5' }, m: { M: { l: { L: [{ NULL: true }, { BOOL: false }] } } }, s: { SS: ['a', 'b'] },
    d: wrapped(31) }
  assert.equal(checkAttributes(right), right)
  const given = { s: { SS: ['b', 'a'] }, n: { NS: ['10', '9.0'] }, m: { M: { l: { L: [{ N: '1e1' }, { S: 'x' }] } } } }
  const copy = structuredClone(given)
  assert.deepEqual(checkAttributes(given),
    { s: { SS: ['a', 'b'] }, n: { NS: ['9', '10'] }, m: { M: { l: { L: [{ N: '10' }, { S: 'x' }] } } } })
  assert.deepEqual(given, copy)
  assert.deepEqual(checkValue({ BS: [Uint8Array.of(2), Uint8Array.of(1)] }), { BS: [Uint8Array.of(1), Uint8Array.of(2)] })
})

test('depth counts from where a value is put', () => {
  checkDepth(wrapped(30), 2)
  assert.throws(() => checkDepth(wrapped(31), 2), new Invalid(tooDeep))
  assert.throws(() => checkDepth({ L: [wrapped(31)] }, 1), new Invalid(tooDeep))
})
