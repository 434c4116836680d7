// Changes on their way to Kinesis: noted with the item, sent by a timer with real calls of Kinesis in the service's own name, in order and
// at least once. What Kinesis says no to is noted at the destination. Source: "Using Kinesis Data Streams to capture changes to DynamoDB",
// Developer Guide, also for the form of the records.

import { hash } from 'node:crypto'
import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call, Table as StoreTable } from '../../kernel/service.ts'
import { key } from '../../std/key.ts'
import { packedJson, packItem } from './engine/packed.ts'
import type { Item } from './engine/value.ts'
import { Destination } from './kinesis-destination.ts'
import type { Told } from './stream.ts'
import { contentsKey } from './stored-item.ts'
import { Table } from './table.ts'

interface KinesisRecord { readonly Data: Uint8Array, readonly PartitionKey: string }

/** What is used of Kinesis. */
interface Kinesis {
  PutRecords(input: { readonly StreamARN: string, readonly Records: readonly KinesisRecord[] }): Promise<{ FailedRecordCount?: number }>
  DescribeStreamSummary(input: { readonly StreamARN: string }): Promise<unknown>
}

interface Captured { readonly at: number, readonly change: Told }

const lagMs = 200
const batchSize = 500
const firstRetryMs = 1000
const longestRetryMs = 3_600_000

/** Changes by the table's contents and a sequence. */
function capturedOf(call: Call): StoreTable<Captured> {
  return call.table('captured')
}

/** Notes a change for the table's destinations. */
export function capture(table: Table, change: Told, call: Call): void {
  const all = capturedOf(call)
  const isFirst = all.scan({ prefix: contentsKey(table.contents) }).next().done
  all.put(contentsKey(table.contents) + key(call.sequence()), { at: call.now(), change })
  if (isFirst) ring(table, lagMs, 0, call)
}

function ring({ name, contents }: Table, afterMs: number, attempts: number, call: Call): void {
  call.setTimer('deliver', contents, call.now() + Math.max(1, call.lifecycleMs(afterMs)), { name, contents, attempts })
}

interface Delivering { readonly name: string, readonly contents: string, readonly attempts: number }

/** The timer's work. */
export async function deliver({ name, contents, attempts }: Delivering, call: Call): Promise<void> {
  for (;;) {
    const table = call.of(Table).get(name)
    if (table?.contents !== contents) return
    const batch = [...take(contents, call)]
    if (batch.length === 0) return
    const destinations = [...call.of(Destination).scan({ within: [contents] })].filter(({ enabled, refused }) => enabled && !refused)
    for (const destination of destinations) {
      if (await send(table, destination, batch.map(([, captured]) => captured), call)) continue
      const afterMs = Math.min(longestRetryMs, firstRetryMs * 2 ** attempts)
      call.transact(() => { ring(table, afterMs, attempts + 1, call) })
      return
    }
    call.transact(() => { for (const [at] of batch) capturedOf(call).delete(at) })
  }
}

function* take(contents: string, call: Call): IterableIterator<[string, Captured]> {
  let count = 0
  for (const entry of capturedOf(call).scan({ prefix: contentsKey(contents) })) {
    yield entry
    if ((count += 1) === batchSize) return
  }
}

/** @returns whether all of it is through, or never will be */
async function send(table: Table, destination: Destination, batch: readonly Captured[], call: Call): Promise<boolean> {
  const { stream, precision } = destination
  const records = batch.map(({ at, change }) => ({
    Data: Buffer.from(recordText(table, at, change, precision, call)),
    PartitionKey: hash('md5', JSON.stringify(table.key.hash.map(({ name }) => packItem({ [name]: change.keys[name]! })))),
  }))
  try {
    const { FailedRecordCount: failed = 0 } = await kinesisOf(stream, call).PutRecords({ StreamARN: stream, Records: records })
    return failed === 0
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    call.transact(() => { note(destination, error, call) })
    return error.code === 'NotImplemented'
  }
}

/** What Kinesis says is shown; where it is not modelled, nothing is tried again. */
export function note(destination: Destination, error: Fault, call: Call): void {
  const known = call.of(Destination).get(destination.table, destination.stream)
  if (known === undefined) return
  call.of(Destination).put({ ...known, problem: error.message, ...(error.code === 'NotImplemented' && { refused: true as const }) })
}

/** The timer's work: looks whether the stream of a new destination is there. */
export async function openDestination([contents, stream]: readonly [string, string], call: Call): Promise<void> {
  const destination = call.of(Destination).get(contents, stream)
  if (destination === undefined || !destination.enabled) return
  try {
    await kinesisOf(stream, call).DescribeStreamSummary({ StreamARN: stream })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    call.transact(() => {
      note(destination, error, call)
      if (error.code === 'NotImplemented') return
      call.of(Destination).put({ ...destination, enabled: false, failed: true, problem: error.message, changedAt: call.now() })
    })
  }
}

/** Where the stream is. Its types are not asked for: Kinesis may be one of the services that are refused by name. */
function kinesisOf(stream: string, call: Call): Kinesis {
  const { region, account } = parseArn(stream) ?? {}
  const target = { ...(region !== undefined && { region }), ...(account !== undefined && { account }) }
  return call.to('kinesis' as 'sqs', target) as unknown as Kinesis
}

function recordText(table: Table, at: number, change: Told, precision: string | undefined, call: Call): string {
  const { kind, keys, before, after, expired, keysSizeBytes, beforeSizeBytes, afterSizeBytes } = change
  const json = (item: Item) => JSON.parse(packedJson(packItem(item))) as unknown
  return JSON.stringify({
    awsRegion: call.region, eventID: call.uuid(), eventName: kind,
    userIdentity: expired ? { principalId: 'dynamodb.amazonaws.com', type: 'Service' } : null,
    recordFormat: 'application/json', tableName: table.name,
    dynamodb: {
      ApproximateCreationDateTime: precision === 'MICROSECOND' ? at * 1000 : at,
      Keys: json(keys),
      ...(after !== undefined && { NewImage: json(after) }),
      ...(before !== undefined && { OldImage: json(before) }),
      SizeBytes: keysSizeBytes + beforeSizeBytes + afterSizeBytes,
      ApproximateCreationDateTimePrecision: precision ?? 'MILLISECOND',
    },
    eventSource: 'aws:dynamodb',
  })
}
