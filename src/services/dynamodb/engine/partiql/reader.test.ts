// Literals, paths, parameters and parentheses of PartiQL.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '../invalid.ts'
import type { AttributeValue } from '../value.ts'
import { malformed, PartiqlReader } from './reader.ts'

test('literals of every type', () => {
  const cases: readonly (readonly [string, AttributeValue])[] = [
    ['\'it\'\'s\'', { S: 'it\'s' }], ['12.50', { N: '12.5' }], ['-1e3', { N: '-1000' }], ['TRUE', { BOOL: true }],
    ['false', { BOOL: false }],
    ['null', { NULL: true }], ['[1, \'a\', []]', { L: [{ N: '1' }, { S: 'a' }, { L: [] }] }], ['<<2, 1>>', { NS: ['1', '2'] }],
    ['<<\'b\', \'a\'>>', { SS: ['a', 'b'] }], ['{\'a\': 1, \'b\': {\'c\': []}}', { M: { a: { N: '1' }, b: { M: { c: { L: [] } } } } }],
    ['{}', { M: {} }],
    ['[?, ?]', { L: [{ S: 'p' }, { N: '7' }] }],
  ]
  for (const [text, value] of cases) {
    const reader = new PartiqlReader(text, text.includes('?') ? [{ S: 'p' }, { N: '7.0' }] : [])
    assert.deepEqual(reader.value(), value, text)
    reader.finish()
  }
})

test('paths, quoted and not', () => {
  const reader = new PartiqlReader('a."b ""c"""[0][\'d\'].e', [])
  assert.deepEqual(reader.path(), ['a', 'b "c"', 0, 'd', 'e'])
  reader.finish()
})

test('every parameter is used, and no more', () => {
  const message = 'Number of parameters in request and statement don\'t match.'
  for (const [text, count] of [['a = ?', 0], ['a = ?', 2], ['a = 1', 1]] as const) {
    assert.throws(() => {
      const reader = new PartiqlReader(text, Array.from({ length: count }, () => ({ S: 'x' })))
      reader.condition()
      reader.finish()
    }, new Invalid(message))
  }
  assert.equal(malformed('x').message, 'Statement wasn\'t well formed, can\'t be processed: x')
})

test('depth without end is refused, not followed', () => {
  for (const text of ['(', '[', '{\'a\':', 'size(']) {
    assert.throws(() => new PartiqlReader(`${text.repeat(2000)}1 = 1`, []).condition(), Invalid, text)
  }
})

test('parentheses around operands and conditions', () => {
  const reader = new PartiqlReader('(a) = ? AND (b = ? OR (c) < ?)', [{ N: '1' }, { N: '2' }, { N: '3' }])
  const condition = reader.condition()
  reader.finish()
  assert.deepEqual(JSON.stringify(condition).match(/"N":"\d"/g), ['"N":"1"', '"N":"2"', '"N":"3"'])
})
