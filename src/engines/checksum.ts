// Checksums of objects: the algorithms there are, sums that are reckoned while bytes pass, and how sums of parts make that of the whole.
// Source: "Checking object integrity in Amazon S3", Amazon S3 User Guide.

import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { combine, Crc32c, Crc64Nvme, polynomials } from '../std/crc.ts'
import type { RunningChecksum } from '../std/crc.ts'
import { Xxh3Of128, Xxh3Of64, Xxh64 } from '../std/xxhash.ts'

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256' | 'SHA512' | 'MD5' | 'XXHASH64' | 'XXHASH3'
  | 'XXHASH128'

export type ChecksumType = 'COMPOSITE' | 'FULL_OBJECT'

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm
  /** Base64; composite ones end in `-` and the number of parts. */
  readonly value: string
  readonly type: ChecksumType
}

const lengths: Readonly<Record<ChecksumAlgorithm, number>> = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32, SHA512: 64,
  MD5: 16, XXHASH64: 8, XXHASH3: 8, XXHASH128: 16 }
export const checksumAlgorithms = Object.keys(lengths) as readonly ChecksumAlgorithm[]

export function isChecksumAlgorithm(name: string): name is ChecksumAlgorithm {
  return Object.hasOwn(lengths, name)
}

const linear = {
  CRC32: { polynomial: polynomials.crc32, width: 32 },
  CRC32C: { polynomial: polynomials.crc32c, width: 32 },
  CRC64NVME: { polynomial: polynomials.crc64nvme, width: 64 },
} as const

export function runningChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  switch (algorithm) {
    case 'CRC32': return new Crc32()
    case 'CRC32C': return new Crc32c()
    case 'CRC64NVME': return new Crc64Nvme()
    case 'XXHASH64': return new Xxh64()
    case 'XXHASH3': return new Xxh3Of64()
    case 'XXHASH128': return new Xxh3Of128()
    default: return createHash(algorithm.toLowerCase())
  }
}

class Crc32 implements RunningChecksum {
  #sum = 0

  update(bytes: Uint8Array): void {
    this.#sum = crc32(bytes, this.#sum)
  }

  digest(): Uint8Array {
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setUint32(0, this.#sum)
    return bytes
  }
}

/** Whether a text can be a sum of this algorithm, in base64. */
export function isSum(algorithm: ChecksumAlgorithm, value: string): boolean {
  const bytes = Buffer.from(value, 'base64')
  return bytes.length === lengths[algorithm] && bytes.toString('base64') === value
}

/** Whether sums of parts can make a sum of the whole, without the bytes. */
export function isLinear(algorithm: ChecksumAlgorithm): algorithm is keyof typeof linear {
  return Object.hasOwn(linear, algorithm)
}

/** The checksum of an object that was uploaded in parts, from those of its parts. @param parts base64 sums and sizes, in order */
export function checksumOfParts(
  algorithm: ChecksumAlgorithm, type: ChecksumType, parts: readonly { readonly checksum: string, readonly sizeBytes: number }[],
): Checksum {
  if (type === 'COMPOSITE' || !isLinear(algorithm)) {
    const sum = runningChecksum(algorithm)
    for (const { checksum } of parts) sum.update(Buffer.from(checksum, 'base64'))
    return { algorithm, type: 'COMPOSITE', value: `${Buffer.from(sum.digest()).toString('base64')}-${parts.length}` }
  }
  const { polynomial, width } = linear[algorithm]
  const number = (text: string) => BigInt(`0x${Buffer.from(text, 'base64').toString('hex')}`)
  const whole = parts.slice(1).reduce((sum, part) => combine(sum, number(part.checksum), part.sizeBytes, polynomial, width),
    number(parts[0]!.checksum))
  return { algorithm, type, value: Buffer.from(whole.toString(16).padStart(width / 4, '0'), 'hex').toString('base64') }
}
