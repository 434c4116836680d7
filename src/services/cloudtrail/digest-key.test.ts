// The key of digests: made once, told to everybody, and it signs.

import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { test } from 'node:test'
import { madeDigestKey, signed } from './digest-key.ts'

test('one key, whose public half verifies', async () => {
  const kept = new Map<string, unknown>()
  const call = { table: () => ({ get: (name: string) => kept.get(name), put: (name: string, value: unknown) => kept.set(name, value) }),
    now: () => 0,
    transact: (body: () => unknown) => body() } as never
  const key = await madeDigestKey(call)
  assert.equal(await madeDigestKey(call), key)
  const publicKey = createPublicKey({ key: Buffer.from(key.publicKey), type: 'pkcs1', format: 'der' })
  assert.ok(verify('sha256', Buffer.from('text'), publicKey, Buffer.from(signed('text', key), 'hex')))
  assert.match(key.fingerprint, /^[0-9a-f]{32}$/)
})
