// CSV by tables: fields and lines, headers, types of keys.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '../invalid.ts'
import { itemsOfCsv, recordsOf } from './csv.ts'

test('fields and lines', () => {
  const rows: [string, string, string[][]][] = [
    ['a,b\nc,d', ',', [['a', 'b'], ['c', 'd']]],
    ['a,b\r\nc,d\r\n', ',', [['a', 'b'], ['c', 'd']]],
    ['a,,b\n,\n', ',', [['a', '', 'b'], ['', '']]],
    ['"a,b","c ""d"""\n"e\nf",g', ',', [['a,b', 'c "d"'], ['e\nf', 'g']]],
    ['a;b\n\n\nc;d', ';', [['a', 'b'], ['c', 'd']]],
    ['a\tb', '\t', [['a', 'b']]],
    ['\ufeffa|b', '|', [['a', 'b']]],
    ['', ',', []],
    ['"open,b', ',', [['open,b']]],
    ['a,', ',', [['a', '']]],
  ]
  for (const [text, delimiter, expected] of rows) assert.deepEqual([...recordsOf(text, delimiter)], expected, JSON.stringify(text))
})

test('keys have their types, all else is text', () => {
  const keys = [{ name: 'id', type: 'N' }, { name: 'raw', type: 'B' }] as const
  const options = { delimiter: ',', header: undefined, keys }
  assert.deepEqual([...itemsOfCsv('id,raw,year\n1,AQI=,1999\n2', options)], [
    { id: { N: '1' }, raw: { B: Uint8Array.of(1, 2) }, year: { S: '1999' } }, new Invalid('A line has 1 fields instead of 3'),
  ])
  assert.deepEqual([...itemsOfCsv('1,2', { ...options, header: ['id', 'x'] })], [{ id: { N: '1' }, x: { S: '2' } }])
})
