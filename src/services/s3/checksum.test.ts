// Which checksum a request asks for, and sums of parts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checksumOfParts, demandedChecksum, isSum, runningChecksum } from './checksum.ts'

test('what is asked for, by member, trailer or not at all', () => {
  assert.equal(demandedChecksum({}, {}), undefined)
  assert.deepEqual(demandedChecksum({ ChecksumCRC32: 'AAAAAA==' } as object, {}),
    { algorithm: 'CRC32', expected: 'AAAAAA==', trails: false })
  assert.deepEqual(demandedChecksum({ ChecksumAlgorithm: 'crc32' }, { 'x-amz-trailer': 'x-amz-checksum-crc32' }),
    { algorithm: 'CRC32', trails: true })
  const bad: (readonly [object, Record<string, string>, string])[] = [
    [{ ChecksumAlgorithm: 'CRC32' }, {}, 'InvalidRequest'],
    [{ ChecksumAlgorithm: 'SHA1', ChecksumCRC32: 'AAAAAA==' }, {}, 'InvalidRequest'],
    [{ ChecksumCRC32: 'AAAAAA' }, {}, 'InvalidRequest'],
    [{ ChecksumCRC32: 'AAAAAA==', ChecksumCRC32C: 'AAAAAA==' }, {}, 'InvalidRequest'],
    [{}, { 'x-amz-trailer': 'x-amz-checksum-crc9' }, 'InvalidRequest'],
    [{ ChecksumAlgorithm: 'SHA1' }, { 'x-amz-trailer': 'x-amz-checksum-crc32' }, 'InvalidRequest'],
  ]
  for (const [input, headers, code] of bad) assert.throws(() => demandedChecksum(input, headers), { code },
    JSON.stringify([input, headers]))
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
