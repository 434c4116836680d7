// Blobs as files of a folder, one each. A name is `generation.random`: a hold (a snapshot, a branch) may mean whatever is not younger than
// itself, so such files stay until the hold goes. Without a folder of its own the store makes one for the time of its life, at the first
// blob. Invariant: a file is complete before its name is told, so a crash leaves at most files that nobody refers to, which a sweep takes.

import { randomUUID } from 'node:crypto'
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, readFile, unlink, writeFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BlobReading, BlobStore, Piece, WrittenBlob } from '../../std/blob-store.ts'
import { PieceReading } from './reading.ts'
import { writeAll } from './writing.ts'

export interface BlobFilesOptions {
  /** Where the files lie for good; absent for a store that goes with the process. */
  readonly directory?: string
  /** Wait until the disk has a blob, not only the operating system. */
  readonly flush?: boolean
}

/** What a branch reads from, and whom it tells that it is closed. */
interface Parent { readonly files: BlobFiles, closed(): Promise<void> }

interface Ledger { readonly generation: number, readonly holds: Readonly<Record<string, number>> }

const ledgerName = 'holds.json'
const branchPrefix = 'branch/'

export class BlobFiles implements BlobStore {
  readonly #flush: boolean
  readonly #durable: boolean
  readonly #parent: Parent | undefined
  #directory: string | undefined
  #generation = 1
  readonly #holds = new Map<string, number>()
  /** Holds that are being taken. */
  readonly #capturing = new Set<string>()
  #branches = 0
  readonly #removeFolder = (): void => { rmSync(this.#directory!, { recursive: true, force: true }) }
  /** Written, or being written, and perhaps not yet referred to. */
  readonly #fresh = new Set<string>()
  readonly #pins = new Map<string, number>()
  /** To be removed when nobody reads them any more. */
  readonly #doomed = new Set<string>()
  readonly #removing = new Set<Promise<void>>()
  readonly #folders = new Set<string>()
  #closed = false

  private constructor(options: BlobFilesOptions, parent?: Parent) {
    this.#flush = options.flush ?? false
    this.#durable = options.directory !== undefined
    this.#directory = options.directory
    this.#parent = parent
  }

  static async open(options: BlobFilesOptions = {}): Promise<BlobFiles> {
    const files = new BlobFiles(options)
    if (options.directory !== undefined) await files.#readLedger(options.directory)
    return files
  }

  get holds(): readonly string[] {
    return [...this.#holds.keys()].filter(name => !this.#capturing.has(name))
  }

  /** Where its files lie, once there are any. */
  get directory(): string | undefined {
    return this.#directory
  }

  async write(first: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>, observe: (bytes: Uint8Array) => void): Promise<WrittenBlob> {
    // Names are never seen outside, and must differ between a cloud, its branches and its next opening: no seed may make them.
    const id = `${this.#generation.toString(36)}.${randomUUID()}`
    const path = this.#ownPath(id)
    this.#fresh.add(id)
    try {
      const sizeBytes = await writeAll(path, first, rest, observe, this.#flush)
      return { id, sizeBytes }
    } catch (error) {
      this.#fresh.delete(id)
      await rm(path, { force: true })
      throw error
    }
  }

  settle(id: string): void {
    this.#fresh.delete(id)
  }

  read(pieces: readonly Piece[]): BlobReading {
    for (const { blob } of pieces) this.#pin(blob)
    return new PieceReading(pieces, id => this.#open(id), () => { for (const { blob } of pieces) this.#unpin(blob) })
  }

  remove(id: string): void {
    this.#fresh.delete(id)
    if (this.#isHeld(id)) return
    if (this.#pins.has(id)) this.#doomed.add(id)
    else this.#unlink(id)
  }

  async hold<T>(name: string, capture: () => Promise<T>): Promise<T> {
    const before = this.#holds.get(name)
    this.#capturing.add(name)
    this.#holds.set(name, this.#generation)
    try {
      await this.#writeLedger()
      const result = await capture()
      // What was written while it was captured may be meant as well.
      this.#holds.set(name, this.#generation)
      this.#generation += 1
      return result
    } catch (error) {
      if (before === undefined) this.#holds.delete(name)
      throw error
    } finally {
      this.#capturing.delete(name)
      await this.#writeLedger()
    }
  }

  async letGo(name: string): Promise<void> {
    if (this.#holds.delete(name)) await this.#writeLedger()
  }

  async sweep(isReferredTo: (id: string) => boolean): Promise<number> {
    if (this.#directory === undefined) return 0
    let count = 0
    for (const folder of await entriesOf(this.#directory)) {
      if (folder.length !== 2) continue
      for (const id of await entriesOf(join(this.#directory, folder))) {
        if (this.#fresh.has(id) || this.#isHeld(id) || this.#pins.has(id) || isReferredTo(id)) continue
        await this.#unlink(id)
        count += 1
      }
    }
    return count
  }

  /** What lies here is held until the branch closes; the last one out of a closed store takes its folder along. */
  async branch(): Promise<BlobStore> {
    const name = `${branchPrefix}${randomUUID()}`
    this.#branches += 1
    await this.hold(name, async () => {})
    const closed = async (): Promise<void> => {
      this.#holds.delete(name)
      this.#branches -= 1
      if (this.#closed) await this.#end()
    }
    return new BlobFiles({}, { files: this, closed })
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#settled()
    await this.#end()
  }

  async #end(): Promise<void> {
    if (this.#branches > 0) return
    await this.#parent?.closed()
    if (this.#durable || this.#directory === undefined) return
    process.off('exit', this.#removeFolder)
    await rm(this.#directory, { recursive: true, force: true })
  }

  async #settled(): Promise<void> {
    while (this.#removing.size > 0) await Promise.all(this.#removing)
  }

  async #open(id: string): Promise<FileHandle> {
    if (this.#directory !== undefined) {
      try {
        return await open(pathOf(this.#directory, id), 'r')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || this.#parent === undefined) throw error
      }
    }
    if (this.#parent === undefined) throw new Error(`assert: there is no blob ${id}`)
    return this.#parent.files.#open(id)
  }

  #isHeld(id: string): boolean {
    if (this.#capturing.size > 0) return true
    const generation = Number.parseInt(id, 36)
    for (const held of this.#holds.values()) if (held >= generation) return true
    return false
  }

  #pin(id: string): void {
    this.#pins.set(id, (this.#pins.get(id) ?? 0) + 1)
  }

  #unpin(id: string): void {
    const left = this.#pins.get(id)! - 1
    if (left > 0) {
      this.#pins.set(id, left)
      return
    }
    this.#pins.delete(id)
    if (this.#doomed.delete(id) && !this.#isHeld(id)) this.#unlink(id)
  }

  /** What lies in the parent's folder only is not ours to remove. */
  #unlink(id: string): Promise<void> {
    if (this.#directory === undefined) return Promise.resolve()
    const removing = unlink(pathOf(this.#directory, id)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') process.emitWarning(`The blob ${id} could not be removed: ${error.message}`)
    }).finally(() => { this.#removing.delete(removing) })
    this.#removing.add(removing)
    return removing
  }

  #ownPath(id: string): string {
    if (this.#directory === undefined) {
      this.#directory = mkdtempSync(join(tmpdir(), 'orrery-blobs-'))
      // A process that ends without closing its store leaves no folder either.
      process.once('exit', this.#removeFolder)
    }
    const folder = folderOf(this.#directory, id)
    if (!this.#folders.has(folder)) {
      mkdirSync(folder, { recursive: true })
      this.#folders.add(folder)
    }
    return pathOf(this.#directory, id)
  }

  async #readLedger(directory: string): Promise<void> {
    const text = await readFile(join(directory, ledgerName), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (text === undefined) return
    const ledger = JSON.parse(text) as Ledger
    this.#generation = ledger.generation
    for (const [name, generation] of Object.entries(ledger.holds)) this.#holds.set(name, generation)
  }

  /** Branches live no longer than the process. */
  async #writeLedger(): Promise<void> {
    if (!this.#durable) return
    const kept = [...this.#holds].filter(([name]) => !name.startsWith(branchPrefix))
    const ledger: Ledger = { generation: this.#generation, holds: Object.fromEntries(kept) }
    await mkdir(this.#directory!, { recursive: true })
    const path = join(this.#directory!, ledgerName)
    await writeFile(`${path}.new`, JSON.stringify(ledger))
    await rename(`${path}.new`, path)
  }
}

/** Files lie in 256 folders, so that none grows too long. */
function folderOf(directory: string, id: string): string {
  return join(directory, id.slice(-2))
}

function pathOf(directory: string, id: string): string {
  return join(folderOf(directory, id), id)
}

async function entriesOf(directory: string): Promise<string[]> {
  try {
    return await readdir(directory)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'ENOTDIR') return []
    throw error
  }
}
