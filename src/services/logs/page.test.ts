// Pages of lists that the model does not page.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '../../kernel/service.ts'
import { paged } from './page.ts'

test('a page ends where the next one begins', () => {
  const call = { operation: 'List', seal: (_: string, value: string) => value,
    open: (_: string, token: string) => token } as unknown as Call
  const page = (token: string | undefined) => paged(['a', 'b', 'c'], name => name, { limit: 2, token }, call)
  assert.deepEqual([page(undefined), page('b'), page('c')], [{ found: ['a', 'b'], nextToken: 'b' }, { found: ['c'] }, { found: [] }])
})
