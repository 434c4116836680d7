// Checksums against published values, and against each other: in pieces and as a whole.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'
import { combine, Crc32c, Crc64Nvme, polynomials } from './crc.ts'
import type { RunningChecksum } from './crc.ts'

const hex = (sum: RunningChecksum, ...parts: readonly Uint8Array[]): string => {
  for (const part of parts) sum.update(part)
  return Buffer.from(sum.digest()).toString('hex')
}

test('check values of the catalogue of CRCs', () => {
  const digits = Buffer.from('123456789')
  assert.equal(hex(new Crc32c(), digits), 'e3069283')
  assert.equal(hex(new Crc64Nvme(), digits), 'ae8b14860a799888')
  assert.equal(hex(new Crc32c()), '00000000')
  assert.equal(hex(new Crc64Nvme()), '0000000000000000')
})

test('the pieces in which a body comes do not matter', () => {
  const body = Uint8Array.from({ length: 1000 }, (_, i) => i * 7 & 255)
  for (const cut of [0, 1, 7, 8, 9, 500, 993, 1000]) {
    const pieces = [body.subarray(0, cut), body.subarray(cut)]
    assert.equal(hex(new Crc32c(), ...pieces), hex(new Crc32c(), body))
    assert.equal(hex(new Crc64Nvme(), ...pieces), hex(new Crc64Nvme(), body))
  }
})

test('sums of parts make the sum of the whole', () => {
  const first = Buffer.from('The quick brown fox jumps over')
  for (const second of [Buffer.from(''), Buffer.from('x'), Buffer.from(' the lazy dog'.repeat(99))]) {
    const whole = Buffer.concat([first, second])
    const number = (sum: RunningChecksum, bytes: Uint8Array) => BigInt(`0x${hex(sum, bytes)}`)
    assert.equal(combine(BigInt(crc32(first)), BigInt(crc32(second)), second.length, polynomials.crc32, 32), BigInt(crc32(whole)))
    assert.equal(
      combine(number(new Crc32c(), first), number(new Crc32c(), second), second.length, polynomials.crc32c, 32),
      number(new Crc32c(), whole))
    assert.equal(
      combine(number(new Crc64Nvme(), first), number(new Crc64Nvme(), second), second.length, polynomials.crc64nvme, 64),
      number(new Crc64Nvme(), whole))
  }
})
