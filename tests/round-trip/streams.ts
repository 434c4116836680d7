// Values as a protocol or client takes and gives them, with live streams, ⇄ plain values that can be compared: bytes for a stream of bytes,
// an array for a stream of events.

import type { StructureShape } from '../../src/model/shape.ts'
import type { Values } from './values.ts'
import { isEvents } from './values.ts'

/** Arrays of events become streams; bytes are taken as they are. */
export function live(shape: StructureShape, values: Values): Values {
  const events = shape.members.filter(member => isEvents(member.shape) && values[member.name] !== undefined)
  if (events.length === 0) return values
  return { ...values, ...Object.fromEntries(events.map(member => [member.name, streamOf(values[member.name] as Values[])])) }
}

/** Reads every stream to its end; the initial message of an RPC stream gives its members. */
export async function settled(shape: StructureShape, values: Values): Promise<Values> {
  const streams = shape.members.filter(member => isStream(values[member.name]))
  if (streams.length === 0) return values
  const plain = { ...values }
  for (const member of streams) {
    const stream = values[member.name] as AsyncIterable<unknown> & { initial?: () => Promise<Values> }
    if (stream.initial !== undefined) Object.assign(plain, await stream.initial())
    const parts: unknown[] = []
    for await (const part of stream) parts.push(part)
    plain[member.name] = isEvents(member.shape) ? parts : new Uint8Array(Buffer.concat(parts as Uint8Array[]))
  }
  return plain
}

async function* streamOf<T>(parts: readonly T[]): AsyncGenerator<T> {
  yield* parts
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}
