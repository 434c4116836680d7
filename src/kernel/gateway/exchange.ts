// One request on a connection and what the handler may ask of it: its body, who sent it, and to hear when the sender leaves. Its answer is
// written by the connection. Invariant: a body is read once; listeners hear of a departure once, and only before the answer is out.

import { MalformedRequest, emptyBody } from '../../wire/message.ts'
import { HttpBody } from './http-body.ts'
import type { Inflow } from './http-body.ts'
import type { RequestStart } from './http-head.ts'
import type { BodySource, RequestMeta } from './request.ts'

/** What an exchange knows of its connection. */
export interface Line extends Inflow {
  readonly remoteAddress: string
  readonly secure: boolean
  sendContinue(): void
}

export class Exchange implements BodySource, RequestMeta {
  readonly start: RequestStart
  readonly body: HttpBody
  /** The handler has asked for the body. */
  begun = false
  /** Its answer, if it still comes, is for nobody. */
  isDropped = false
  readonly #line: Line
  #gone: (() => void)[] | undefined
  #hasLeft = false

  constructor(start: RequestStart, line: Line) {
    this.start = start
    this.#line = line
    this.body = new HttpBody(start.lengthBytes, line)
  }

  get lengthBytes(): number | undefined {
    return this.start.lengthBytes
  }

  get remoteAddress(): string {
    return this.#line.remoteAddress
  }

  get secure(): boolean {
    return this.#line.secure
  }

  /** It is the client's turn to send, not the handler's to work. */
  get waitsForBody(): boolean {
    return this.begun && !this.body.isComplete
  }

  onGone(listener: () => void): void {
    if (this.#hasLeft) listener()
    else (this.#gone ??= []).push(listener)
  }

  gather(limitBytes: number): Uint8Array | Promise<Uint8Array> {
    if (this.start.lengthBytes === 0) return emptyBody
    const gathered = this.body.gather(limitBytes)
    this.#begin()
    return gathered
  }

  stream(): AsyncIterable<Uint8Array> {
    if (this.start.lengthBytes !== 0) this.#begin()
    return this.body.stream()
  }

  /** The client is gone, or will say nothing more. */
  leave(): void {
    if (this.#hasLeft) return
    this.#hasLeft = true
    for (const listener of this.#gone ?? []) listener()
  }

  /** The answer is out: nobody's leaving matters any more. */
  settle(): void {
    this.#gone = undefined
    this.#hasLeft = true
  }

  /**
   * The client has not sent a byte of its body for too long. @returns whether the handler can still say so, in S3's words
   * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
   */
  stall(): boolean {
    if (!this.body.isGathering) return false
    this.body.fail(new MalformedRequest(
      'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.',
      'RequestTimeout', 400))
    return true
  }

  /** `100 Continue` goes out only when the handler wants the body, so a head it refuses costs the client no upload. */
  #begin(): void {
    if (this.begun) throw new Error('assert: a request body is read once')
    this.begun = true
    if (this.start.expectsContinue && !this.body.isComplete) this.#line.sendContinue()
  }
}
