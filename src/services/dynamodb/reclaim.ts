// Clears away what deleted tables, indexes and backups leave behind, a batch at a time, so that no transaction grows with a table.
// Invariant: nothing can reach these records any more.

import type { Call, RecordType } from '../../kernel/service.ts'
import { Expiry } from './expiry.ts'
import { Revision } from './history.ts'
import { collectionSizes } from './item-collection.ts'
import { contentsKey, entriesOf, itemsOf } from './stored-item.ts'
import { Table } from './table.ts'
import { forgetThroughput } from './throttle.ts'
import { dropWeight } from './weight.ts'

const batchSize = 1000

/** Leaves contents of a table and its indexes behind, or of a backup. */
export function leave(contents: readonly string[], table: Table | undefined, call: Call): void {
  const resource = table === undefined ? undefined : call.arn(Table, table)
  for (const each of contents) {
    dropWeight(each, resource, call)
    forgetThroughput(each, call)
    call.cancelTimer('expire', each)
    for (const kind of ['deliver', 'trimHistory', 'replicate', 'trimTombstones']) call.cancelTimer(kind, each)
    call.setTimer('reclaim', each, call.now(), each)
  }
}

/** The timer's work. */
export function reclaim(contents: string, call: Call): void {
  let left = batchSize
  const others = ['backup-item', 'captured', 'outgoing', 'tombstone'].map(name => call.table(name))
  for (const table of [itemsOf(call), entriesOf(call), collectionSizes(call), ...others]) {
    for (const [at] of table.scan({ prefix: contentsKey(contents) })) {
      if (left === 0) break
      table.delete(at)
      left -= 1
    }
  }
  const clear = <T>(type: RecordType<T>) => {
    for (const record of call.of(type).scan({ within: [contents] })) {
      if (left === 0) break
      call.of(type).delete(...type.keyOf(record))
      left -= 1
    }
  }
  clear(Expiry)
  clear(Revision)
  if (left === 0) call.setTimer('reclaim', contents, call.now() + 1, contents)
}
