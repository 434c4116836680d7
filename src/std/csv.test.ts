// Fields and lines by tables, quoted or not, with every end of a line.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvRecords } from './csv.ts'

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
  for (const [text, delimiter, expected] of rows) assert.deepEqual([...csvRecords(text, delimiter)], expected, JSON.stringify(text))
})
