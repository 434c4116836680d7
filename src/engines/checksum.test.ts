// Sums of parts make those of the whole, and what can be a sum.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checksumAlgorithms, checksumOfParts, isChecksumAlgorithm, isSum, runningChecksum } from './checksum.ts'

test('every algorithm has sums of its length', () => {
  for (const algorithm of checksumAlgorithms) {
    assert.equal(isSum(algorithm, Buffer.from(runningChecksum(algorithm).digest()).toString('base64')), true, algorithm)
  }
  assert.equal(isChecksumAlgorithm('CRC9'), false)
})

test('sums of parts', () => {
  const sum = (algorithm: 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1', text: string): string => {
    const running = runningChecksum(algorithm)
    running.update(Buffer.from(text))
    return Buffer.from(running.digest()).toString('base64')
  }
  const texts = ['one part', 'another', '']
  for (const algorithm of ['CRC32', 'CRC32C', 'CRC64NVME'] as const) {
    const parts = texts.map(text => ({ checksum: sum(algorithm, text), sizeBytes: text.length }))
    assert.equal(checksumOfParts(algorithm, 'FULL_OBJECT', parts).value, sum(algorithm, texts.join('')))
    assert.match(checksumOfParts(algorithm, 'COMPOSITE', parts).value, /=-3$/)
  }
  assert.equal(isSum('SHA1', sum('SHA1', 'x')), true)
  assert.equal(isSum('SHA256', sum('SHA1', 'x')), false)
})
