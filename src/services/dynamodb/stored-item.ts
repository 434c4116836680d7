// Items as they are stored: the record, and how a key finds one. They change through `item-write.ts` only.

import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Item } from './engine/value.ts'
import { placeOf } from './place.ts'
import type { Place } from './place.ts'
import type { Table } from './table.ts'

export interface StoredItem extends Place {
  /** The table's contents. */
  readonly contents: string
  readonly item: Item
  /** As DynamoDB counts. */
  readonly sizeBytes: number
  /** When time to live takes it, epoch ms. */
  readonly expiresAt?: number
}

export const StoredItem = records<StoredItem>({ name: 'Item', key: ['contents', 'partition', 'sort'] })

export function itemAt({ contents }: Table, { partition, sort }: Place, call: Call): StoredItem | undefined {
  return call.of(StoredItem).get(contents, partition, sort)
}

/** The place of a key that was checked against the table. */
export function placeIn(table: Table, attributes: Item): Place {
  const place = placeOf(table, attributes)
  if (place === undefined) throw new Error('assert: the key was checked')
  return place
}
