// One session serves until shortly before it ends.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roleSession } from './role-session.ts'

test('a role is assumed once for its session\'s time', async () => {
  let now = 0
  let assumed = 0
  const shelf = new Map<string, unknown>()
  const call = {
    now: () => now,
    cache: <T>(name: string, make: () => T): T => {
      if (!shelf.has(name)) shelf.set(name, make())
      return shelf.get(name) as T
    },
    to: () => ({
      AssumeRole: () => Promise.resolve({ Credentials: { AccessKeyId: `key${assumed += 1}`, SessionToken: 't', Expiration: now
        + 3_600_000 } }),
    }),
    identity: { holderOf: (key: string, token: string) => `${key}/${token}` },
  }
  const use = { roleArn: 'role/r', sessionName: 's', sourceArn: 'pipe/p' }
  assert.deepEqual([await roleSession(use, call), await roleSession(use, call)], ['key1/t', 'key1/t'])
  assert.equal(await roleSession({ ...use, sessionName: 'other' }, call), 'key2/t')
  now = 3_550_000
  assert.equal(await roleSession(use, call), 'key3/t')
})
