// Pages follow one another until one has no token, and lists that are left out are empty.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyPage } from './every-page.ts'

test('every item of every page', async () => {
  const pages: Readonly<Record<string, { items?: number[], NextToken?: string }>> = {
    '': { items: [1, 2], NextToken: 'a' }, 'a': { NextToken: 'b' }, 'b': { items: [3] },
  }
  const asked: (string | undefined)[] = []
  const found: number[] = []
  for await (const item of everyPage(async ({ NextToken: token }) => { asked.push(token); return pages[token ?? '']! },
    ({ items }) => items)) found.push(item)
  assert.deepEqual([found, asked], [[1, 2, 3], [undefined, 'a', 'b']])
})
