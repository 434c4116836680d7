// An HTTP message as the codecs see it: no sockets, no Node types, so that the in-process client and the server share one path.
// Invariant: header names are lower case; repeated headers are joined with ', '; `path` and `query` are as they came, undecoded.

export type Headers = Record<string, string>

/** Bytes in memory, or bytes to come. */
export type Body = Uint8Array | AsyncIterable<Uint8Array>

export interface WireRequest {
  readonly method: string
  /** Raw, percent-encoded, starting with '/', without the query. */
  readonly path: string
  /** Raw, without '?'; '' when there is none. */
  readonly query: string
  readonly headers: Headers
  readonly body: Body
}

export interface WireResponse {
  status: number
  headers: Headers
  body: Body
}

/** The request cannot be read as its protocol asks: AWS answers 400 `SerializationException`, or what the protocol has for it. */
export class MalformedRequest extends Error {
  readonly code: string
  readonly status: number
  constructor(message: string, code = 'SerializationException', status = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}

/** The path itself cannot be read; S3 has words of its own for that. */
export class MalformedPath extends MalformedRequest {}

const empty = new Uint8Array(0)

/** The bytes of a body that the gateway has gathered; a stream here is our own mistake. */
export function gathered(body: Body): Uint8Array {
  if (body instanceof Uint8Array) return body
  throw new Error('assert: a streaming body reached a codec that needs bytes')
}

export const emptyBody: Uint8Array = empty
