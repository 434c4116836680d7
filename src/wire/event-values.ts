// Messages of an event stream ⇄ members of its union, in either direction and over any body format: events, modelled exceptions, errors,
// the initial message that carries the other members in RPC protocols, and the signed envelopes that clients wrap their events in
// (https://smithy.io/2.0/spec/streaming.html#event-streams). It knows no HTTP; the signatures themselves are checked by the caller's hook.

import type { Member, StructureShape } from '../model/shape.ts'
import type { EventHeader, EventMessage } from './event-stream.ts'
import { decodeMessage, decodeMessages, encodeHeaders, encodeMessage } from './event-stream.ts'
import type { Body } from './message.ts'
import { MalformedRequest, emptyBody } from './message.ts'
import type { Values, WireFault } from './protocol.ts'
import { wholeNumber } from './scalar.ts'

/** What event payloads are written in: the document side of a protocol. */
export interface EventBody {
  readonly contentType: string
  decodeStructure(shape: StructureShape, members: readonly Member[], bytes: Uint8Array): Values
  encodeStructure(shape: StructureShape, members: readonly Member[], values: Values): Uint8Array
  decodePayload(member: Member, bytes: Uint8Array): unknown
  encodePayload(member: Member, value: unknown): Uint8Array
}

/** The stream of a call: union values one by one, and in RPC protocols the members that came before them. */
export interface EventStream extends AsyncIterable<Values> {
  /** Members of the initial message, empty where there is none. Settles once the first message is there; may be read before the events. */
  initial(): Promise<Values>
}

/** A signed envelope as it came: what `verify` needs to check the chain of signatures. */
export interface SignedEvent {
  readonly signedAt: number
  readonly signature: Uint8Array
  /** The encoded headers that are signed: `:date`. */
  readonly signedHeaders: Uint8Array
  /** The wrapped message; empty in the envelope that ends the stream. */
  readonly payload: Uint8Array
}

export interface DecodeSettings {
  /** A request's stream begins with `initial-request`, an answer's with `initial-response`. */
  readonly side: 'request' | 'response'
  /** The structure whose members the initial message holds (RPC protocols). */
  readonly initialShape?: StructureShape
  readonly initialMembers?: readonly Member[]
}

/** An unmodelled error that ends a stream (`:message-type: error`), as a client meets it. */
export class EventStreamError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/**
 * Unwraps signed envelopes: each message's payload is the message meant. `verify` throws to end the stream.
 * @throws MalformedRequest when a message is no signed envelope
 */
export async function* unwrapSignedEvents(
  chunks: AsyncIterable<Uint8Array>, verify: (event: SignedEvent) => void,
): AsyncGenerator<Uint8Array> {
  for await (const message of decodeMessages(chunks)) {
    const signature = message.headers.get(':chunk-signature')
    const date = message.headers.get(':date')
    if (signature?.type !== 'blob' || date?.type !== 'timestamp') throw new MalformedRequest('An event of a signed stream is not signed')
    const signedHeaders = encodeHeaders([[':date', date]])
    verify({ signedAt: Number(date.value), signature: signature.value, signedHeaders, payload: message.payload })
    if (message.payload.length > 0) yield message.payload
  }
}

/** Bytes → union values. Envelopes that nobody has unwrapped are unwrapped without a check. @throws MalformedRequest while iterating */
export function decodeEvents(union: StructureShape, body: Body, format: EventBody, settings: DecodeSettings): EventStream {
  const messages = unwrapped(decodeMessages(body instanceof Uint8Array ? oneChunk(body) : body))
  const { initialShape, initialMembers } = settings
  let first: Promise<IteratorResult<EventMessage>> | undefined
  let initial: Promise<Values> | undefined
  const peek = (): Promise<IteratorResult<EventMessage>> => first ??= messages.next()
  const isInitial = (message: EventMessage): boolean => textOf(message, ':event-type') === `initial-${settings.side}`
  const readInitial = async (): Promise<Values> => {
    const { value, done } = await peek()
    if (done === true || !isInitial(value) || initialShape === undefined || initialMembers === undefined) return {}
    return format.decodeStructure(initialShape, initialMembers, value.payload)
  }
  const events = async function* (): AsyncGenerator<Values> {
    for (let next = await peek(); next.done !== true; next = await messages.next()) {
      if (!isInitial(next.value)) yield decodeEvent(union, next.value, format)
    }
  }
  const iterator = events()
  return {
    initial: () => initial ??= readInitial(),
    [Symbol.asyncIterator]: () => iterator,
  }
}

/**
 * Union values → bytes. A value that is a modelled exception, and a fault that the iterable throws, are written and end the stream; any
 * other throw breaks it off, as a broken connection would.
 */
export async function* encodeEvents(
  union: StructureShape, events: AsyncIterable<Values>, format: EventBody, initial?: { type: string, payload: Uint8Array },
): AsyncGenerator<Uint8Array> {
  if (initial !== undefined) {
    yield encodeMessage(eventHeaders('event', ':event-type', initial.type, format.contentType), initial.payload)
  }
  try {
    for await (const event of events) {
      const member = union.members.find(candidate => event[candidate.name] !== undefined && event[candidate.name] !== null)
      if (member === undefined) throw new Error(`assert: an event has no member of ${union.name}`)
      yield encodeEvent(member, event[member.name] as Values, format)
      if (isException(member)) return
    }
  } catch (error) {
    if (!isFault(error)) throw error
    yield encodeStreamFault(union, error, format)
  }
}

function encodeStreamFault(union: StructureShape, fault: WireFault, format: EventBody): Uint8Array {
  const member = union.members.find(candidate => isException(candidate) && candidate.shape.name === fault.code)
  if (member?.shape.kind === 'structure') {
    const message = member.shape.members.find(candidate => candidate.name.toLowerCase() === 'message')
    return encodeEvent(member, { ...(message !== undefined && { [message.name]: fault.message }), ...fault.fields }, format)
  }
  const headers: [string, EventHeader][] = [
    [':message-type', { type: 'string', value: 'error' }],
    [':error-code', { type: 'string', value: fault.code }],
    [':error-message', { type: 'string', value: fault.message }],
  ]
  return encodeMessage(headers, emptyBody)
}

function encodeEvent(member: Member, value: Values, format: EventBody): Uint8Array {
  const shape = structureOf(member)
  const { headers, payload, body } = partsOf(shape)
  const [messageType, typeHeader] = isException(member) ? ['exception', ':exception-type'] : ['event', ':event-type']
  const own = headers.flatMap(header => {
    const field = value[header.name]
    return field === undefined || field === null ? [] : [[header.wireName, headerOf(header, field)] as const]
  })
  const [contentType, bytes] = payload === undefined
    ? body.length > 0 || headers.length === 0 ? [format.contentType, format.encodeStructure(shape, body, value)] : [undefined, emptyBody]
    : encodePayload(payload, value[payload.name], format)
  return encodeMessage([...eventHeaders(messageType, typeHeader, member.name, contentType), ...own], bytes)
}

function encodePayload(member: Member, value: unknown, format: EventBody): [string | undefined, Uint8Array] {
  if (value === undefined || value === null) return [undefined, emptyBody]
  if (member.shape.kind === 'blob') return ['application/octet-stream', value as Uint8Array]
  if (member.shape.kind === 'string') return ['text/plain', Buffer.from(String(value))]
  return [format.contentType, format.encodePayload(member, value)]
}

function decodeEvent(union: StructureShape, message: EventMessage, format: EventBody): Values {
  const kind = textOf(message, ':message-type')
  if (kind === 'error') throw new EventStreamError(textOf(message, ':error-code') ?? '', textOf(message, ':error-message') ?? '')
  const type = textOf(message, kind === 'exception' ? ':exception-type' : ':event-type')
  const member = type === undefined ? undefined : union.memberByName.get(type)
  if (member === undefined) throw new MalformedRequest(`The event stream holds a message of the unknown type ${type ?? '(none)'}`)
  const shape = structureOf(member)
  const { headers, payload, body } = partsOf(shape)
  const value: Values = payload === undefined
    ? body.length > 0 ? format.decodeStructure(shape, body, message.payload) : {}
    : decodePayload(payload, message.payload, format)
  for (const header of headers) {
    const given = message.headers.get(header.wireName)
    if (given !== undefined) value[header.name] = valueOf(header, given)
  }
  return { [member.name]: value }
}

function decodePayload(member: Member, bytes: Uint8Array, format: EventBody): Values {
  if (member.shape.kind === 'blob') return { [member.name]: bytes }
  if (member.shape.kind === 'string') return { [member.name]: Buffer.from(bytes).toString('utf8') }
  return bytes.length === 0 ? {} : { [member.name]: format.decodePayload(member, bytes) }
}

function eventHeaders(messageType: string, typeHeader: string, type: string, contentType: string | undefined): [string, EventHeader][] {
  return [
    [typeHeader, { type: 'string', value: type }],
    ...contentType === undefined ? [] : [[':content-type', { type: 'string', value: contentType }] as [string, EventHeader]],
    [':message-type', { type: 'string', value: messageType }],
  ]
}

function headerOf(member: Member, value: unknown): EventHeader {
  const { kind } = member.shape
  switch (kind) {
    case 'boolean':
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'blob':
    case 'string':
    case 'timestamp': return { type: kind, value } as EventHeader
    default: throw new Error(`assert: the event header ${member.name} cannot be a ${kind}`)
  }
}

function valueOf(member: Member, header: EventHeader): unknown {
  const { kind } = member.shape
  const value = kind === 'byte' || kind === 'short' || kind === 'integer' || kind === 'long' ? wholeNumber(header.value, kind)
    : header.type === kind ? header.type === 'timestamp' ? Number(header.value) : header.value : undefined
  if (value === undefined) throw new MalformedRequest(`The event header ${member.wireName} is not a ${kind}`)
  return value
}

interface EventParts { readonly headers: readonly Member[], readonly payload: Member | undefined, readonly body: readonly Member[] }

/** The array of body members is the shape's own where nothing is left out, so that formats find their compiled walkers again. */
function partsOf(shape: StructureShape): EventParts {
  const headers = shape.members.filter(member => member.eventHeader === true)
  const payload = shape.members.find(member => member.eventPayload === true)
  const others = headers.length === 0 ? shape.members : shape.members.filter(member => member.eventHeader !== true)
  const body = payload === undefined ? others : []
  return { headers, payload, body }
}

function structureOf(member: Member): StructureShape {
  if (member.shape.kind !== 'structure') throw new Error(`assert: the event ${member.name} is not a structure`)
  return member.shape
}

function isException(member: Member): boolean {
  return member.shape.kind === 'structure' && member.shape.error !== undefined
}

function isFault(error: unknown): error is WireFault {
  return error instanceof Error && 'code' in error && 'status' in error && 'sender' in error
}

function textOf(message: EventMessage, name: string): string | undefined {
  const header = message.headers.get(name)
  return header?.type === 'string' ? header.value : undefined
}

/** A client that signs its events wraps each in an envelope; the empty one ends the stream. */
async function* unwrapped(messages: AsyncIterable<EventMessage>): AsyncGenerator<EventMessage> {
  for await (const message of messages) {
    if (!message.headers.has(':chunk-signature')) yield message
    else if (message.payload.length > 0) yield decodeMessage(message.payload)
  }
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
