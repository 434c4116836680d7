// Capacity units: what a request takes of a table and its indexes, how it is reported, and how it is metered. Units are counted the same
// way whether a table is billed by request or by provision. Source: "DynamoDB read and write operations", Developer Guide;
// ReturnConsumedCapacity in the API Reference.

import type { ConsumedCapacity } from '../../../generated/aws/dynamodb.ts'
import type { Call } from '../../kernel/service.ts'
import type { Key } from '../../std/key.ts'
import type { IndexUnits } from './index-entry.ts'
import type { Index, Table } from './table.ts'
import { charge } from './throttle.ts'
import { tellConsumed } from './consumption.ts'

const readUnitBytes = 4096
const writeUnitBytes = 1024

export type Detail = 'INDEXES' | 'TOTAL' | 'NONE' | (string & {})

export interface Taken {
  readonly kind: 'read' | 'write'
  readonly table: number
  readonly indexes?: ReadonlyMap<Index, number>
  /** Transactions report their units by kind as well. */
  readonly transactional?: boolean
}

/** Read units for so many bytes read together. */
export function readUnits(sizeBytes: number, consistent: boolean | undefined): number {
  const units = sizeBytes <= readUnitBytes ? 1 : Math.ceil(sizeBytes / readUnitBytes)
  return consistent ? units : units / 2
}

/** Write units of one item, of which the larger of before and after counts. */
export function writeUnits(sizeBytes: number): number {
  return sizeBytes <= writeUnitBytes ? 1 : Math.ceil(sizeBytes / writeUnitBytes)
}

/** `ConsumedCapacity` of an answer, in the detail asked for; nothing where none was. @param given the table as the request names it */
export function consumed(given: string, detail: Detail | undefined, taken: Taken): { ConsumedCapacity?: ConsumedCapacity } {
  if (detail === undefined || detail === 'NONE') return {}
  return { ConsumedCapacity: describe(given, detail, taken) }
}

export function describe(given: string, detail: Detail, { kind, table, indexes, transactional }: Taken): ConsumedCapacity {
  const figures = (units: number) => ({
    CapacityUnits: units, ...(transactional && { [kind === 'read' ? 'ReadCapacityUnits' : 'WriteCapacityUnits']: units }),
  })
  let total = table
  for (const units of indexes?.values() ?? []) total += units
  if (detail !== 'INDEXES') return { TableName: given, ...figures(total) }
  const of = (wanted: Index['kind']) => {
    const found = [...indexes ?? []].filter(([index]) => index.kind === wanted)
    return found.length === 0 ? undefined : Object.fromEntries(found.map(([{ name }, units]) => [name, figures(units)]))
  }
  const locals = of('local')
  const globals = of('global')
  return {
    TableName: given, ...figures(total), Table: figures(table),
    ...(locals !== undefined && { LocalSecondaryIndexes: locals }),
    ...(globals !== undefined && { GlobalSecondaryIndexes: globals }),
  }
}

/** Takes what a request needs, at the item's key where it is about one, and counts it for the bill. @throws Fault where it is throttled */
export function use(table: Table, taken: Taken, at: Key | undefined, call: Call): void {
  charge(table, taken, at, call)
  meter(table, taken, call)
}

/** Tells the metrics of units, and counts them for the bill, where the table is billed by request. */
export function meter(of: Table, taken: Taken, call: Call): void {
  tellConsumed(of, taken, call)
  const { kind, table, indexes } = taken
  if (of.billingMode !== 'PAY_PER_REQUEST') return
  let units = table
  for (const each of indexes?.values() ?? []) units += each
  call.meter(kind === 'read' ? 'ReadRequestUnits' : writeUsageOf(of), units)
}

/** Each member of a global table takes what is written to any of them. */
export function writeUsageOf({ global }: Table): 'WriteRequestUnits' | 'ReplWriteRequestUnits' {
  return global === undefined ? 'WriteRequestUnits' : 'ReplWriteRequestUnits'
}

/** Units of several requests to one table, as one. */
export class CapacitySum {
  readonly #kind: Taken['kind']
  readonly #transactional: boolean
  readonly #tables = new Map<string, { readonly table: Table, units: number, readonly indexes: IndexUnits }>()

  constructor(kind: Taken['kind'], transactional = false) {
    this.#kind = kind
    this.#transactional = transactional
  }

  /** @param given the table as the request names it */
  add(given: string, table: Table, units: number, indexes?: IndexUnits): void {
    let sum = this.#tables.get(given)
    if (sum === undefined) this.#tables.set(given, sum = { table, units: 0, indexes: new Map() })
    sum.units += units
    for (const [index, each] of indexes ?? []) sum.indexes.set(index, (sum.indexes.get(index) ?? 0) + each)
  }

  meter(call: Call): void {
    for (const { table, units, indexes } of this.#tables.values()) meter(table, { kind: this.#kind, table: units, indexes }, call)
  }

  describe(detail: Detail | undefined): { ConsumedCapacity?: ConsumedCapacity[] } {
    if (detail === undefined || detail === 'NONE') return {}
    return {
      ConsumedCapacity: [...this.#tables].map(([given, { units, indexes }]) =>
        describe(given, detail, { kind: this.#kind, table: units, indexes, transactional: this.#transactional })),
    }
  }
}
