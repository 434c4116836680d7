// Placeholders, slots and reserved words.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '../invalid.ts'
import { ExpressionReader, pathText } from './reader.ts'
import { reservedWords } from './reserved.ts'
import type { Operand } from './syntax.ts'

const noGroup = (): Operand => { throw new Error('no group expected') }

test('paths are resolved while they are read', () => {
  const reader = new ExpressionReader('ProjectionExpression', '#a.b[3].#c, x', { names: { '#a': 'name', '#c': 'with.dot' } })
  assert.deepEqual(reader.path(), ['name', 'b', 3, 'with.dot'])
  assert.ok(reader.take(','))
  assert.deepEqual(reader.path(), ['x'])
  reader.finish()
  assert.deepEqual(reader.names, ['#a', '#c'])
  assert.equal(pathText(['a', 'b', 0]), '[a, b, [0]]')
})

test('values get one slot each, calls keep their operands', () => {
  const reader = new ExpressionReader('UpdateExpression', 'if_not_exists(a, :x) :y :x', { values: { ':x': { S: '' }, ':y': { S: '' } } })
  assert.deepEqual(reader.operand(noGroup), {
    kind: 'call', name: 'if_not_exists', operands: [{ kind: 'path', path: ['a'] }, { kind: 'slot', slot: 0 }],
  })
  assert.deepEqual([reader.slot(), reader.slot()], [{ kind: 'slot', slot: 1 }, { kind: 'slot', slot: 0 }])
  reader.finish()
  assert.deepEqual(reader.slots, [':x', ':y'])
})

test('names of Object\'s members are no placeholders and no functions', () => {
  const reader = new ExpressionReader('FilterExpression', 'toString(#constructor)', { names: {} })
  reader.operand(noGroup)
  assert.throws(() => reader.finish(), new Invalid('Invalid FilterExpression: Invalid function name; function: toString'))
})

test('depth without end is refused, not followed', () => {
  const reader = new ExpressionReader('ConditionExpression', `${'('.repeat(4000)}a`, {})
  const group = (): Operand => reader.operand(group)
  assert.throws(() => reader.operand(group), new Invalid('Invalid ConditionExpression: The expression has redundant parentheses;'))
})

test('each of the 573 reserved words is refused in any case, and none of its neighbours', () => {
  assert.equal(reservedWords.size, 573)
  const refusal = (word: string) => {
    const reader = new ExpressionReader('ProjectionExpression', `x.${word}`, {})
    try {
      reader.path()
      reader.finish()
    } catch (error) {
      return (error as Error).message
    }
    return 'accepted'
  }
  const keywords = ['AND', 'OR', 'NOT', 'IN', 'BETWEEN']
  for (const word of reservedWords) {
    if (keywords.includes(word)) continue
    const lower = word.toLowerCase()
    assert.equal(refusal(lower), `Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: ${lower}`)
    assert.equal(refusal(`${word}_`), 'accepted')
  }
  for (const word of ['ABORT', 'ZONE', 'STATUS', 'TTL', 'HASH', 'FLATTERN', 'INNTER']) assert.ok(reservedWords.has(word), word)
})
