// What was sealed is opened with its key, for its owner, and unchanged only.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { openEnvelope, sealEnvelope } from './envelope.ts'

test('an envelope opens for its owner only', () => {
  const key = new Uint8Array(randomBytes(32))
  for (const text of ['', 'hello', 'x'.repeat(100_000)]) {
    const sealed = sealEnvelope(Buffer.from(text), key, 'a')
    assert.equal(Buffer.from(openEnvelope(sealed, key, 'a')).toString(), text)
    assert.throws(() => openEnvelope(sealed, key, 'b'))
    assert.throws(() => openEnvelope(sealed, new Uint8Array(32), 'a'))
    sealed[sealed.length - 1]! ^= 1
    assert.throws(() => openEnvelope(sealed, key, 'a'))
  }
})
