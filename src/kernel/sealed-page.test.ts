// Pages go on where the one before ended; tokens of others are refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sealedPage } from './sealed-page.ts'

const call = { operation: 'List', seal: (_: string, value: unknown) => `t${String(value)}`,
  open: (_: string, token: string) => token.startsWith('t') ? Number(token.slice(1)) : undefined }
const page = (limit: number | undefined, token?: string) =>
  sealedPage(['a', 'b', 'c'], { limit, usual: 10, token }, call, () => new Error('no token'))

test('a list in pages', () => {
  assert.deepEqual(page(2), { items: ['a', 'b'], next: { NextToken: 't2' } })
  assert.deepEqual(page(2, 't2'), { items: ['c'], next: {} })
  assert.deepEqual(page(undefined, ''), { items: ['a', 'b', 'c'], next: {} })
  assert.throws(() => page(2, 'other'), /no token/)
})
