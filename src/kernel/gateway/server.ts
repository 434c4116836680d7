// The HTTP face on bare node:http: sockets, limits, timeouts and malformed HTTP live here, and no AWS protocol does.
// With a certificate, one port speaks HTTP and HTTPS: the first byte of a connection tells. Invariant: no request, however broken or slow,
// ends the process or holds a socket for ever. Its timers are the wall's, since sockets are; only the Date header follows the virtual
// clock.

import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { Server as TlsServer } from 'node:tls'
import type { Headers } from '../../wire/message.ts'
import { localCertificate } from './certificate.ts'
import type { CertificateSettings } from './certificate.ts'
import { Exchange } from './exchange.ts'
import type { Handler, RequestHead } from './request.ts'
import type { Certificate } from './x509.ts'

export interface ServerSettings {
  /** The virtual clock, epoch ms. */
  now(): number
  /** Hears of what is our own mistake. */
  log(message: string): void
  /** Makes the port speak HTTPS too; the certificate is made or read when the first TLS client comes. */
  readonly https?: CertificateSettings
  /** Request line and headers together. */
  readonly headLimitBytes?: number
  /** From the first byte of a request to the end of its headers. */
  readonly headTimeoutMs?: number
  /** A client that neither sends nor takes a byte while we wait for it. */
  readonly stallTimeoutMs?: number
  /** Between requests. */
  readonly keepAliveTimeoutMs?: number
  readonly connectionsMax?: number
  /** Requests of one connection that may be under way at once. */
  readonly pipelinedMax?: number
}

const defaults = {
  headLimitBytes: 32 * 1024, headTimeoutMs: 30_000, stallTimeoutMs: 60_000, keepAliveTimeoutMs: 75_000, connectionsMax: 10_000,
    pipelinedMax: 256,
}

interface Connection {
  /** Requests without their whole answer, the oldest first. */
  readonly open: Set<Exchange>
  /** Bytes came that are no HTTP: the answer to them waits for those before it. */
  refusal?: string
}

const tlsHandshake = 0x16

export class HttpServer {
  readonly #handler: Handler
  readonly #settings: ServerSettings & typeof defaults
  readonly #server: Server
  readonly #connections = new Map<Socket, Connection>()
  #closing = false
  #dateSecond = NaN
  #date = ''
  #tls: Promise<TlsServer> | undefined

  constructor(handler: Handler, settings: ServerSettings) {
    this.#handler = handler
    this.#settings = { ...defaults, ...settings }
    const { headLimitBytes, headTimeoutMs, stallTimeoutMs, keepAliveTimeoutMs, connectionsMax } = this.#settings
    // A whole request may take hours (a large upload on a slow line): progress is what `stallTimeoutMs` asks for.
    const server = this.#server = createServer({
      maxHeaderSize: headLimitBytes, headersTimeout: headTimeoutMs, requestTimeout: 0, keepAliveTimeout: keepAliveTimeoutMs,
      connectionsCheckingInterval: Math.min(5000, headTimeoutMs), joinDuplicateHeaders: true, noDelay: true, requireHostHeader: false,
    })
    server.maxConnections = connectionsMax
    server.maxHeadersCount = 0
    server.timeout = stallTimeoutMs
    server.on('request', (request, response) => this.#receive(request, response, false))
    server.on('checkContinue', (request, response) => this.#receive(request, response, true))
    server.on('checkExpectation', (_request, response) => refuse(response, 417, 'ExpectationFailed', 'Only 100-continue can be expected.'))
    server.on('clientError', (error, socket) => this.#notHttp(error, socket as Socket))
    server.on('connect', (_request, socket) => socket.end(refusalOf('CONNECT')))
    server.on('timeout', socket => this.#stalled(socket))
    server.on('connection', socket => this.#connectionOf(socket))
    if (settings.https !== undefined) this.#speakBoth(settings.https)
  }

  /** @returns the port, which the system chose where 0 was asked for. Rejects when the address is taken or not ours. */
  listen(port: number, host: string): Promise<{ port: number, url: string }> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen({ port, host, backlog: 1024 }, () => {
        this.#server.off('error', reject)
        this.#server.on('error', error => this.#report(error))
        const bound = this.#server.address() as AddressInfo
        resolve({ port: bound.port, url: `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}` })
      })
    })
  }

  /** Takes no more connections, lets the requests under way finish for so long, then cuts them. */
  async close(graceMs = 1000): Promise<void> {
    this.#closing = true
    const closed = new Promise<void>(resolve => { this.#server.close(() => resolve()) })
    this.#server.closeIdleConnections()
    for (const [socket, connection] of this.#connections) if (connection.open.size === 0) socket.destroySoon()
    const cut = setTimeout(() => { for (const socket of this.#connections.keys()) socket.destroy() }, graceMs)
    await closed
    clearTimeout(cut)
  }

  #receive(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void {
    // A client that goes away while its body is awaited is no error of ours; readers of the body hear of it from their own listeners.
    request.on('error', ignore)
    response.on('error', ignore)
    const connection = this.#connectionOf(request.socket)
    if (connection.open.size >= this.#settings.pipelinedMax) {
      return refuse(response, 503, 'SlowDown', 'Too many requests are under way on this connection.')
    }
    if (request.httpVersion === '1.1' && request.headers.host === undefined) {
      return refuse(response, 400, 'InvalidRequest', 'Missing required header for this request: Host')
    }
    const head = readHead(request)
    if (typeof head === 'string') return refuse(response, 400, 'InvalidURI', head)
    const exchange = new Exchange(request, response, expectsContinue)
    connection.open.add(exchange)
    void this.#answer(exchange, head, connection)
  }

  async #answer(exchange: Exchange, head: RequestHead, connection: Connection): Promise<void> {
    try {
      const sending = exchange.send(await this.#handler.handle(head, exchange, exchange), this.#dateHeader(), this.#closing)
      if (sending !== undefined) await sending
    } catch (error) {
      this.#fail(exchange, error)
    }
    connection.open.delete(exchange)
    if (connection.refusal !== undefined && connection.open.size === 0) exchange.request.socket.end(connection.refusal)
  }

  /** The handler answers every mistake of a client's itself, so what it throws, and a header that HTTP cannot carry, is ours. */
  #fail(exchange: Exchange, error: unknown): void {
    this.#report(error)
    if (exchange.response.headersSent) exchange.response.destroy()
    else refuse(exchange.response, 500, 'InternalFailure', 'The request processing has failed because of an unknown error.')
  }

  #connectionOf(socket: Socket): Connection {
    const known = this.#connections.get(socket)
    if (known !== undefined) return known
    const connection: Connection = { open: new Set() }
    this.#connections.set(socket, connection)
    socket.once('close', () => this.#connections.delete(socket))
    return connection
  }

  /** Between requests, and while a handler works or waits (a long poll, a slow function), silence is nobody's fault. */
  #stalled(socket: Socket): void {
    const open = this.#connections.get(socket)?.open
    if (open === undefined || open.size === 0) {
      socket.destroy()
      return
    }
    // The socket's timer fires once: wound up again, it also sees the client stall after the handler has had its time.
    socket.setTimeout(this.#settings.stallTimeoutMs)
    for (const exchange of open) if (exchange.waitsForClient) exchange.stall()
  }

  #notHttp(error: Error & { code?: string }, socket: Socket): void {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    const connection = this.#connections.get(socket)
    const pending = connection === undefined ? [] : [...connection.open]
    const refusal = refusalOf(error.code)
    if (pending.some(exchange => exchange.response.headersSent && !exchange.response.writableFinished)) socket.destroy()
    else if (connection !== undefined && pending.length > 0 && pending.every(exchange => exchange.bodyRead)) connection.refusal = refusal
    else socket.end(refusal, () => socket.destroy())
  }

  #report(error: unknown): void {
    this.#settings.log(error instanceof Error ? error.stack ?? error.message : String(error))
  }

  #dateHeader(): string {
    const second = Math.floor(this.#settings.now() / 1000)
    if (second !== this.#dateSecond) {
      this.#dateSecond = second
      this.#date = new Date(second * 1000).toUTCString()
    }
    return this.#date
  }

  /** Takes node:http's own connection listener and puts the look at the first byte before it. */
  #speakBoth(https: CertificateSettings): void {
    const server = this.#server
    const listeners = server.listeners('connection') as ((socket: Socket) => void)[]
    server.removeAllListeners('connection')
    const take = (socket: Socket): void => { for (const listener of listeners) listener.call(server, socket) }
    server.on('connection', socket => {
      const untaken = (): void => { socket.destroy() }
      socket.on('error', ignore)
      socket.setTimeout(this.#settings.headTimeoutMs, untaken)
      socket.once('data', first => {
        socket.off('timeout', untaken)
        socket.pause()
        socket.unshift(first)
        const begin = (): void => { process.nextTick(() => socket.resume()) }
        if (first[0] !== tlsHandshake) {
          take(socket)
          return begin()
        }
        this.#tls ??= localCertificate(https).then(pair => tlsServer(pair, take))
        this.#tls.then(tls => tls.emit('connection', socket), error => {
          this.#tls = undefined
          this.#report(error)
          socket.destroy()
        })
      })
    })
  }
}

function tlsServer(certificate: Certificate, take: (socket: Socket) => void): TlsServer {
  const server = createTlsServer({ key: certificate.key, cert: certificate.certificate, ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2' })
  server.on('secureConnection', take)
  server.on('tlsClientError', (_error, socket) => { socket.destroy() })
  return server
}

/** Cut connections are reported where they matter: to whoever is reading or writing. */
function ignore(): void {
  // An 'error' event without a listener would end the process.
}

const legalPath = /^\/(?:[!-$&-[\]-~]|%[0-9A-Fa-f]{2})*$/

/** The head, or why its target cannot be read. */
function readHead(request: IncomingMessage): RequestHead | string {
  const headers = request.headers as Headers
  let target = request.url ?? '/'
  if (target.charCodeAt(0) !== 0x2f) {
    const absolute = /^https?:\/\/([^/?#]+)(.*)$/i.exec(target)
    if (absolute === null) return 'Couldn\'t parse the specified URI.'
    headers['host'] = absolute[1]!
    target = absolute[2]!.startsWith('/') ? absolute[2]! : `/${absolute[2]!}`
  }
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  if (path.length > 1 && !legalPath.test(path)) return 'Couldn\'t parse the specified URI.'
  if (headers['host']?.includes(',') === true) return 'The request has several Host headers.'
  if (Array.isArray(headers['set-cookie'])) headers['set-cookie'] = headers['set-cookie'].join(', ')
  return { method: request.method ?? 'GET', path, query: mark < 0 ? '' : target.slice(mark + 1), headers }
}

/** As S3 says it: a body in XML, which every client can show. */
function errorBody(code: string, message: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`
}

function refuse(response: ServerResponse, status: number, code: string, message: string): undefined {
  if (response.destroyed || response.headersSent) return
  response.sendDate = false
  response.writeHead(status, { 'content-type': 'application/xml', 'connection': 'close', 'x-amzn-errortype': code })
  response.end(errorBody(code, message))
}

/** The whole answer to bytes that node:http could not read, by its own or its parser's error code. */
function refusalOf(code: string | undefined): string {
  const [status, name, message] =
    code === 'HPE_HEADER_OVERFLOW' ? ['431 Request Header Fields Too Large', 'RequestHeaderSectionTooLarge',
      'Your request header section exceeds the maximum allowed request header section size.']
    : code === 'CONNECT' ? ['405 Method Not Allowed', 'MethodNotAllowed', 'The specified method is not allowed against this resource.']
    : code === 'ERR_HTTP_REQUEST_TIMEOUT' ? ['408 Request Timeout', 'RequestTimeout', 'The request took too long to arrive.']
    : code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW' ? ['413 Payload Too Large', 'RequestEntityTooLarge',
      'The chunk extensions of the request are too large.']
    : ['400 Bad Request', 'BadRequest', 'An error occurred when parsing the HTTP request.']
  const body = errorBody(name!, message!)
  return `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/xml\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}
