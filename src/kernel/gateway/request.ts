// A request as the gateway hands it on: its head, its body still unread, and what is known of the connection.
// The HTTP server and the in-process client make the same three things, so that everything behind `Handler` has one path.
// Invariant: a body is read once, either gathered or streamed.

import { MalformedRequest } from '../../wire/message.ts'
import type { Headers, WireResponse } from '../../wire/message.ts'

export interface RequestHead {
  readonly method: string
  /** Raw, percent-encoded, starting with '/', without the query. */
  readonly path: string
  /** Raw, without '?'; '' when there is none. */
  readonly query: string
  /** Lower-case names; repeated headers joined with ', '. */
  readonly headers: Headers
}

export interface BodySource {
  /** From `content-length`; absent when only the end of the stream will tell. */
  readonly lengthBytes?: number
  /**
   * The whole body in memory.
   * @throws MalformedRequest 413 `RequestEntityTooLarge` beyond the limit, 400 `RequestTimeout` or `IncompleteBody` when the sender
   * stalls or leaves
   */
  gather(limitBytes: number): Uint8Array | Promise<Uint8Array>
  /** The body as it comes, with backpressure; breaking off the iteration stops the sender. */
  stream(): AsyncIterable<Uint8Array>
}

export interface RequestMeta {
  readonly remoteAddress: string
  /** Came over TLS. */
  readonly secure: boolean
  /** Calls `listener` once if the client leaves before it has its answer (a long poll must not hand messages to nobody). */
  onGone(listener: () => void): void
}

/** Answers every request: it resolves with a response, and never rejects for a mistake of the client's. */
export interface Handler {
  handle(head: RequestHead, body: BodySource, meta: RequestMeta): Promise<WireResponse>
}

/** Paths of our own: no bucket's name starts with an underscore. */
export function isAdminPath(path: string): boolean {
  return path === '/_orrery' || path.startsWith('/_orrery/') || path.startsWith('/_localstack/')
}

export function bodyTooLarge(limitBytes: number): MalformedRequest {
  return new MalformedRequest(`The request body is larger than ${limitBytes} bytes.`, 'RequestEntityTooLarge', 413)
}

/** S3's text for a body that ends before its announced length. */
export function incompleteBody(message = 'The request body terminated unexpectedly'): MalformedRequest {
  return new MalformedRequest(message, 'IncompleteBody', 400)
}

/** A body that is already in memory. */
export function bytesSource(bytes: Uint8Array): BodySource {
  return {
    lengthBytes: bytes.length,
    gather(limitBytes) {
      if (bytes.length > limitBytes) throw bodyTooLarge(limitBytes)
      return bytes
    },
    async *stream() {
      if (bytes.length > 0) yield bytes
    },
  }
}

/** A body that another part of this process produces. */
export function streamSource(stream: AsyncIterable<Uint8Array>, lengthBytes?: number): BodySource {
  return {
    ...(lengthBytes === undefined ? {} : { lengthBytes }),
    gather: limitBytes => gatherStream(stream, limitBytes),
    stream: () => stream,
  }
}

/** @throws MalformedRequest 413 as soon as the stream passes the limit; the stream is then broken off */
export async function gatherStream(stream: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let sizeBytes = 0
  for await (const part of stream) {
    sizeBytes += part.length
    if (sizeBytes > limitBytes) throw bodyTooLarge(limitBytes)
    parts.push(part)
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts, sizeBytes)
}
