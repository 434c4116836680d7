// The connector: none works until somebody says so.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect, isConnected } from './connector.ts'

test('no connector works until somebody says so', () => {
  const kept = new Map<string, boolean>()
  const call = { table: () => ({ get: (name: string) => kept.get(name), put: (name: string, works: boolean) => { kept.set(name, works) } }),
    fault: (code: string) => new Error(code) } as never
  assert.equal(isConnected(call), false)
  assert.deepEqual(connect({ works: true }, call), { works: true })
  assert.equal(isConnected(call), true)
  assert.throws(() => connect({ works: 1 }, call), /InvalidParameterException/)
})
