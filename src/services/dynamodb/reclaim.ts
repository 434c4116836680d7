// Clears away what deleted tables, indexes and backups leave behind, a batch at a time, so that no transaction grows with a table.
// Invariant: nothing can reach these records any more.

import type { Call, RecordType } from '../../kernel/service.ts'
import { Expiry } from './expiry.ts'
import { Revision } from './history.ts'
import { entriesOf } from './index-entry.ts'
import { collectionSizes } from './item-collection.ts'
import { contentsKey, itemsOf } from './stored-item.ts'
import { Tally } from './tally.ts'
import { forgetThroughput } from './throttle.ts'

const batchSize = 1000

/** Leaves contents of tables, indexes or backups behind. */
export function leave(contents: readonly string[], call: Call): void {
  for (const each of contents) {
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
  clear(Tally)
  if (left === 0) call.setTimer('reclaim', contents, call.now() + 1, contents)
}
