// The HTTP face on node:net: ports, limits and timeouts live here, one client's requests in connection.ts, and no AWS protocol does.
// With a certificate, one port speaks HTTP and HTTPS: the first byte of a connection tells. Invariant: no request, however broken or slow,
// ends the process or holds a socket for ever. Its timers are the wall's, since sockets are; only the Date header follows the virtual
// clock.

import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import type { Server as TlsServer } from 'node:tls'
import { localCertificate } from './certificate.ts'
import type { CertificateSettings } from './certificate.ts'
import { Connection } from './connection.ts'
import type { ConnectionSettings } from './connection.ts'
import { HeaderNames } from './http-head.ts'
import type { Http2Face } from './http2.ts'
import type { Handler } from './request.ts'

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
  /** A client that neither sends nor takes a byte while we wait for it. A whole request may take hours: progress is what is asked for. */
  readonly stallTimeoutMs?: number
  /** Between requests. */
  readonly keepAliveTimeoutMs?: number
  readonly connectionsMax?: number
}

const defaults = {
  headLimitBytes: 32 * 1024, headTimeoutMs: 30_000, stallTimeoutMs: 60_000, keepAliveTimeoutMs: 75_000, connectionsMax: 10_000,
}
/** How often silent clients are looked for, at the least. */
const sweepMsMax = 5000

const tlsHandshake = 0x16

export class HttpServer implements ConnectionSettings {
  readonly handler: Handler
  readonly names = new HeaderNames()
  readonly headLimitBytes: number
  readonly headTimeoutMs: number
  readonly stallTimeoutMs: number
  readonly keepAliveTimeoutMs: number
  isClosing = false
  sweptAt = 0
  readonly #settings: ServerSettings
  readonly #server: Server
  readonly #connections = new Set<Connection>()
  /** All there are, those that still shake hands among them. */
  readonly #sockets = new Set<Socket>()
  readonly #sweepMs: number
  #sweeping: NodeJS.Timeout | undefined
  #dateSecond = NaN
  #date = ''
  #tls: Promise<TlsServer> | undefined
  #http2: Promise<Http2Face> | undefined

  constructor(handler: Handler, settings: ServerSettings) {
    this.handler = handler
    this.#settings = settings
    const { headLimitBytes, headTimeoutMs, stallTimeoutMs, keepAliveTimeoutMs, connectionsMax } = { ...defaults, ...settings }
    this.headLimitBytes = headLimitBytes
    this.headTimeoutMs = headTimeoutMs
    this.stallTimeoutMs = stallTimeoutMs
    this.keepAliveTimeoutMs = keepAliveTimeoutMs
    this.#sweepMs = Math.min(headTimeoutMs / 4, stallTimeoutMs / 4, keepAliveTimeoutMs / 4, sweepMsMax)
    const { https } = settings
    const take = (socket: Socket): void => { this.#take(socket) }
    const look = https === undefined ? take : (socket: Socket): void => { this.#look(socket, https) }
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, socket => {
      this.#sockets.add(socket)
      socket.once('close', () => { this.#sockets.delete(socket) })
      look(socket)
    })
    this.#server.maxConnections = connectionsMax
  }

  /** @returns the port, which the system chose where 0 was asked for. Rejects when the address is taken or not ours. */
  listen(port: number, host: string): Promise<{ port: number, url: string }> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen({ port, host, backlog: 1024 }, () => {
        this.#server.off('error', reject)
        this.#server.on('error', error => this.report(error))
        const bound = this.#server.address() as AddressInfo
        resolve({ port: bound.port, url: `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}` })
      })
    })
  }

  /** Takes no more connections, lets the requests under way finish for so long, then cuts them. */
  async close(graceMs = 1000): Promise<void> {
    this.isClosing = true
    const closed = new Promise<void>(resolve => { this.#server.close(() => resolve()) })
    for (const connection of this.#connections) if (connection.isIdle) connection.end()
    const cut = setTimeout(() => {
      for (const connection of this.#connections) connection.destroy()
      for (const socket of this.#sockets) socket.destroy()
    }, graceMs)
    await closed
    clearTimeout(cut)
  }

  dateHeader(): string {
    const second = Math.floor(this.#settings.now() / 1000)
    if (second !== this.#dateSecond) {
      this.#dateSecond = second
      this.#date = new Date(second * 1000).toUTCString()
    }
    return this.#date
  }

  report(error: unknown): void {
    this.#settings.log(error instanceof Error ? error.stack ?? error.message : String(error))
  }

  takeHttp2(socket: Socket, read: Uint8Array): void {
    socket.pause()
    this.#http2 ??= import('./http2.ts').then(({ Http2Face: Face }) => new Face(this))
    this.#http2.then(face => { face.take(socket, read) }, (error: unknown) => {
      this.report(error)
      socket.destroy()
    })
  }

  #take(socket: Socket): Connection {
    socket.on('error', ignore)
    const connection = new Connection(socket, this)
    this.#connections.add(connection)
    if (this.#sweeping === undefined) this.#beginSweeping()
    socket.once('close', () => {
      this.#connections.delete(connection)
      if (this.#connections.size > 0) return
      clearInterval(this.#sweeping)
      this.#sweeping = undefined
    })
    return connection
  }

  /**
   * One timer for all connections: winding one up for each request would cost more than all its looks. Its clock counts sweeps, not the
   * wall's time, so that clients are not blamed for what held up this process.
   */
  #beginSweeping(): void {
    this.#sweeping = setInterval(() => {
      this.sweptAt += this.#sweepMs
      for (const connection of this.#connections) connection.check(this.#sweepMs)
    }, this.#sweepMs)
    this.#sweeping.unref()
  }

  /** The first byte tells TLS from HTTP. */
  #look(socket: Socket, https: CertificateSettings): void {
    const untaken = (): void => { socket.destroy() }
    socket.on('error', ignore)
    socket.setTimeout(this.headTimeoutMs, untaken)
    socket.once('data', first => {
      socket.off('timeout', untaken)
      socket.setTimeout(0)
      if (first[0] !== tlsHandshake) return this.#take(socket).take(first)
      socket.pause()
      socket.unshift(first)
      this.#tls ??= this.#tlsServer(https)
      this.#tls.then(tls => {
        tls.emit('connection', socket)
        process.nextTick(() => socket.resume())
      }, error => {
        this.#tls = undefined
        this.report(error)
        socket.destroy()
      })
    })
  }

  async #tlsServer(https: CertificateSettings): Promise<TlsServer> {
    const [{ createServer: createTlsServer }, { key, certificate: cert }] = await Promise.all([import('node:tls'), localCertificate(https)])
    const server = createTlsServer({ key, cert, ALPNProtocols: ['http/1.1'], minVersion: 'TLSv1.2', allowHalfOpen: true })
    server.on('secureConnection', socket => { this.#take(socket) })
    server.on('tlsClientError', (_error, socket) => { socket.destroy() })
    return server
  }
}

/** Cut connections are reported where they matter: to whoever is reading or writing. */
function ignore(): void {
  // An 'error' event without a listener would end the process.
}
