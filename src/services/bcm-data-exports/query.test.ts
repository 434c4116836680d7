// Queries of exports: what is chosen, what passes, and what is refused in which words.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cellOf, QueryProblem, readQuery, textOf } from './query.ts'
import type { Row } from './query.ts'

const columns = [{ name: 'cost', type: 'double' }, { name: 'kind', type: 'string' }, { name: 'tags', type: 'map<string,string>' }]
  .map(column => ({ ...column, description: '' }))
const rows: readonly Row[] = [
  { cost: '10', kind: 'Usage', tags: { user_team: 'web' } }, { cost: '9', kind: 'Fee', tags: {} },
    { cost: '', kind: 'Tax', tags: { user_team: 'data' } },
]

const read = (text: string) => readQuery(text, table => table === 'BILL' ? columns : undefined)

function answered(text: string): string[] {
  const query = read(text)
  return rows.filter(query.passes).slice(0, query.limit).map(row => query.columns.map(each => textOf(cellOf(row, each))).join(' '))
}

test('columns, members of maps, names of their own', () => {
  assert.deepEqual(answered('select kind, tags.user_team AS team, tags from BILL'), [
    'Usage web {"user_team":"web"}', 'Fee  {}', 'Tax data {"user_team":"data"}',
  ])
  assert.deepEqual(read('SELECT tags.user_team, cost AS c FROM BILL').columns.map(({ name }) => name), ['user_team', 'c'])
})

test('conditions: numbers as numbers, texts as texts, AND before OR', () => {
  const cases: readonly (readonly [string, string[]])[] = [
    ['cost > 9', ['Usage']], ['cost >= 9', ['Usage', 'Fee']], ['cost < 10', ['Fee']], ['kind = \'Fee\'', ['Fee']],
    ['kind <> \'Fee\'', ['Usage', 'Tax']], ['kind != \'Fee\' AND cost > 1', ['Usage']], ['kind IN (\'Fee\', \'Tax\')', ['Fee', 'Tax']],
    ['kind NOT IN (\'Fee\', \'Tax\')', ['Usage']], ['tags.user_team IS NULL', ['Fee']], ['tags.user_team IS NOT NULL', ['Usage', 'Tax']],
    ['kind = \'Tax\' OR kind = \'Fee\' AND cost > 100', ['Tax']], ['(kind = \'Tax\' OR kind = \'Fee\') AND cost <= 9', ['Fee']],
    ['NOT kind = \'Tax\'', ['Usage', 'Fee']], ['tags.user_team = \'web\'', ['Usage']],
  ]
  for (const [condition, expected] of cases) assert.deepEqual(answered(`SELECT kind FROM BILL WHERE ${condition}`), expected, condition)
  assert.deepEqual(answered('SELECT kind FROM BILL LIMIT 2'), ['Usage', 'Fee'])
})

test('what cannot be read is refused by name', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['SELECT * FROM BILL', /SELECT \* is not supported/], ['SELECT kind FROM OTHER', /no table OTHER/],
      ['SELECT none FROM BILL', /no column none/],
    ['SELECT kind.x FROM BILL', /no members/], ['SELECT kind', /lacks FROM/],
      ['SELECT kind FROM BILL WHERE kind LIKE \'x\'', /no operator/],
    ['SELECT kind FROM BILL LIMIT x', /whole number/], ['SELECT kind, kind FROM BILL', /twice/], ['SELECT kind FROM BILL extra', /goes on/],
    ['SELECT kind FROM BILL WHERE kind =', /lacks a value/],
      ['SELECT kind; FROM BILL', /cannot be read from ';/], ['DELETE FROM BILL', /lacks SELECT/],
  ]
  for (const [text, problem] of cases) {
    assert.throws(() => read(text), (error: Error) => error instanceof QueryProblem && problem.test(error.message), text)
  }
})
