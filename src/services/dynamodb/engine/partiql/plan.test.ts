// What of WHERE a key decides, and what is left to the filter.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '../invalid.ts'
import type { KeySchema } from '../key.ts'
import { planSelect, planWrite } from './plan.ts'
import { readStatement, type ExistsStatement, type SelectStatement, type UpdateStatement } from './statement.ts'

const schema: KeySchema = { hash: [{ name: 'pk', type: 'S' }], range: [{ name: 'sk', type: 'N' }] }
const plan = (rest: string) => planSelect(readStatement(`SELECT * FROM t ${rest}`) as SelectStatement, schema)
const write = (where: string) => planWrite(readStatement(`UPDATE t SET a = 1 WHERE ${where}`) as UpdateStatement, schema)

test('the key decides what it can, the filter the rest', () => {
  const hash = { pk: { S: 'a' } }
  assert.deepEqual(plan(''), { isDescending: false })
  const whole = plan('WHERE pk = \'a\' AND sk = 1')
  assert.deepEqual(whole.queries, [{ hash, sort: { equal: [{ N: '1' }] } }])
  assert.equal(whole.filter, undefined)
  const ranged = plan('WHERE x = 1 AND sk >= 2 AND \'a\' = pk ORDER BY sk DESC')
  assert.deepEqual(ranged.queries, [{ hash, sort: { equal: [], then: { operator: '>=', operands: [{ N: '2' }] } } }])
  assert.deepEqual([ranged.filter!.matches({ x: { N: '1' } }), ranged.filter!.matches({})], [true, false])
  assert.equal(ranged.isDescending, true)
  assert.deepEqual(plan('WHERE pk IN [\'a\', \'b\'] AND sk BETWEEN 1 AND 2').queries!.map(query => query.hash), [hash, { pk: { S: 'b' } }])
  for (const scan of ['WHERE sk = 1', 'WHERE pk = \'a\' OR pk = \'b\'', 'WHERE pk > \'a\'', 'WHERE pk = sk', 'WHERE NOT pk = \'a\'']) {
    assert.equal(plan(scan).queries, undefined, scan)
    assert.notEqual(plan(scan).filter, undefined, scan)
  }
  const twice = plan('WHERE pk = \'a\' AND sk > 1 AND sk < 5')
  assert.deepEqual([twice.filter!.matches({ sk: { N: '4' } }), twice.filter!.matches({ sk: { N: '5' } })], [true, false])
})

test('what a plan cannot do is refused', () => {
  const refuses = (rest: string, message: string) => assert.throws(() => plan(rest), new Invalid(message), rest)
  refuses('WHERE pk = 1', 'One or more parameter values were invalid: Condition parameter type does not match schema type')
  refuses('ORDER BY sk', 'Must have WHERE clause in the statement when using ORDER BY clause.')
  refuses('WHERE pk = \'a\' ORDER BY x', 'Variable reference x in ORDER BY clause must be part of the primary key')
})

test('writes name one item, that must be there', () => {
  const { key, condition } = write('pk = \'a\' AND sk = 1 AND n = 2')
  assert.deepEqual(key, { pk: { S: 'a' }, sk: { N: '1' } })
  assert.equal(condition.matches({ ...key, n: { N: '2' } }), true)
  assert.equal(condition.matches({ ...key, n: { N: '3' } }), false)
  assert.equal(write('pk = \'a\' AND sk = 1').condition.matches({}), false)
  assert.deepEqual(write('pk = \'a\' AND sk = 1').update!.apply(key), { ...key, a: { N: '1' } })
  const exists = readStatement('EXISTS(SELECT * FROM t WHERE pk = \'a\' AND sk = 1 AND n IS MISSING)') as ExistsStatement
  assert.equal(planWrite(exists, schema).condition.matches(key), true)
  assert.throws(() => planWrite(readStatement('UPDATE t SET sk = 2 WHERE pk = \'a\' AND sk = 1') as UpdateStatement, schema),
    new Invalid('One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key'))
  for (const where of ['pk = \'a\'', 'pk = \'a\' AND sk > 1', 'pk = \'a\' OR sk = 1']) {
    assert.throws(() => write(where), new Invalid('Where clause does not contain a mandatory equality on all key attributes'), where)
  }
})
