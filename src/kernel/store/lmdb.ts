// What lies on disk under the memtables: one lmdb file. A record's place is its table's number (4 bytes) and its key. Only a checkpoint
// writes here. Invariant: places sort as the tables' keys do, however long the keys are.

import { rmSync } from 'node:fs'
import { open, type RootDatabase } from 'lmdb'
import { prefixEnd } from '../../std/key.ts'
import type { StoredContents } from './contents.ts'
import type { Key, Plain } from './face.ts'
import type { StoredTable, TableName } from './layers.ts'
import type { Cursor } from './memtable.ts'
import { decodePlain } from './plain.ts'
import { RecentValues } from './recent.ts'

// lmdb takes keys of at most 1,978 bytes. Keys of this many bytes and more therefore share one record with all others that have the same
// stem: its place ends with the stem, its value lists the rests of the keys with their values, sorted. No shorter key has such a place.
const stemLength = 1900
const placeHeadLength = 4
const recentChars = 8 * 1024 * 1024
const firstChunk = 8
const chunkMax = 256
/** Address space, not memory: a map that need not grow is not mapped twice. Windows would make the file that long. */
const mapBytes = process.platform === 'win32' ? undefined : 8 * 1024 ** 3
/** Table number 0 lists the tables' names. */
const catalogueHead = '\0\0\0\0'

/** The long keys of one stem: their rests and the texts of their values, sorted. */
export type Bucket = readonly (readonly [rest: string, text: string])[]
type Place = string

/** A lmdb database of texts, places being byte strings. */
const placeEncoding = {
  writeKey(place: Place, target: Buffer, start: number): number {
    for (let i = 0; i < place.length; i++) target[start + i] = place.charCodeAt(i)
    return start + place.length
  },
  readKey(target: Uint8Array, start: number, end: number): Place {
    return Buffer.from(target.buffer, target.byteOffset + start, end - start).toString('latin1')
  },
}

export class LmdbContents implements StoredContents {
  readonly path: string
  readonly recent = new RecentValues(recentChars)
  readonly #database: RootDatabase<string, Place>
  readonly #removeAtEnd: boolean
  #holders = 1

  /** Opens the file, making it when there is none. `removeAtEnd`: a private copy, deleted with its last holder. */
  constructor(path: string, removeAtEnd = false) {
    this.path = path
    this.#removeAtEnd = removeAtEnd
    const options = { path, noSubdir: true, encoding: 'string' as const, keyEncoder: placeEncoding, noSync: removeAtEnd }
    this.#database = open<string, Place>(mapBytes === undefined ? options : { ...options, mapSize: mapBytes })
  }

  retain(): void {
    this.#holders++
  }

  async release(): Promise<void> {
    if (--this.#holders > 0) return
    await this.#database.close()
    if (this.#removeAtEnd) for (const path of [this.path, `${this.path}-lock`]) rmSync(path, { force: true })
  }

  table(name: TableName): StoredTable {
    return new LmdbTable(this, headOf(name.id))
  }

  names(): TableName[] {
    const names: TableName[] = []
    for (const { key: place, value: text } of this.#database.getRange({ start: catalogueHead, end: headOf(1) })) {
      const [cellId, name] = JSON.parse(text) as [string, string]
      names.push({ id: Buffer.from(place.slice(placeHeadLength), 'latin1').readUInt32BE(), cellId, name })
    }
    return names
  }

  read(place: Place): string | undefined {
    return this.#database.get(place)
  }

  has(place: Place): boolean {
    return this.#database.doesExist(place)
  }

  /** Places and texts from `start`, which is included, towards `end`; the lower bound is included in both directions. */
  readRange(start: Place, end: Place, reverse: boolean, limit: number): { key: Place, value: string }[] {
    return [...this.#database.getRange({ start, end, reverse, limit, inclusiveEnd: reverse } as object)] as { key: Place, value: string }[]
  }

  /** Starts reading from the newest commit. */
  refresh(): void {
    this.#database.resetReadTxn()
  }

  /** Writes all of `writes` in one commit; a text of undefined removes. Resolves when it can be read, which is before the disk has it. */
  async write(writes: readonly (readonly [Place, string | undefined])[]): Promise<void> {
    await this.#database.batch(() => {
      for (const [place, text] of writes) {
        if (text === undefined) void this.#database.remove(place)
        else void this.#database.put(place, text)
        this.recent.forget(place)
      }
    })
  }

  async flush(): Promise<void> {
    await this.#database.flushed
  }

  /** Writes a consistent copy. */
  async copyTo(path: string): Promise<void> {
    await this.#database.backup(path, false)
  }
}

/** Where a table's records begin. */
export function headOf(tableId: number): Place {
  return String.fromCharCode(tableId >>> 24, tableId >>> 16 & 0xff, tableId >>> 8 & 0xff, tableId & 0xff)
}

export function cataloguePlace(tableId: number): Place {
  return catalogueHead + headOf(tableId)
}

export function isLongKey(key: Key): boolean {
  return key.length >= stemLength
}

/** The place of a key's record, which for a long key is its bucket's. */
export function placeOf(head: Place, key: Key): Place {
  return head + (isLongKey(key) ? key.slice(0, stemLength) : key)
}

export function restOf(key: Key): string {
  return key.slice(stemLength)
}

/** A bucket's text; undefined for an empty one, which is no record. */
export function bucketText(bucket: Bucket): string | undefined {
  return bucket.length === 0 ? undefined : JSON.stringify(bucket)
}

export function bucketOf(text: string | undefined): Bucket {
  return text === undefined ? [] : JSON.parse(text) as Bucket
}

class LmdbTable implements StoredTable {
  readonly #contents: LmdbContents
  readonly #head: Place
  readonly #end: Place
  /** The least and greatest keys stored, found when first asked; a new object is made after each checkpoint. */
  #bounds: { readonly first: Key, readonly last: Key } | 'empty' | undefined

  constructor(contents: LmdbContents, head: Place) {
    this.#contents = contents
    this.#head = head
    this.#end = prefixEnd(head)!
  }

  get isEmpty(): boolean {
    return this.#boundsNow() === 'empty'
  }

  mayHold(key: Key): boolean {
    const bounds = this.#boundsNow()
    return bounds !== 'empty' && key >= bounds.first && key <= bounds.last
  }

  get(key: Key): Plain | undefined {
    if (!this.mayHold(key)) return undefined
    const place = placeOf(this.#head, key)
    if (isLongKey(key)) {
      const found = this.#bucket(place).find(([rest]) => rest === restOf(key))
      return found === undefined ? undefined : decodePlain(found[1])
    }
    const known = this.#contents.recent.get(place)
    if (known !== undefined) return known
    const text = this.#contents.read(place)
    if (text === undefined) return undefined
    const value = decodePlain(text)
    this.#contents.recent.add(place, value, text.length)
    return value
  }

  has(key: Key): boolean {
    if (!this.mayHold(key)) return false
    const place = placeOf(this.#head, key)
    return isLongKey(key) ? this.#bucket(place).some(([rest]) => rest === restOf(key)) : this.#contents.has(place)
  }

  cursor(reverse: boolean): Cursor {
    return new LmdbCursor(this, reverse)
  }

  /** Keys and texts from the place of `key` (or the beginning) on, at most `limit` records; a bucket gives all its keys. */
  chunk(key: Key | undefined, reverse: boolean, limit: number): { found: [Key, string][], isLast: boolean } {
    const start = key === undefined ? (reverse ? this.#end : this.#head) : placeOf(this.#head, key)
    const records = this.#contents.readRange(start, reverse ? this.#head : this.#end, reverse, limit)
    const found: [Key, string][] = []
    for (const { key: place, value: text } of records) {
      if (!place.startsWith(this.#head)) continue
      const placed = place.slice(placeHeadLength)
      if (placed.length < stemLength) found.push([placed, text])
      else {
        const members = bucketOf(text).map(([rest, memberText]): [Key, string] => [placed + rest, memberText])
        found.push(...(reverse ? members.reverse() : members))
      }
    }
    return { found, isLast: records.length < limit }
  }

  #bucket(place: Place): Bucket {
    return bucketOf(this.#contents.read(place))
  }

  #boundsNow(): { readonly first: Key, readonly last: Key } | 'empty' {
    if (this.#bounds !== undefined) return this.#bounds
    const first = this.chunk(undefined, false, 1).found[0]?.[0]
    const last = this.chunk(undefined, true, 2).found[0]?.[0]
    this.#bounds = first === undefined || last === undefined ? 'empty' : { first, last }
    return this.#bounds
  }
}

/** Reads ahead in chunks that grow, and keeps no lmdb cursor open between steps: an open one would hold on to old pages. */
class LmdbCursor implements Cursor {
  readonly isDeleted = false
  readonly #table: LmdbTable
  readonly #reverse: boolean
  #found: [Key, string][] = []
  #index = 0
  #isLast = false
  #limit = firstChunk

  constructor(table: LmdbTable, reverse: boolean) {
    this.#table = table
    this.#reverse = reverse
  }

  get key(): Key | undefined {
    return this.#found[this.#index]?.[0]
  }

  get entry(): Plain {
    return decodePlain(this.#found[this.#index]![1])
  }

  seek(key: Key | undefined, open: boolean): void {
    this.#limit = firstChunk
    this.#fill(key, open)
  }

  goPast(key: Key): void {
    if (this.key !== key) return
    this.#index++
    if (this.#index < this.#found.length || this.#isLast) return
    this.#limit = Math.min(this.#limit * 2, chunkMax)
    this.#fill(key, true)
  }

  #fill(key: Key | undefined, open: boolean): void {
    const { found, isLast } = this.#table.chunk(key, this.#reverse, this.#limit)
    this.#index = 0
    this.#found = found
    this.#isLast = isLast
    if (key === undefined) return
    // The chunk begins with the record at the key's place: the key itself, or a bucket that has keys on both sides of it.
    const isBefore = (other: Key): boolean => other === key ? open : this.#reverse ? other > key : other < key
    while (this.#index < found.length && isBefore(found[this.#index]![0])) this.#index++
  }
}
