// Which checksum a request asks for.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demandedChecksum } from './checksum.ts'

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
