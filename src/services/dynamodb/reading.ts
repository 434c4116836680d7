// Reads a stretch of a table or index, a page at a time: what Query and Scan have in common. Pages end at the limit, or with the item that
// takes them past 1 MB, whatever the filter leaves of them. Source: "Paginating table query results", Developer Guide.

import type { Call, Range } from '../../kernel/service.ts'
import type { Key } from '../../std/key.ts'
import { readUnits } from './capacity.ts'
import type { Taken } from './capacity.ts'
import { checkKey, keyAttributes, keyOf, keyOfPartition, keyOfSort } from './engine/key.ts'
import type { KeyRange } from './engine/key.ts'
import type { BoundCondition } from './engine/expression/bound.ts'
import { Invalid } from './engine/invalid.ts'
import { checkAttributes } from './engine/value-check.ts'
import { attributeOf } from './engine/value.ts'
import type { Attributes, Item } from './engine/value.ts'
import { entryKey } from './index-entry.ts'
import type { Selection } from './selection.ts'
import { contentsKey, entriesOf, itemsOf } from './stored-item.ts'
import type { StoredItem } from './stored-item.ts'
import type { Index, Table } from './table.ts'
import { invalid } from './validation.ts'

const pageBytes = 2 ** 20

export interface Reading {
  readonly table: Table
  readonly index: Index | undefined
  /** Within the table or index. */
  readonly range: KeyRange
  readonly reverse: boolean
  /** Where the page before ended, a key within the table or index. */
  readonly after: Key | undefined
  readonly limit: number | undefined
  readonly filter: BoundCondition | undefined
  readonly selection: Selection
  readonly consistent: boolean | undefined
}

export interface Page {
  /** What is shown of the items; empty where they are answered whole, or only counted. */
  readonly items: readonly Item[]
  /** The items to be answered whole. */
  readonly wholes: readonly StoredItem[]
  readonly count: number
  readonly scannedCount: number
  readonly last: Item | undefined
  readonly taken: Taken
}

/** The index a read names; undefined where it names none. @throws ValidationException */
export function readableIndex(table: Table, name: string | undefined, consistent: boolean | undefined): Index | undefined {
  if (name === undefined) return undefined
  const index = table.indexes.find(each => each.name === name)
  if (index === undefined) throw invalid(`The table does not have the specified index: ${name}`)
  if (table.status !== 'ACTIVE'
    && index.status === 'CREATING') throw invalid(`Cannot read from backfilling global secondary index: ${name}`)
  if (consistent && index.kind === 'global') throw invalid('Consistent reads are not supported on global secondary indexes')
  return index
}

export function readPage(reading: Reading, call: Call): Page {
  const { table, index, limit = Infinity, filter, selection, consistent } = reading
  const items: Item[] = []
  const wholes: StoredItem[] = []
  let [count, scannedCount, sizeBytes, fetched] = [0, 0, 0, 0]
  let last: Item | undefined
  for (const { stored, sizeBytes: each } of index === undefined ? tableItems(reading, call) : indexItems(reading, index, call)) {
    scannedCount += 1
    sizeBytes += each
    if (filter === undefined || filter.matches(selection.view(stored.item))) {
      count += 1
      if (selection.items && selection.whole) wholes.push(stored)
      else if (selection.items) items.push(selection.show(selection.view(stored.item)))
    }
    if (selection.fetches) fetched += readUnits(stored.sizeBytes, consistent)
    if (scannedCount >= limit || sizeBytes > pageBytes) {
      last = keyIn(stored.item, table, index)
      break
    }
  }
  const units = readUnits(sizeBytes, consistent)
  const taken: Taken = index === undefined ? { kind: 'read', table: units }
    : { kind: 'read', table: fetched, indexes: new Map([[index, units]]) }
  return { items, wholes, count, scannedCount, last, taken }
}

interface Found { readonly stored: StoredItem, readonly sizeBytes: number }

function* tableItems({ table, range, reverse, after }: Reading, call: Call): IterableIterator<Found> {
  for (const [, stored] of itemsOf(call).scan(storeRange(contentsKey(table.contents), range, reverse, after))) {
    yield { stored, sizeBytes: stored.sizeBytes }
  }
}

function* indexItems({ table, range, reverse, after }: Reading, index: Index, call: Call): IterableIterator<Found> {
  const items = itemsOf(call)
  const prefix = contentsKey(table.contents)
  for (const [, entry] of entriesOf(call).scan(storeRange(contentsKey(index.contents), range, reverse, after))) {
    const stored = items.get(prefix + entry.item)
    if (stored === undefined) throw new Error(`assert: index ${index.name} of ${table.name} has an entry without item`)
    yield { stored, sizeBytes: entry.sizeBytes }
  }
}

function storeRange(contents: Key, { prefix = '', from, before }: KeyRange, reverse: boolean, after: Key | undefined): Range {
  return {
    prefix: contents + prefix,
    ...(after !== undefined && !reverse ? { after: contents + after } : from !== undefined && { from: contents + from }),
    ...(after !== undefined && reverse ? { before: contents + after } : before !== undefined && { before: contents + before }),
    ...(reverse && { reverse }),
  }
}

/** The key by which a page is gone on with: the item's, and in an index the index's too. */
function keyIn(item: Item, { key }: Table, index: Index | undefined): Item {
  return index === undefined ? keyOf(item, key) : { ...keyOf(item, key), ...keyOf(item, index.key) }
}

/** Where an ExclusiveStartKey stands in the table or index. @throws ValidationException for a key that is none of it */
export function startOf(given: Item | undefined, table: Table, index: Index | undefined): Key | undefined {
  if (given === undefined) return undefined
  const key = checkAttributes(given)
  if (index === undefined) {
    try {
      checkKey(key, table.key)
    } catch (error) {
      throw error instanceof Invalid ? invalid(`The provided starting key is invalid: ${error.message}`) : error
    }
    return keyOfPartition(key, table.key) + keyOfSort(key, table.key)
  }
  const names = new Set([...keyAttributes(table.key), ...keyAttributes(index.key)].map(({ name }) => name))
  const own: Attributes = {}
  for (const { name } of keyAttributes(table.key)) {
    const value = attributeOf(key, name)
    if (value !== undefined) own[name] = value
  }
  if (Object.keys(key).length !== names.size) throw invalid('The provided starting key is invalid')
  try {
    checkKey(own, table.key)
  } catch (error) {
    throw error instanceof Invalid ? invalid('The provided starting key is invalid') : error
  }
  const at = entryKey(index, key, keyOfPartition(own, table.key) + keyOfSort(own, table.key))
  if (at === undefined) throw invalid('The provided starting key is invalid')
  return at.slice(contentsKey(index.contents).length)
}

/** Whether a key lies in a range. */
export function isWithin(at: Key, { prefix = '', from, before }: KeyRange): boolean {
  return at.startsWith(prefix) && (from === undefined || at >= from) && (before === undefined || at < before)
}
