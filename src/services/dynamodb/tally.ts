// How many items a table or index holds, and their size. Nothing is counted on the way of a write: DescribeTable walks, and of large tables
// keeps the figures for six hours, which is how often DynamoDB itself brings them up to date (TableDescription, API Reference).

import { records } from '../../kernel/service.ts'
import type { Call, Range } from '../../kernel/service.ts'
import type { Key } from '../../std/key.ts'
import { entriesOf } from './index-entry.ts'
import { contentsKey, itemsOf } from './stored-item.ts'
import type { Table } from './table.ts'

export interface Tally {
  readonly contents: string
  readonly itemCount: number
  readonly sizeBytes: number
  readonly countedAt: number
}

export const Tally = records<Tally>({ name: 'Tally', key: 'contents' })

interface Sized {
  scan(range: Range): Iterable<[Key, { readonly sizeBytes: number }]>
  count(range: Range): number
}

const validMs = 6 * 3_600_000
/** Above so many the last figures are good for a while. */
const smallCount = 5_000

/** The tallies of a table and its indexes, by what names their contents. */
export function tallies(table: Table, call: Call): (contents: string) => Tally {
  const known = call.of(Tally)
  return contents => {
    const last = known.get(contents)
    const now = call.now()
    if (last !== undefined && last.itemCount > smallCount && now < last.countedAt + validMs) return last
    const counted = { contents, ...count(table, contents, call), countedAt: now }
    if (counted.itemCount > smallCount) known.put(counted)
    return counted
  }
}

/** Of large tables only the keys are walked, and the size is that of as many items as the first ones are large. */
function count(table: Table, contents: string, call: Call): Pick<Tally, 'itemCount' | 'sizeBytes'> {
  const records: Sized = contents === table.contents ? itemsOf(call) : entriesOf(call)
  const range = { prefix: contentsKey(contents) }
  let itemCount = 0
  let sizeBytes = 0
  for (const [, record] of records.scan(range)) {
    itemCount += 1
    sizeBytes += record.sizeBytes
    if (itemCount <= smallCount) continue
    const all = records.count(range)
    return { itemCount: all, sizeBytes: Math.round(sizeBytes / itemCount * all) }
  }
  return { itemCount, sizeBytes }
}
