// Queries in Config's SQL over some rows: conditions, lists, projections, groups, order, and what is not its language.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runQuery, valuesAt } from './query.ts'
import { QueryProblem, tokensOf } from './query-lexer.ts'
import { parseResourceQuery } from './query-parser.ts'

const rows = [
  { resourceId: 'i-1', resourceType: 'AWS::EC2::Instance',
    configuration: { instanceType: 't3.micro', cpu: 2, groups: [{ id: 'sg-1' }, { id: 'sg-2' }] },
    tags: [{ key: 'team', value: 'shop', tag: 'team=shop' }] },
  { resourceId: 'i-2', resourceType: 'AWS::EC2::Instance', configuration: { instanceType: 'm5.large', cpu: 8, groups: [] }, tags: [] },
  { resourceId: 'v-1', resourceType: 'AWS::EC2::Volume', configuration: { encrypted: true, size: 5, kms: null }, tags: [] },
]
const ids = (where: string) => runQuery(`SELECT resourceId WHERE ${where}`, rows).rows.map(({ resourceId }) => resourceId)

test('conditions', () => {
  const cases: [string, string[]][] = [
    [`resourceType = 'AWS::EC2::Volume'`, ['v-1']], [`resourceType <> 'AWS::EC2::Volume'`, ['i-1', 'i-2']],
    [`configuration.cpu > 2`, ['i-2']], [`configuration.cpu BETWEEN 2 AND 8`, ['i-1', 'i-2']], [`configuration.encrypted = true`, ['v-1']],
    [`configuration.instanceType IN ('t3.micro', 'x')`, ['i-1']], [`configuration.instanceType NOT IN ('t3.micro')`, ['i-2', 'v-1']],
    [`resourceId LIKE 'i-%'`, ['i-1', 'i-2']], [`resourceId NOT LIKE 'i-%'`, ['v-1']], [`configuration.groups.id = 'sg-2'`, ['i-1']],
    [`tags.tag = 'team=shop'`, ['i-1']], [`configuration.kms IS NULL AND resourceType = 'AWS::EC2::Volume'`, ['v-1']],
    [`configuration.cpu IS NOT NULL`, ['i-1', 'i-2']],
      [`(resourceId = 'i-1' OR resourceId = 'v-1') AND NOT configuration.size >= 5`, ['i-1']],
  ]
  for (const [where, wanted] of cases) assert.deepEqual(ids(where), wanted, where)
})

test('what is selected keeps its shape; groups, sums, order, limit', () => {
  assert.deepEqual(runQuery(`SELECT resourceId, configuration.groups.id WHERE resourceId = 'i-1'`, rows),
    { rows: [{ resourceId: 'i-1', configuration: { groups: [{ id: 'sg-1' }, { id: 'sg-2' }] } }],
      fields: ['resourceId', 'configuration.groups.id'] })
  assert.deepEqual(runQuery(`SELECT resourceType, COUNT(*), MAX(configuration.cpu) GROUP BY resourceType ORDER BY COUNT(*) DESC`,
    rows).rows, [
    { resourceType: 'AWS::EC2::Instance', 'COUNT(*)': 2, 'MAX(configuration.cpu)': 8 },
    { resourceType: 'AWS::EC2::Volume', 'COUNT(*)': 1, 'MAX(configuration.cpu)': null },
  ])
  assert.deepEqual(runQuery(`SELECT COUNT(*) AS n, AVG(configuration.cpu), SUM(configuration.cpu), MIN(configuration.cpu)`, rows).rows,
    [{ n: 3, 'AVG(configuration.cpu)': 5, 'SUM(configuration.cpu)': 10, 'MIN(configuration.cpu)': 2 }])
  assert.deepEqual(runQuery(`SELECT COUNT(*) WHERE resourceId = 'none'`, rows).rows, [{ 'COUNT(*)': 0 }])
  assert.deepEqual(runQuery(`select resourceId order by configuration.cpu desc, resourceId limit 2;`,
    rows).rows.map(({ resourceId }) => resourceId),
    ['i-2', 'i-1'])
  assert.deepEqual(Object.keys(runQuery('SELECT * LIMIT 1', rows).rows[0]!), ['resourceId', 'resourceType', 'configuration', 'tags'])
})

test('values through lists', () => {
  assert.deepEqual(valuesAt(rows[0], 'configuration.groups.id'), ['sg-1', 'sg-2'])
  assert.deepEqual(valuesAt(rows[2], 'configuration.kms'), [])
})

test('words and problems', () => {
  assert.deepEqual(tokensOf(`a.b = 'it''s' <> -1.5`).map(({ text }) => text), ['a.b', '=', `it's`, '<>', '-1.5'])
  assert.deepEqual(parseResourceQuery('SELECT a').selected, [{ name: 'a', path: 'a' }])
  for (const text of ['', 'SELECT', 'SELECT a FROM b', 'SELECT a WHERE', 'SELECT a WHERE b', `SELECT a WHERE b = 'x`, 'SELECT DISTINCT a',
    'SELECT a b',
    'SELECT COUNT(*) GROUP BY a HAVING b', 'SELECT a WHERE b ~ 1']) {
    assert.throws(() => runQuery(text, rows), QueryProblem, text)
  }
})
