// HTTP/2 without TLS, for clients that insist on it (SDK v3's Kinesis): node's own machine speaks it, and each of its streams becomes a
// request like any other. A connection comes here when its first bytes are the preface. Invariant: a stream is answered once, or reset.

import { constants, createServer } from 'node:http2'
import type { Http2Server, IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Headers, WireResponse } from '../../wire/message.ts'
import { incompleteBody, streamSource } from './request.ts'
import type { Handler, RequestHead } from './request.ts'

/** Headers that speak of a connection, which HTTP/2 forbids in answers (RFC 9113, section 8.2.2). */
const ofConnections = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection'])

export interface Http2Settings {
  readonly handler: Handler
  /** A session without requests, and a request whose body does not come, are ended after so long. */
  readonly stallTimeoutMs: number
  dateHeader(): string
  report(error: unknown): void
}

export class Http2Face {
  readonly #settings: Http2Settings
  readonly #server: Http2Server

  constructor(settings: Http2Settings) {
    this.#settings = settings
    this.#server = createServer({ settings: { enablePush: false } })
    this.#server.on('stream', (stream, headers) => { void this.#answer(stream, headers) })
    // A client's mistakes end its session; what is ours is reported where it happens.
    this.#server.on('sessionError', () => {})
    this.#server.on('session', session => {
      let openStreams = 0
      session.on('stream', stream => {
        openStreams += 1
        stream.once('close', () => { openStreams -= 1 })
      })
      session.setTimeout(settings.stallTimeoutMs, () => { if (openStreams === 0) session.destroy() })
    })
  }

  /** Takes a connection over, with what has been read of it. */
  take(socket: Socket, read: Uint8Array): void {
    socket.pause()
    socket.unshift(read)
    this.#server.emit('connection', socket)
    process.nextTick(() => socket.resume())
  }

  async #answer(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> {
    const gone: (() => void)[] = []
    let isAnswered = false
    stream.on('error', ignore)
    stream.once('close', () => { if (!isAnswered) for (const listener of gone) listener() })
    const meta = {
      remoteAddress: stream.session?.socket.remoteAddress ?? '', secure: false,
      onGone: (listener: () => void) => { gone.push(listener) },
    }
    try {
      const head = headOf(headers)
      const length = head.headers['content-length']
      const source = streamSource(bodyOf(stream, length, this.#settings.stallTimeoutMs), length === undefined ? undefined : Number(length))
      const answer = await this.#settings.handler.handle(head, source, meta)
      isAnswered = true
      if (!stream.destroyed) await send(stream, head.method, answer, this.#settings.dateHeader())
    } catch (error) {
      if (!stream.destroyed) {
        this.#settings.report(error)
        stream.close(constants.NGHTTP2_INTERNAL_ERROR)
      }
    }
  }
}

function headOf(headers: IncomingHttpHeaders): RequestHead {
  const target = headers[':path'] ?? '/'
  const mark = target.indexOf('?')
  const plain: Headers = {}
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith(':') && value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value
  }
  plain['host'] ??= headers[':authority'] ?? ''
  return {
    method: headers[':method'] ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: plain,
  }
}

/** @throws MalformedRequest where the body is not as long as it was said to be */
async function* bodyOf(stream: ServerHttp2Stream, length: string | undefined, stallMs: number): AsyncGenerator<Uint8Array> {
  stream.setTimeout(stallMs, () => { stream.close(constants.NGHTTP2_CANCEL) })
  let leftBytes = length === undefined ? 0 : Number(length)
  // A body that is given up on does not end the stream, which is yet to be answered.
  for await (const part of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    leftBytes -= part.length
    yield part
  }
  stream.setTimeout(0)
  if (stream.rstCode !== constants.NGHTTP2_NO_ERROR || (length !== undefined && leftBytes !== 0)) throw incompleteBody()
}

async function send(stream: ServerHttp2Stream, method: string, { status, headers, body }: WireResponse, date: string): Promise<void> {
  const own = Object.entries(headers).filter(([name]) => !ofConnections.has(name))
  const isBare = method === 'HEAD' || status === 204 || status === 304
  stream.respond({ ':status': status, date, ...Object.fromEntries(own) }, { endStream: isBare })
  if (isBare) return
  if (body instanceof Uint8Array) stream.end(body)
  else await pipeline(Readable.from(body, { objectMode: false }), stream)
}

/** A stream that the client resets is told to whoever reads or writes it. */
function ignore(): void {
  // An 'error' event without a listener would end the process.
}
