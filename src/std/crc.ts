// Cyclic redundancy checks that Node lacks: CRC-32C (Castagnoli) and CRC-64/NVME, both reflected, eight bytes at a time. Not for secrets.
// Invariant: feeding a body in any pieces gives the same sum. Parameters: "Catalogue of parametrised CRC algorithms", CRC-32/ISCSI and
// CRC-64/NVME.

/** A checksum that bytes are fed to. */
export interface RunningChecksum {
  update(bytes: Uint8Array): void
  /** Big-endian. */
  digest(): Uint8Array
}

const reflectedCastagnoli = 0x82f63b78
/** Reflected 0x9A6C9329AC4BC9B5 in two halves. */
const reflectedNvmeHigh = 0x9a6c9329
const reflectedNvmeLow = 0xac4bc9b5

const slices = 8

const castagnoli = tables32(reflectedCastagnoli)
const nvme = tables64(reflectedNvmeHigh, reflectedNvmeLow)

export class Crc32c implements RunningChecksum {
  #sum = 0xffffffff

  update(bytes: Uint8Array): void {
    const table = castagnoli
    const { length } = bytes
    let sum = this.#sum
    let at = 0
    for (; at + 8 <= length; at += 8) {
      sum ^= bytes[at]! | bytes[at + 1]! << 8 | bytes[at + 2]! << 16 | bytes[at + 3]! << 24
      sum = table[1792 + (sum & 255)]! ^ table[1536 + (sum >>> 8 & 255)]! ^ table[1280 + (sum >>> 16 & 255)]! ^ table[1024 + (sum >>> 24)]!
        ^ table[768 + bytes[at + 4]!]! ^ table[512 + bytes[at + 5]!]! ^ table[256 + bytes[at + 6]!]! ^ table[bytes[at + 7]!]!
    }
    for (; at < length; at += 1) sum = table[(sum ^ bytes[at]!) & 255]! ^ sum >>> 8
    this.#sum = sum
  }

  digest(): Uint8Array {
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setUint32(0, ~this.#sum >>> 0)
    return bytes
  }
}

export class Crc64Nvme implements RunningChecksum {
  #high = -1
  #low = -1

  update(bytes: Uint8Array): void {
    const { high: highTable, low: lowTable } = nvme
    const { length } = bytes
    let high = this.#high
    let low = this.#low
    let at = 0
    for (; at + 8 <= length; at += 8) {
      low ^= bytes[at]! | bytes[at + 1]! << 8 | bytes[at + 2]! << 16 | bytes[at + 3]! << 24
      high ^= bytes[at + 4]! | bytes[at + 5]! << 8 | bytes[at + 6]! << 16 | bytes[at + 7]! << 24
      const a = 1792 + (low & 255)
      const b = 1536 + (low >>> 8 & 255)
      const c = 1280 + (low >>> 16 & 255)
      const d = 1024 + (low >>> 24)
      const e = 768 + (high & 255)
      const f = 512 + (high >>> 8 & 255)
      const g = 256 + (high >>> 16 & 255)
      const h = high >>> 24
      high = highTable[a]! ^ highTable[b]! ^ highTable[c]! ^ highTable[d]! ^ highTable[e]! ^ highTable[f]! ^ highTable[g]! ^ highTable[h]!
      low = lowTable[a]! ^ lowTable[b]! ^ lowTable[c]! ^ lowTable[d]! ^ lowTable[e]! ^ lowTable[f]! ^ lowTable[g]! ^ lowTable[h]!
    }
    for (; at < length; at += 1) {
      const index = (low ^ bytes[at]!) & 255
      low = (low >>> 8 | high << 24) ^ lowTable[index]!
      high = high >>> 8 ^ highTable[index]!
    }
    this.#high = high
    this.#low = low
  }

  digest(): Uint8Array {
    const bytes = new Uint8Array(8)
    const view = new DataView(bytes.buffer)
    view.setUint32(0, ~this.#high >>> 0)
    view.setUint32(4, ~this.#low >>> 0)
    return bytes
  }
}

/** Reflected polynomials of the checksums that can be combined. */
export const polynomials = { crc32: 0xedb88320n, crc32c: 0x82f63b78n, crc64nvme: 0x9a6c9329ac4bc9b5n } as const

/**
 * The checksum of two bodies, one after the other, from theirs: appends `secondBytes` zero bytes to the first by repeated squaring, then
 * adds the second.
 */
export function combine(first: bigint, second: bigint, secondBytes: number, polynomial: bigint, width: 32 | 64): bigint {
  let sum = first
  let power = oneZeroByte(polynomial, width)
  for (let left = secondBytes; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) sum = times(power, sum)
    if (left > 1) power = power.map(row => times(power, row))
  }
  return sum ^ second
}

/** The operator on sums that one zero byte is, as a matrix over two elements: row i is what bit i becomes. */
function oneZeroByte(polynomial: bigint, width: number): bigint[] {
  return Array.from({ length: width }, (_, bit) => {
    let sum = 1n << BigInt(bit)
    for (let step = 0; step < 8; step += 1) sum = (sum & 1n) === 1n ? sum >> 1n ^ polynomial : sum >> 1n
    return sum
  })
}

function times(matrix: readonly bigint[], vector: bigint): bigint {
  let sum = 0n
  for (let bit = 0, left = vector; left > 0n; bit += 1, left >>= 1n) if ((left & 1n) === 1n) sum ^= matrix[bit]!
  return sum
}

function tables32(polynomial: number): Int32Array {
  const table = new Int32Array(256 * slices)
  for (let i = 0; i < 256; i += 1) {
    let sum = i
    for (let bit = 0; bit < 8; bit += 1) sum = (sum & 1) === 1 ? sum >>> 1 ^ polynomial : sum >>> 1
    table[i] = sum
  }
  for (let i = 256; i < table.length; i += 1) table[i] = table[table[i - 256]! & 255]! ^ table[i - 256]! >>> 8
  return table
}

function tables64(polynomialHigh: number, polynomialLow: number): { readonly high: Int32Array, readonly low: Int32Array } {
  const high = new Int32Array(256 * slices)
  const low = new Int32Array(256 * slices)
  for (let i = 0; i < 256; i += 1) {
    let sumHigh = 0
    let sumLow = i
    for (let bit = 0; bit < 8; bit += 1) {
      const carries = (sumLow & 1) === 1
      sumLow = sumLow >>> 1 | sumHigh << 31
      sumHigh >>>= 1
      if (carries) {
        sumHigh ^= polynomialHigh
        sumLow ^= polynomialLow
      }
    }
    high[i] = sumHigh
    low[i] = sumLow
  }
  for (let i = 256; i < high.length; i += 1) {
    const index = low[i - 256]! & 255
    low[i] = (low[i - 256]! >>> 8 | high[i - 256]! << 24) ^ low[index]!
    high[i] = high[i - 256]! >>> 8 ^ high[index]!
  }
  return { high, low }
}
