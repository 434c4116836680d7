// One connection of a client: requests off it one after the other, answers onto it in the same order. A request that is pipelined waits in
// its buffer until the one before it is answered, since it may count on what that one did. Invariant: after bytes that are no HTTP nothing
// is read any more, and in every state there is a moment after which a silent client is cut off.

import type { Socket } from 'node:net'
import type { WireResponse } from '../../wire/message.ts'
import { AnswerWriter, abandon } from './http-answer.ts'
import { canBecomeHead, LastLines, readHead } from './http-head.ts'
import type { HeaderNames, RequestStart } from './http-head.ts'
import { HttpRefusal, refusals } from './http-refusal.ts'
import { Exchange } from './exchange.ts'
import type { Line } from './exchange.ts'
import { incompleteBody } from './request.ts'
import type { Handler } from './request.ts'

/** What connections have in common. */
export interface ConnectionSettings {
  readonly handler: Handler
  readonly names: HeaderNames
  readonly headLimitBytes: number
  readonly headTimeoutMs: number
  readonly stallTimeoutMs: number
  readonly keepAliveTimeoutMs: number
  /** The server takes no more requests. */
  readonly isClosing: boolean
  /** Of the sweeps that look for silent clients; exact enough, and free. */
  readonly sweptAt: number
  dateHeader(): string
  report(error: unknown): void
  /** Takes over a connection that turns out to speak HTTP/2, with what was read of it. */
  takeHttp2(socket: Socket, read: Uint8Array): void
}

/** Past this, an unread body is not worth reading to keep the connection. */
const dropLimitBytes = 1 << 20
/** So much of requests to come is kept while one is answered. */
const aheadLimitBytes = 64 * 1024
/** For a client to take the last answer, before what it still sends makes the system forget that answer. */
const lingerMs = 2000
const headEnd = Buffer.from('\r\n\r\n')
/** How every connection of HTTP/2 begins, as far as the end of what HTTP/1.1 takes for a head (RFC 9113, section 3.4). */
const preface = 'PRI * HTTP/2.0'
const nothing = Buffer.alloc(0)
const [lineFeed, carriageReturn] = [10, 13] as const

/** HTTP/1.0 has no chunks: where a stream's length is not known, the end of the connection is its end. */
function endsByClosing({ body, headers }: WireResponse, { minorVersion }: RequestStart): boolean {
  return minorVersion === 0 && !(body instanceof Uint8Array) && headers['content-length'] === undefined
}

export class Connection implements Line {
  readonly remoteAddress: string
  readonly secure: boolean
  readonly #socket: Socket
  readonly #settings: ConnectionSettings
  readonly #writer: AnswerWriter
  readonly #lastLines: LastLines
  #buffered: Buffer = nothing
  #exchange: Exchange | undefined
  /** The answer to the present request is written. */
  #isAnswered = false
  #isFirst = true
  #hasEnded = false
  #isLingering = false
  #isHandedOver = false
  /** Something moved here last, on the sweeps' clock. */
  #movedAt: number

  constructor(socket: Socket, settings: ConnectionSettings) {
    this.#socket = socket
    this.#settings = settings
    this.#movedAt = settings.sweptAt
    this.remoteAddress = socket.remoteAddress ?? ''
    this.secure = 'encrypted' in socket
    this.#writer = new AnswerWriter(socket)
    this.#lastLines = new LastLines(settings.names)
    socket.on('data', (part: Buffer) => this.take(part))
    socket.on('end', () => this.#end())
    socket.on('close', () => this.#closed())
    socket.on('drain', () => { this.#movedAt = settings.sweptAt })
  }

  /** No request is under way. */
  get isIdle(): boolean {
    return this.#exchange === undefined
  }

  /** Ends it when it has nothing to say, and at once or later when it has. */
  end(): void {
    this.#socket.destroySoon()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    if (this.#socket.isPaused()) this.#socket.resume()
  }

  sendContinue(): void {
    this.#socket.write('HTTP/1.1 100 Continue\r\n\r\n', 'latin1')
  }

  /** Looks for a client that is silent for too long where it is its turn; `sweepMs` is how inexact the moments are. */
  check(sweepMs: number): void {
    if (this.#isHandedOver) return
    const { headTimeoutMs, keepAliveTimeoutMs, stallTimeoutMs, sweptAt } = this.#settings
    const silentMs = sweptAt - this.#movedAt - sweepMs
    const exchange = this.#exchange
    if (this.#isLingering) {
      if (silentMs > lingerMs) this.destroy()
    } else if (exchange === undefined) {
      if (this.#buffered.length > 0) {
        if (silentMs > headTimeoutMs) this.#refuse(refusals.late)
      } else if (silentMs > (this.#isFirst ? headTimeoutMs : keepAliveTimeoutMs)) this.destroy()
    } else if (silentMs > stallTimeoutMs) {
      if (this.#writer.waits || this.#isAnswered) this.destroy()
      // While the connection is paused, it is the handler who takes its time.
      else if (exchange.waitsForBody && !this.#socket.isPaused() && !exchange.stall()) this.destroy()
    }
  }

  take(part: Buffer): void {
    if (this.#isLingering) return
    const exchange = this.#exchange
    if (exchange === undefined) {
      // The time for a head counts from its first byte.
      if (this.#buffered.length === 0) this.#movedAt = this.#settings.sweptAt
      this.#buffered = this.#buffered.length === 0 ? part : Buffer.concat([this.#buffered, part])
      return this.#serve()
    }
    this.#movedAt = this.#settings.sweptAt
    const taken = exchange.body.take(part)
    if (typeof taken !== 'number') return this.#refuse(taken)
    if (taken < part.length) {
      const rest = taken === 0 ? part : part.subarray(taken)
      this.#buffered = this.#buffered.length === 0 ? rest : Buffer.concat([this.#buffered, rest])
      if (this.#buffered.length > aheadLimitBytes) this.pause()
    }
    if (this.#isAnswered && exchange.body.isComplete) this.#next()
  }

  /** Begins with the next request, if its head has come. */
  #serve(): void {
    let from = 0
    const bytes = this.#buffered
    // Empty lines before a request line are let pass (RFC 9112, section 2.2).
    while (bytes[from] === carriageReturn && bytes[from + 1] === lineFeed) from += 2
    if (from === bytes.length) {
      this.#buffered = nothing
      if (this.#hasEnded) this.#socket.end()
      return
    }
    const end = bytes.indexOf(headEnd, from)
    const { headLimitBytes, isClosing } = this.#settings
    if ((end < 0 ? bytes.length : end) - from > headLimitBytes) return this.#refuse(refusals.longHead)
    if (end < 0) {
      if (this.#hasEnded || !canBecomeHead(bytes, from)) this.#refuse(refusals.unreadable)
      return
    }
    if (this.#isFirst && end - from === preface.length
      && bytes.toString('latin1', from, end) === preface) return this.#handOver(bytes.subarray(from))
    const start = readHead(bytes, from, end + 2, this.#lastLines)
    if (start instanceof HttpRefusal) return this.#refuse(start)
    if (isClosing && !this.#isFirst) return this.#finish()
    const exchange = new Exchange(start, this)
    this.#exchange = exchange
    this.#isFirst = false
    const rest = end + 4 === bytes.length ? nothing : bytes.subarray(end + 4)
    const taken = rest.length === 0 ? 0 : exchange.body.take(rest)
    if (typeof taken !== 'number') return this.#refuse(taken)
    this.#buffered = taken === rest.length ? nothing : rest.subarray(taken)
    void this.#answer(exchange)
  }

  /** Another protocol follows; its machine does the rest. */
  #handOver(read: Uint8Array): void {
    this.#isHandedOver = true
    this.#buffered = nothing
    for (const event of ['data', 'end', 'drain']) this.#socket.removeAllListeners(event)
    this.#settings.takeHttp2(this.#socket, read)
  }

  async #answer(exchange: Exchange): Promise<void> {
    const { handler } = this.#settings
    try {
      const answer = await handler.handle(exchange.start.head, exchange, exchange)
      if (exchange.isDropped || this.#socket.destroyed) {
        await abandon(answer.body)
        return
      }
      this.#movedAt = this.#settings.sweptAt
      const keepsAlive = this.#keepsAlive(exchange) && !endsByClosing(answer, exchange.start)
      const sending = this.#writer.send(answer, exchange.start, {
        date: this.#settings.dateHeader(), keepsAlive, keepAliveSeconds: Math.floor(this.#settings.keepAliveTimeoutMs / 1000),
      })
      if (sending !== undefined) await sending
      this.#answered(exchange, keepsAlive)
    } catch (error) {
      // The handler answers every mistake of a client's itself, so what it throws, and a header that HTTP cannot carry, is ours.
      this.#settings.report(error)
      this.#refuse(refusals.ourFault)
    }
  }

  /** What is left of an unread body would have to be read in vain; a client that waits for `100` may send it or not. */
  #keepsAlive({ start, body, begun }: Exchange): boolean {
    if (!start.keepsAlive || this.#settings.isClosing) return false
    if (body.isComplete) return true
    return !(start.expectsContinue && !begun) && !body.isFailed && body.leftBytes <= dropLimitBytes
  }

  #answered(exchange: Exchange, keepsAlive: boolean): void {
    exchange.settle()
    if (exchange.isDropped) return
    if (!keepsAlive || this.#settings.isClosing) return this.#finish()
    this.#isAnswered = true
    if (exchange.body.isComplete) this.#next()
    else exchange.body.drop()
  }

  #next(): void {
    this.#exchange = undefined
    this.#isAnswered = false
    this.#movedAt = this.#settings.sweptAt
    if (this.#buffered.length > 0) this.#serve()
    else if (this.#hasEnded) this.#socket.end()
    this.resume()
  }

  /** Bytes came that are no HTTP, or our own answer cannot be written. */
  #refuse(refusal: HttpRefusal): void {
    const exchange = this.#exchange
    if (exchange !== undefined) {
      exchange.isDropped = true
      exchange.body.fail(incompleteBody())
      exchange.leave()
    }
    if (this.#writer.isBusy || this.#socket.destroyed) this.destroy()
    else {
      if (!this.#isAnswered) this.#socket.write(refusal.text, 'latin1')
      this.#finish()
    }
  }

  /** Says no more, and reads on for a while without looking. */
  #finish(): void {
    this.#isLingering = true
    this.#buffered = nothing
    this.#exchange?.body.drop()
    this.#movedAt = this.#settings.sweptAt
    this.#socket.end()
    this.resume()
  }

  /** The client says no more; one that still listens gets the answer to what it said. */
  #end(): void {
    this.#hasEnded = true
    const exchange = this.#exchange
    if (this.#isLingering) return
    if (exchange === undefined) this.#serve()
    else if (!exchange.body.isComplete) this.#refuse(refusals.unreadable)
    else exchange.leave()
  }

  #closed(): void {
    const exchange = this.#exchange
    if (exchange === undefined) return
    exchange.isDropped = true
    exchange.body.fail(incompleteBody())
    exchange.leave()
  }
}

