// Sequence numbers: 56 decimal digits that grow with time in each shard, compared as texts. They hold the cloud's own sequence and the
// shard's number. AWS's have another inner form, and are promised to grow, no more.
// Source: "Amazon Kinesis Data Streams Terminology and concepts", Developer Guide.

const head = '496'
const timeDigits = 20
const shardDigits = 12
const tail = '0'.repeat(56 - head.length - timeDigits - shardDigits)
const perMs = 1024

/** @param sequence the cloud's sequence: 1,024 to a millisecond */
export function sequenceNumber(sequence: number, shardIndex: number): string {
  return `${head}${String(sequence).padStart(timeDigits, '0')}${String(shardIndex).padStart(shardDigits, '0')}${tail}`
}

/** The first number that a record of this time can have, or one past all of before. */
export function firstNumberAt(at: number, shardIndex: number): string {
  return sequenceNumber(Math.max(0, Math.ceil(at)) * perMs, shardIndex)
}

export function isSequenceNumber(text: string): boolean {
  return text.length === 56 && text.startsWith(head) && /^\d+$/.test(text)
}
