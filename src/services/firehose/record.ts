// Putting records. Source: PutRecord and PutRecordBatch, Amazon Data Firehose API Reference: up to 1,000 KiB a record, 500 records and 4
// MiB
// a batch; billed by the record, in steps of 5 KB.

import type { Firehose } from '../../../generated/aws/firehose.ts'
import type { Call } from '../../kernel/service.ts'
import { addRecord, deliverLater } from './buffer.ts'
import { sealRecords } from './encryption.ts'
import { streamNamed } from './stream-record.ts'
import type { DeliveryStream } from './stream-record.ts'
import { countIncoming } from './usage.ts'

const largestBatchBytes = 4 * 2 ** 20

interface Put { readonly ids: readonly string[], readonly encrypted: boolean }

export const PutRecord: Firehose['PutRecord'] = ({ DeliveryStreamName: name, Record: record }, call) => {
  const done = put(writable(name, call), [record.Data], call)
  const answer = ({ ids, encrypted }: Put) => ({ RecordId: ids[0]!, Encrypted: encrypted })
  return done instanceof Promise ? done.then(answer) : answer(done)
}

export const PutRecordBatch: Firehose['PutRecordBatch'] = ({ DeliveryStreamName: name, Records: records }, call) => {
  const stream = writable(name, call)
  const bytes = records.reduce((sum, { Data: data }) => sum + data.length, 0)
  if (bytes > largestBatchBytes) throw call.fault('InvalidArgumentException', 'Records size exceeds 4 MB limit')
  const done = put(stream, records.map(({ Data: data }) => data), call)
  const answer = ({ ids, encrypted }: Put) =>
    ({ FailedPutCount: 0, Encrypted: encrypted, RequestResponses: ids.map(RecordId => ({ RecordId })) })
  return done instanceof Promise ? done.then(answer) : answer(done)
}

/** @throws ResourceNotFoundException, InvalidArgumentException */
function writable(name: string, call: Call): DeliveryStream {
  const stream = streamNamed(name, call)
  if (stream.type !== 'DirectPut') {
    throw call.fault('InvalidArgumentException', 'This operation is not permitted on KinesisStreamAsSource delivery stream type.')
  }
  if (stream.status === 'ACTIVE') return stream
  throw call.fault('ResourceNotFoundException', `Firehose ${name} under account ${call.account} not found.`)
}

function put(stream: DeliveryStream, data: readonly Uint8Array[], call: Call): Put | Promise<Put> {
  const keep = (kept: readonly Uint8Array[], isSealed: boolean): Put => {
    const at = call.now()
    for (const each of kept) addRecord(stream, { data: each, at, ...(isSealed && { sealed: true as const }) }, call)
    deliverLater(stream, call)
    countIncoming(stream, data, call)
    return { ids: data.map(() => recordId(call)), encrypted: stream.encryption !== undefined }
  }
  if (stream.encryption?.keyArn === undefined) return keep(data, false)
  return sealRecords(stream, data, call).then(sealed => call.transact(() => keep(sealed, true)))
}

/** Long, and of no meaning. */
function recordId(call: Call): string {
  return Buffer.from(call.bytes(160)).toString('base64')
}
