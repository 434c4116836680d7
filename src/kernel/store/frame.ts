// The bytes of the log: frames of batches. A frame is what one event-loop turn committed: magic, length, checksum, then its batches, each a
// count and that many operations. Invariant: a frame is read whole or not at all, so a batch is too.
//
// An operation is its kind (1 byte), table number, key length, value length (4 bytes each, little-endian), the key's characters as bytes,
// and the value as UTF-8 text: the JSON of plain.ts for a put, `[cellId, name]` for the naming of a table, empty for delete and clear.

import { crc32 } from 'node:zlib'
import { assert } from '../fault.ts'
import type { Key } from './face.ts'
import { deleted } from './memtable.ts'
import { encodePlain } from './plain.ts'
import { cleared, type Batch } from './sink.ts'

export const frameHeaderBytes = 12
/** "ORRY" */
const magic = 0x5952524f
const batchHeaderBytes = 4
const operationHeaderBytes = 13
const kinds = { name: 1, put: 2, delete: 3, clear: 4 } as const
const shortKey = 48
const firstBufferBytes = 64 * 1024

/** The operations of one frame, in order, member by member: that costs less than an object each. */
export interface Operations {
  readonly kinds: Operation[]
  readonly tableIds: number[]
  readonly keys: Key[]
  /** The text of the value, or of the name. */
  readonly texts: string[]
}

export type Operation = keyof typeof kinds
const kindNames: readonly (Operation | undefined)[] = [undefined, ...Object.keys(kinds) as Operation[]]

/** Gathers batches into one frame; the buffer is used again for the next. */
export class FrameWriter {
  #buffer = Buffer.allocUnsafe(firstBufferBytes)
  #used = frameHeaderBytes
  /** Tables whose numbers the present log segment has named. */
  readonly #named = new Set<number>()

  get isEmpty(): boolean {
    return this.#used === frameHeaderBytes
  }

  get sizeBytes(): number {
    return this.#used
  }

  /** A new segment names its tables anew. */
  forgetNames(): void {
    this.#named.clear()
  }

  /** Adds a batch. When it throws (a value is not plain data) the frame is as before. */
  add(batch: Batch): void {
    const start = this.#used
    let count = batch.size
    this.#used += batchHeaderBytes
    const newNames: number[] = []
    try {
      for (let i = 0; i < batch.size; i++) {
        const table = batch.tableAt(i)
        if (!this.#named.has(table.id)) {
          this.#operation(kinds.name, table.id, '', JSON.stringify([table.cellId, table.name]))
          this.#named.add(table.id)
          newNames.push(table.id)
          count++
        }
        const entry = batch.entryAt(i)
        if (entry === deleted) this.#operation(kinds.delete, table.id, batch.keyAt(i), '')
        else if (entry === cleared) this.#operation(kinds.clear, table.id, '', '')
        else this.#operation(kinds.put, table.id, batch.keyAt(i), encodePlain(entry))
      }
    } catch (error) {
      this.#used = start
      for (const id of newNames) this.#named.delete(id)
      throw error
    }
    this.#reserve(start, batchHeaderBytes)
    this.#buffer.writeUInt32LE(count, start)
  }

  /** The finished frame, valid until the next `add`; the writer is empty again. */
  take(): Buffer {
    const frame = this.#buffer.subarray(0, this.#used)
    frame.writeUInt32LE(magic, 0)
    frame.writeUInt32LE(this.#used - frameHeaderBytes, 4)
    frame.writeUInt32LE(crc32(frame.subarray(frameHeaderBytes)), 8)
    this.#used = frameHeaderBytes
    if (frame.length > 16 * firstBufferBytes) this.#buffer = Buffer.allocUnsafe(firstBufferBytes)
    return frame
  }

  #operation(kind: number, tableId: number, key: Key, text: string): void {
    this.#reserve(this.#used, operationHeaderBytes + key.length + text.length * 3)
    const buffer = this.#buffer
    const at = this.#used
    const keyAt = at + operationHeaderBytes
    writeKey(buffer, key, keyAt)
    const textAt = keyAt + key.length
    const textBytes = text === '' ? 0 : buffer.write(text, textAt, 'utf8')
    buffer[at] = kind
    writeWord(buffer, at + 1, tableId)
    writeWord(buffer, at + 5, key.length)
    writeWord(buffer, at + 9, textBytes)
    this.#used = textAt + textBytes
  }

  #reserve(at: number, bytes: number): void {
    if (at + bytes <= this.#buffer.length) return
    const grown = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, at + bytes))
    this.#buffer.copy(grown, 0, 0, at)
    this.#buffer = grown
  }
}

function writeKey(buffer: Buffer, key: Key, at: number): void {
  if (key.length > shortKey) {
    if (/[^\0-\xff]/.test(key)) throw notKey()
    buffer.write(key, at, 'latin1')
    return
  }
  let all = 0
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i)
    all |= code
    buffer[at + i] = code
  }
  if (all > 0xff) throw notKey()
}

function notKey(): Error {
  return new Error('assert: a key is a byte string; make it with std/key')
}

/** Unlike Buffer's own writers this is inlined, which counts here. */
function writeWord(buffer: Buffer, at: number, value: number): void {
  buffer[at] = value
  buffer[at + 1] = value >>> 8
  buffer[at + 2] = value >>> 16
  buffer[at + 3] = value >>> 24
}

/** The length of the frame whose header stands at `at`, or undefined where no header stands. */
export function frameBytesAt(bytes: Buffer, at: number): number | undefined {
  if (at + frameHeaderBytes > bytes.length || bytes.readUInt32LE(at) !== magic) return undefined
  return frameHeaderBytes + bytes.readUInt32LE(at + 4)
}

/** Whether the whole frame at `at` is there and unharmed. */
export function isFrameAt(bytes: Buffer, at: number): boolean {
  const length = frameBytesAt(bytes, at)
  return length !== undefined && at + length <= bytes.length
    && crc32(bytes.subarray(at + frameHeaderBytes, at + length)) === bytes.readUInt32LE(at + 8)
}

/** Where the next unharmed frame after `from` begins, if any does. */
export function nextFrameAfter(bytes: Buffer, from: number): number | undefined {
  const sought = Buffer.alloc(4)
  sought.writeUInt32LE(magic)
  for (let at = bytes.indexOf(sought, from + 1); at >= 0; at = bytes.indexOf(sought, at + 1)) if (isFrameAt(bytes, at)) return at
  return undefined
}

/** What an unharmed frame says. */
export function operationsOf(frame: Buffer): Operations {
  const found: Operations = { kinds: [], tableIds: [], keys: [], texts: [] }
  let at = frameHeaderBytes
  while (at < frame.length) {
    let count = frame.readUInt32LE(at)
    at += batchHeaderBytes
    for (; count > 0; count--) {
      const keyAt = at + operationHeaderBytes
      const textAt = keyAt + frame.readUInt32LE(at + 5)
      const end = textAt + frame.readUInt32LE(at + 9)
      const kind = kindNames[frame[at]!]
      assert(kind !== undefined, 'the log holds an operation of unknown kind')
      found.kinds.push(kind)
      found.tableIds.push(frame.readUInt32LE(at + 1))
      found.keys.push(frame.toString('latin1', keyAt, textAt))
      found.texts.push(frame.toString('utf8', textAt, end))
      at = end
    }
  }
  return found
}
