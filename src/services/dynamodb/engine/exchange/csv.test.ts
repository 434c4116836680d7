// CSV by tables: headers and types of keys.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '../invalid.ts'
import { itemsOfCsv } from './csv.ts'

test('keys have their types, all else is text', () => {
  const keys = [{ name: 'id', type: 'N' }, { name: 'raw', type: 'B' }] as const
  const options = { delimiter: ',', header: undefined, keys }
  assert.deepEqual([...itemsOfCsv('id,raw,year\n1,AQI=,1999\n2', options)], [
    { id: { N: '1' }, raw: { B: Uint8Array.of(1, 2) }, year: { S: '1999' } }, new Invalid('A line has 1 fields instead of 3'),
  ])
  assert.deepEqual([...itemsOfCsv('1,2', { ...options, header: ['id', 'x'] })], [{ id: { N: '1' }, x: { S: '2' } }])
})
