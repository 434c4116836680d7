// Putting records: by the hash of their partition key into a shard, under a sequence number. The hot path: it reads the stream and writes
// the record. With the real quotas, a shard takes 1,000 records and 1 MiB a second.
// Source: PutRecord and PutRecords, Kinesis Data Streams API Reference; "Quotas and limits", Developer Guide.

import type { Kinesis, PutRecordsResultEntry } from '../../../generated/aws/kinesis.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { sealRecord } from './encryption.ts'
import { recordKey, recordTable } from './record-table.ts'
import { trimLater } from './retention.ts'
import { sequenceNumber } from './sequence.ts'
import { hashOf, hashSpace, shardFor, shardId } from './shard.ts'
import { bearWrite } from './shard-load.ts'
import type { Shard } from './shard.ts'
import { Stream, streamOf } from './stream.ts'
import { tellPut } from './stream-metrics.ts'

interface Given {
  readonly Data: Uint8Array
  readonly PartitionKey: string
  readonly ExplicitHashKey?: string
}

const payloadUnitBytes = 25 * 1024
const largestBatchBytes = 10 * 2 ** 20

export const PutRecord: Kinesis['PutRecord'] = (input, call) => {
  const stream = writableStream(input, call)
  const put = (data: Uint8Array) => {
    const { number, shard } = place(stream, input as Given, data, call)
    return { SequenceNumber: number, ShardId: shardId(shard.index), EncryptionType: stream.kmsKeyId === undefined ? 'NONE' : 'KMS' }
  }
  check(stream, input as Given, call)
  if (stream.kmsKeyId === undefined) return put(input.Data)
  return sealRecord(stream, [input.Data], call).then(([sealed]) => call.transact(() => put(sealed!)))
}

/** Up to 500, each taken or refused by itself. */
export const PutRecords: Kinesis['PutRecords'] = (input, call) => {
  const stream = writableStream(input, call)
  const records = input.Records as readonly Given[]
  for (const record of records) check(stream, record, call)
  const sizeBytes = records.reduce((sum, { Data: data, PartitionKey: key }) => sum + data.length + Buffer.byteLength(key), 0)
  if (sizeBytes > largestBatchBytes) {
    throw call.fault('InvalidArgumentException', `Records size exceeds ${largestBatchBytes / 2 ** 20} MB limit`)
  }
  const put = (data: readonly Uint8Array[]) => {
    const Records = records.map((record, i) => entryOf(stream, record, data[i]!, call))
    return {
      Records, FailedRecordCount: Records.filter(({ ErrorCode }) => ErrorCode !== undefined).length,
      EncryptionType: stream.kmsKeyId === undefined ? 'NONE' : 'KMS',
    }
  }
  const data = records.map(({ Data }) => Data)
  if (stream.kmsKeyId === undefined) return put(data)
  return sealRecord(stream, data, call).then(sealed => call.transact(() => put(sealed)))
}

function entryOf(stream: Stream, record: Given, data: Uint8Array, call: Call): PutRecordsResultEntry {
  try {
    const { number, shard } = place(stream, record, data, call)
    return { SequenceNumber: number, ShardId: shardId(shard.index) }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { ErrorCode: error.code, ErrorMessage: error.message }
  }
}

function writableStream(input: object, call: Call): Stream {
  const stream = streamOf(input, call)
  if (stream.status === 'ACTIVE' || stream.status === 'UPDATING') return stream
  throw call.fault('ResourceNotFoundException', `Stream ${stream.name} under account ${call.account} not found.`)
}

/** @throws ValidationException, InvalidArgumentException */
function check({ largestRecordKiB }: Stream, { Data: data, PartitionKey: key, ExplicitHashKey: hash }: Given, call: Call): void {
  if (data.length + Buffer.byteLength(key) > largestRecordKiB * 1024) {
    throw call.fault('ValidationException', `The record is larger than ${largestRecordKiB} KiB, data and partition key together.`)
  }
  if (hash !== undefined && BigInt(hash) >= hashSpace) {
    throw call.fault('InvalidArgumentException',
      `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${hash}`)
  }
}

interface Placed { readonly number: string, readonly shard: Shard }

/** @throws ProvisionedThroughputExceededException */
function place(stream: Stream, given: Given, data: Uint8Array, call: Call): Placed {
  const { PartitionKey: key, ExplicitHashKey: explicit } = given
  const shard = shardFor(stream.shards, explicit === undefined ? hashOf(key) : BigInt(explicit))
  const sizeBytes = given.Data.length + Buffer.byteLength(key)
  bearWrite(stream, shard, sizeBytes, call)
  const number = sequenceNumber(call.sequence(), shard.index)
  const record = { key, data, at: call.now(), ...(stream.kmsKeyId !== undefined && { sealed: true as const }) }
  recordTable(call).put(recordKey(stream.id, shard.index, number), record)
  trimLater(stream, call)
  tellPut(stream, sizeBytes, call)
  call.meter('PutRequestPayloadUnits', Math.max(1, Math.ceil(sizeBytes / payloadUnitBytes)))
  call.wake(`${stream.id} ${shard.index}`)
  call.arrivals.tell(Stream, stream, call.now())
  return { number, shard }
}
