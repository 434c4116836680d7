// Changes of provisioned capacity, and the quotas on capacity and on tables. A decrease is always remembered; how many there may be in a
// day, and how much capacity, bites only with `--quotas real`. Source: "Quotas in Amazon DynamoDB", Developer Guide; texts of the decreases
// and of simultaneous operations as users report them, those of the capacity quotas and of warm throughput are ours.

import type { WarmThroughput } from '../../../generated/aws/dynamodb.ts'
import type { Call, Quota } from '../../kernel/service.ts'
import { Table } from './table.ts'
import type { Capacity, Index, WarmUnits } from './table.ts'
import { warmUnits } from './throttle.ts'
import { invalidParameter } from './validation.ts'

/** What a table or index knows of its capacity. */
export interface Provision {
  readonly capacity: Capacity
  readonly increasedAt?: number
  /** Times of today's decreases, and of the last one. */
  readonly decreases?: readonly number[]
}

const dayMs = 86_400_000
const hourMs = 3_600_000
const freeDecreases = 4

const limit = 'LimitExceededException'
const tooMuch = (kind: string, where: string) => (wanted: number, value: number) =>
  `Subscriber limit exceeded: The requested ${kind} of ${wanted} exceeds the maximum of ${value} ${where}.`

export const quotas: Readonly<Record<string, Quota>> = {
  Tables: { code: 'L-F98FE922', value: 2500, fault: limit,
    message: (_, value) => `Subscriber limit exceeded: There is a limit of ${value} tables per subscriber` },
  TableOperations: { value: 500, fault: limit,
    message: (_, value) => `Subscriber limit exceeded: Only ${value} tables can be created, updated, or deleted simultaneously` },
  IndexedTables: { value: 250, fault: limit,
    message: () => 'Subscriber limit exceeded: You have exceeded the maximum number of indexed tables that can be created simultaneously' },
  TableReadUnits: { code: 'L-CF0CBE56', value: 40_000, fault: limit, message: tooMuch('ReadCapacityUnits', 'for a table') },
  TableWriteUnits: { code: 'L-AB614373', value: 40_000, fault: limit, message: tooMuch('WriteCapacityUnits', 'for a table') },
  AccountReadUnits: { code: 'L-34F6A552', value: 80_000, fault: limit, message: tooMuch('ReadCapacityUnits', 'in all tables') },
  AccountWriteUnits: { code: 'L-34F8CCC8', value: 80_000, fault: limit, message: tooMuch('WriteCapacityUnits', 'in all tables') },
}

/** The provision with another capacity. @throws LimitExceededException where there were too many decreases today */
export function provided(known: Provision, capacity: Capacity, call: Call): Provision {
  const { readUnits, writeUnits } = known.capacity
  const now = call.now()
  const isIncrease = capacity.readUnits > readUnits || capacity.writeUnits > writeUnits
  const isDecrease = capacity.readUnits < readUnits || capacity.writeUnits < writeUnits
  const today = decreasesToday(known, now)
  if (isDecrease && call.enforcesQuotas) checkDecreases(today, now, call)
  const decreases = isDecrease ? [...today, now] : known.decreases?.slice(-Math.max(1, today.length))
  return {
    capacity,
    ...(isIncrease ? { increasedAt: now } : known.increasedAt !== undefined && { increasedAt: known.increasedAt }),
    ...(decreases !== undefined && { decreases }),
  }
}

/** A day is one of UTC. */
export function decreasesToday({ decreases = [] }: Provision, now: number): readonly number[] {
  return decreases.filter(at => Math.floor(at / dayMs) === Math.floor(now / dayMs))
}

function checkDecreases(today: readonly number[], now: number, call: Call): void {
  const last = today.at(-1)
  if (last === undefined || today.length < freeDecreases || now >= last + hourMs) return
  const text = (at: number) => new Date(at).toLocaleString('en-US', { dateStyle: 'full', timeStyle: 'full', timeZone: 'UTC' })
  throw call.fault('LimitExceededException', 'Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC ' +
    'day. After the first 4 decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. ' +
    `Number of decreases today: ${today.length}. Last decrease at ${text(last)}. Next decrease can be made at ${text(last + hourMs)}`)
}

/** Refuses a table that is to be made or changed where the account has too much of something. @param wanted as it will be */
export function checkQuotas(wanted: Table, call: Call): void {
  if (!call.enforcesQuotas) return
  let [tables, busy, indexed] = [1, 1, wanted.indexes.length > 0 && wanted.status === 'CREATING' ? 1 : 0]
  const own = unitsOf(wanted)
  const all = { ...own }
  for (const table of call.of(Table).scan()) {
    if (table.name === wanted.name) continue
    tables += 1
    if (table.status !== 'ACTIVE') busy += 1 + table.indexes.filter(({ status }) => status !== 'ACTIVE').length
    if (table.status === 'CREATING' && table.indexes.length > 0) indexed += 1
    const units = unitsOf(table)
    all.readUnits += units.readUnits
    all.writeUnits += units.writeUnits
  }
  if (wanted.status === 'CREATING') call.quota('Tables', tables)
  call.quota('TableOperations', busy)
  call.quota('IndexedTables', indexed)
  call.quota('TableReadUnits', own.readUnits)
  call.quota('TableWriteUnits', own.writeUnits)
  call.quota('AccountReadUnits', all.readUnits)
  call.quota('AccountWriteUnits', all.writeUnits)
}

function unitsOf({ capacity, indexes }: Table): { readUnits: number, writeUnits: number } {
  let { readUnits, writeUnits } = capacity
  for (const index of indexes) {
    readUnits += index.capacity.readUnits
    writeUnits += index.capacity.writeUnits
  }
  return { readUnits, writeUnits }
}

/**
 * Units that a table or index is made ready for ahead of its load: they can be raised, never lowered.
 * @param table as it is, or will be
 * @throws ValidationException for less than what it is ready for already
 */
export function warmOf(given: WarmThroughput, table: Table, index: Index | undefined, call: Call): WarmUnits {
  const now = { read: warmUnits(table, index, 'read', call), write: warmUnits(table, index, 'write', call) }
  const { ReadUnitsPerSecond: read = now.read, WriteUnitsPerSecond: write = now.write } = given
  if (read < now.read) throw tooLow('ReadUnitsPerSecond', read, now.read)
  if (write < now.write) throw tooLow('WriteUnitsPerSecond', write, now.write)
  return { read, write }
}

function tooLow(name: string, wanted: number, now: number): Error {
  return invalidParameter(`WarmThroughput ${name} ${wanted} must not be less than the current ${now}`)
}
