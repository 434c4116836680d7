// Answers as they are written to a socket: head and body in one piece where they are small, with backpressure where they are not.
// Invariant: a header that HTTP cannot carry throws before a byte is written; a body that is not as long as its head says cuts the
// connection.

import type { Socket } from 'node:net'
import type { Body, Headers, WireResponse } from '../../wire/message.ts'
import type { RequestStart } from './http-head.ts'
import { statusText } from './http-refusal.ts'

/** A head and a body up to this are copied together, which costs less than a second write. */
const onePieceBytes = 16 * 1024
/** A client that takes a large body slowly must be seen to take it. */
const sliceBytes = 1 << 20
/** So much of a streamed body may be on its way out while more is fetched. */
const inFlightBytes = 512 * 1024

const headerName = /^[!#$%&'*+\-.^_`|~\w]+$/
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/

/** How a head ends. */
export interface Ending {
  readonly date: string
  readonly keepsAlive: boolean
  /** `keep-alive: timeout=…` lets clients leave before we close on them. */
  readonly keepAliveSeconds: number
}

export class AnswerWriter {
  /** The client is to take what has been written. */
  waits = false
  /** An answer is partly written. */
  isBusy = false
  readonly #socket: Socket
  #drained: (() => void) | undefined
  #knownNames = new Set<string>()

  constructor(socket: Socket) {
    this.#socket = socket
    const go = (): void => {
      this.waits = false
      const drained = this.#drained
      this.#drained = undefined
      drained?.()
    }
    socket.on('drain', go)
    socket.on('close', go)
  }

  /** @returns a promise where the body streams or the client has yet to take it. @throws when HTTP cannot carry a header */
  send({ status, headers, body }: WireResponse, start: RequestStart, ending: Ending): Promise<void> | undefined {
    const { head: { method }, minorVersion } = start
    const isBare = method === 'HEAD' || status === 204 || status === 304
    if (status === 204) delete headers['content-length']
    else if (body instanceof Uint8Array && status !== 304) {
      if (isBare) headers['content-length'] ??= String(body.length)
      else headers['content-length'] = String(body.length)
    }
    const inChunks = !isBare && headers['content-length'] === undefined && minorVersion === 1
    const head = this.#head(status, headers, ending, inChunks)
    if (isBare) {
      this.#socket.write(head, 'latin1')
      return abandon(body)
    }
    if (!(body instanceof Uint8Array)) return this.#pour(head, body, inChunks, headers['content-length'])
    if (body.length > onePieceBytes) return this.#writeLarge(head, body)
    const whole = Buffer.allocUnsafe(head.length + body.length)
    whole.write(head, 0, 'latin1')
    whole.set(body, head.length)
    if (!this.#socket.write(whole)) return this.#drain()
    return undefined
  }

  #head(status: number, headers: Headers, { date, keepsAlive, keepAliveSeconds }: Ending, inChunks: boolean): string {
    let text = `HTTP/1.1 ${status} ${statusText(status)}\r\n`
    for (const name in headers) {
      const value = headers[name]
      if (!this.#isName(name) || !headerValue.test(value!)) throw new Error(`assert: HTTP cannot carry ${JSON.stringify([name, value])}`)
      text += `${name}: ${value}\r\n`
    }
    if (headers['date'] === undefined) text += `date: ${date}\r\n`
    if (inChunks) text += 'transfer-encoding: chunked\r\n'
    return text + (keepsAlive ? `connection: keep-alive\r\nkeep-alive: timeout=${keepAliveSeconds}\r\n\r\n` : 'connection: close\r\n\r\n')
  }

  #isName(name: string): boolean {
    if (this.#knownNames.has(name)) return true
    if (!headerName.test(name)) return false
    if (this.#knownNames.size < 64) this.#knownNames.add(name)
    return true
  }

  async #writeLarge(head: string, body: Uint8Array): Promise<void> {
    const socket = this.#socket
    this.isBusy = true
    socket.cork()
    socket.write(head, 'latin1')
    let isTaken = socket.write(body.subarray(0, sliceBytes))
    socket.uncork()
    for (let at = sliceBytes; at < body.length && !socket.destroyed; at += sliceBytes) {
      if (!isTaken) await this.#drain()
      isTaken = socket.write(body.subarray(at, at + sliceBytes))
    }
    if (!isTaken) await this.#drain()
    this.isBusy = false
  }

  async #pour(head: string, body: AsyncIterable<Uint8Array>, inChunks: boolean, length: string | undefined): Promise<void> {
    const socket = this.#socket
    const iterator = body[Symbol.asyncIterator]()
    const stop = (): void => { void iterator.return?.() }
    socket.once('close', stop)
    this.isBusy = true
    // The head waits a moment for the first part, so that a short body leaves in one piece with it.
    socket.cork()
    socket.write(head, 'latin1')
    let isCorked = true
    const uncork = (): void => {
      if (isCorked) socket.uncork()
      isCorked = false
    }
    setImmediate(uncork)
    let leftBytes = length === undefined ? Infinity : Number(length)
    try {
      for (let next = await iterator.next(); next.done !== true && !socket.destroyed; next = await iterator.next()) {
        const part = next.value
        leftBytes -= part.length
        if (leftBytes < 0) throw new Error('assert: an answer is longer than its content-length')
        const isTaken = part.length === 0 || (inChunks ? this.#writeChunk(part) : socket.write(part))
        uncork()
        if (!isTaken && socket.writableLength > inFlightBytes && !socket.destroyed) await this.#drain()
      }
      if (leftBytes > 0 && leftBytes !== Infinity) socket.destroy()
      else if (inChunks) socket.write('0\r\n\r\n', 'latin1')
    } catch {
      // The head is out: a cut connection is the only way left to say that the body is not whole.
      socket.destroy()
    } finally {
      uncork()
      this.isBusy = false
      socket.off('close', stop)
      await iterator.return?.()
    }
  }

  #writeChunk(part: Uint8Array): boolean {
    const socket = this.#socket
    socket.cork()
    socket.write(`${part.length.toString(16)}\r\n`, 'latin1')
    socket.write(part)
    const isTaken = socket.write('\r\n', 'latin1')
    socket.uncork()
    return isTaken
  }

  #drain(): Promise<void> {
    const socket = this.#socket
    if (socket.destroyed || !socket.writableNeedDrain) return Promise.resolve()
    this.waits = true
    return new Promise(resolve => { this.#drained = resolve })
  }
}

/** Closes a body that nobody will read, so that its files and cursors are let go. */
export function abandon(body: Body): Promise<void> | undefined {
  if (body instanceof Uint8Array) return undefined
  const iterator = body[Symbol.asyncIterator]()
  return Promise.resolve(iterator.return?.()).then(() => undefined)
}
