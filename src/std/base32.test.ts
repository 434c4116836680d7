// Base32 against the test vectors of RFC 4648 section 10.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeBase32, encodeBase32 } from './base32.ts'

const vectors = [
  ['', ''], ['f', 'MY'], ['fo', 'MZXQ'], ['foo', 'MZXW6'], ['foob', 'MZXW6YQ'], ['fooba', 'MZXW6YTB'], ['foobar', 'MZXW6YTBOI'],
] as const

test('the vectors of RFC 4648, both ways', () => {
  for (const [plain, encoded] of vectors) {
    assert.equal(encodeBase32(Buffer.from(plain)), encoded)
    assert.equal(Buffer.from(decodeBase32(encoded)!).toString(), plain)
  }
  assert.equal(Buffer.from(decodeBase32('MZXW6===')!).toString(), 'foo')
})

test('characters outside the alphabet are refused', () => {
  for (const text of ['mzxw6', 'MZX1', 'MZ X', 'MZ=Q']) assert.equal(decodeBase32(text), undefined)
})
