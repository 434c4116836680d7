// The comparison operators of old, their meanings and refusals.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '../invalid.ts'
import type { AttributeValue, Item } from '../value.ts'
import { expectedCondition, filterCondition, legacyKeyCondition, type LegacyCondition, type LegacyExpectation } from './condition.ts'

const item: Item = { n: { N: '10' }, s: { S: 'hello' }, ss: { SS: ['a', 'b'] }, l: { L: [{ N: '1' }] } }
const parameters = 'One or more parameter values were invalid: '
const refuses = (run: () => unknown, message: string) => assert.throws(run, new Invalid(message), message)
const list = (...AttributeValueList: AttributeValue[]) => ({ AttributeValueList })

test('every comparison operator', () => {
  const cases: readonly (readonly [string, string, AttributeValue[], boolean])[] = [
    ['n', 'EQ', [{ N: '10.0' }], true], ['n', 'NE', [{ N: '9' }], true], ['gone', 'NE', [{ N: '9' }], true],
    ['n', 'LE', [{ N: '10' }], true],
    ['n', 'LT', [{ N: '10' }], false], ['n', 'GE', [{ N: '9' }], true], ['n', 'GT', [{ S: '9' }], false],
    ['n', 'BETWEEN', [{ N: '9' }, { N: '11' }], true],
    ['n', 'IN', [{ N: '9' }, { N: '10' }], true], ['s', 'BEGINS_WITH', [{ S: 'he' }], true], ['s', 'CONTAINS', [{ S: 'ell' }], true],
    ['ss', 'CONTAINS', [{ S: 'a' }], true], ['l', 'CONTAINS', [{ N: '1' }], true], ['s', 'NOT_CONTAINS', [{ S: 'x' }], true],
    ['s', 'NOT_CONTAINS', [{ S: 'l' }], false], ['gone', 'NOT_CONTAINS', [{ S: 'x' }], false], ['gone', 'NULL', [], true],
    ['n', 'NOT_NULL', [], true],
  ]
  for (const [name, ComparisonOperator, AttributeValueList, expected] of cases) {
    const condition = { [name]: { ComparisonOperator, AttributeValueList } }
    assert.equal(filterCondition(condition)!.matches(item), expected, `${name} ${ComparisonOperator}`)
    assert.equal(expectedCondition(condition)!.matches(item), expected, `${name} ${ComparisonOperator}`)
  }
})

test('conditions are joined as ConditionalOperator says', () => {
  const expected: Record<string, LegacyExpectation> = { n: { Value: { N: '10' } }, gone: { Value: { S: 'x' } } }
  assert.equal(expectedCondition(expected)!.matches(item), false)
  assert.equal(expectedCondition(expected, 'OR')!.matches(item), true)
  assert.equal(expectedCondition({ gone: { Exists: false }, n: { Exists: true, Value: { N: '10' } } }, 'AND')!.matches(item), true)
  assert.equal(expectedCondition(undefined), undefined)
  assert.equal(expectedCondition({}), undefined)
  refuses(() => expectedCondition(undefined, 'OR'), 'ConditionalOperator cannot be used without Filter or Expected')
  refuses(() => filterCondition({ n: { ComparisonOperator: 'NULL' } }, 'OR'),
    'ConditionalOperator can only be used when Filter or Expected has two or more elements')
})

test('refusals, in DynamoDB\'s words', () => {
  const cases: readonly (readonly [LegacyExpectation, string])[] = [
    [{}, `${parameters}Value must be provided when Exists is null for Attribute: a`],
    [{ Exists: true }, `${parameters}Value must be provided when Exists is true for Attribute: a`],
    [{ Exists: false, Value: { S: '' } }, `${parameters}Value cannot be used when Exists is false for Attribute: a`],
    [{ Value: { S: '' }, ...list() }, `${parameters}Value and AttributeValueList cannot be used together for Attribute: a`],
    [list({ S: '' }), `${parameters}AttributeValueList can only be used with a ComparisonOperator for Attribute: a`],
    [{ Exists: true, ComparisonOperator: 'EQ' }, `${parameters}Exists and ComparisonOperator cannot be used together for Attribute: a`],
    [{ ComparisonOperator: 'EQ' }, `${parameters}Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: a`],
    [{ ComparisonOperator: 'EQ', ...list() }, `${parameters}Invalid number of argument(s) for the EQ ComparisonOperator`],
    [{ ComparisonOperator: 'NULL', ...list({ S: '' }) }, `${parameters}Invalid number of argument(s) for the NULL ComparisonOperator`],
    [{ ComparisonOperator: 'BETWEEN', ...list({ S: '' }) },
      `${parameters}Invalid number of argument(s) for the BETWEEN ComparisonOperator`],
    [{ ComparisonOperator: 'IN', ...list() }, `${parameters}Invalid number of argument(s) for the IN ComparisonOperator`],
    [{ ComparisonOperator: 'LT', ...list({ SS: ['a'] }) }, `${parameters}ComparisonOperator LT is not valid for SS AttributeValue type`],
    [{ ComparisonOperator: 'BEGINS_WITH', ...list({ N: '1' }) },
      `${parameters}ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type`],
    [{ ComparisonOperator: 'IN', ...list({ N: '1' }, { S: '1' }) },
      `${parameters}AttributeValues inside AttributeValueList must be of same type`],
    [{ ComparisonOperator: 'BETWEEN', ...list({ N: '2' }, { N: '1' }) },
      'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound'],
    [{ Value: {} }, 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
  ]
  for (const [expectation, message] of cases) refuses(() => expectedCondition({ a: expectation }), message)
})

test('KeyConditions', () => {
  const schema = { hash: [{ name: 'pk', type: 'S' }], range: [{ name: 'sk', type: 'N' }] } as const
  const pk = { ComparisonOperator: 'EQ', ...list({ S: 'p' }) }
  const resolve = (conditions: Record<string, LegacyCondition>) => legacyKeyCondition(conditions).resolve(schema)
  assert.deepEqual(resolve({ pk, sk: { ComparisonOperator: 'LE', ...list({ N: '1' }) } }),
    { hash: { pk: { S: 'p' } }, sort: { equal: [], then: { operator: '<=', operands: [{ N: '1' }] } } })
  refuses(() => resolve({}), 'Conditions can be of length 1 or 2 only')
  refuses(() => resolve({ pk, a: pk, b: pk }), 'Conditions can be of length 1 or 2 only')
  refuses(() => resolve({ pk: { ComparisonOperator: 'CONTAINS', ...list({ S: 'p' }) } }),
    'Attempted conditional constraint is not an indexable operation')
  refuses(() => resolve({ pk: { ComparisonOperator: 'LT', ...list({ S: 'p' }) } }), 'Query key condition not supported')
  refuses(() => resolve({ sk: { ComparisonOperator: 'EQ', ...list({ N: '1' }) } }), 'Query condition missed key schema element: pk')
  refuses(() => resolve({ pk: { ComparisonOperator: 'EQ' } }), `${parameters}Invalid number of argument(s) for the EQ ComparisonOperator`)
})
