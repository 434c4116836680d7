// What a request's body really holds: out of its aws-chunked frame with every signature checked, unzipped where an SDK compressed it, and
// hashed on the way where the hash was signed. The codec sees the plain request.

import { createHash } from 'node:crypto'
import { chunkedSettings, decodeChunkedBytes, decodeChunkedStream, decodedHeaders } from './gateway/chunked.ts'
import { decompressed, isCompressed } from './gateway/compressed.ts'
import type { Family } from './identity/refusal.ts'
import { payloadMismatch, refusalFault, wrongSignature } from './identity/refusal.ts'
import type { ChunkVerifier } from './identity/chunk.ts'
import type { Payload } from './identity/payload.ts'
import { unwrapSignedEvents } from '../wire/event-values.ts'
import type { WireRequest } from '../wire/message.ts'

/** @throws MalformedRequest, Fault; for a stream, while it is read */
export function contentOf(request: WireRequest, payload: Payload, family: Family, limitBytes: number): WireRequest | Promise<WireRequest> {
  const plain = unframed(request, payload, family)
  const { body } = plain
  return body instanceof Uint8Array && family !== 'bare-xml' && isCompressed(plain.headers) ? unzipped(plain, body, limitBytes) : plain
}

function unframed(request: WireRequest, payload: Payload, family: Family): WireRequest {
  if (payload.kind === 'hashed') {
    return request.body instanceof Uint8Array ? request : { ...request, body: hashed(request.body, payload.sha256, family) }
  }
  if (payload.kind === 'events') {
    return request.body instanceof Uint8Array ? request : { ...request, body: verifiedEvents(request.body, payload.verifier, family) }
  }
  if (payload.kind !== 'chunked') return request
  const settings = chunkedSettings(request.headers, payload.verifier)
  const headers = decodedHeaders(request.headers, settings)
  if (request.body instanceof Uint8Array) {
    const { payload: body, trailers } = decodeChunkedBytes(request.body, settings)
    return { ...request, headers: { ...headers, ...trailers }, body }
  }
  const { payload: body, trailers } = decodeChunkedStream(request.body, settings)
  // The trailers arrive after the codec has read the headers; who needs them looks when the body has been read.
  return { ...request, headers: Object.assign(Object.create(trailers) as Record<string, string>, headers), body }
}

async function unzipped(request: WireRequest, body: Uint8Array, limitBytes: number): Promise<WireRequest> {
  const { 'content-encoding': _, ...headers } = request.headers
  return { ...request, headers, body: await decompressed(body, limitBytes) }
}

/** The same bytes; ends with the service's mismatch fault when they are not those whose hash was signed. */
async function* hashed(source: AsyncIterable<Uint8Array>, claimed: string, family: Family): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256')
  for await (const bytes of source) {
    hash.update(bytes)
    yield bytes
  }
  const computed = hash.digest('hex')
  if (computed !== claimed) throw refusalFault(payloadMismatch(claimed, computed), family)
}

/** The events out of their signed envelopes; ends with a fault at the first whose signature does not follow from the one before. */
function verifiedEvents(source: AsyncIterable<Uint8Array>, verifier: ChunkVerifier, family: Family): AsyncIterable<Uint8Array> {
  return unwrapSignedEvents(source, ({ signedHeaders, payload, signature, signedAt }) => {
    if (verifier.verifyEvent(signedHeaders, payload, signature, signedAt)) return
    const text = Buffer.from(signature).toString('hex')
    throw refusalFault(wrongSignature({ accessKeyId: '', signature: text, stringToSign: '' }), family)
  })
}
