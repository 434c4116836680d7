// Writes a ZIP archive of files in memory: deflated, names in UTF-8, no encryption, no more than 4 GiB. Source: APPNOTE.TXT, PKWARE.

import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry { readonly name: string, readonly bytes: Uint8Array }

const localSignature = 0x04034b50
const centralSignature = 0x02014b50
const endSignature = 0x06054b50
const versionNeeded = 20
const utf8Names = 0x0800
const deflated = 8

/** @param at modification time of all files, epoch ms, kept to two seconds */
export function zip(entries: readonly ZipEntry[], at: number): Uint8Array {
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, bytes } of entries) {
    const nameBytes = Buffer.from(name)
    const body = deflateRawSync(bytes)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(versionNeeded, 0)
    shared.writeUInt16LE(utf8Names, 2)
    shared.writeUInt16LE(deflated, 4)
    shared.writeUInt32LE(dosTime(at), 6)
    shared.writeUInt32LE(crc32(bytes), 10)
    shared.writeUInt32LE(body.length, 14)
    shared.writeUInt32LE(bytes.length, 18)
    shared.writeUInt16LE(nameBytes.length, 22)
    const local = Buffer.concat([uint32(localSignature), shared, nameBytes, body])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    const made = Buffer.alloc(2)
    made.writeUInt16LE(versionNeeded)
    central.push(Buffer.concat([uint32(centralSignature), made, shared, rest, nameBytes]))
    parts.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, directory, uint32(endSignature), end])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** The date in the upper half, the time in the lower, in UTC. */
function dosTime(at: number): number {
  const date = new Date(at)
  const day = (date.getUTCFullYear() - 1980) << 9 | (date.getUTCMonth() + 1) << 5 | date.getUTCDate()
  const time = date.getUTCHours() << 11 | date.getUTCMinutes() << 5 | date.getUTCSeconds() >> 1
  return (day << 16 | time) >>> 0
}
