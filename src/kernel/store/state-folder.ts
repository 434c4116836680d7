// One state on disk: a folder with the log and, once there has been a checkpoint, an lmdb file. The live state, the copy a snapshot keeps
// and the one a restore goes on with all look like this. Invariant: lmdb file and log together say all that was committed; a
// log file goes only after the lmdb file holds what it says, on the disk.

import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { closingSlice, servingSlice, writeFrozen } from './checkpoint.ts'
import { Contents, type StoredContents } from './contents.ts'
import { flushDirectory, flushFile } from './files.ts'
import type { Layers } from './layers.ts'
import type { LmdbContents } from './lmdb.ts'
import { LocalLog, type LogOptions } from './log.ts'
import { cleared, type Batch } from './sink.ts'
import { Turns } from './turns.ts'

export interface FolderOptions {
  readonly durability: 'relaxed' | 'flush'
  readonly report: (message: string) => void
  /** A log longer than this calls for a checkpoint. */
  readonly checkpointBytes: number
  /** After so long without a write, a log longer than `idleBytes` calls for one too. */
  readonly idleMs: number
  readonly write?: LogOptions['write']
}

/** A shorter log is left alone when idle and at close: reading it back costs a few milliseconds. */
const idleBytes = 2 * 1024 * 1024
/** When the log is this many times too long, answers wait for the checkpoint. */
const brakeFactor = 4
const copiedBatch = 128

export class StateFolder {
  readonly path: string
  readonly log: LocalLog
  readonly contents: Contents
  readonly #options: FolderOptions
  readonly #turns = new Turns()
  #checkpointing: Promise<void> | undefined
  #isClosing = false
  /** The log's length at which the next checkpoint is due. */
  #dueAtBytes: number
  readonly #idle: NodeJS.Timeout

  private constructor(path: string, contents: Contents, log: LocalLog, options: FolderOptions) {
    this.path = path
    this.contents = contents
    this.log = log
    this.#options = options
    this.#dueAtBytes = options.checkpointBytes
    this.#idle = setTimeout(() => this.#checkpointOver(idleBytes), options.idleMs).unref()
  }

  /** Opens the folder, making it when there is none. */
  static async open(path: string, options: FolderOptions): Promise<StateFolder> {
    mkdirSync(path, { recursive: true })
    let folder: StateFolder | undefined
    const log = new LocalLog({
      ...options,
      directory: path,
      written: fileBytes => folder === undefined ? undefined : folder.#written(fileBytes),
      brake: () => folder === undefined ? undefined : folder.#brake(),
    })
    const file = recordsPath(path)
    const contents = await loadContents(log, existsSync(file) ? await openLmdb(file) : undefined)
    log.start()
    folder = new StateFolder(path, contents, log, options)
    return folder
  }

  /** Moves what has been committed so far into the lmdb file. Rejects when that fails; nothing is lost then, the log stays. */
  checkpoint(): Promise<void> {
    const running = this.#turns.run(() => this.#checkpoint())
    this.#checkpointing = running
    const forget = (): void => { if (this.#checkpointing === running) this.#checkpointing = undefined }
    running.then(forget, forget)
    return running
  }

  /** Writes a copy of the state as it is now into a new folder; commits go on meanwhile. */
  copyTo(path: string): Promise<void> {
    return this.#turns.run(async () => {
      const copy = this.contents.clone()
      mkdirSync(path, { recursive: true })
      await this.#copyStored(recordsPath(path))
      const log = new LocalLog({ directory: path, durability: 'relaxed', report: this.#options.report })
      log.start()
      for (const table of copy.tables()) for (const batch of batchesOf(table)) {
        log.commit(batch)
        log.write()
        await nextTurn()
      }
      await log.close()
      if (log.failure !== undefined) throw log.failure
      await flushDirectory(path)
    })
  }

  /** Contents of their own, as these are now; what lies on disk is copied to `file`, which goes with its last holder. */
  branch(file: string): Promise<Contents> {
    return this.#turns.run(async () => {
      const copy = this.contents.clone()
      if (!await this.#copyStored(file)) return copy
      return copy.clone(await openLmdb(file, true))
    })
  }

  /** With `isLast` the folder is about to be removed, so a long log need not be moved on. */
  async close(isLast = false): Promise<void> {
    this.#isClosing = true
    clearTimeout(this.#idle)
    await Promise.allSettled([this.#checkpointing]) // a failure is reported where it began
    const isLong = this.log.failure === undefined && this.log.sizeBytes > idleBytes
    if (isLong && !isLast) await this.checkpoint().catch(error => this.#reportFailure(error))
    await this.#turns.run(() => this.log.close().finally(() => this.contents.stored?.release()))
  }

  async #checkpoint(): Promise<void> {
    const { contents, log } = this
    if (log.failure !== undefined) throw log.failure
    const stored = await this.#standingOnLmdb()
    const tables = contents.tables().filter(({ isDirty }) => isDirty)
    if (tables.length === 0) return
    const { paths, flushed } = log.rotate()
    for (const table of tables) table.freeze()
    try {
      await flushed
      await writeFrozen(stored, tables, this.#isClosing ? closingSlice : servingSlice)
    } catch (error) {
      stored.refresh()
      for (const table of tables) table.unfreeze(stored.table(table))
      throw error
    }
    stored.refresh()
    for (const table of tables) table.thaw(stored.table(table))
    this.#dueAtBytes = this.#options.checkpointBytes
    await log.drop(paths)
  }

  async #standingOnLmdb(): Promise<LmdbContents> {
    if (this.contents.stored === undefined) this.contents.standOn(await openLmdb(recordsPath(this.path)))
    return this.contents.stored as LmdbContents
  }

  async #copyStored(file: string): Promise<boolean> {
    const stored = this.contents.stored as LmdbContents | undefined
    if (stored === undefined) return false
    await stored.copyTo(file)
    await flushFile(file)
    return true
  }

  #written(fileBytes: number): void {
    this.#idle.refresh()
    if (fileBytes > this.#dueAtBytes) this.#checkpointOver(this.#dueAtBytes)
  }

  #checkpointOver(bytes: number): void {
    if (this.log.sizeBytes < bytes || this.#checkpointing !== undefined || this.#isClosing) return
    this.checkpoint().catch(error => this.#reportFailure(error))
  }

  #reportFailure(error: Error): void {
    this.#dueAtBytes = this.log.sizeBytes + this.#options.checkpointBytes
    this.#options.report(`The log of ${this.path} could not be moved into its records file; it grows on and is kept. ${error.message}`)
  }

  #brake(): Promise<void> | undefined {
    const isTooLong = this.log.sizeBytes > this.#options.checkpointBytes * brakeFactor
    if (!isTooLong || this.#checkpointing === undefined) return undefined
    return Promise.allSettled([this.#checkpointing]).then(() => {})
  }
}

/** The contents that a folder's files make up. The folder is not changed, but for a torn end of its log. */
export async function loadContents(log: LocalLog, stored: LmdbContents | undefined): Promise<Contents> {
  const contents = new Contents(stored)
  for (const { id, cellId, name } of stored?.names() ?? []) contents.define(id, cellId, name)
  for await (const batch of log.load()) contents.replay(batch)
  return contents
}

export function recordsPath(folder: string): string {
  return join(folder, 'records.mdb')
}

/** lmdb is loaded at the first checkpoint, or when there is a file of it: a new or small store starts without. */
export async function openLmdb(path: string, removeAtEnd = false): Promise<LmdbContents & StoredContents> {
  const { LmdbContents } = await import('./lmdb.ts')
  return new LmdbContents(path, removeAtEnd)
}

/** What a table's memtable holds, as batches that say it again. */
function* batchesOf(table: Layers): Generator<Batch> {
  if (table.hidesAll) yield { size: 1, tableAt: () => table, keyAt: () => '', entryAt: () => cleared }
  const entries = [...table.active.tree.entries()]
  for (let start = 0; start < entries.length; start += copiedBatch) {
    const part = entries.slice(start, start + copiedBatch)
    yield { size: part.length, tableAt: () => table, keyAt: index => part[index]![0], entryAt: index => part[index]![1] }
  }
}
