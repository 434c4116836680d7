// Statements: what they read as, what they mean, and which are refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boundCondition } from '../expression/bound.ts'
import { Invalid } from '../invalid.ts'
import type { AttributeValue, Item } from '../value.ts'
import { isReading, readStatement, tableOf, type SelectStatement, type UpdateStatement } from './statement.ts'

const select = (text: string, ...parameters: AttributeValue[]) => readStatement(text, parameters) as SelectStatement

test('SELECT', () => {
  assert.deepEqual(select('select * from Music'), { kind: 'select', table: 'Music' })
  assert.deepEqual(select('SELECT Artist, "Album"."Year", l[0] FROM "Mu-sic"."by-year" ORDER BY Artist DESC, Song;'), {
    kind: 'select', table: 'Mu-sic', index: 'by-year', paths: [['Artist'], ['Album', 'Year'], ['l', 0]],
    orderBy: [{ name: 'Artist', isDescending: true }, { name: 'Song', isDescending: false }],
  })
})

test('WHERE means what conditions mean', () => {
  const item: Item = { a: { N: '5' }, s: { S: 'hello' }, tags: { SS: ['x'] }, nil: { NULL: true }, m: { M: { k: { L: [{ N: '1' }] } } } }
  const cases: readonly (readonly [string, boolean])[] = [
    ['a = 5', true], ['a != 5', false], ['a <> 4', true], ['5 = a', true], ['a > 4 AND a <= 5', true], ['a BETWEEN 1 AND 5', true],
    ['a IN [1, 5]', true],
    ['a IN (1, 2)', false], ['a NOT IN (1, 2)', true], ['begins_with(s, \'he\')', true], ['BEGINS_WITH("s", \'x\')', false],
    ['contains(tags, \'x\')', true], ['b IS MISSING', true], ['a IS NOT MISSING', true], ['nil IS NULL', true], ['a IS NOT NULL', true],
    ['attribute_type(a, \'N\')', true], ['size(s) = 5', true], ['NOT a = 5 OR m.k[0] = 1', true],
    ['(a = 4 OR s = \'hello\') AND NOT (a = 6)', true],
    ['tags = <<\'x\'>>', true], ['m = {\'k\': [1]}', true], ['a = \'5\'', false],
  ]
  for (const [where, expected] of cases) {
    assert.equal(boundCondition(select(`SELECT * FROM t WHERE ${where}`).where!).matches(item), expected, where)
  }
})

test('INSERT, UPDATE, DELETE, EXISTS', () => {
  assert.deepEqual(readStatement('INSERT INTO "t" VALUE {\'pk\': ?, \'set\': <<1>>}', [{ S: 'a' }]),
    { kind: 'insert', table: 't', item: { pk: { S: 'a' }, set: { NS: ['1'] } } })
  const update = readStatement('UPDATE "t" SET a = a + 1, l = list_append(l, [1]) SET s = set_add(s, <<\'x\'>>) '
    + 'SET z=set_delete(z, ?) REMOVE m.k WHERE pk = \'a\' RETURNING MODIFIED NEW *', [{ SS: ['y'] }]) as UpdateStatement
  assert.deepEqual(update.actions.map(({ section, path }) => [section, ...path]),
    [['SET', 'a'], ['SET', 'l'], ['ADD', 's'], ['DELETE', 'z'], ['REMOVE', 'm', 'k']])
  assert.equal(update.returning, 'UPDATED_NEW')
  const removal = readStatement('DELETE FROM t WHERE pk = \'a\' RETURNING ALL OLD *')
  assert.ok(removal.kind === 'delete' && removal.returning === 'ALL_OLD')
  const exists = readStatement('EXISTS(SELECT * FROM t WHERE pk = \'a\' AND n = 1)')
  assert.equal(tableOf(exists), 't')
  assert.deepEqual([update, removal, exists, select('SELECT * FROM u')].map(isReading), [false, false, false, true])
})

test('what cannot be read is refused', () => {
  const wrong = 'Statement wasn\'t well formed, can\'t be processed: '
  const cases: readonly (readonly [string, string])[] = [
    ['', `${wrong}Expected data manipulation`], ['DROP TABLE t', `${wrong}Expected data manipulation`],
    ['UPDATE Payment-x SET a = 1 WHERE pk = 1', `${wrong}Unexpected term`], ['SELECT * FROM t WHERE', `${wrong}Unexpected term`],
    ['SELECT FROM t', `${wrong}Unexpected keyword`], ['INSERT INTO t VALUES (1)', `${wrong}Unexpected term`],
    ['SELECT * FROM t WHERE a = 1 LIMIT 5', `${wrong}Unexpected term`], ['UPDATE t SET a = 1', `${wrong}Unexpected term`],
    ['UPDATE t SET s = set_add(other, <<1>>) WHERE pk = 1', `${wrong}set_add changes the attribute that it is given`],
    ['UPDATE t SET s = foo(s, 1) WHERE pk = 1', `${wrong}Unsupported function foo`],
    ['SELECT * FROM t WHERE a < [1]', 'Incorrect operand type for operator or function; operator or function: <, operand type: L'],
    ['SELECT * FROM t WHERE a = #', `${wrong}Unexpected character '#'`], ['SELECT * FROM t WHERE a = <<>>',
      `${wrong}A set holds one or more strings, numbers or binaries, of one type`],
    ['UPDATE t SET a = 1, a.b = 2 WHERE pk = 1',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]'],
  ]
  for (const [text, message] of cases) assert.throws(() => readStatement(text), new Invalid(message), text)
})
