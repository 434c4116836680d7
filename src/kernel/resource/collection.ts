// A collection is one type's records in one cell, as an operation sees them: by key, in order, or in the order of an index.
// Indexes are kept with the records in the same transaction. Invariant: records are never changed in place; a new one replaces the old.

import { key, keyPrefix, prefixOf } from '../../std/key.ts'
import type { Cell, Key, Range, Table } from '../store/face.ts'
import type { Pager } from './page.ts'
import type { KeyPart, RecordType } from './resource.ts'

/**
 * Which records, by the parts of their key. Bounds are tuples, compared part by part; `prefix` is the start of the text that follows
 * `within`.
 */
export interface Span {
  readonly within?: readonly KeyPart[]
  readonly prefix?: string
  readonly from?: readonly KeyPart[]
  readonly after?: readonly KeyPart[]
  readonly before?: readonly KeyPart[]
  readonly through?: readonly KeyPart[]
  readonly reverse?: boolean
}

export interface Order<T> {
  scan(span?: Span): IterableIterator<T>
  first(span?: Span): T | undefined
  count(span?: Span): number
}

export interface Collection<T> extends Order<T> {
  get(...key: KeyPart[]): T | undefined
  /** @throws the type's not-found fault */
  require(...key: KeyPart[]): T
  /** @throws the type's exists fault */
  insert(record: T): T
  /** Inserts, or replaces the record of the same key. */
  put(record: T): T
  delete(...key: KeyPart[]): T | undefined
  by(index: string): Order<T>
}

/** What a collection needs of the call it works for; tells the rest of the kernel what happens to resources. */
export interface CollectionContext {
  readonly pager?: Pager | undefined
  missing(type: RecordType<never>, key: readonly KeyPart[]): Error
  present(type: RecordType<never>, key: readonly KeyPart[]): Error
  seen?(type: RecordType<never>, record: unknown): void
  changed?(type: RecordType<never>, before: unknown, after: unknown): unknown
}

/** @param service id of the service whose records they are; two services may name a type alike */
export function collection<T>(cell: Cell, service: string, type: RecordType<T>, context: CollectionContext): Collection<T> {
  return new StoredCollection(cell, tableName(service, type), type, context)
}

class StoredCollection<T> implements Collection<T> {
  readonly #cell: Cell
  readonly #tableName: string
  readonly #type: RecordType<T>
  readonly #context: CollectionContext
  readonly #records: Table<T>
  readonly #indexNames: readonly string[]

  constructor(cell: Cell, tableName: string, type: RecordType<T>, context: CollectionContext) {
    this.#cell = cell
    this.#tableName = tableName
    this.#type = type
    this.#context = context
    this.#records = cell.table<T>(tableName)
    this.#indexNames = Object.keys(type.indexes)
  }

  get(...parts: KeyPart[]): T | undefined {
    return this.#records.get(key(...parts))
  }

  require(...parts: KeyPart[]): T {
    const record = this.get(...parts)
    if (record === undefined) throw this.#context.missing(this.#type as RecordType<never>, parts)
    this.#context.seen?.(this.#type as RecordType<never>, record)
    return record
  }

  insert(record: T): T {
    const parts = this.#type.keyOf(record)
    const at = key(...parts)
    if (this.#records.has(at)) throw this.#context.present(this.#type as RecordType<never>, parts)
    return this.#write(at, undefined, record)
  }

  put(record: T): T {
    const at = key(...this.#type.keyOf(record))
    return this.#write(at, this.#records.get(at), record)
  }

  delete(...parts: KeyPart[]): T | undefined {
    const at = key(...parts)
    const before = this.#records.get(at)
    if (before === undefined) return undefined
    for (const name of this.#indexNames) {
      const place = this.#type.indexes[name]!(before)
      if (place !== undefined) this.#index(name).delete(key(...place) + at)
    }
    this.#records.delete(at)
    this.#context.changed?.(this.#type as RecordType<never>, before, undefined)
    return before
  }

  *scan(span: Span = {}): IterableIterator<T> {
    const pager = this.#context.pager?.claim()
    const range = rangeOf(span)
    const resumed = pager?.after === undefined ? range : resume(range, pager.after)
    for (const [at, record] of this.#records.scan(resumed)) {
      pager?.reached(at)
      yield record
    }
  }

  first(span: Span = {}): T | undefined {
    for (const [, record] of this.#records.scan(rangeOf(span))) return record
    return undefined
  }

  count(span: Span = {}): number {
    return this.#records.count(rangeOf(span))
  }

  by(name: string): Order<T> {
    const index = this.#index(name)
    const records = this.#records
    const pager = this.#context.pager
    return {
      * scan(span = {}) {
        const claimed = pager?.claim()
        const range = rangeOf(span)
        for (const [place, at] of index.scan(claimed?.after === undefined ? range : resume(range, claimed.after))) {
          claimed?.reached(place)
          yield records.get(at)!
        }
      },
      first(span = {}) {
        for (const [, at] of index.scan(rangeOf(span))) return records.get(at)!
        return undefined
      },
      count: (span = {}) => index.count(rangeOf(span)),
    }
  }

  #write(at: Key, before: T | undefined, record: T): T {
    const replaced = this.#context.changed?.(this.#type as RecordType<never>, before, record)
    const after = replaced === undefined ? record : replaced as T
    this.#records.put(at, after)
    for (const name of this.#indexNames) this.#reindex(name, at, before, after)
    return after
  }

  #reindex(name: string, at: Key, before: T | undefined, after: T): void {
    const placeOf = this.#type.indexes[name]!
    const place = placeOf(after)
    const next = place === undefined ? undefined : key(...place) + at
    if (before !== undefined) {
      const old = placeOf(before)
      const previous = old === undefined ? undefined : key(...old) + at
      if (previous === next) return
      if (previous !== undefined) this.#index(name).delete(previous)
    }
    if (next !== undefined) this.#index(name).put(next, at)
  }

  #index(name: string): Table<Key> {
    return this.#cell.table<Key>(`${this.#tableName}.${name}`)
  }
}

/** Where a service's records of a type are kept in a cell. */
export function tableName(service: string, type: RecordType<never> | RecordType<unknown>): string {
  return `${service}/${type.name}`
}

function rangeOf(span: Span): Range {
  const within = span.within ?? []
  const bound = (parts: readonly KeyPart[] | undefined) => parts === undefined ? undefined : key(...within, ...parts)
  const prefix = span.prefix !== undefined ? keyPrefix(...within, span.prefix) : within.length > 0 ? prefixOf(...within) : undefined
  // A tuple is followed by its extensions, and no part's encoding begins with 0xFF.
  const past = (parts: readonly KeyPart[] | undefined) => parts === undefined ? undefined : `${bound(parts)!}\xff`
  const from = lastOf(bound(span.from), past(span.after))
  const before = firstOf(bound(span.before), past(span.through))
  return {
    ...(prefix !== undefined && { prefix }),
    ...(from !== undefined && { from }),
    ...(before !== undefined && { before }),
    ...(span.reverse && { reverse: true }),
  }
}

function lastOf(one: Key | undefined, other: Key | undefined): Key | undefined {
  return one === undefined || (other !== undefined && other > one) ? other : one
}

function firstOf(one: Key | undefined, other: Key | undefined): Key | undefined {
  return one === undefined || (other !== undefined && other < one) ? other : one
}

function resume(range: Range, after: Key): Range {
  return range.reverse ? { ...range, before: after } : { ...range, after }
}
