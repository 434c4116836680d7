// The face of a store of blobs, which an engine implements and the kernel uses: bytes that never change, kept under names nobody else has,
// written whole or not at all. It knows neither what the bytes mean nor who refers to them; its owner does, and says what may go.
// Invariant: a blob that was written can be read until its owner removes it, and a reading that has begun goes on to its end even then.

/** Part of a blob, in bytes. */
export interface Piece {
  readonly blob: string
  readonly fromBytes: number
  readonly sizeBytes: number
}

export interface WrittenBlob {
  /** Its name here. */
  readonly id: string
  readonly sizeBytes: number
}

/** Bytes to come; `return` lets go of them at once, also where no byte was read. */
export interface BlobReading extends AsyncIterableIterator<Uint8Array> {
  return(): Promise<IteratorResult<Uint8Array, undefined>>
}

export interface BlobStore {
  /**
   * Takes `first` and then `rest` to the end. A source that fails leaves nothing behind, and its error is passed on.
   * @param observe sees every byte of `rest` once, in order, before it is safe
   */
  write(first: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>, observe: (bytes: Uint8Array) => void): Promise<WrittenBlob>
  /** The owner refers to a blob that was written now; until then no sweep takes it. */
  settle(id: string): void
  /** Reads pieces one after the other. They are held from this moment on. */
  read(pieces: readonly Piece[]): BlobReading
  /** What nobody refers to any more; gone at once, unless a hold may still mean it. */
  remove(id: string): void
  /** From its end on, what was there at one moment between `begin` and the end of `capture` stays until the hold is let go. */
  hold<T>(name: string, capture: () => Promise<T>): Promise<T>
  /** Lets a hold go. The owner sweeps when it is ready to. */
  letGo(name: string): Promise<void>
  /** Holds that exist, by name. */
  readonly holds: readonly string[]
  /** Removes what is neither referred to, nor held, nor being written. */
  sweep(isReferredTo: (id: string) => boolean): Promise<number>
  /** A store of its own, gone when it is closed, that reads what lies here too. */
  branch(): Promise<BlobStore>
  close(): Promise<void>
}
