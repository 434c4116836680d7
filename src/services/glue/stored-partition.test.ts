// How a partition is found by its values.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyOf, shownPartition } from './stored-partition.ts'

test('values are kept apart, whatever is in them', () => {
  assert.notEqual(keyOf(['a/b', 'c']), keyOf(['a', 'b/c']))
})

test('a partition is shown with its values, its table and its catalog', () => {
  const partition = { database: 'lake', table: 'sales', values: keyOf(['2027']), input: { Values: ['2027'] }, createdAt: 1 }
  assert.deepEqual(shownPartition(partition, { account: '111122223333' }),
    { Values: ['2027'], DatabaseName: 'lake', TableName: 'sales', CreationTime: 1, CatalogId: '111122223333' })
})
