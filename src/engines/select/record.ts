// Bytes cut into records, without a look into them: lines between delimiters, with or without delimiters in quotes, and the root values of
// a JSON text. A record is at most 1 MB long. Source: "Filtering and retrieving data using Amazon S3 Select", Amazon S3 User Guide.

import { SelectRefusal } from './refusal.ts'

export type Bytes = AsyncIterable<Uint8Array>

export const longestRecordBytes = 2 ** 20
const longestValueBytes = 128 * 2 ** 20

/** Which records are wanted: those that begin in the range, from the first byte on to the last. */
export interface ScanRange { readonly firstByte: number, readonly lastByte: number }

/** The bytes of a file from one of them on. */
export type Open = (fromByte: number) => Bytes

interface LineSetting {
  readonly delimiter: Uint8Array
  /** A delimiter between two of these is none. */
  readonly quote?: number
  readonly range?: ScanRange
}

/** Lines without their delimiters, some at a time. @throws SelectRefusal OverMaxRecordSize */
export async function* linesOf(open: Open, { delimiter, quote, range }: LineSetting): AsyncGenerator<Buffer[]> {
  let rest = Buffer.alloc(0)
  // Whether a line begins at a range's first byte, what stands before it tells.
  let startsAt = Math.max((range?.firstByte ?? 0) - delimiter.length, 0)
  const bytes = open(startsAt)
  const isWanted = (at: number): boolean => range === undefined || (at >= range.firstByte && at <= range.lastByte)
  for await (const chunk of bytes) {
    const text = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk])
    const lines: Buffer[] = []
    let at = 0
    for (;;) {
      const end = quote === undefined ? text.indexOf(delimiter, at) : endOutsideQuotes(text, at, delimiter, quote)
      if (end < 0) break
      if (end - at > longestRecordBytes) throw new SelectRefusal('OverMaxRecordSize')
      if (isWanted(startsAt)) lines.push(text.subarray(at, end))
      startsAt += end + delimiter.length - at
      at = end + delimiter.length
    }
    rest = text.subarray(at)
    if (rest.length > longestRecordBytes) throw new SelectRefusal('OverMaxRecordSize')
    if (lines.length > 0) yield lines
    if (range !== undefined && startsAt > range.lastByte) return
  }
  if (rest.length > 0 && isWanted(startsAt)) yield [rest]
}

function endOutsideQuotes(text: Buffer, from: number, delimiter: Uint8Array, quote: number): number {
  let isQuoted = false
  let end = text.indexOf(delimiter, from)
  let at = from
  while (end >= 0) {
    for (; at < end; at += 1) if (text[at] === quote) isQuoted = !isQuoted
    if (!isQuoted) return end
    end = text.indexOf(delimiter, end + 1)
  }
  return -1
}

/** Texts of a JSON file's root values, however they are set apart. @throws SelectRefusal OverMaxRecordSize, JSONParsingError */
export async function* jsonTextsOf(bytes: Bytes): AsyncGenerator<Buffer[]> {
  const scanner = new JsonScanner()
  let rest = Buffer.alloc(0)
  for await (const chunk of bytes) {
    const text = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk])
    const values: Buffer[] = []
    let begin = 0
    for (let end = scanner.next(text, rest.length); end >= 0; end = scanner.next(text, end)) {
      values.push(text.subarray(begin, end))
      begin = end
    }
    rest = text.subarray(begin)
    if (rest.length > longestValueBytes) throw new SelectRefusal('OverMaxRecordSize')
    if (values.length > 0) yield values
  }
  if (!isBlank(rest)) yield [rest]
}

/** Finds where a root value ends: at its closing bracket, or where a plain value is followed by space or the next one. */
class JsonScanner {
  #depth = 0
  #isQuoted = false
  #isEscaped = false
  #isPlain = false

  /** The place behind the next value that ends from `from` on; -1 where none does. */
  next(text: Buffer, from: number): number {
    for (let at = from; at < text.length; at += 1) {
      const byte = text[at]!
      if (this.#isQuoted) {
        if (this.#isEscaped) this.#isEscaped = false
        else if (byte === 0x5c) this.#isEscaped = true
        else if (byte === 0x22) {
          this.#isQuoted = false
          if (this.#depth === 0) return at + 1
        }
        continue
      }
      const opens = byte === 0x7b || byte === 0x5b
      const isSpace = byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
      if (this.#isPlain && (opens || isSpace || byte === 0x22)) {
        this.#isPlain = false
        return at
      }
      if (byte === 0x22) this.#isQuoted = true
      else if (opens) this.#depth += 1
      else if (byte === 0x7d || byte === 0x5d) {
        this.#depth -= 1
        if (this.#depth < 0) throw new SelectRefusal('JSONParsingError')
        if (this.#depth === 0) return at + 1
      } else if (this.#depth === 0 && !isSpace) this.#isPlain = true
    }
    return -1
  }
}

export function isBlank(text: Uint8Array): boolean {
  return text.every(byte => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09)
}
