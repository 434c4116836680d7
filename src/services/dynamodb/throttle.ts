// Throttling of tables and indexes, with `--quotas real`: asks their throughput whether a request gets in, and says why it does not.
// What is used up is kept in memory only: a cloud that is reopened begins with what a second gives.
// Source: "Troubleshooting throttling in DynamoDB", Developer Guide; ThrottlingReason and the reasons of TransactWriteItems, API Reference.

import type { Call, Fault } from '../../kernel/service.ts'
import type { Key } from '../../std/key.ts'
import type { Taken } from './capacity.ts'
import { tellThrottled } from './consumption.ts'
import { contentsKey } from './stored-item.ts'
import { indexArn, Table } from './table.ts'
import { tellThrottledRequest } from './table-metrics.ts'
import type { Index } from './table.ts'
import { Throughput } from './throughput.ts'
import type { Bounds, Kind, Limit } from './throughput.ts'

/** What a request ran into. */
export interface Reached {
  readonly table: Table
  readonly index: Index | undefined
  readonly kind: Kind
  readonly limit: Limit
}

/** What a new table or index on demand takes at once. "DynamoDB on-demand capacity mode", Developer Guide. */
export const newOnDemand: Readonly<Record<Kind, number>> = { read: 12_000, write: 4_000 }

const hotKeyPage = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html'
const words: Readonly<Record<'table' | 'index', Readonly<Record<Limit, string>>>> = {
  table: {
    ProvisionedThroughputExceeded: 'The level of configured provisioned throughput for the table was exceeded. ' +
      'Consider increasing your provisioning level with the UpdateTable API.',
    MaxOnDemandThroughputExceeded: 'Throughput exceeds the maximum OnDemandThroughput configured on table or index.',
    AccountLimitExceeded: 'Throughput exceeds the current throughput limit for your account. ' +
      'Please contact AWS Support at https://aws.amazon.com/support request a limit increase.',
    KeyRangeThroughputExceeded: 'Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your ' +
      `table or index so please try again shortly. If exceptions persist, check if you have a hot key: ${hotKeyPage}.`,
  },
  index: {
    ProvisionedThroughputExceeded: 'The level of configured provisioned throughput for one or more global secondary indexes of the table ' +
      'was exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with the ' +
      'UpdateTable API.',
    MaxOnDemandThroughputExceeded: 'Throughput exceeds the maximum OnDemandThroughput configured on table or index.',
    AccountLimitExceeded: 'Throughput exceeds the current throughput limit for your account. ' +
      'Please contact AWS Support at https://aws.amazon.com/support request a limit increase.',
    KeyRangeThroughputExceeded: 'Throughput exceeds the current capacity for one or more global secondary indexes. ' +
      'DynamoDB is automatically scaling your index so please try again shortly.',
  },
}

/** Takes units of a table and its indexes. @param at the item's key in the store @throws Fault where one of them has none left */
export function charge(table: Table, taken: Taken, at: Key | undefined, call: Call): void {
  if (!call.enforcesQuotas) return
  const reached = among(table, taken.kind, at, [...taken.indexes ?? []].map(([index]) => index), taken.table > 0, call)
  if (reached !== undefined) throw throttled(reached, call)
  take(table, taken, at, call)
}

/** Whether a request for one item would be throttled, by the table or, a write, by any of its indexes. */
export function reachedBy(table: Table, kind: Kind, at: Key, call: Call): Reached | undefined {
  return call.enforcesQuotas ? among(table, kind, at, kind === 'write' ? table.indexes : [], true, call) : undefined
}

/** Takes units without asking. */
export function take(table: Table, { kind, table: units, indexes }: Taken, at: Key | undefined, call: Call): void {
  if (!call.enforcesQuotas) return
  const now = call.now()
  let own = units
  for (const [index, each] of indexes ?? []) {
    if (index.kind === 'local') own += each
    else throughputOf(index.contents, kind, table.createdAt, call).take(boundsOf(table, index, kind), undefined, each, now)
  }
  if (own === 0) return
  throughputOf(table.contents, kind, table.createdAt, call).take(boundsOf(table, undefined, kind), placeOf(table, at), own, now)
}

/** Units a second that a table or index is ready for. */
export function warmUnits(table: Table, index: Index | undefined, kind: Kind, call: Call): number {
  const bounds = boundsOf(table, index, kind)
  if (bounds.provisioned !== undefined) return Math.max(bounds.provisioned, (index ?? table).warm?.[kind] ?? 0)
  return knownThroughput((index ?? table).contents, kind, call)?.reach(bounds, call.now()) ?? bounds.warm
}

export function throttled(reached: Reached, call: Call): Fault {
  const { table, index, kind, limit } = reached
  tellThrottled(table, index, kind, call)
  tellThrottledRequest(table, call)
  const reason = `${index === undefined ? 'Table' : 'Index'}${kind === 'read' ? 'Read' : 'Write'}${limit}`
  const resource = index === undefined ? call.arn(Table, table) : indexArn(table, index, call)
  return call.fault(codeOf(reached), messageOf(reached), { ThrottlingReasons: [{ reason, resource }] })
}

/** The same as the reason of a transaction's or a batch's single step. */
export function throttlingReason(reached: Reached): { readonly Code: string, readonly Message: string } {
  const code = codeOf(reached) === 'ProvisionedThroughputExceededException' ? 'ProvisionedThroughputExceeded' : 'ThrottlingError'
  return { Code: code, Message: messageOf(reached) }
}

function codeOf({ table, limit }: Reached) {
  if (table.billingMode === 'PROVISIONED') return 'ProvisionedThroughputExceededException'
  return limit === 'AccountLimitExceeded' ? 'RequestLimitExceeded' : 'ThrottlingException'
}

/** A hot partition of a provisioned table is told in the words of its throughput. */
function messageOf({ table, index, limit }: Reached): string {
  return words[index === undefined ? 'table' : 'index'][table.billingMode === 'PROVISIONED' ? 'ProvisionedThroughputExceeded' : limit]
}

function among(
  table: Table, kind: Kind, at: Key | undefined, indexes: readonly Index[], ofTable: boolean, call: Call,
): Reached | undefined {
  const now = call.now()
  if (ofTable) {
    const own = throughputOf(table.contents, kind, table.createdAt, call)
    const limit = own.limit(boundsOf(table, undefined, kind), placeOf(table, at), now)
    if (limit !== undefined) return { table, index: undefined, kind, limit }
  }
  for (const index of indexes) {
    if (index.kind === 'local') continue
    const limit = throughputOf(index.contents, kind, table.createdAt, call).limit(boundsOf(table, index, kind), undefined, now)
    if (limit !== undefined) return { table, index, kind, limit }
  }
  return undefined
}

function boundsOf(table: Table, index: Index | undefined, kind: Kind): Bounds {
  const { capacity, onDemand, warm } = index ?? table
  const own = kind === 'read' ? capacity.readUnits : capacity.writeUnits
  if (table.billingMode === 'PROVISIONED') return { provisioned: own, warm: 0 }
  const most = kind === 'read' ? onDemand?.maxReadUnits : onDemand?.maxWriteUnits
  return { ...(most !== undefined && { most }), warm: Math.max(newOnDemand[kind], warm?.[kind] ?? 0) }
}

function placeOf({ contents }: Table, at: Key | undefined): Key | undefined {
  return at?.slice(contentsKey(contents).length)
}

function throughputOf(contents: string, kind: Kind, madeAt: number, call: Call): Throughput {
  const known = knownThroughput(contents, kind, call)
  if (known !== undefined) return known
  const made = new Throughput(kind, madeAt)
  allThroughput(call).set(`${contents}/${kind}`, made)
  return made
}

function knownThroughput(contents: string, kind: Kind, call: Call): Throughput | undefined {
  return allThroughput(call).get(`${contents}/${kind}`)
}

/** Forgets the load on what is no more. */
export function forgetThroughput(contents: string, call: Call): void {
  for (const kind of ['read', 'write']) allThroughput(call).delete(`${contents}/${kind}`)
}

function allThroughput(call: Call): Map<string, Throughput> {
  return call.cache('throughput', () => new Map())
}
