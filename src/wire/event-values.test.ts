// Event streams as values: both directions, over JSON and CBOR, with exceptions, errors, initial messages and signed envelopes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RawModel } from '../model/raw.ts'
import { readModel } from '../model/reader.ts'
import type { OperationModel, ProtocolName } from '../model/shape.ts'
import { decodeMessage, decodeMessages, encodeMessage } from './event-stream.ts'
import type { EventStream, SignedEvent } from './event-values.ts'
import { EventStreamError, unwrapSignedEvents } from './event-values.ts'
import type { Body } from './message.ts'
import { MalformedRequest } from './message.ts'
import type { Values, WireFault } from './protocol.ts'
import { protocolNamed } from './protocols.ts'
import { bytesOf } from './vectors.fixture.ts'

const shapes: RawModel['shapes'] = {
  Text: { type: 'string' },
  Call: {
    type: 'structure', payload: 'events',
    members: { room: { type: 'string', location: 'header', locationName: 'x-room' }, events: { shape: 'Events' } },
  },
  Events: {
    type: 'structure', eventstream: true,
    members: {
      audio: { shape: 'Audio' }, said: { shape: 'Said' }, note: { shape: 'Note' }, done: { shape: 'Done' },
      tooLoud: { shape: 'TooLoudException' },
    },
  },
  Audio: {
    type: 'structure', event: true,
    members: { rate: { type: 'integer', eventheader: true }, chunk: { type: 'blob', eventpayload: true } },
  },
  Said: { type: 'structure', event: true, members: { text: { shape: 'Text' }, at: { type: 'timestamp' } } },
  Note: { type: 'structure', event: true, members: { text: { type: 'string', eventpayload: true } } },
  Done: { type: 'structure', event: true, members: {} },
  TooLoudException: { type: 'structure', exception: true, members: { message: { shape: 'Text' }, decibels: { type: 'integer' } } },
}

function operation(protocol: ProtocolName): OperationModel {
  const operations = { Talk: { http: { method: 'POST', requestUri: '/talk' }, input: { shape: 'Call' }, output: { shape: 'Call' } } }
  const model = readModel({ metadata: { protocolNames: [protocol], targetPrefix: 'Voice' }, operations, shapes }).operation('Talk')
  assert.ok(model)
  return model
}

const events: readonly Values[] = [
  { audio: { rate: 8000, chunk: Uint8Array.of(1, 2, 3) } },
  { said: { text: 'hello', at: 1_700_000_000_500 } },
  { note: { text: 'plain' } },
  { done: {} },
]

async function* streamOf(values: readonly Values[], end?: unknown): AsyncGenerator<Values> {
  yield* values
  if (end !== undefined) throw end
}

async function collected(stream: unknown): Promise<Values[]> {
  const values: Values[] = []
  for await (const value of stream as EventStream) values.push(value)
  return values
}

async function* once(body: Body): AsyncGenerator<Uint8Array> {
  yield await bytesOf(body)
}

async function typesOf(body: Body): Promise<string[]> {
  const types: string[] = []
  for await (const { headers } of decodeMessages(once(body))) {
    const names = [':message-type', ':event-type', ':exception-type', ':error-code', ':content-type']
    types.push(names.flatMap(name => headers.get(name)?.value ?? []).join(' '))
  }
  return types
}

for (const protocol of ['rest-json', 'json-1.1', 'cbor'] as const) {
  const codec = protocolNamed(protocol)

  test(`${protocol}: a request's events come as they went, after the other members`, async () => {
    const request = codec.encodeRequest(operation(protocol), { room: 'blue', events: streamOf(events) })
    assert.equal(request.headers['content-type'], 'application/vnd.amazon.eventstream')
    const input = codec.decodeRequest(operation(protocol), { ...request, body: once(request.body) })
    const stream = input['events'] as EventStream
    assert.deepEqual(protocol === 'rest-json' ? { room: input['room'] } : await stream.initial(), { room: 'blue' })
    assert.deepEqual(await collected(stream), events)
  })

  test(`${protocol}: an answer's events come as they went, with the initial message unread`, async () => {
    const response = codec.encodeResponse(operation(protocol), { room: 'red', events: streamOf(events) }, { requestId: 'r' })
    const answer = codec.decodeResponse(operation(protocol), response)
    assert.ok('output' in answer)
    assert.deepEqual(await collected(answer.output['events']), events)
  })

  test(`${protocol}: a modelled fault ends the stream as an exception, another one as an error`, async () => {
    const hush = { code: 'TooLoudException', status: 400, sender: true, fields: { decibels: 120 } }
    const tooLoud: WireFault = Object.assign(new Error('Hush'), hush)
    const loud = codec.encodeResponse(operation(protocol), { events: streamOf(events.slice(0, 1), tooLoud) }, { requestId: 'r' })
    const answer = codec.decodeResponse(operation(protocol), loud)
    assert.ok('output' in answer)
    assert.deepEqual((await collected(answer.output['events'])).at(-1), { tooLoud: { message: 'Hush', decibels: 120 } })

    const failed = Object.assign(new Error('Sorry'), { code: 'InternalFailure', status: 500, sender: false })
    const broken = codec.encodeResponse(operation(protocol), { events: streamOf([], failed) }, { requestId: 'r' })
    const brokenAnswer = codec.decodeResponse(operation(protocol), broken)
    assert.ok('output' in brokenAnswer)
    await assert.rejects(collected(brokenAnswer.output['events']), (error: unknown) =>
      error instanceof EventStreamError && error.code === 'InternalFailure')
  })

  test(`${protocol}: another throw breaks the stream off`, async () => {
    const response = codec.encodeResponse(operation(protocol), { events: streamOf([], new Error('bug')) }, { requestId: 'r' })
    await assert.rejects(bytesOf(response.body), /bug/)
  })
}

test('messages are named as the format asks', async () => {
  const codec = protocolNamed('json-1.1')
  const ending = [{ tooLoud: { message: 'm' } }, { done: {} }]
  const { body } = codec.encodeResponse(operation('json-1.1'), { room: 'x', events: streamOf([...events, ...ending]) }, { requestId: 'r' })
  assert.deepEqual(await typesOf(body), [
    'event initial-response application/json',
    'event audio application/octet-stream',
    'event said application/json',
    'event note text/plain',
    'event done application/json',
    'exception tooLoud application/json',
  ])
})

test('a gathered body is a stream too, and an empty one has no events', async () => {
  const codec = protocolNamed('rest-json')
  const request = codec.encodeRequest(operation('rest-json'), { events: streamOf(events) })
  const bytes = await bytesOf(request.body)
  assert.deepEqual(await collected(codec.decodeRequest(operation('rest-json'), { ...request, body: bytes })['events']), events)
  assert.deepEqual(await collected(codec.decodeRequest(operation('rest-json'), { ...request, body: new Uint8Array(0) })['events']), [])
})

test('an unknown event and a header of the wrong type are malformed', async () => {
  const codec = protocolNamed('rest-json')
  const types: readonly (readonly [string, Parameters<typeof encodeMessage>[0]])[] = [
    ['unknown type', [[':message-type', { type: 'string', value: 'event' }], [':event-type', { type: 'string', value: 'shout' }]]],
    ['none', []],
    ['is not a integer', [[':event-type', { type: 'string', value: 'audio' }], ['rate', { type: 'string', value: '8000' }]]],
  ]
  for (const [text, headers] of types) {
    const request = { method: 'POST', path: '/talk', query: '', headers: {}, body: encodeMessage(headers, new Uint8Array(0)) }
    await assert.rejects(collected(codec.decodeRequest(operation('rest-json'), request)['events']), (error: unknown) =>
      error instanceof MalformedRequest && error.message.includes(text), text)
  }
})

function signed(payload: Uint8Array, signature: number): Uint8Array {
  return encodeMessage([
    [':date', { type: 'timestamp', value: 1_700_000_000_000 }],
    [':chunk-signature', { type: 'blob', value: new Uint8Array(32).fill(signature) }],
  ], payload)
}

test('signed envelopes are unwrapped, each is shown to the verifier, and the empty one ends the stream', async () => {
  const codec = protocolNamed('rest-json')
  const request = codec.encodeRequest(operation('rest-json'), { events: streamOf(events) })
  const inner: Uint8Array[] = []
  for await (const chunk of request.body as AsyncIterable<Uint8Array>) inner.push(chunk)
  const wire = Buffer.concat([...inner.map((bytes, index) => signed(bytes, index)), signed(new Uint8Array(0), 99)])
  const seen: SignedEvent[] = []
  const body = unwrapSignedEvents(once(wire), event => seen.push(event))
  assert.deepEqual(await collected(codec.decodeRequest(operation('rest-json'), { ...request, body })['events']), events)
  assert.deepEqual(seen.map(event => event.signature[0]), [0, 1, 2, 3, 99])
  assert.deepEqual(seen.map(event => event.signedAt), Array.from({ length: 5 }, () => 1_700_000_000_000))
  assert.deepEqual(decodeMessage(seen[0]?.payload ?? new Uint8Array(0)).headers.get(':event-type')?.value, 'audio')
  // Nobody has unwrapped: the events are read all the same.
  assert.deepEqual(await collected(codec.decodeRequest(operation('rest-json'), { ...request, body: wire })['events']), events)
})

test('a verifier that throws ends the stream, and an unsigned message among signed ones is malformed', async () => {
  const drain = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of chunks) assert.ok(chunk)
  }
  const refuse = (): never => {
    throw new Error('wrong signature')
  }
  await assert.rejects(drain(unwrapSignedEvents(once(signed(Uint8Array.of(1), 1)), refuse)), /wrong signature/)
  await assert.rejects(drain(unwrapSignedEvents(once(encodeMessage([], Uint8Array.of(1))), () => undefined)), MalformedRequest)
})
