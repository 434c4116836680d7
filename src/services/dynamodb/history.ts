// What items were before they changed, while point-in-time recovery is on, so that a table can be made again as it was at a second of the
// last days. Source: "Point-in-time backups for DynamoDB", DynamoDB Developer Guide.

import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Key } from '../../std/key.ts'
import { contentsKey, itemsOf, StoredItem } from './stored-item.ts'
import type { ItemRecord } from './stored-item.ts'
import type { Table } from './table.ts'

export interface Revision {
  readonly contents: string
  readonly at: number
  /** Tells revisions of one millisecond apart, in order. */
  readonly sequence: number
  /** The item's key. */
  readonly item: Key
  /** Absent where there was no item. */
  readonly before?: ItemRecord
}

export const Revision = records<Revision>({ name: 'Revision', key: ['contents', 'at', 'sequence'] })

const dayMs = 86_400_000

/** Keeps what stood in an item's place. */
export function remember(table: Table, item: Key, before: StoredItem | undefined, call: Call): void {
  const { contents } = table
  const at = call.now()
  const revisions = call.of(Revision)
  const last = revisions.first({ within: [contents], reverse: true })
  const sequence = last?.at === at ? last.sequence + 1 : 0
  revisions.insert({ contents, at, sequence, item, ...(before !== undefined && { before: before.record }) })
  if (last === undefined) call.setTimer('trimHistory', contents, at + keptMs(table) + dayMs, { name: table.name, contents })
}

/** Forgets what is older than the recovery period; rings again while there is more. */
export function trimHistory(table: Table, call: Call): void {
  const revisions = call.of(Revision)
  const oldestAt = call.now() - keptMs(table)
  for (const { at, sequence } of revisions.scan({ within: [table.contents] })) {
    if (at > oldestAt) {
      const { name, contents } = table
      call.setTimer('trimHistory', contents, Math.max(at + keptMs(table), call.now() + dayMs), { name, contents })
      return
    }
    revisions.delete(table.contents, at, sequence)
  }
}

/** The items of a table as they were at a time, by their keys. */
export function itemsAt({ contents }: Table, at: number, call: Call): Map<Key, StoredItem> {
  const items = new Map<Key, StoredItem>(itemsOf(call).scan({ prefix: contentsKey(contents) }))
  for (const { item, before } of call.of(Revision).scan({ within: [contents], after: [at], reverse: true })) {
    if (before === undefined) items.delete(item)
    else items.set(item, StoredItem.from(before))
  }
  return items
}

/** What became of one item in a time. */
export interface ItemChange {
  /** When it changed last. */
  readonly at: number
  readonly before: StoredItem | undefined
  readonly after: StoredItem | undefined
}

/** The items that changed from one time (inclusive) to another; what came and went in between is left out. */
export function* changesBetween(table: Table, from: number, to: number, call: Call): IterableIterator<ItemChange> {
  const { contents } = table
  const changed = new Map<Key, { at: number, readonly before: StoredItem | undefined }>()
  for (const { at, item, before } of call.of(Revision).scan({ within: [contents], from: [from], before: [to] })) {
    const known = changed.get(item)
    if (known === undefined) changed.set(item, { at, before: before === undefined ? undefined : StoredItem.from(before) })
    else known.at = at
  }
  const then = itemsAt(table, to - 1, call)
  for (const [item, { at, before }] of changed) {
    const after = then.get(item)
    if (before !== undefined || after !== undefined) yield { at, before, after }
  }
}

function keptMs({ pointInTime }: Table): number {
  return (pointInTime?.days ?? 0) * dayMs
}
