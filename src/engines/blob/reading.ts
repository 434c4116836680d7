// One reading of pieces of files, in order, with the next bytes fetched while the last are on their way out. It opens each file when its
// turn comes and holds it no longer than that. Invariant: `release` runs exactly once, however the reading ends.

import type { FileHandle } from 'node:fs/promises'
import type { BlobReading, Piece } from '../../std/blob-store.ts'

/** Each read is a journey to a thread and back: on a busy machine that costs more than its bytes. */
const readBytes = 512 * 1024

type Fetched = { readonly bytes: Uint8Array | undefined } | { readonly failure: unknown }

export class PieceReading implements BlobReading {
  readonly #pieces: readonly Piece[]
  readonly #open: (id: string) => Promise<FileHandle>
  readonly #release: () => void
  #index = 0
  /** Read of the current piece so far. */
  #doneBytes = 0
  #file: FileHandle | undefined
  #ahead: Promise<Fetched> | undefined
  #ended = false

  constructor(pieces: readonly Piece[], open: (id: string) => Promise<FileHandle>, release: () => void) {
    this.#pieces = pieces
    this.#open = open
    this.#release = release
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    if (this.#ended) return { done: true, value: undefined }
    try {
      const fetched = await (this.#ahead ?? this.#fetchAhead())
      if ('failure' in fetched) throw fetched.failure
      if (fetched.bytes === undefined) return await this.return()
      this.#ahead = this.#fetchAhead()
      return { done: false, value: fetched.bytes }
    } catch (error) {
      await this.return()
      throw error
    }
  }

  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    if (!this.#ended) {
      this.#ended = true
      await this.#ahead
      const file = this.#file
      this.#file = undefined
      await file?.close()
      this.#release()
    }
    return { done: true, value: undefined }
  }

  /** Fetched before anyone waits for it, so a failure is a value until someone does. */
  #fetchAhead(): Promise<Fetched> {
    return this.#fetch().then(bytes => ({ bytes }), (failure: unknown) => ({ failure }))
  }

  /** The next bytes, or undefined at the end. */
  async #fetch(): Promise<Uint8Array | undefined> {
    for (;;) {
      const piece = this.#pieces[this.#index]
      if (piece === undefined) return undefined
      const leftBytes = piece.sizeBytes - this.#doneBytes
      if (leftBytes > 0) {
        this.#file ??= await this.#open(piece.blob)
        const buffer = Buffer.allocUnsafeSlow(Math.min(leftBytes, readBytes))
        const { bytesRead } = await this.#file.read(buffer, 0, buffer.length, piece.fromBytes + this.#doneBytes)
        if (bytesRead === 0) throw new Error(`assert: the blob ${piece.blob} is shorter than it was`)
        this.#doneBytes += bytesRead
        return bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead)
      }
      await this.#file?.close()
      this.#file = undefined
      this.#index += 1
      this.#doneBytes = 0
    }
  }
}
