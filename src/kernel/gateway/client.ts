// Lets an AWS SDK for JavaScript v3 client talk straight into the process: endpoint, credentials and a request handler that calls our own.
// It has the shape that the SDK asks for and imports nothing of it. Invariant: what the SDK sees is what HTTP would have brought.

import { Readable } from 'node:stream'
import { emptyBody } from '../../wire/message.ts'
import type { Body, Headers } from '../../wire/message.ts'
import { bytesSource, streamSource } from './request.ts'
import type { BodySource, Handler, RequestHead } from './request.ts'

export interface ClientSettings {
  /** What the client believes it talks to: `http://localhost:4566`. */
  readonly endpoint: string
  readonly region?: string
  readonly accessKeyId?: string
  readonly secretAccessKey?: string
  readonly sessionToken?: string
}

/** Goes into the constructor of any v3 client: `new SQSClient(inProcessClient(…))`. */
export interface InProcessClient {
  readonly endpoint: string
  readonly region: string
  readonly credentials: { readonly accessKeyId: string, readonly secretAccessKey: string, readonly sessionToken?: string }
  readonly requestHandler: InProcessRequestHandler
}

/** What the SDK's HttpRequest has of use to us. */
export interface SdkRequest {
  readonly method: string
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly path: string
  readonly query?: Readonly<Record<string, string | readonly string[] | null | undefined>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface SdkResponse { readonly statusCode: number, readonly headers: Headers, readonly body: Readable }

/** The browser's `AbortSignal`, or the SDK's own of the same shape. */
interface SdkAbortSignal {
  readonly aborted: boolean
  addEventListener?(type: 'abort', listener: () => void, options?: { once: boolean }): void
  removeEventListener?(type: 'abort', listener: () => void): void
}

export interface SdkHandlerOptions { readonly abortSignal?: SdkAbortSignal, readonly requestTimeout?: number }

export function inProcessClient(handler: Handler, settings: ClientSettings): InProcessClient {
  const { endpoint, region = 'us-east-1', accessKeyId = 'test', secretAccessKey = 'test', sessionToken } = settings
  return {
    endpoint, region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    requestHandler: new InProcessRequestHandler(handler),
  }
}

export class InProcessRequestHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' }
  readonly #handler: Handler

  constructor(handler: Handler) {
    this.#handler = handler
  }

  /** Rejects with `AbortError` or `TimeoutError`, as the SDK's own handlers do; the call inside learns that its client is gone. */
  async handle(request: SdkRequest, { abortSignal, requestTimeout }: SdkHandlerOptions = {}): Promise<{ response: SdkResponse }> {
    if (abortSignal?.aborted === true) throw named('AbortError', 'Request aborted')
    const departure = new Departure()
    const answer = this.#handler.handle(headOf(request), sourceOf(request.body), {
      remoteAddress: '127.0.0.1',
      secure: request.protocol === 'https:',
      onGone: listener => departure.onGone(listener),
    })
    const { status, headers, body } = await departure.race(answer, abortSignal, requestTimeout)
    const hasBody = request.method !== 'HEAD' && status !== 204 && status !== 304
    return { response: { statusCode: status, headers, body: readable(hasBody ? body : emptyBody) } }
  }

  /** There is no HTTP client to configure. */
  updateHttpClientConfig(): void {
    // The SDK calls this with settings for sockets.
  }

  httpHandlerConfigs(): Record<string, never> {
    return {}
  }

  destroy(): void {
    // The SDK calls this from a client's `destroy`; the cloud lives on.
  }
}

/** The client's leaving before it has its answer. */
class Departure {
  readonly #listeners: (() => void)[] = []

  onGone(listener: () => void): void {
    this.#listeners.push(listener)
  }

  async race<T>(answer: Promise<T>, signal: SdkAbortSignal | undefined, timeoutMs: number | undefined): Promise<T> {
    if (signal === undefined && !timeoutMs) return answer
    let leave!: (error: Error) => void
    const left = new Promise<never>((_, reject) => { leave = reject })
    const go = (error: Error): void => {
      leave(error)
      for (const listener of this.#listeners) listener()
    }
    const abort = (): void => go(named('AbortError', 'Request aborted'))
    const timer = timeoutMs ? setTimeout(() => go(named('TimeoutError', `No answer within ${timeoutMs} ms`)), timeoutMs) : undefined
    signal?.addEventListener?.('abort', abort, { once: true })
    try {
      return await Promise.race([answer, left])
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener?.('abort', abort)
    }
  }
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name })
}

function headOf(request: SdkRequest): RequestHead {
  const headers: Headers = {}
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value
  // As node:http says of a request without a body, where its method has one.
  if (!request.body && /^P/.test(request.method) && headers['transfer-encoding'] === undefined) headers['content-length'] ??= '0'
  headers['host'] ??= request.port === undefined ? request.hostname : `${request.hostname}:${request.port}`
  return { method: request.method, path: request.path === '' ? '/' : request.path, query: queryText(request.query ?? {}), headers }
}

/** As the SDK's own handlers write it. */
function queryText(query: NonNullable<SdkRequest['query']>): string {
  const parts: string[] = []
  for (const name of Object.keys(query).sort()) {
    const value = query[name]
    if (value === undefined) continue
    if (value === null) parts.push(escaped(name))
    else for (const each of typeof value === 'string' ? [value] : value) parts.push(`${escaped(name)}=${escaped(each)}`)
  }
  return parts.join('&')
}

/** RFC 3986, which `encodeURIComponent` is laxer than. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

function sourceOf(body: unknown): BodySource {
  if (body === undefined || body === null) return bytesSource(emptyBody)
  if (typeof body === 'string') return bytesSource(Buffer.from(body))
  if (body instanceof ArrayBuffer) return bytesSource(Buffer.from(body))
  // A plain view: the SDK's JSON bodies are bytes that also play at being text.
  if (ArrayBuffer.isView(body)) return bytesSource(Buffer.from(body.buffer, body.byteOffset, body.byteLength))
  if (body instanceof Blob) return streamSource(body.stream(), body.size)
  if (typeof body === 'object' && Symbol.asyncIterator in body) return streamSource(bytesOf(body as AsyncIterable<Uint8Array | string>))
  throw new TypeError('The request body is neither text, nor bytes, nor a stream.')
}

async function* bytesOf(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const part of stream) yield typeof part === 'string' ? Buffer.from(part) : part
}

function readable(body: Body): Readable {
  if (!(body instanceof Uint8Array)) return Readable.from(body, { objectMode: false })
  return new Readable({
    read() {
      if (body.length > 0) this.push(body)
      this.push(null)
    },
  })
}
