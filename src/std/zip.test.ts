// Archives: read back by their own directory, sums and times right.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, inflateRawSync } from 'node:zlib'
import { zip } from './zip.ts'

test('files come out as they went in, found by the central directory', () => {
  const files = [{ name: 'a.csv', bytes: Buffer.from('x,y\n'.repeat(1000)) }, { name: 'ü/b.txt', bytes: Buffer.alloc(0) }]
  const archive = Buffer.from(zip(files, Date.UTC(2027, 2, 4, 5, 6, 8)))
  const end = archive.length - 22
  assert.equal(archive.readUInt32LE(end), 0x06054b50)
  assert.equal(archive.readUInt16LE(end + 10), 2)
  let at = archive.readUInt32LE(end + 16)
  for (const { name, bytes } of files) {
    const [length, size, nameLength, local] = [archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 24), archive.readUInt16LE(at + 28),
      archive.readUInt32LE(at + 42)]
    assert.equal(archive.toString('utf8', at + 46, at + 46 + nameLength), name)
    const from = local + 30 + nameLength
    assert.deepEqual(inflateRawSync(archive.subarray(from, from + length)), bytes)
    assert.deepEqual([size, archive.readUInt32LE(at + 16)], [bytes.length, crc32(bytes)])
    assert.deepEqual([archive.readUInt16LE(at + 12), archive.readUInt16LE(at + 14)], [5 << 11 | 6 << 5 | 4, 47 << 9 | 3 << 5 | 4])
    at += 46 + nameLength
  }
})
