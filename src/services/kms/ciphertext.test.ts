// The form of symmetric ciphertexts.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { decrypt, encrypt, readAddress } from './ciphertext.ts'

const material = new Uint8Array(randomBytes(32))
const materialId = 'ab'.repeat(32)

test('a ciphertext names its account, key and material', () => {
  for (const keyId of ['01234567-89ab-4cde-8f01-23456789abcd', `mrk-${'0f'.repeat(16)}`]) {
    const address = { account: '000000000012', keyId, materialId }
    const blob = encrypt(Buffer.from('hello'), address, material, { a: 'b' })
    assert.deepEqual(readAddress(blob), address)
    assert.equal(Buffer.from(decrypt(blob, material, { a: 'b' })!).toString(), 'hello')
  }
})

test('no byte of it can be changed', () => {
  const blob = encrypt(Buffer.from('hello'), { account: '111122223333', keyId: '01234567-89ab-4cde-8f01-23456789abcd', materialId },
    material, {})
  for (let i = 0; i < blob.length; i += 1) {
    const changed = Uint8Array.from(blob)
    changed[i]! ^= 0x80
    assert.equal(decrypt(changed, material, {}), undefined, String(i))
  }
  assert.equal(readAddress(blob.subarray(0, 60)), undefined)
  assert.equal(readAddress(new Uint8Array(200)), undefined)
})
