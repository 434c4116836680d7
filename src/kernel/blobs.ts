// Bytes of any length as a call sees them: a row in its cell for each blob, small ones with their bytes, large ones as files of the blob
// engine, compositions as pieces of others. Rows count their uses and go with the last one; because they are the cell's own state, they are
// rolled back, saved, restored and branched with it. Invariant: a row never names bytes that are not there whole.

import { randomUUID } from 'node:crypto'
import type { BlobStore, Piece } from '../std/blob-store.ts'
import { key } from '../std/key.ts'
import type { Body } from '../wire/message.ts'
import type { Cell, Store, Table } from './store/face.ts'

interface StoredBlob {
  readonly uses: number
  readonly sizeBytes: number
  readonly bytes?: Uint8Array
  /** Of other blobs, for a composition. With neither bytes nor pieces it is a file of its own name. */
  readonly pieces?: readonly Piece[]
}

/** From `fromBytes` on, as many as `sizeBytes` says. */
export interface BlobRange { readonly fromBytes: number, readonly sizeBytes: number }

/** A blob, or part of it, to become part of a composition. */
export interface BlobPart extends Partial<BlobRange> { readonly blob: string }

export interface CallBlobs {
  /**
   * Takes a body to its end, then runs `keep` as one transaction, in which the blob is used once. When anything fails, nothing is left.
   * @param observe sees every byte once, in order
   */
  store<T>(source: Body | undefined, observe: (bytes: Uint8Array) => void, keep: (blob: string, sizeBytes: number) => T): Promise<T>
  /** One more use. */
  share(blob: string): string
  /** A new blob, used once, of parts that lie one after the other; no byte is copied. */
  compose(parts: readonly BlobPart[]): string
  /** One use less; with the last, the blob goes. */
  release(blob: string): void
  /** Bytes for what lies in memory, a stream for the rest, which may be read after the blob is gone. */
  read(blob: string, range?: BlobRange): Body
}

/** Larger blobs become files; up to here a row of the store costs less than a file does. */
const inlineBytes = 64 * 1024
const tableName = 'blob'

/** What blobs need of the call they work for. */
export interface BlobContext {
  readonly cell: Cell
  transact<T>(body: () => T): T
  afterCommit(effect: () => void | Promise<void>): void
}

export class Blobs {
  readonly #files: BlobStore
  readonly #store: Store

  constructor(files: BlobStore, store: Store) {
    this.#files = files
    this.#store = store
  }

  forCall(context: BlobContext): CallBlobs {
    return new CellBlobs(this.#files, context, this.#store)
  }

  /** Keeps for a snapshot what its moment may mean. */
  hold<T>(snapshot: string, capture: () => Promise<T>): Promise<T> {
    return this.#files.hold(snapshot, capture)
  }

  /** Lets go of snapshots that there are no more, and takes away what nobody means any longer. */
  async sweep(snapshots: readonly string[]): Promise<void> {
    for (const name of this.#files.holds) if (!name.includes('/') && !snapshots.includes(name)) await this.#files.letGo(name)
    const has = (cellId: string, id: string) => tableOf(this.#store.cell(cellId)).has(key(id))
    const known = this.#store.cellIds()
    // Cells may have come since.
    await this.#files.sweep(id => known.some(cellId => has(cellId, id)) || this.#store.cellIds().some(cellId => has(cellId, id)))
  }

  branch(): Promise<BlobStore> {
    return this.#files.branch()
  }

  close(): Promise<void> {
    return this.#files.close()
  }
}

class CellBlobs implements CallBlobs {
  readonly #files: BlobStore
  readonly #context: BlobContext
  readonly #store: Pick<Store, 'durable'>
  readonly #rows: Table<StoredBlob>

  constructor(files: BlobStore, context: BlobContext, store: Pick<Store, 'durable'>) {
    this.#files = files
    this.#context = context
    this.#store = store
    this.#rows = tableOf(context.cell)
  }

  async store<T>(source: Body | undefined, observe: (bytes: Uint8Array) => void, keep: (blob: string, sizeBytes: number) => T): Promise<T> {
    if (source instanceof Uint8Array && source.length <= inlineBytes) {
      observe(source)
      // A copy, since it may be part of a larger buffer, which the row would hold.
      return this.#keepInline(Buffer.from(source), keep)
    }
    const rest = iteratorOf(source)
    try {
      return await this.#take(rest, observe, keep)
    } catch (error) {
      await rest.return?.()
      throw error
    }
  }

  async #take<T>(
    rest: AsyncIterator<Uint8Array>, observe: (bytes: Uint8Array) => void, keep: (blob: string, sizeBytes: number) => T,
  ): Promise<T> {
    const first: Uint8Array[] = []
    let sizeBytes = 0
    while (sizeBytes <= inlineBytes) {
      const next = await rest.next()
      if (next.done === true) return this.#keepInline(Buffer.concat(first, sizeBytes), keep)
      observe(next.value)
      first.push(next.value)
      sizeBytes += next.value.length
    }
    const written = await this.#files.write(first, rest, observe)
    try {
      const kept = this.#context.transact(() => {
        this.#rows.put(key(written.id), { uses: 1, sizeBytes: written.sizeBytes })
        return keep(written.id, written.sizeBytes)
      })
      this.#files.settle(written.id)
      return kept
    } catch (error) {
      this.#files.remove(written.id)
      throw error
    }
  }

  share(blob: string): string {
    this.#use(blob, 1)
    return blob
  }

  compose(parts: readonly BlobPart[]): string {
    const pieces: Piece[] = []
    for (const part of parts) this.#addPieces(pieces, part)
    for (const { blob } of pieces) this.#use(blob, 1)
    return this.#add({ uses: 1, sizeBytes: pieces.reduce((sum, piece) => sum + piece.sizeBytes, 0), pieces })
  }

  release(blob: string): void {
    const row = this.#row(blob)
    if (row.uses > 1) return this.#use(blob, -1)
    this.#rows.delete(key(blob))
    for (const piece of row.pieces ?? []) this.release(piece.blob)
    if (row.pieces !== undefined || row.bytes !== undefined) return
    // A transaction that was undone has put the row back; and a crash would, until what took it away is as durable as promised.
    this.#context.afterCommit(async () => {
      await this.#store.durable()
      if (!this.#rows.has(key(blob))) this.#files.remove(blob)
    })
  }

  read(blob: string, range: BlobRange = { fromBytes: 0, sizeBytes: this.#row(blob).sizeBytes }): Body {
    const pieces: Piece[] = []
    this.#addPieces(pieces, { blob, ...range })
    const rows = pieces.map(piece => this.#row(piece.blob).bytes)
    if (rows.every(bytes => bytes !== undefined)) {
      const parts = pieces.map(({ fromBytes, sizeBytes }, i) => rows[i]!.subarray(fromBytes, fromBytes + sizeBytes))
      return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
    }
    return rows.some(bytes => bytes !== undefined) ? this.#mixed(pieces, rows) : this.#files.read(pieces)
  }

  /** Pieces that lie in memory between such as lie in files. The files are held from now on, each in its turn read. */
  #mixed(pieces: readonly Piece[], rows: readonly (Uint8Array | undefined)[]): Body {
    const readings = pieces.map((piece, i) =>
      rows[i]?.subarray(piece.fromBytes, piece.fromBytes + piece.sizeBytes) ?? this.#files.read([piece]))
    async function* all(): AsyncGenerator<Uint8Array, void, undefined> {
      for (const reading of readings) {
        if (reading instanceof Uint8Array) yield reading
        else yield* reading
      }
    }
    const bytes = all()
    const end = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
      await bytes.return()
      for (const reading of readings) if (!(reading instanceof Uint8Array)) await reading.return()
      return { done: true, value: undefined }
    }
    const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
      const result = await bytes.next()
      return result.done === true ? { done: true, value: undefined } : result
    }
    return { [Symbol.asyncIterator]: () => ({ next, return: end }) }
  }

  #keepInline<T>(bytes: Uint8Array, keep: (blob: string, sizeBytes: number) => T): T {
    return this.#context.transact(() => keep(this.#add({ uses: 1, sizeBytes: bytes.length, bytes }), bytes.length))
  }

  #add(row: StoredBlob): string {
    // Seen by nobody outside; must not be the name of another cloud's file, as a seed might make it.
    const id = randomUUID()
    this.#rows.put(key(id), row)
    return id
  }

  #use(blob: string, change: 1 | -1): void {
    const row = this.#row(blob)
    this.#rows.put(key(blob), { ...row, uses: row.uses + change })
  }

  #row(blob: string): StoredBlob {
    const row = this.#rows.get(key(blob))
    if (row === undefined) throw new Error(`assert: there is no blob ${blob}`)
    return row
  }

  /** Appends the pieces of a part, down to blobs that are no compositions. */
  #addPieces(pieces: Piece[], { blob, fromBytes = 0, sizeBytes }: BlobPart): void {
    const row = this.#row(blob)
    const end = fromBytes + (sizeBytes ?? row.sizeBytes - fromBytes)
    if (row.pieces === undefined) {
      if (end > fromBytes || row.sizeBytes === 0) pieces.push({ blob, fromBytes, sizeBytes: end - fromBytes })
      return
    }
    let at = 0
    for (const piece of row.pieces) {
      const from = Math.max(fromBytes, at)
      const to = Math.min(end, at + piece.sizeBytes)
      if (to > from) pieces.push({ blob: piece.blob, fromBytes: piece.fromBytes + from - at, sizeBytes: to - from })
      at += piece.sizeBytes
      if (at >= end) break
    }
  }
}

function tableOf(cell: Cell): Table<StoredBlob> {
  return cell.table(tableName)
}

function iteratorOf(source: Body | undefined): AsyncIterator<Uint8Array> {
  return source === undefined || source instanceof Uint8Array ? once(source) : source[Symbol.asyncIterator]()
}

async function* once(bytes: Uint8Array | undefined): AsyncGenerator<Uint8Array, undefined, undefined> {
  if (bytes !== undefined) yield bytes
  return undefined
}
