// Items in the store: under which keys, and as which text.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentsKey, itemKey, StoredItem } from './stored-item.ts'
import type { Table } from './table.ts'

const table = { contents: 'c1', key: { hash: [{ name: 'id', type: 'S' }], range: [{ name: 'sk', type: 'N' }] } } as unknown as Table
const keyOf = (id: string, sk: string) => itemKey(table, { id: { S: id }, sk: { N: sk } })

test('keys begin with the table, and sort by number within a partition', () => {
  const keys = ['10', '9', '-1'].map(sk => keyOf('a', sk))
  assert.ok(keys.every(key => key.startsWith(contentsKey('c1'))))
  assert.deepEqual(keys.toSorted(), [keyOf('a', '-1'), keyOf('a', '9'), keyOf('a', '10')])
  assert.equal(keyOf('a', '1'), itemKey(table, { id: { S: 'a' }, sk: { N: '1' }, other: { BOOL: true } }))
})

test('an item is taken apart again as it was', () => {
  const item = { id: { S: 'a' }, raw: { B: new Uint8Array([0, 255]) }, __proto__x: { M: { b: { BS: [new Uint8Array([1])] } } } }
  const { record } = StoredItem.of(item, 12, 99)
  const stored = StoredItem.from(record)
  assert.deepEqual([stored.item, stored.sizeBytes, stored.expiresAt], [item, 12, 99])
})
