// Brings frozen memtables to disk, in slices small enough not to hold up the event loop. It can stop at any point: the log still holds all
// that it writes, and writing it again changes nothing. Invariant: after it, the tables on disk say what the frozen memtables say.

import type { Key } from './face.ts'
import type { Layers } from './layers.ts'
import { bucketOf, bucketText, cataloguePlace, headOf, isLongKey, placeOf, restOf, type LmdbContents } from './lmdb.ts'
import { deleted, MemtableCursor, type Entry } from './memtable.ts'
import { encodePlain } from './plain.ts'

const sliceWrites = 128
const sliceChars = 128 * 1024

/** Gathers writes and sends them off slice by slice. */
class Slices {
  readonly #stored: LmdbContents
  #writes: [string, string | undefined][] = []
  #chars = 0

  constructor(stored: LmdbContents) {
    this.#stored = stored
  }

  add(place: string, text: string | undefined): void {
    this.#writes.push([place, text])
    this.#chars += text?.length ?? 0
  }

  get isFull(): boolean {
    return this.#writes.length >= sliceWrites || this.#chars >= sliceChars
  }

  async send(): Promise<void> {
    const writes = this.#writes
    this.#writes = []
    this.#chars = 0
    if (writes.length > 0) await this.#stored.write(writes)
  }
}

/** Resolves when the disk has all of it. */
export async function writeFrozen(stored: LmdbContents, tables: readonly Layers[]): Promise<void> {
  const slices = new Slices(stored)
  stored.refresh()
  for (const table of tables) {
    slices.add(cataloguePlace(table.id), JSON.stringify([table.cellId, table.name]))
    if (table.frozenHidesStored) await removeAll(stored, table, slices)
    await writeTable(stored, table, slices)
  }
  await slices.send()
  await stored.flush()
}

async function writeTable(stored: LmdbContents, table: Layers, slices: Slices): Promise<void> {
  const head = headOf(table.id)
  const cursor = new MemtableCursor(table.frozen!, false)
  for (cursor.seek(undefined, false); cursor.key !== undefined;) {
    const { key, entry } = cursor
    if (isLongKey(key)) slices.add(placeOf(head, key), bucketAfter(stored, placeOf(head, key), takeBucket(cursor, key)))
    else {
      cursor.goPast(key)
      slices.add(head + key, entry === deleted ? undefined : encodePlain(entry))
    }
    if (slices.isFull) await slices.send()
  }
}

/** All following entries that share a bucket with `first`; the cursor goes past them. */
function takeBucket(cursor: MemtableCursor, first: Key): Map<string, Entry> {
  const place = placeOf('', first)
  const changes = new Map<string, Entry>()
  for (let { key } = cursor; key !== undefined && key.startsWith(place); { key } = cursor) {
    changes.set(restOf(key), cursor.entry)
    cursor.goPast(key)
  }
  return changes
}

function bucketAfter(stored: LmdbContents, place: string, changes: ReadonlyMap<string, Entry>): string | undefined {
  const members = new Map(bucketOf(stored.read(place)))
  for (const [rest, entry] of changes) {
    if (entry === deleted) members.delete(rest)
    else members.set(rest, encodePlain(entry))
  }
  return bucketText([...members].sort(([a], [b]) => a < b ? -1 : 1))
}

async function removeAll(stored: LmdbContents, table: Layers, slices: Slices): Promise<void> {
  for (;;) {
    await slices.send()
    stored.refresh()
    const records = stored.readRange(headOf(table.id), headOf(table.id + 1), false, sliceWrites)
    if (records.length === 0) return
    for (const { key: place } of records) slices.add(place, undefined)
  }
}
