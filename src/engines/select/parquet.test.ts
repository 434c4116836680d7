// Parquet files, written by a library, read by columns and row groups.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { selected } from './selection.fixture.ts'

const parquet = { input: { kind: 'parquet' } } as const

function file(): Buffer {
  return Buffer.from(parquetWriteBuffer({
    columnData: [
      { name: 'id', data: [1, 2, 3, 4], type: 'INT32' },
      { name: 'big', data: [1n, 2n, 2n ** 60n, 4n], type: 'INT64' },
      { name: 'ratio', data: [0.5, 1.5, 2.5, 3.5], type: 'DOUBLE' },
      { name: 'name', data: ['a', 'b', null, 'd'], type: 'STRING' },
      { name: 'isOpen', data: [true, false, true, false], type: 'BOOLEAN' },
      { name: 'at', data: [0, 1, 2, 3].map(n => new Date(Date.UTC(2027, 0, 1 + n))), type: 'TIMESTAMP' },
    ],
    rowGroupSize: 2,
  }))
}

test('columns keep their types', async () => {
  const answer = await selected('SELECT s.id + 1 AS id, s.big, s.ratio, s.name, s.isOpen, s.at FROM S3Object s WHERE s.id = 3', file(),
    parquet)
  assert.equal(answer, '{"id":4,"big":1152921504606846976,"ratio":2.5,"name":null,"isOpen":true,"at":"2027-01-03T00:00:00.000Z"}\n')
})

test('rows of all groups, or of the groups that begin in a range', async () => {
  assert.equal(await selected('SELECT COUNT(*), SUM(id) FROM S3Object', file(), parquet), '{"_1":4,"_2":10}\n')
  const first = await selected('SELECT id FROM S3Object', file(), { ...parquet, range: { firstByte: 0, lastByte: 10 } })
  assert.equal(first, '{"id":1}\n{"id":2}\n')
})
