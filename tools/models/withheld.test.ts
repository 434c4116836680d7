// The table of withheld resources: what a row gives, and what is no row.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readWithheld } from './withheld.ts'

test('a row gives a reason by service and noun', () => {
  assert.deepEqual(readWithheld('service\tnoun\treason\na\tTree\tfalls\na\tLeaf\tturns\n'), { a: { Tree: 'falls', Leaf: 'turns' } })
})

test('a row that lacks a part or stands twice is refused by name', () => {
  assert.throws(() => readWithheld('service\tnoun\treason\na\tTree\n'), /a\tTree/)
  assert.throws(() => readWithheld('head\na\tTree\tx\na\tTree\ty\n'), /a Tree stands twice/)
})
