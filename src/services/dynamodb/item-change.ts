// One change of one item, prepared and then made: what PutItem, UpdateItem, DeleteItem, batches and transactions have in common.
// Preparing looks at the table only; making reads the item, asks the condition, and writes. Invariant: a change whose condition fails
// writes nothing.

import type { Call } from '../../kernel/service.ts'
import type { Key } from '../../std/key.ts'
import { writeUnits } from './capacity.ts'
import type { BoundCondition, BoundUpdate } from './engine/expression/bound.ts'
import { checkIndexKey, checkItemKey, checkKey, keyAttributes } from './engine/key.ts'
import { checkItemSize, itemSizeBytes } from './engine/size.ts'
import type { Item } from './engine/value.ts'
import { writeItem, removeItem } from './item-write.ts'
import type { IndexUnits } from './index-entry.ts'
import { itemKey, itemsOf } from './stored-item.ts'
import type { StoredItem } from './stored-item.ts'
import type { Table } from './table.ts'

export interface Change {
  readonly kind: 'put' | 'update' | 'delete' | 'check'
  readonly table: Table
  readonly at: Key
  /** The key, or of a put the whole item. */
  readonly attributes: Item
  /** Of a put. */
  readonly sizeBytes?: number
  readonly update?: BoundUpdate
  readonly condition?: BoundCondition
}

export interface Made {
  /** False where the condition failed; then nothing was written. */
  readonly held: boolean
  readonly before: StoredItem | undefined
  readonly after: Item | undefined
  readonly units: number
  readonly indexUnits: IndexUnits | undefined
}

/** @param item checked, of this size @throws Invalid for a key that does not fit the table or its indexes */
export function preparePut(table: Table, item: Item, sizeBytes: number, condition: BoundCondition | undefined): Change {
  checkItemKey(item, table.key)
  checkIndexKeys(table, item)
  return { kind: 'put', table, at: itemKey(table, item), attributes: item, sizeBytes, ...(condition !== undefined && { condition }) }
}

/** @param key checked as attributes @throws Invalid for a key that does not fit the table */
export function prepareByKey(
  kind: 'update' | 'delete' | 'check', table: Table, key: Item, condition: BoundCondition | undefined, update?: BoundUpdate,
): Change {
  checkKey(key, table.key)
  update?.checkKeyUntouched(keyAttributes(table.key).map(({ name }) => name))
  return {
    kind, table, at: itemKey(table, key), attributes: key,
    ...(condition !== undefined && { condition }), ...(update !== undefined && { update }),
  }
}

/** What the change would make of an item, without writing. @throws Invalid where an update does not fit the item */
export function outcome(change: Change, before: StoredItem | undefined): { readonly item: Item, readonly sizeBytes: number } | undefined {
  const { kind, table, attributes, update, sizeBytes } = change
  if (kind === 'delete') return undefined
  if (kind === 'check') return before
  if (kind === 'put') return { item: attributes, sizeBytes: sizeBytes! }
  const item = update === undefined ? before?.item ?? attributes : update.apply(before?.item ?? attributes)
  // An update that only takes away makes no item where there was none.
  if (before === undefined && update !== undefined && Object.keys(item).length === Object.keys(attributes).length) return undefined
  checkIndexKeys(table, item)
  const size = itemSizeBytes(item)
  checkItemSize(size, 'update')
  return { item, sizeBytes: size }
}

/** Makes the change, if its condition holds. @throws Invalid where an update does not fit the item */
export function make(change: Change, call: Call): Made {
  const before = itemsOf(call).get(change.at)
  if (change.condition !== undefined && !change.condition.matches(before?.item ?? noItem)) {
    return { held: false, before, after: undefined, units: writeUnits(before?.sizeBytes ?? 0), indexUnits: undefined }
  }
  return write(change, before, outcome(change, before), call)
}

/** Writes what `outcome` gave. */
export function write(
  { kind, table, at }: Change, before: StoredItem | undefined,
  after: { readonly item: Item, readonly sizeBytes: number } | undefined, call: Call,
): Made {
  const indexUnits: IndexUnits | undefined = table.indexes.length === 0 ? undefined : new Map()
  if (kind !== 'check') {
    if (after !== undefined) writeItem(table, at, before, after.item, after.sizeBytes, call, indexUnits)
    else if (before !== undefined) removeItem(table, at, before, 'caller', call, indexUnits)
  }
  const units = writeUnits(Math.max(before?.sizeBytes ?? 0, after?.sizeBytes ?? 0))
  return { held: true, before, after: after?.item, units, indexUnits }
}

const noItem: Item = Object.freeze({})

function checkIndexKeys(table: Table, item: Item): void {
  for (const { key, name } of table.indexes) checkIndexKey(item, key, name)
}

/** The attributes that ReturnValues, or RETURNING, asks for. */
export function updateValues(wanted: string | undefined, { update }: Change, { before, after }: Made): Item | undefined {
  switch (wanted) {
    case 'ALL_OLD': return before?.item
    case 'ALL_NEW': return after
    case 'UPDATED_OLD': return before === undefined || update === undefined ? undefined : unlessEmpty(update.updatedOld(before.item))
    case 'UPDATED_NEW': return after === undefined || update === undefined ? undefined : unlessEmpty(update.updatedNew(after))
    default: return undefined
  }
}

function unlessEmpty(attributes: Item): Item | undefined {
  return Object.keys(attributes).length === 0 ? undefined : attributes
}
