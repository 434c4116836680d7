// Brings frozen memtables to disk, in slices small enough not to hold up the event loop. It can stop at any point: the log still holds all
// that it writes, and writing it again changes nothing. Invariant: after it, the tables on disk say what the frozen memtables say.

import { compareKeys } from '../../std/key.ts'
import type { Key } from './face.ts'
import type { Layers } from './layers.ts'
import { bucketOf, bucketText, cataloguePlace, headOf, isLongKey, placeOf, restOf, type LmdbContents } from './lmdb.ts'
import { deleted, MemtableCursor, type Entry } from './memtable.ts'
import { encodePlain } from './plain.ts'

/** How much is sent to lmdb at once: little while calls wait to be answered, since encoding it holds them up. */
export interface SliceSize { readonly writes: number, readonly chars: number }
export const servingSlice: SliceSize = { writes: 96, chars: 64 * 1024 }
export const closingSlice: SliceSize = { writes: 8192, chars: 4 * 1024 * 1024 }

/** Gathers writes and sends them off slice by slice. */
class Slices {
  readonly #stored: LmdbContents
  readonly #size: SliceSize
  #writes: [string, string | undefined][] = []
  #chars = 0

  constructor(stored: LmdbContents, size: SliceSize) {
    this.#stored = stored
    this.#size = size
  }

  add(place: string, text: string | undefined): void {
    this.#writes.push([place, text])
    this.#chars += text?.length ?? 0
  }

  get isFull(): boolean {
    return this.#writes.length >= this.#size.writes || this.#chars >= this.#size.chars
  }

  async send(): Promise<void> {
    const writes = this.#writes
    this.#writes = []
    this.#chars = 0
    if (writes.length > 0) await this.#stored.write(writes)
  }
}

/** Resolves when the disk has all of it. */
export async function writeFrozen(stored: LmdbContents, tables: readonly Layers[], size: SliceSize): Promise<void> {
  const slices = new Slices(stored, size)
  stored.refresh()
  for (const table of tables) {
    slices.add(cataloguePlace(table.id), JSON.stringify([table.cellId, table.name]))
    if (table.frozenHidesStored) await removeAll(stored, table, slices, size.writes)
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
  return bucketText([...members].sort(([a], [b]) => compareKeys(a, b)))
}

async function removeAll(stored: LmdbContents, table: Layers, slices: Slices, limit: number): Promise<void> {
  for (;;) {
    await slices.send()
    stored.refresh()
    const records = stored.readRange(headOf(table.id), headOf(table.id + 1), false, limit)
    if (records.length === 0) return
    for (const { key: place } of records) slices.add(place, undefined)
  }
}
