// Deliveries: what waits goes out in pieces of the buffer's size, the rest when the interval is over. A piece that the bucket does not take
// is tried again for a day; one that an endpoint does not take, for its retry duration, and then goes to the bucket.
// Source: "Understand data delivery in Amazon Data Firehose", Developer Guide.

import type { ExtendedS3DestinationConfiguration } from '../../../generated/aws/firehose.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { writeFailures, writeItems } from './bucket.ts'
import { deliverLater, removeRecords, waiting } from './buffer.ts'
import type { PlacedRecord } from './buffer.ts'
import { asRows, columnsOf, isConverted, parquetEnding, parquetFile } from './conversion.ts'
import { bucketOf, hintsOf, processingOf } from './destination.ts'
import { openRecord } from './encryption.ts'
import { postItems } from './endpoint.ts'
import { logProblem } from './problem-log.ts'
import { processed } from './processing.ts'
import type { Failure, Item } from './processing.ts'
import { DeliveryStream } from './stream-record.ts'
import { countDelivered } from './usage.ts'

interface Task { readonly name: string, readonly attempts?: number }

const retriedMs = 86_400_000
const firstPauseMs = 5000
const longestPauseMs = 300_000
const usualRetrySeconds = 300

/** Timer: all that is due. One at a time for a stream. */
export async function deliver({ name, attempts = 0 }: Task, call: Call, { id }: { readonly id: string }): Promise<void> {
  const stream = call.of(DeliveryStream).get(name)
  if (stream?.id !== id) return
  for (const piece of duePieces(stream, call)) {
    const problem = await deliverPiece(stream, piece, attempts, call)
    if (problem === undefined) {
      call.transact(() => { removeRecords(stream, piece, call) })
      continue
    }
    await logProblem(stream, problem, call)
    call.transact(() => {
      if (call.now() - piece[0]!.at >= retriedMs) removeRecords(stream, piece, call)
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** attempts)
      call.setTimer('deliver', id, call.now() + pauseMs, { name, attempts: attempts + 1 } satisfies Task)
    })
    return
  }
  call.transact(() => {
    const current = call.of(DeliveryStream).get(name)
    if (current?.id === id) deliverLater(current, call)
  })
}

/** Full pieces, and the last one when its oldest record has waited long enough. */
function duePieces(stream: DeliveryStream, call: Call): PlacedRecord[][] {
  const { sizeBytes, intervalMs } = hintsOf(stream.destination)
  const pieces: { records: PlacedRecord[], bytes: number }[] = []
  for (const record of waiting(stream, call)) {
    const last = pieces.at(-1)
    if (last === undefined || last.bytes >= sizeBytes) pieces.push({ records: [record], bytes: record.data.length })
    else {
      last.records.push(record)
      last.bytes += record.data.length
    }
  }
  return pieces.filter(({ records, bytes }) => bytes >= sizeBytes || records[0]!.at
    + intervalMs <= call.now()).map(({ records }) => records)
}

interface Problem { readonly code: string, readonly message: string }

/** Converted where that is asked for. @returns what could not be */
async function toBucket(stream: DeliveryStream, s3: ExtendedS3DestinationConfiguration, items: readonly Item[],
  call: Call): Promise<readonly Failure[]> {
  if (!isConverted(s3)) {
    await writeItems(stream, s3, items, call)
    return []
  }
  const conversion = s3.DataFormatConversionConfiguration!
  const columns = await columnsOf(conversion, call)
  const { items: done, failures } = asRows(items, conversion, columns, call)
  await writeItems(stream, s3, done, call, { ending: parquetEnding, encode: members => parquetFile(members, conversion, columns) })
  return failures
}

/** @returns what keeps it from being delivered now */
async function deliverPiece(stream: DeliveryStream, piece: readonly PlacedRecord[], attempts: number,
  call: Call): Promise<Problem | undefined> {
  const { destination } = stream
  const arn = call.arn(DeliveryStream, stream)
  try {
    const items: Item[] = []
    for (const { data, at, sealed } of piece) items.push({ at, data: sealed ? await openRecord(stream, data, call) : data })
    const done = await processed(processingOf(destination), items, arn, call)
    const failures: Failure[] = [...done.failures]
    if (destination.kind === 's3') {
      failures.push(...await toBucket(stream, destination.s3, done.items, call))
      if (destination.s3.S3BackupMode === 'Enabled') await writeItems(stream, destination.s3.S3BackupConfiguration!, items, call)
    } else {
      const { http } = destination
      if (done.items.length > 0) {
        const problem = await postItems(http, done.items, call.uuid(), arn, call)
        const isOver = call.now() - piece[0]!.at >= hintsOf(destination).intervalMs
          + (http.RetryOptions?.DurationInSeconds ?? usualRetrySeconds) * 1000
        if (problem !== undefined && !isOver) return problem
        if (problem !== undefined) failures.push(...done.items.map((item): Failure => ({ item, kind: 'http-endpoint-failed', ...problem,
          attempts: attempts + 1 })))
      }
      if (http.S3BackupMode === 'AllData') await writeItems(stream, http.S3Configuration, items, call)
    }
    if (failures.length > 0) {
      await writeFailures(stream, bucketOf(destination), failures, call)
      await logProblem(stream, failures[0]!, call)
    }
    call.transact(() => { countDelivered(stream, items.length, items.reduce((sum, { data }) => sum + data.length, 0), call) })
    return undefined
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { code: error.code.includes('.') ? error.code : `S3.${error.code}`, message: error.message }
  }
}
