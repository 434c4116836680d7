// How many items a table or index holds, and their bytes: a sum that changes with them, in their transaction. DescribeTable shows it, and
// once an hour the meter is told what storage that comes to. Invariant: what has a weight has the right one; what was stored before there
// were weights gets its own with the first change, by a walk.
// Source: aws.amazon.com/dynamodb/pricing, "Data storage" (100 bytes for each item besides its own), "Continuous backups".

import type { Call, Range, Table as StoreTable } from '../../kernel/service.ts'
import type { Key } from '../../std/key.ts'
import { contentsKey, entriesOf, itemsOf } from './stored-item.ts'
import { Table } from './table.ts'

export interface Load {
  readonly items: number
  /** As DynamoDB counts. */
  readonly bytes: number
}

interface Weight extends Load {
  /** What the meter knows, by usage type. */
  readonly told?: Readonly<Record<string, number>>
  /** The meter is told at the end of the hour. */
  readonly due: boolean
}

/** Of contents, and of the table they belong to. */
interface Weighed { readonly name: string, readonly contents: string }

const nothing: Load = { items: 0, bytes: 0 }
const hourMs = 3_600_000
/** Billed for each item. */
const overheadBytes = 100

/** Of all contents of the cell. */
function weightsOf(call: Call): StoreTable<Weight> {
  return call.table('weight')
}

/** Notes that contents hold more or less. Inside the transaction that makes it so, after it. */
export function weigh({ name }: Table, contents: string, items: number, bytes: number, call: Call): void {
  if (items === 0 && bytes === 0) return
  const weights = weightsOf(call)
  const at = contentsKey(contents)
  const known = weights.get(at)
  if (known !== undefined) weights.put(at, { ...known, items: known.items + items, bytes: known.bytes + bytes, due: true })
  else weights.put(at, { ...walk(contents, call), due: true })
  if (known?.due !== true) call.setTimer('tellWeight', contents, Math.floor(call.now() / hourMs + 1) * hourMs, { name, contents })
}

export function loadOf(contents: string, call: Call): Load {
  return weightsOf(call).get(contentsKey(contents)) ?? walk(contents, call)
}

/** The timer's work. */
export function tellWeight({ name, contents }: Weighed, call: Call): void {
  const table = call.of(Table).get(name)
  if (table !== undefined) tell(table, contents, call)
}

/** Tells the meter at once, after a change of what storage costs. */
export function tellWeights(table: Table, call: Call): void {
  for (const contents of [table.contents, ...table.indexes.map(index => index.contents)]) tell(table, contents, call)
}

/** The weight of what is no more. */
export function dropWeight(contents: string, resource: string | undefined, call: Call): void {
  const weights = weightsOf(call)
  const at = contentsKey(contents)
  const known = weights.get(at)
  if (known === undefined) return
  if (resource !== undefined) stand(known.told, {}, resource, call)
  weights.delete(at)
  call.cancelTimer('tellWeight', contents)
}

function tell(table: Table, contents: string, call: Call): void {
  const at = contentsKey(contents)
  const known = weightsOf(call).get(at)
  if (known === undefined) return
  const told = costOf(table, contents, known)
  stand(known.told, told, call.arn(Table, table), call)
  weightsOf(call).put(at, { ...known, told, due: false })
}

/** Standing quantities by usage type. Recovery covers the table and its local indexes. */
function costOf(table: Table, contents: string, { items, bytes }: Load): Record<string, number> {
  const isInfrequent = table.tableClass?.name === 'STANDARD_INFREQUENT_ACCESS'
  const isGlobalIndex = table.indexes.some(index => index.contents === contents && index.kind === 'global')
  return {
    [isInfrequent ? 'IA-TimedStorage-ByteHrs' : 'TimedStorage-ByteHrs']: bytes + items * overheadBytes,
    ...(table.pointInTime !== undefined && !isGlobalIndex && { 'TimedPITRStorage-ByteHrs': bytes }),
  }
}

function stand(before: Weight['told'], after: Readonly<Record<string, number>>, resource: string, call: Call): void {
  for (const usageType of new Set([...Object.keys(before ?? {}), ...Object.keys(after)])) {
    const change = (after[usageType] ?? 0) - (before?.[usageType] ?? 0)
    if (change !== 0) call.stand(usageType, change, { resource, operation: 'StandardStorage' })
  }
}

interface Sized {
  scan(range: Range): Iterable<[Key, { readonly sizeBytes: number }]>
}

/** Contents are those of a table or those of an index. */
function walk(contents: string, call: Call): Load {
  let { items, bytes } = nothing
  for (const records of [itemsOf(call), entriesOf(call)] as readonly Sized[]) {
    for (const [, { sizeBytes }] of records.scan({ prefix: contentsKey(contents) })) {
      items += 1
      bytes += sizeBytes
    }
  }
  return { items, bytes }
}
