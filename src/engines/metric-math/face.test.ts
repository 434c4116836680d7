// Sheets: entries that name one another, and what is said of those that cannot be.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkEntries, expressionUses, Sheet } from './face.ts'
import { results, written } from './sheet.fixture.ts'

const span = { fromAt: 0, beforeAt: 120_000, periodMs: 60_000 }
const nothing = { found: () => [], queried: () => [] }

test('expressions of expressions, whatever their order', () => {
  const sheet = new Sheet([
    { id: 'e2', expression: 'e1 * 2' }, { id: 'e1', expression: 'm + 1' }, { id: 'm', read: () => written('m', '1 2') },
  ], nothing, span)
  const [series] = sheet.seriesOf('e2')
  assert.deepEqual([series!.label, series!.points.map(({ value }) => value), sheet.isArray('e2')], ['e2', [4, 6], false])
})

test('a circle is named, and an id that nothing has', () => {
  assert.throws(() => checkEntries([{ id: 'a', expression: 'b' }, { id: 'b', expression: 'a' }]),
    { message: 'Error in expression \'a\': The expression names itself, by way of others or directly' })
  assert.throws(() => checkEntries([{ id: 'a', expression: 'b' }]), { message: 'Error in expression \'a\': Unresolved id \'b\'' })
})

test('searches and queries ask where metrics are', () => {
  const source = {
    found: (_search: unknown, statistic: string, periodMs: number) => [written(`${statistic} ${periodMs}`, '1')],
    queried: ({ metric }: { readonly metric: string }) => [written(metric, '7')],
  }
  assert.deepEqual(results({}, 'SUM([SEARCH(\'{a,b} c\', \'Sum\', 300), SEARCH("x", "Average", 60)])', source), ['2'])
  assert.deepEqual(results({}, 'SELECT AVG(x) FROM y', source), ['7'])
})

test('what an expression uses', () => {
  assert.equal(expressionUses('SUM(SEARCH("a", "Sum", 60)) / 2', 'SEARCH'), true)
  assert.equal(expressionUses('SUM(METRICS())', 'SEARCH'), false)
})
