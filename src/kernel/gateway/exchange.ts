// One request on a socket of node:http: its body as a `BodySource`, its response written with backpressure, and what happens when either
// side stalls or leaves. It knows no AWS protocol. Invariant: a response is written at most once, and a body's iterator is always closed.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { MalformedRequest, emptyBody } from '../../wire/message.ts'
import type { Body, WireResponse } from '../../wire/message.ts'
import { bodyTooLarge, incompleteBody } from './request.ts'
import type { BodySource, RequestMeta } from './request.ts'

/** Past this, an unread body is not worth reading to keep the connection. */
const drainLimitBytes = 1 << 20

export class Exchange implements BodySource, RequestMeta {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly #expectsContinue: boolean
  #begun = false
  #failGathering: ((error: Error) => void) | undefined
  #waitsForDrain = false
  #stalled: Error | undefined

  constructor(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean) {
    this.request = request
    this.response = response
    this.#expectsContinue = expectsContinue
  }

  /** node:http has already refused a length that is no number. */
  get lengthBytes(): number | undefined {
    const length = this.request.headers['content-length']
    if (length !== undefined) return Number(length)
    return this.request.headers['transfer-encoding'] === undefined ? 0 : undefined
  }

  get remoteAddress(): string {
    return this.request.socket.remoteAddress ?? ''
  }

  get secure(): boolean {
    return 'encrypted' in this.request.socket
  }

  /** The server is waiting for the client, to send its body or to take its answer, not for its own handler. */
  get waitsForClient(): boolean {
    return this.#waitsForDrain || (this.#begun && !this.request.complete)
  }

  get bodyRead(): boolean {
    return this.request.complete
  }

  onGone(listener: () => void): void {
    this.response.once('close', () => {
      if (!this.response.writableFinished) listener()
    })
  }

  gather(limitBytes: number): Promise<Uint8Array> {
    const lengthBytes = this.lengthBytes
    if (lengthBytes === 0) return Promise.resolve(emptyBody)
    if (lengthBytes !== undefined && lengthBytes > limitBytes) return Promise.reject(bodyTooLarge(limitBytes))
    this.#begin()
    return new Promise((resolve, reject) => this.#collect(limitBytes, resolve, reject))
  }

  #collect(limitBytes: number, resolve: (bytes: Uint8Array) => void, reject: (error: Error) => void): void {
    const { request } = this
    let first: Uint8Array | undefined
    let parts: Uint8Array[] | undefined
    let sizeBytes = 0
    this.#failGathering = reject
    request.on('data', (part: Uint8Array) => {
      sizeBytes += part.length
      if (sizeBytes > limitBytes) {
        request.removeAllListeners('data').pause()
        reject(bodyTooLarge(limitBytes))
      } else if (first === undefined) first = part
      else (parts ??= [first]).push(part)
    })
    request.once('end', () => resolve(parts === undefined ? first ?? emptyBody : Buffer.concat(parts, sizeBytes)))
    request.once('error', () => reject(incompleteBody()))
  }

  async *stream(): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.lengthBytes === 0) return
    this.#begin()
    try {
      // Leaving the loop early must not destroy the socket: the answer has yet to be written.
      for await (const part of this.request.iterator({ destroyOnReturn: false })) yield part as Uint8Array
    } catch (error) {
      if (this.response.headersSent) throw error
      throw this.#stalled ?? incompleteBody()
    }
  }

  /**
   * The client has neither sent nor taken a byte for too long. Gathering fails with S3's text; a stream or an answer in progress is cut.
   * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
   */
  stall(): void {
    this.#stalled = new MalformedRequest(
      'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.',
      'RequestTimeout', 400)
    if (this.#failGathering !== undefined && !this.response.headersSent) this.#failGathering(this.#stalled)
    else this.request.socket.destroy()
  }

  /** Writes head and body; resolves when the last byte is handed over or the client is gone. @throws when HTTP cannot carry a header */
  send(answer: WireResponse, date: string, closing: boolean): Promise<void> | undefined {
    const { response, request } = this
    const { headers, body, status } = answer
    if (response.destroyed || request.socket.destroyed) return abandon(body)
    response.sendDate = false
    headers['date'] ??= date
    if (closing || this.#mustClose()) headers['connection'] = 'close'
    if (request.method === 'HEAD' || status === 204 || status === 304) {
      if (status === 204) delete headers['content-length']
      else if (body instanceof Uint8Array && status !== 304) headers['content-length'] ??= String(body.length)
      response.writeHead(status, headers)
      response.end()
      return abandon(body)
    }
    if (body instanceof Uint8Array) {
      headers['content-length'] = String(body.length)
      response.writeHead(status, headers)
      response.end(body)
      return undefined
    }
    response.writeHead(status, headers)
    return this.#pour(body)
  }

  /** What is left of an unread body would have to be read in vain; a client that waits for `100` may send it or not. */
  #mustClose(): boolean {
    if (this.#stalled !== undefined) return true
    if (this.request.complete || this.lengthBytes === 0) return false
    if (this.#expectsContinue && !this.#begun) return true
    return (this.lengthBytes ?? Infinity) > drainLimitBytes
  }

  async #pour(body: AsyncIterable<Uint8Array>): Promise<void> {
    const { response } = this
    const iterator = body[Symbol.asyncIterator]()
    const stop = (): void => { void iterator.return?.() }
    response.once('close', stop)
    try {
      for (let next = await iterator.next(); next.done !== true && !response.destroyed; next = await iterator.next()) {
        if (!response.write(next.value) && !response.destroyed) await this.#drained()
      }
      response.end()
    } catch {
      // The head is out: a cut connection is the only way left to say that the body is not whole.
      response.destroy()
    } finally {
      response.off('close', stop)
      await iterator.return?.()
    }
  }

  #drained(): Promise<void> {
    const { response } = this
    this.#waitsForDrain = true
    return new Promise(resolve => {
      const done = (): void => {
        this.#waitsForDrain = false
        response.off('drain', done)
        response.off('close', done)
        resolve()
      }
      response.on('drain', done)
      response.on('close', done)
    })
  }

  /** `100 Continue` goes out only when the handler wants the body, so a head it refuses costs the client no upload. */
  #begin(): void {
    if (this.#begun) throw new Error('assert: a request body is read once')
    this.#begun = true
    if (this.#expectsContinue) this.response.writeContinue()
  }
}

/** Closes a body that nobody will read, so that its files and cursors are let go. */
function abandon(body: Body): Promise<void> | undefined {
  if (body instanceof Uint8Array) return undefined
  const iterator = body[Symbol.asyncIterator]()
  return Promise.resolve(iterator.return?.()).then(() => undefined)
}
