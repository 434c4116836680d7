// Event streams in the RPC protocols (awsJson, CBOR), which have no headers to carry the other members: those travel in the first message
// of the stream (https://smithy.io/2.0/spec/streaming.html#initial-request-messages).

import type { Member, StructureShape } from '../model/shape.ts'
import type { EventBody } from './event-values.ts'
import { decodeEvents, encodeEvents } from './event-values.ts'
import type { Body } from './message.ts'
import type { Values } from './protocol.ts'

/** Whether a structure has an event stream; RPC protocols know no other stream. */
export function eventMemberOf(shape: StructureShape): Member | undefined {
  return shape.members.find(member => member.shape.kind === 'structure' && member.shape.eventStream === true)
}

/** The one value returned at once is the stream; the other members come by its `initial()`. */
export function decodeRpcStream(
  shape: StructureShape, stream: Member, body: Body, format: EventBody, side: 'request' | 'response',
): Values {
  const initialMembers = shape.members.filter(member => member !== stream)
  return { [stream.name]: decodeEvents(stream.shape as StructureShape, body, format, { side, initialShape: shape, initialMembers }) }
}

export function encodeRpcStream(
  shape: StructureShape, stream: Member, values: Values, format: EventBody, side: 'request' | 'response',
): AsyncIterable<Uint8Array> {
  const others = shape.members.filter(member => member !== stream)
  const initial = { type: `initial-${side}`, payload: format.encodeStructure(shape, others, values) }
  return encodeEvents(stream.shape as StructureShape, (values[stream.name] ?? nothing()) as AsyncIterable<Values>, format, initial)
}

async function* nothing(): AsyncGenerator<Values> {
  // A stream that the caller left out is an empty one.
}
