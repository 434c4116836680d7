// The body of one request as it comes off its connection: taken out of its frame, then gathered, streamed with backpressure, or dropped.
// Invariant: it takes no byte beyond its own end, and never holds much more than a reader has asked for.

import { emptyBody } from '../../wire/message.ts'
import { ChunkReader } from './http-chunks.ts'
import type { HttpRefusal } from './http-refusal.ts'
import { bodyTooLarge } from './request.ts'

/** Parts that nobody has taken; past this the connection is not read. */
const heldLimitBytes = 256 * 1024

/** What a body asks of its connection. */
export interface Inflow {
  pause(): void
  resume(): void
}

interface Gathering {
  readonly limitBytes: number
  readonly resolve: (bytes: Uint8Array) => void
  readonly reject: (error: Error) => void
}

export class HttpBody {
  /** The last byte has come. */
  isComplete: boolean
  readonly #inflow: Inflow
  readonly #chunks: ChunkReader | undefined
  #leftBytes: number
  #parts: Uint8Array[] = []
  #heldBytes = 0
  #gathering: Gathering | undefined
  #wake: (() => void) | undefined
  #isDropping = false
  #failure: Error | undefined

  /** @param lengthBytes undefined for chunks */
  constructor(lengthBytes: number | undefined, inflow: Inflow) {
    this.#inflow = inflow
    this.#leftBytes = lengthBytes ?? 0
    this.#chunks = lengthBytes === undefined ? new ChunkReader() : undefined
    this.isComplete = lengthBytes === 0
  }

  /** How much is known to be left; Infinity while chunks come. */
  get leftBytes(): number {
    return this.isComplete ? 0 : this.#chunks === undefined ? this.#leftBytes : Infinity
  }

  get isFailed(): boolean {
    return this.#failure !== undefined
  }

  get isGathering(): boolean {
    return this.#gathering !== undefined
  }

  /** Takes what is its own of bytes that have come. @returns how many that were, or why they are no body */
  take(bytes: Buffer): number | HttpRefusal {
    if (this.isComplete) return 0
    if (this.#chunks !== undefined) {
      const taken = this.#chunks.take(bytes, part => this.#add(part))
      if (this.#chunks.isComplete) this.#complete()
      return taken
    }
    const taken = Math.min(this.#leftBytes, bytes.length)
    this.#leftBytes -= taken
    if (taken > 0) this.#add(taken === bytes.length ? bytes : bytes.subarray(0, taken))
    if (this.#leftBytes === 0) this.#complete()
    return taken
  }

  gather(limitBytes: number): Uint8Array | Promise<Uint8Array> {
    if (this.#failure !== undefined) throw this.#failure
    if (this.leftBytes !== Infinity && this.leftBytes + this.#heldBytes > limitBytes) throw bodyTooLarge(limitBytes)
    if (this.#heldBytes > limitBytes) throw bodyTooLarge(limitBytes)
    if (this.isComplete) return this.#whole()
    this.#inflow.resume()
    return new Promise((resolve, reject) => { this.#gathering = { limitBytes, resolve, reject } })
  }

  async *stream(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure
      const part = this.#parts.shift()
      if (part !== undefined) {
        this.#heldBytes -= part.length
        yield part
      } else if (this.isComplete) return
      else {
        this.#inflow.resume()
        await new Promise<void>(resolve => { this.#wake = resolve })
      }
    }
  }

  /** What is still to come is read for nobody. */
  drop(): void {
    this.#isDropping = true
    this.#parts = []
    this.#heldBytes = 0
    if (!this.isComplete) this.#inflow.resume()
  }

  /** Whoever reads it hears of it. */
  fail(error: Error): void {
    if (this.isComplete) return
    this.#failure ??= error
    this.#gathering?.reject(error)
    this.#gathering = undefined
    this.#wakeReader()
    this.drop()
  }

  #add(part: Uint8Array): void {
    if (this.#isDropping) return
    this.#heldBytes += part.length
    const gathering = this.#gathering
    if (gathering !== undefined && this.#heldBytes > gathering.limitBytes) return this.fail(bodyTooLarge(gathering.limitBytes))
    this.#parts.push(part)
    if (gathering !== undefined) return
    if (this.#heldBytes > heldLimitBytes) this.#inflow.pause()
    this.#wakeReader()
  }

  #complete(): void {
    this.isComplete = true
    const gathering = this.#gathering
    this.#gathering = undefined
    gathering?.resolve(this.#whole())
    this.#wakeReader()
  }

  #whole(): Uint8Array {
    const parts = this.#parts
    if (parts.length === 0) return emptyBody
    const whole = parts.length === 1 ? parts[0]! : Buffer.concat(parts, this.#heldBytes)
    this.#parts = []
    this.#heldBytes = 0
    return whole
  }

  #wakeReader(): void {
    const wake = this.#wake
    this.#wake = undefined
    wake?.()
  }
}
