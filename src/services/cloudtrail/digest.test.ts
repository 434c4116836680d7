// Hashes of digests and log files are of their text.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashOf } from './digest.ts'

test('SHA-256 in hexadecimal', () => {
  assert.equal(hashOf(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})
