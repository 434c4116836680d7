// Which tables need a key before they are used, by whom, and for how long it counts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '../../kernel/service.ts'
import { isShut, KeyNeeded, keyLastsMs, openKeyName, openKeys, requireOpenKey } from './key-needed.ts'
import type { Table } from './table.ts'

test('a key counts for its caller and five minutes', () => {
  const kept = new Map<string, unknown>()
  let now = 0
  const callOf = (kind: string) => ({
    now: () => now, principal: { kind, arn: 'a' },
    cache: <T>(name: string, make: () => T) => kept.get(name) as T ?? kept.set(name, make()).get(name) as T,
  }) as unknown as Call
  const table = { id: 't', status: 'ACTIVE', encryption: { keyArn: 'k', dataKey: 'd' } } as Table
  const user = callOf('user')
  assert.throws(() => { requireOpenKey(table, user) }, KeyNeeded)
  requireOpenKey(table, callOf('service'))
  requireOpenKey({ ...table, encryption: { keyArn: 'k' } }, user)
  openKeys(user).set(openKeyName(table, user), keyLastsMs)
  requireOpenKey(table, user)
  assert.throws(() => { requireOpenKey({ ...table, status: 'INACCESSIBLE_ENCRYPTION_CREDENTIALS' }, user) }, KeyNeeded)
  now = keyLastsMs
  assert.throws(() => { requireOpenKey(table, user) }, KeyNeeded)
  assert.deepEqual((['ACTIVE', 'UPDATING', 'ARCHIVED'] as const).map(status => isShut({ ...table, status })), [false, false, true])
})
