// How items of global tables travel. A change is noted with its time; a timer sends what was noted to every other region, by real calls of
// BatchWriteItem in the service's own name, as items that carry the time and region of their writing (`aws:rep:…`). The last writer wins:
// what is older than what stands, or than its deletion, is dropped. Invariant: what came from another region is not sent on.
// Source: "How global tables work", Developer Guide, for conflicts; "Global tables version 2017.11.29 (Legacy)" for the attributes.

import type { BatchWriteItemInput, WriteRequest } from '../../../generated/aws/dynamodb.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call, Table as StoreTable } from '../../kernel/service.ts'
import type { Key } from '../../std/key.ts'
import { writeUnits, writeUsageOf } from './capacity.ts'
import { keyOf } from './engine/key.ts'
import { itemSizeBytes } from './engine/size.ts'
import { checkAttributes } from './engine/value-check.ts'
import type { Item } from './engine/value.ts'
import { contentsKey, itemKey, itemsOf } from './stored-item.ts'
import type { Stamp, StoredItem } from './stored-item.ts'
import { Table, tableOf } from './table.ts'

interface Outgoing { readonly keys: Item, readonly stamp: Stamp }

const lagMs = 1000
const batchSize = 25
const firstRetryMs = 5000
const longestRetryMs = 3_600_000
/** Deletions are remembered for so long: nothing older than that is still under way. */
const tombstoneMs = 86_400_000

const deletingName = 'aws:rep:deleting'
const timeName = 'aws:rep:updatetime'
const regionName = 'aws:rep:updateregion'

/** The time of a write, in microseconds, greater than that of all before it. */
export function stampOf(call: Call): Stamp {
  return { at: Math.floor(call.sequence() / 1024 * 1000), region: call.region }
}

function isNewer(stamp: Stamp, than: Stamp | undefined): boolean {
  if (than === undefined) return true
  return stamp.at > than.at || (stamp.at === than.at && stamp.region >= than.region)
}

function outgoingOf(call: Call): StoreTable<Outgoing> {
  return call.table('outgoing')
}

/** Deletions by the item's key. */
function tombstonesOf(call: Call): StoreTable<Stamp> {
  return call.table('tombstone')
}

/** Notes a change for the other regions. @param after what stands now; undefined where it was deleted */
export function announce(table: Table, at: Key, item: Item, after: StoredItem | undefined, call: Call): void {
  const stamp = after?.written ?? stampOf(call)
  bury(table, at, after === undefined ? stamp : undefined, call)
  put(table, at, { keys: keyOf(item, table.key), stamp }, call)
}

function put(table: Table, at: Key, outgoing: Outgoing, call: Call): void {
  const all = outgoingOf(call)
  const isFirst = all.scan({ prefix: contentsKey(table.contents) }).next().done
  all.put(at, outgoing)
  if (isFirst) ring(table, lagMs, 0, call)
}

/** Notes all items, for a region that is new. */
export function announceAll(table: Table, call: Call): void {
  for (const [at, stored] of itemsOf(call).scan({ prefix: contentsKey(table.contents) })) {
    outgoingOf(call).put(at, { keys: keyOf(stored.item, table.key), stamp: stored.written ?? { at: 0, region: call.region } })
  }
  ring(table, lagMs, 0, call)
}

function ring({ name, contents }: Table, afterMs: number, attempts: number, call: Call): void {
  call.setTimer('replicate', contents, call.now() + Math.max(1, call.lifecycleMs(afterMs)), { name, contents, attempts })
}

function bury(table: Table, at: Key, stamp: Stamp | undefined, call: Call): void {
  const tombstones = tombstonesOf(call)
  if (stamp === undefined) {
    tombstones.delete(at)
    return
  }
  if (tombstones.scan({ prefix: contentsKey(table.contents) }).next().done) {
    call.setTimer('trimTombstones', table.contents, call.now() + tombstoneMs, table.contents)
  }
  tombstones.put(at, stamp)
}

/** The timer's work: forgets deletions of the days before. */
export function trimTombstones(contents: string, call: Call): void {
  const oldest = (call.now() - tombstoneMs) * 1000
  let left = false
  for (const [at, stamp] of tombstonesOf(call).scan({ prefix: contentsKey(contents) })) {
    if (stamp.at <= oldest) tombstonesOf(call).delete(at)
    else left = true
  }
  if (left) call.setTimer('trimTombstones', contents, call.now() + tombstoneMs, contents)
}

interface Sending { readonly name: string, readonly contents: string, readonly attempts: number }

/** The timer's work: sends what was noted, a batch at a time, and ends the making of replicas that have everything. */
export async function replicate({ name, contents, attempts }: Sending, call: Call): Promise<void> {
  const table = () => {
    const found = call.of(Table).get(name)
    return found?.contents === contents && found.global !== undefined && found.status !== 'DELETING' ? found : undefined
  }
  try {
    for (let now = table(); now !== undefined; now = table()) {
      const batch = nextBatch(contents, call)
      if (batch.length === 0) break
      const request: BatchWriteItemInput = { RequestItems: { [name]: batch.map(([at, outgoing]) => requestOf(at, outgoing, call)) } }
      for (const { region, status } of now.global!.replicas) {
        if (status === 'ACTIVE' || status === 'CREATING') await call.to('dynamodb', { region }).BatchWriteItem(request)
      }
      call.transact(() => { forget(batch, call) })
    }
    await settle(table(), call)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const again = table()
    const afterMs = Math.min(longestRetryMs, firstRetryMs * 2 ** attempts)
    if (again !== undefined) call.transact(() => { ring(again, afterMs, attempts + 1, call) })
  }
}

function nextBatch(contents: string, call: Call): [Key, Outgoing][] {
  const batch: [Key, Outgoing][] = []
  for (const entry of outgoingOf(call).scan({ prefix: contentsKey(contents) })) {
    if (batch.push(entry) === batchSize) break
  }
  return batch
}

/** What has changed again meanwhile is sent again. */
function forget(batch: readonly [Key, Outgoing][], call: Call): void {
  const all = outgoingOf(call)
  for (const [at, { stamp }] of batch) {
    const now = all.get(at)?.stamp
    if (now?.at === stamp.at && now.region === stamp.region) all.delete(at)
  }
}

function requestOf(at: Key, { keys, stamp }: Outgoing, call: Call): WriteRequest {
  const stored = itemsOf(call).get(at)
  const item = stored === undefined ? keys : stored.item
  return { PutRequest: { Item: { ...item, ...marksOf(stored?.written ?? stamp, stored === undefined) } } }
}

/** The attributes that say when and where an item was written last. */
export function marksOf({ at, region }: Stamp, deleting: boolean): Item {
  const text = `${Math.floor(at / 1_000_000)}.${String(at % 1_000_000).padStart(6, '0')}`
  return { [deletingName]: { BOOL: deleting }, [timeName]: { N: text }, [regionName]: { S: region } }
}

/** An item and its marks, apart. */
function unmarked(item: Item): { readonly own: Item, readonly stamp: Stamp, readonly deleting: boolean } {
  const { [deletingName]: deleting, [timeName]: time, [regionName]: region, ...own } = item
  const [seconds = '0', fraction = ''] = (time?.N ?? '0').split('.')
  const at = Number(seconds) * 1_000_000 + Number(fraction.padEnd(6, '0'))
  return { own, stamp: { at, region: region?.S ?? '' }, deleting: deleting?.BOOL === true }
}

async function settle(table: Table | undefined, call: Call): Promise<void> {
  for (const { region, status } of table?.global?.replicas ?? []) {
    if (status !== 'CREATING') continue
    const { name, timeToLive } = table!
    const remote = call.to('dynamodb', { region })
    const { Table: there } = await remote.DescribeTable({ TableName: name })
    if (there?.TableStatus !== 'ACTIVE') throw new Fault('ResourceInUseException', 'The replica is being created')
    const { TimeToLiveDescription: other } = await remote.DescribeTimeToLive({ TableName: name })
    if (timeToLive?.enabled && other?.TimeToLiveStatus !== 'ENABLED') {
      await remote.UpdateTimeToLive({ TableName: name, TimeToLiveSpecification: { Enabled: true, AttributeName: timeToLive.attribute } })
    }
    call.transact(() => {
      const now = call.of(Table).get(name)
      if (now?.global === undefined) return
      const replicas = now.global.replicas.map(each => each.region === region && each.status === 'CREATING'
        ? { ...each, status: 'ACTIVE' as const } : each)
      call.of(Table).put({ ...now, global: { ...now.global, replicas } })
    })
  }
}

/** How an item that came from another region is written here. */
export interface Arrival {
  readonly table: Table
  readonly at: Key
  readonly before: StoredItem | undefined
  /** Undefined where it was deleted. */
  readonly item: Item | undefined
  readonly sizeBytes: number
  readonly stamp: Stamp
}

/** The items of a replicating BatchWriteItem that are newer than what stands here. */
export function* arrivals(input: BatchWriteItemInput, call: Call): IterableIterator<Arrival> {
  for (const [name, requests] of Object.entries(input.RequestItems)) {
    const table = tableOf(name, call)
    for (const { PutRequest: put } of requests) {
      const item = checkAttributes(put!.Item)
      const { own, stamp, deleting } = unmarked(item)
      const at = itemKey(table, own)
      const before = itemsOf(call).get(at)
      if (!isNewer(stamp, before?.written ?? (before === undefined ? tombstonesOf(call).get(at) : { at: 0, region: '' }))) continue
      bury(table, at, deleting ? stamp : undefined, call)
      const kept = table.global?.version === '2017.11.29' ? item : own
      const sizeBytes = itemSizeBytes(kept)
      if (table.billingMode === 'PAY_PER_REQUEST') {
        call.meter(writeUsageOf(table), writeUnits(sizeBytes), { resource: call.arn(Table, table) })
      }
      yield { table, at, before, item: deleting ? undefined : kept, sizeBytes, stamp }
    }
  }
}
