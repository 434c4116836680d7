// The local log: the commit sink of a store in a directory. Batches taken in one event-loop turn are written with one call; the files
// (`log-00000001`, …) hold what the last checkpoint has not moved on. Invariant: what `durable` has resolved for is in the files, whole and in order.

import {
  closeSync, fdatasync, fdatasyncSync, fstatSync, ftruncateSync, openSync, readdirSync, readFileSync, truncateSync, unlinkSync, writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { SettingError } from '../fault.ts'
import { flushDirectory } from './files.ts'
import { batchesOf, frameBytesAt, FrameWriter, isFrameAt, nextFrameAfter, type Operation } from './frame.ts'
import type { TableName } from './layers.ts'
import { deleted, type Entry } from './memtable.ts'
import { decodePlain } from './plain.ts'
import { cleared, type Batch, type CommitSink, type Lease } from './sink.ts'

/** More than this is written at once, without waiting for the turn to end. */
const gatheredBytesMax = 4 * 1024 * 1024

export interface LogOptions {
  readonly directory: string
  readonly durability: 'relaxed' | 'flush'
  /** Told what a person should know, such as a torn tail that was cut off. */
  readonly report: (message: string) => void
  /** Called after each write, with the bytes in the present file. */
  readonly written?: (fileBytes: number) => void
  /** What `durable` waits for besides, when writes come faster than they can be moved on. */
  readonly brake?: () => Promise<void> | undefined
  /** Stands for `fs.writeSync` where a test makes a disk fail. */
  readonly write?: (file: number, bytes: Uint8Array) => number
}

interface Waiting {
  readonly upTo: number
  readonly promise: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

export class LocalLog implements CommitSink {
  readonly #options: LogOptions
  readonly #writer = new FrameWriter()
  #number = 1
  #file: number | undefined
  #fileBytes = 0
  // Batches taken, written to the file, and flushed to the disk, counted since the start.
  #taken = 0
  #written = 0
  #flushed = 0
  #waiting: Waiting[] = []
  #isScheduled = false
  #flushing: Promise<void> | undefined
  #failure: Error | undefined

  constructor(options: LogOptions) {
    this.#options = options
  }

  /** Bytes in the present file and about to be. */
  get sizeBytes(): number {
    return this.#fileBytes + this.#writer.sizeBytes
  }

  get failure(): Error | undefined {
    return this.#failure
  }

  /** A torn last frame (the process died while writing it; nobody was told it was durable) is cut off. Throws a setting error for other damage. */
  async* load(cellId?: string): AsyncGenerator<Batch> {
    const paths = this.#paths()
    const names = new Map<number, TableName>()
    for (const [index, path] of paths.entries()) {
      const bytes = readFileSync(path)
      let at = 0
      for (; isFrameAt(bytes, at); at += frameBytesAt(bytes, at)!) {
        for (const operations of batchesOf(bytes.subarray(at, at + frameBytesAt(bytes, at)!))) {
          yield new RecordedBatch(operations, names, cellId)
        }
      }
      if (at < bytes.length) this.#cut(path, bytes, at, index === paths.length - 1)
    }
  }

  /** Begins to append, to the last file there is. Call it after `load`. */
  start(): void {
    const last = this.#paths().at(-1)
    this.#open(last === undefined ? 1 : Number(last.slice(-8)))
  }

  commit(batch: Batch): void {
    if (this.#failure !== undefined) throw this.#failure
    this.#writer.add(batch)
    this.#taken++
    if (this.#writer.sizeBytes > gatheredBytesMax) this.write()
    else if (!this.#isScheduled) {
      this.#isScheduled = true
      setImmediate(() => {
        this.#isScheduled = false
        this.write()
      })
    }
  }

  durable(): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    if (this.#lasting === this.#taken) return Promise.resolve()
    let last = this.#waiting.at(-1)
    if (last?.upTo !== this.#taken) {
      last = waitingFor(this.#taken)
      this.#waiting.push(last)
    }
    const brake = this.#options.brake?.()
    return brake === undefined ? last.promise : Promise.all([last.promise, brake]).then(() => {})
  }

  /** Writes what has been gathered, now. A failure is kept: it rejects what waits and throws from later commits. */
  write(): void {
    if (this.#writer.isEmpty || this.#failure !== undefined) return
    const frame = this.#writer.take()
    const write = this.#options.write ?? writeSync
    try {
      for (let sent = 0; sent < frame.length;) sent += write(this.#file!, frame.subarray(sent))
    } catch (error) {
      this.#fail(error as Error)
      return
    }
    this.#fileBytes += frame.length
    this.#written = this.#taken
    if (this.#options.durability === 'flush') this.#flushing ??= this.#flush()
    this.#settle()
    this.#options.written?.(this.#fileBytes)
  }

  /**
   * Goes on in a new file. Gives the paths of those before it, to be removed by `drop` once a checkpoint has moved on what they hold.
   * `flushed` resolves when the disk has them.
   */
  rotate(): { paths: string[], flushed: Promise<void> } {
    this.write()
    const paths = this.#paths()
    const old = this.#file!
    if (this.#options.durability === 'flush') fdatasyncSync(old)
    this.#open(this.#number + 1)
    this.#flushed = this.#written
    this.#settle()
    return { paths, flushed: this.#retire(old) }
  }

  drop(paths: readonly string[]): void {
    for (const path of paths) unlinkSync(path)
  }

  /** The directory's lock covers all its cells, so a lease is granted at once and is never lost. */
  async lease(cellId: string): Promise<Lease> {
    return { cellId, lost: new AbortController().signal, release: async () => {} }
  }

  async close(): Promise<void> {
    this.write()
    if (this.#file === undefined) return
    const file = this.#file
    this.#file = undefined
    await this.#retire(file)
    if (this.#failure === undefined) {
      this.#flushed = this.#written
      this.#settle()
    }
  }

  get #lasting(): number {
    return this.#options.durability === 'flush' ? this.#flushed : this.#written
  }

  async #flush(): Promise<void> {
    try {
      while (this.#file !== undefined && this.#flushed < this.#written) {
        const upTo = this.#written
        await promisify(fdatasync)(this.#file)
        this.#flushed = Math.max(this.#flushed, upTo)
        this.#settle()
      }
    } catch (error) {
      this.#fail(error as Error)
    } finally {
      this.#flushing = undefined
    }
  }

  async #retire(file: number): Promise<void> {
    await this.#flushing
    await promisify(fdatasync)(file)
    closeSync(file)
  }

  #settle(): void {
    while (this.#waiting.length > 0 && this.#waiting[0]!.upTo <= this.#lasting) this.#waiting.shift()!.resolve()
  }

  #fail(error: Error): void {
    const path = this.#path(this.#number)
    let cut = ''
    try {
      ftruncateSync(this.#file!, this.#fileBytes)
    } catch (truncation) {
      // The half frame is recognised by its checksum when the log is next read.
      cut = `; nor could its end be cut off (${(truncation as Error).message})`
    }
    this.#failure = new SettingError(`The log ${path} cannot be written, so the store takes no more writes: ${error.message}${cut}`,
      'Make room on the disk, or mend it, and start again. What was answered before is safe; what was not answered may be lost.')
    this.#options.report(this.#failure.message)
    for (const { reject } of this.#waiting) reject(this.#failure)
    this.#waiting = []
  }

  #cut(path: string, bytes: Buffer, at: number, isLast: boolean): void {
    const next = nextFrameAfter(bytes, at)
    if (!isLast || next !== undefined) {
      const what = next === undefined ? 'a later file' : `byte ${next}`
      throw new SettingError(`The log ${path} is damaged at byte ${at}, but goes on in ${what}`, 'Restore the directory from a copy or a snapshot. '
        + `To give up all that was written after the damage, cut this file to ${at} bytes and delete the log files with higher numbers.`)
    }
    truncateSync(path, at)
    this.#options.report(`The log ${path} ended in an unfinished write of ${bytes.length - at} bytes, never confirmed to anyone; it was cut off.`)
  }

  #open(number: number): void {
    this.#number = number
    const path = this.#path(number)
    this.#file = openSync(path, 'a')
    this.#fileBytes = fstatSync(this.#file).size
    this.#writer.forgetNames()
    flushDirectory(this.#options.directory)
  }

  #path(number: number): string {
    return join(this.#options.directory, `log-${String(number).padStart(8, '0')}`)
  }

  #paths(): string[] {
    return readdirSync(this.#options.directory).filter(name => /^log-\d{8}$/.test(name)).sort().map(name => join(this.#options.directory, name))
  }
}

/** What was read back of a batch. */
class RecordedBatch implements Batch {
  readonly #operations: readonly Operation[]
  readonly #names: ReadonlyMap<number, TableName>

  constructor(operations: readonly Operation[], names: Map<number, TableName>, cellId: string | undefined) {
    for (const { kind, tableId, text } of operations) {
      if (kind !== 'name') continue
      const [ownerId, name] = JSON.parse(text) as [string, string]
      names.set(tableId, { id: tableId, cellId: ownerId, name })
    }
    this.#names = names
    this.#operations = operations.filter(({ kind, tableId }) => kind !== 'name' && (cellId === undefined || names.get(tableId)?.cellId === cellId))
  }

  get size(): number {
    return this.#operations.length
  }

  tableAt(index: number): TableName {
    return this.#names.get(this.#operations[index]!.tableId)!
  }

  keyAt(index: number): string {
    return this.#operations[index]!.key
  }

  entryAt(index: number): Entry | typeof cleared {
    const { kind, text } = this.#operations[index]!
    return kind === 'delete' ? deleted : kind === 'clear' ? cleared : decodePlain(text)
  }
}

function waitingFor(upTo: number): Waiting {
  let resolve!: () => void
  let reject!: (error: Error) => void
  const promise = new Promise<void>((...settlers) => [resolve, reject] = settlers)
  return { upTo, promise, resolve, reject }
}
