// What a request says about its body's hash: the word that is signed for it, and what remains to be checked while the body is read.
// Source: "Authenticating Requests: Using the Authorization Header", Amazon S3 API Reference, values of x-amz-content-sha256.

import { sha256Hex } from './signature-v4.ts'
import { payloadHeader } from './refusal.ts'
import type { WireRequest } from '../../wire/message.ts'
import type { ChunkVerifier } from './chunk.ts'
import type { Claim } from './claim.ts'
import type { Refusal } from './refusal.ts'

/** What the reader of the body has to do. */
export type Payload =
  /** Nothing: the body was compared, or is not covered by a signature. */
  | { readonly kind: 'settled' }
  /** To hash the body as it streams by, and to refuse with `payloadMismatch` where it differs. Hexadecimal digits. */
  | { readonly kind: 'hashed', readonly sha256: string }
  /** To take the body out of its aws-chunked frame; with a verifier, to check each chunk, and the trailers where there are any. */
  | { readonly kind: 'chunked', readonly verifier: ChunkVerifier | undefined, readonly trailers: boolean }
  /** To check each message of the event stream. */
  | { readonly kind: 'events', readonly verifier: ChunkVerifier }

export type PayloadStatement =
  | { readonly kind: 'settled', readonly hash: string }
  | { readonly kind: 'claimed', readonly hash: string }
  | { readonly kind: 'chunked', readonly hash: string, readonly signed: boolean, readonly trailers: boolean }
  | { readonly kind: 'events', readonly hash: string }

const unsigned: PayloadStatement = { kind: 'settled', hash: 'UNSIGNED-PAYLOAD' }
const emptyHash = sha256Hex('')

const markers: Readonly<Record<string, PayloadStatement>> = {
  'UNSIGNED-PAYLOAD': unsigned,
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER': chunked('STREAMING-UNSIGNED-PAYLOAD-TRAILER', false, true),
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': chunked('STREAMING-AWS4-HMAC-SHA256-PAYLOAD', true, false),
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': chunked('STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', true, true),
  'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD': chunked('STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD', true, false),
  'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER': chunked('STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER', true, true),
  'STREAMING-AWS4-HMAC-SHA256-EVENTS': { kind: 'events', hash: 'STREAMING-AWS4-HMAC-SHA256-EVENTS' },
  'STREAMING-AWS4-ECDSA-P256-SHA256-EVENTS': { kind: 'events', hash: 'STREAMING-AWS4-ECDSA-P256-SHA256-EVENTS' },
}

/**
 * S3 goes by what the request states and compares it with the body afterwards; other services hash the body themselves, unless it streams.
 * @param bareXml whether S3's rules hold
 */
export function readPayload(request: WireRequest, claim: Claim, bareXml: boolean): PayloadStatement | Refusal {
  const stated = statedHash(request, claim)
  if (stated !== undefined) {
    const marker = markerOf(stated)
    if (marker !== undefined) return marker
    if (bareXml || !(request.body instanceof Uint8Array)) {
      return /^[0-9a-f]{64}$/.test(stated) ? { kind: 'claimed', hash: stated } : payloadHeader(stated)
    }
  }
  if (bareXml) return claim.form === 'query' ? unsigned : payloadHeader(undefined)
  if (!(request.body instanceof Uint8Array)) return payloadHeader(undefined)
  return { kind: 'settled', hash: request.body.length === 0 ? emptyHash : sha256Hex(request.body) }
}

/** For requests nobody signed: only the frame of the body matters. */
export function framing(request: WireRequest): Payload {
  const marker = markerOf(request.headers['x-amz-content-sha256'])
  return marker?.kind === 'chunked' ? { kind: 'chunked', verifier: undefined, trailers: marker.trailers } : { kind: 'settled' }
}

function statedHash({ headers, query }: WireRequest, claim: Claim): string | undefined {
  const inQuery = claim.form === 'query' ? new URLSearchParams(query).get('X-Amz-Content-Sha256') : null
  return inQuery ?? headers['x-amz-content-sha256']
}

function markerOf(stated: string | undefined): PayloadStatement | undefined {
  return stated !== undefined && Object.hasOwn(markers, stated) ? markers[stated] : undefined
}

function chunked(hash: string, signed: boolean, trailers: boolean): PayloadStatement {
  return { kind: 'chunked', hash, signed, trailers }
}
