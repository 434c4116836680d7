// What streams tell the metrics, under CloudWatch's names. Source: "Monitoring Kinesis Data Streams with CloudWatch", Developer Guide.

import type { Call } from '../../kernel/service.ts'
import type { Stream } from './stream.ts'

function tally({ name: of }: Stream, name: string, value: number, call: Call, unit = 'Count'): void {
  call.metrics.tally({ namespace: 'AWS/Kinesis', name, dimension: 'StreamName', of, unit }, value)
}

/** A record that was taken. */
export function tellPut(stream: Stream, sizeBytes: number, call: Call): void {
  tally(stream, 'IncomingRecords', 1, call)
  tally(stream, 'IncomingBytes', sizeBytes, call, 'Bytes')
}

/** A read of a shard, and how old the first record is that it leaves. */
export function tellRead(stream: Stream, records: number, sizeBytes: number, behindMs: number, call: Call): void {
  tally(stream, 'GetRecords.Records', records, call)
  tally(stream, 'GetRecords.Bytes', sizeBytes, call, 'Bytes')
  tally(stream, 'GetRecords.IteratorAgeMilliseconds', behindMs, call, 'Milliseconds')
  tally(stream, 'GetRecords.Success', 1, call)
}

/** What a shard could not bear. */
export function tellExceeded(stream: Stream, kind: 'read' | 'write', call: Call): void {
  tally(stream, kind === 'read' ? 'ReadProvisionedThroughputExceeded' : 'WriteProvisionedThroughputExceeded', 1, call)
}
