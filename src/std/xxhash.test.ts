// xxHash by sums that other programs reckon too: of nothing, of the specification's words, and of bytes around every bend of the algorithm.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Xxh3Of128, Xxh3Of64, Xxh64 } from './xxhash.ts'
import type { RunningChecksum } from './crc.ts'

const data = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 131 + (i >> 3) * 7 + 13) & 255))

/** Length, then XXH64, XXH3 of 64 and of 128 bits. */
const sums: readonly (readonly [number, string, string, string])[] = [
  [0, 'ef46db3751d8e999', '2d06800538d394c2', '99aa06d3014798d86001c324468d497f'],
  [1, '2078e1ad38ad738b', '8a21d78b1538b1c0', '79d2c79e874f72cd8a21d78b1538b1c0'],
  [3, '7540d3b54628a927', '5c5f8d20600076e7', '859a473112fbbfc45c5f8d20600076e7'],
  [4, '81e889178857ae3b', '48a5630afd247c1d', '461d5fea3bb213123ef498746cda905e'],
  [8, 'c31fbc9e15169ab3', 'c2f9d364c63df827', '5ccd8565034400319511f82cd9ebf6e7'],
  [9, '5dc6b4de94938bb1', '6eb80b8214adeafe', '7daf86d87e17b8e6e95b5c10dbdba946'],
  [16, '956a059cbf317919', '5faf3aa564f44b89', 'ac575bbfc23ea0bb8eb58ec3602c79bf'],
  [17, '3047285e4ec4d025', '0b937a1d95b00d79', 'a012aa994521b5e5a2c043946f377508'],
  [32, '34603c91af486a48', '61badeaef9d7fcd7', 'c7d4345fef9618813c6f5379667bb719'],
  [33, '3ad532424227990f', '7df8479816a98db2', 'b8af1cebe8a12242c92e24588415d3e8'],
  [100, 'dd0392c89da97529', '27c6a53202b4842d', '4a48625e546d8933dd547506794cc3f0'],
  [128, 'fbb3f899a440bd83', 'c1172a5735a0b661', '4bf77b71b9ae96e623d830ef2cfb5a5e'],
  [129, 'abea4cd1e478fdf5', '249608346c71b3bd', 'ab4c9dcb68578fcb55875e7f56356249'],
  [200, '70638c9488330b68', 'fe7a6037da7f0727', '53b94df1bb2e72098091eabdbbf7c05d'],
  [240, '66ef9c7726425b82', '8015da68b4fee891', '2a6f0b6345006b382ea650af246f33a9'],
  [241, '6072226924fe5e1b', '9b6ec384ad6b709a', 'eddc79429e5c04799b6ec384ad6b709a'],
  [1024, 'b333902decf2eac5', '40984d4b379b5ed3', 'd9d74a5dff3ee23540984d4b379b5ed3'],
  [1025, '8d60bc4cfe971b63', 'aacd0d7d5664e2a8', 'd2eb792ec57dd600aacd0d7d5664e2a8'],
  [4096, '2e151e1376e00a3c', 'fc8bdd52f927086c', '2723dab0996d8f8efc8bdd52f927086c'],
]

function hexOf(sum: RunningChecksum): string {
  return Buffer.from(sum.digest()).toString('hex')
}

test('sums of every length class, fed at once and in pieces', () => {
  for (const [length, ...expected] of sums) {
    for (const step of [length || 1, 7, 64, 1000]) {
      const reckoned = [new Xxh64(), new Xxh3Of64(), new Xxh3Of128()].map(sum => {
        for (let at = 0; at < length; at += step) sum.update(data.subarray(at, Math.min(at + step, length)))
        return hexOf(sum)
      })
      assert.deepEqual(reckoned, expected, `${length} bytes by ${step}`)
    }
  }
})

test('words of the specification', () => {
  const sum = new Xxh64()
  sum.update(Buffer.from('abc'))
  assert.equal(hexOf(sum), '44bc2cf5ad770999')
})
