// Unpacking of bzip2, a block at a time: of a stream of any length no more than one block of at most 900,000 bytes is held. It checks each
// block's checksum. It does not pack. Source: the format as described in "BZIP2 Format Specification" (J. Tsai, 2016).

const blockMagic = 0x314159265359
const endMagic = 0x177245385090
const mostTables = 6
const groupSize = 50
const longestCode = 20
const runA = 0
const runB = 1

export class Bunzip2 implements AsyncIterable<Uint8Array> {
  readonly #bits: BitReader

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#bits = new BitReader(bytes)
  }

  /** @throws Error for bytes that are no bzip2, or not whole */
  async* [Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    // Streams may follow one another.
    do {
      const largest = await this.#begin()
      for (;;) {
        const magic = await this.#bits.take(24) * 2 ** 24 + await this.#bits.take(24)
        const checksum = await this.#bits.take(32)
        if (magic === endMagic) break
        if (magic !== blockMagic) throw new Error('bzip2: a block does not begin as one')
        const bytes = await this.#block(largest)
        if (crcOf(bytes) !== checksum) throw new Error('bzip2: a block has a wrong checksum')
        yield bytes
      }
      this.#bits.align()
    } while (await this.#bits.hasMore())
  }

  async #begin(): Promise<number> {
    const head = await this.#bits.take(24)
    const level = await this.#bits.take(8) - 0x30
    if (head !== 0x425a68 || level < 1 || level > 9) throw new Error('bzip2: the file does not begin as one')
    return level * 100_000
  }

  async #block(largest: number): Promise<Uint8Array> {
    const bits = this.#bits
    if (await bits.take(1) === 1) throw new Error('bzip2: randomised blocks are not read')
    const origin = await bits.take(24)
    const symbols = await this.#symbols()
    const tables = await this.#tables(symbols.length + 2)
    const moved = await this.#moved(symbols, tables, largest)
    if (origin >= moved.length) throw new Error('bzip2: a block has no beginning')
    return runsExpanded(transformed(moved, origin))
  }

  /** The bytes that occur, in order. */
  async #symbols(): Promise<number[]> {
    const used = await this.#bits.take(16)
    const symbols: number[] = []
    for (let i = 0; i < 16; i += 1) {
      if ((used & (0x8000 >> i)) === 0) continue
      const row = await this.#bits.take(16)
      for (let j = 0; j < 16; j += 1) if ((row & (0x8000 >> j)) !== 0) symbols.push(i * 16 + j)
    }
    if (symbols.length === 0) throw new Error('bzip2: a block holds no symbols')
    return symbols
  }

  async #tables(alphabet: number): Promise<{ readonly tables: HuffmanTable[], readonly selectors: Uint8Array }> {
    const bits = this.#bits
    const count = await bits.take(3)
    const selectorCount = await bits.take(15)
    if (count < 2 || count > mostTables || selectorCount === 0) throw new Error('bzip2: a block has no tables')
    const order = Array.from({ length: count }, (_, i) => i)
    const selectors = new Uint8Array(selectorCount)
    for (let i = 0; i < selectorCount; i += 1) {
      let place = 0
      while (await bits.take(1) === 1) place += 1
      if (place >= count) throw new Error('bzip2: a selector names no table')
      const [table] = order.splice(place, 1)
      order.unshift(table!)
      selectors[i] = table!
    }
    const tables: HuffmanTable[] = []
    for (let t = 0; t < count; t += 1) {
      const lengths = new Uint8Array(alphabet)
      let length = await bits.take(5)
      for (let i = 0; i < alphabet; i += 1) {
        while (await bits.take(1) === 1) length += await bits.take(1) === 0 ? 1 : -1
        if (length < 1 || length > longestCode) throw new Error('bzip2: a code has an impossible length')
        lengths[i] = length
      }
      tables.push(new HuffmanTable(lengths))
    }
    return { tables, selectors }
  }

  /** Codes, runs of the front symbol, and the move to the front undone. */
  async #moved(
    symbols: readonly number[], { tables, selectors }: { readonly tables: HuffmanTable[], readonly selectors: Uint8Array }, largest: number,
  ): Promise<Uint8Array> {
    const front = Uint8Array.from(symbols)
    const out = new Uint8Array(largest)
    const end = symbols.length + 1
    let [length, run, weight, group, left] = [0, 0, 1, 0, 0]
    let table = tables[0]!
    for (;;) {
      if (left === 0) {
        if (group >= selectors.length) throw new Error('bzip2: a block goes on beyond its tables')
        table = tables[selectors[group]!]!
        group += 1
        left = groupSize
      }
      left -= 1
      if (this.#bits.ready < longestCode) await this.#bits.fill(longestCode)
      const code = table.next(this.#bits)
      if (code === runA || code === runB) {
        run += weight << code
        weight <<= 1
        if (run > largest) throw new Error('bzip2: a block is too long')
        continue
      }
      if (length + run + 1 > largest && !(code === end && length + run <= largest)) throw new Error('bzip2: a block is too long')
      if (run > 0) {
        out.fill(front[0]!, length, length + run)
        length += run
        run = 0
        weight = 1
      }
      if (code === end) return out.subarray(0, length)
      const byte = front[code - 1]!
      front.copyWithin(1, 0, code - 1)
      front[0] = byte
      out[length] = byte
      length += 1
    }
  }
}

/** Canonical codes. */
class HuffmanTable {
  readonly #limits = new Int32Array(longestCode + 2).fill(-1)
  readonly #bases = new Int32Array(longestCode + 2)
  readonly #symbols: number[] = []
  readonly #shortest: number

  constructor(lengths: Uint8Array) {
    this.#shortest = Math.min(...lengths)
    let code = 0
    for (let length = this.#shortest; length <= longestCode; length += 1) {
      this.#bases[length] = this.#symbols.length - code
      lengths.forEach((each, symbol) => {
        if (each !== length) return
        this.#symbols.push(symbol)
        code += 1
      })
      this.#limits[length] = code - 1
      code <<= 1
    }
  }

  /** The next symbol, out of bits that are there. */
  next(bits: BitReader): number {
    let length = this.#shortest
    let code = bits.pick(length)
    for (; length <= longestCode; length += 1) {
      if (code <= this.#limits[length]!) return this.#symbols[code + this.#bases[length]!] ?? -1
      code = (code << 1) | bits.pick(1)
    }
    throw new Error('bzip2: there is no such code')
  }
}

class BitReader {
  readonly #source: AsyncIterator<Uint8Array>
  #bytes: Uint8Array = new Uint8Array(0)
  #at = 0
  /** Bits of the current byte that are taken already. */
  #used = 0

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#source = bytes[Symbol.asyncIterator]()
  }

  /** How many bits can be picked without waiting. */
  get ready(): number {
    return (this.#bytes.length - this.#at) * 8 - this.#used
  }

  /** Up to 32 bits, the highest first. */
  pick(count: number): number {
    if (this.ready < count) throw new Error('bzip2: the file ends too soon')
    let value = 0
    for (let left = count; left > 0;) {
      const take = Math.min(left, 8 - this.#used)
      value = value * 2 ** take + ((this.#bytes[this.#at]! >> (8 - this.#used - take)) & ((1 << take) - 1))
      this.#used += take
      left -= take
      if (this.#used === 8) {
        this.#used = 0
        this.#at += 1
      }
    }
    return value
  }

  async take(count: number): Promise<number> {
    if (this.ready < count) await this.fill(count)
    return this.pick(count)
  }

  /** Waits for so many bits, or for the end. */
  async fill(count: number): Promise<void> {
    while (this.ready < count) if (!await this.#more()) return
  }

  align(): void {
    if (this.#used > 0) this.#at += 1
    this.#used = 0
  }

  async hasMore(): Promise<boolean> {
    return this.#at < this.#bytes.length || await this.#more()
  }

  async #more(): Promise<boolean> {
    for (;;) {
      const next = await this.#source.next()
      if (next.done === true) return false
      if (next.value.length === 0) continue
      const rest = this.#bytes.subarray(this.#at)
      this.#bytes = rest.length === 0 ? next.value : Buffer.concat([rest, next.value])
      this.#at = 0
      return true
    }
  }
}

/** Burrows and Wheeler's transformation undone. */
function transformed(last: Uint8Array, origin: number): Uint8Array {
  const starts = new Uint32Array(257)
  for (const byte of last) starts[byte + 1]! += 1
  for (let i = 1; i < 257; i += 1) starts[i]! += starts[i - 1]!
  const next = new Uint32Array(last.length)
  for (const [i, byte] of last.entries()) {
    next[starts[byte]!] = i
    starts[byte]! += 1
  }
  const out = new Uint8Array(last.length)
  let at = next[origin]!
  for (let i = 0; i < out.length; i += 1) {
    out[i] = last[at]!
    at = next[at]!
  }
  return out
}

/** Four like bytes are followed by how many more there were. */
function runsExpanded(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = []
  let [from, same] = [0, 0]
  for (let i = 0; i < bytes.length; i += 1) {
    same = i > from && bytes[i] === bytes[i - 1] ? same + 1 : 1
    if (same < 4 || i + 1 >= bytes.length) continue
    parts.push(bytes.subarray(from, i + 1), new Uint8Array(bytes[i + 1]!).fill(bytes[i]!))
    i += 1
    from = i + 1
    same = 0
  }
  parts.push(bytes.subarray(from))
  return Buffer.concat(parts)
}

/** The checksum of blocks goes through the bits from the highest on. */
function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte << 24
    for (let bit = 0; bit < 8; bit += 1) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1
  }
  return ~crc >>> 0
}
