// The local log: the commit sink of a store in a directory. Batches taken in one event-loop turn are written with one call; the files
// (`log-00000001`, …) hold what the last checkpoint has not moved on. Invariant: what `durable` has resolved for is in the files, whole and
// in order.

import {
  closeSync, fdatasync, fstatSync, ftruncateSync, openSync, readdirSync, readFileSync, statSync, truncateSync, writeSync,
} from 'node:fs'
import { unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { SettingError } from '../fault.ts'
import { flushDirectory } from './files.ts'
import { frameBytesAt, FrameWriter, isFrameAt, nextFrameAfter, operationsOf, type Operations } from './frame.ts'
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
  /** The flush that the system works on now; its file must not be closed before. */
  #inFlight: Promise<void> = Promise.resolve()
  /** Resolves when the disk has all files before the present one. */
  #earlier: Promise<void> = Promise.resolve()
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

  /**
   * A torn last frame is cut off: the process died while writing it, and nobody was told that it was durable. Throws a setting error for
   * other damage.
   */
  async* load(cellId?: string): AsyncGenerator<Batch> {
    const paths = this.#paths()
    const names = new Map<number, TableName>()
    for (const [index, path] of paths.entries()) {
      const bytes = readFileSync(path)
      let at = 0
      for (; isFrameAt(bytes, at); at += frameBytesAt(bytes, at)!) {
        yield new RecordedBatch(operationsOf(bytes.subarray(at, at + frameBytesAt(bytes, at)!)), names, cellId)
      }
      if (at < bytes.length) this.#cut(path, bytes, at, paths.slice(index + 1).every(later => statSync(later).size === 0))
    }
  }

  /** Begins to append, to the last file there is. Call it after `load`. */
  start(): void {
    const last = this.#paths().at(-1)
    this.#open(last === undefined ? 1 : Number(last.slice(-8)))
    this.#earlier = flushDirectory(this.#options.directory)
    this.#earlier.catch((error: Error) => this.#fail(error))
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

  durable(): Promise<void> | undefined {
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    if (this.#lasting === this.#taken) return undefined
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
    this.#open(this.#number + 1)
    this.#earlier = this.#retire(old)
    this.#earlier.catch((error: Error) => this.#fail(error))
    if (this.#options.durability === 'flush') this.#flushing ??= this.#flush()
    return { paths, flushed: this.#earlier }
  }

  /** Removes files, the oldest first: what remains after a crash is then still the end of the log. */
  async drop(paths: readonly string[]): Promise<void> {
    for (const path of paths) await unlink(path)
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
        const earlier = this.#earlier
        await earlier
        if (earlier !== this.#earlier || this.#file === undefined) continue
        const upTo = this.#written
        this.#inFlight = promisify(fdatasync)(this.#file)
        await this.#inFlight
        this.#flushed = Math.max(this.#flushed, upTo)
        this.#settle()
      }
    } catch (error) {
      this.#fail(error as Error)
    } finally {
      this.#flushing = undefined
    }
  }

  /** Flushes and closes a file that is done with, and makes the name of its successor last. */
  async #retire(file: number): Promise<void> {
    await this.#earlier
    await this.#inFlight
    await promisify(fdatasync)(file)
    closeSync(file)
    await flushDirectory(this.#options.directory)
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
      throw new SettingError(`The log ${path} is damaged at byte ${at}, but goes on in ${what}`,
        `Restore the directory from a copy. To give up what follows the damage, cut this file to ${at} bytes and delete later log files.`)
    }
    truncateSync(path, at)
    const tornBytes = bytes.length - at
    this.#options.report(`The log ${path} ended in an unfinished write of ${tornBytes} bytes, never confirmed to anyone; it was cut off.`)
  }

  #open(number: number): void {
    this.#number = number
    const path = this.#path(number)
    this.#file = openSync(path, 'a')
    this.#fileBytes = fstatSync(this.#file).size
    this.#writer.forgetNames()
  }

  #path(number: number): string {
    return join(this.#options.directory, `log-${String(number).padStart(8, '0')}`)
  }

  #paths(): string[] {
    const { directory } = this.#options
    return readdirSync(directory).filter(name => /^log-\d{8}$/.test(name)).sort().map(name => join(directory, name))
  }
}

/** What was read back of a frame: the batches of one turn, as one. */
class RecordedBatch implements Batch {
  readonly #operations: Operations
  readonly #names: ReadonlyMap<number, TableName>
  /** Which of the operations are writes, of the cell that is asked for. */
  readonly #writes: number[] = []

  constructor(operations: Operations, names: Map<number, TableName>, cellId: string | undefined) {
    this.#operations = operations
    this.#names = names
    for (const [index, id] of operations.tableIds.entries()) {
      if (operations.kinds[index] === 'name') {
        const [ownerId, name] = JSON.parse(operations.texts[index]!) as [string, string]
        names.set(id, { id, cellId: ownerId, name })
      } else if (cellId === undefined || names.get(id)?.cellId === cellId) this.#writes.push(index)
    }
  }

  get size(): number {
    return this.#writes.length
  }

  tableAt(index: number): TableName {
    return this.#names.get(this.#operations.tableIds[this.#writes[index]!]!)!
  }

  keyAt(index: number): string {
    return this.#operations.keys[this.#writes[index]!]!
  }

  entryAt(index: number): Entry | typeof cleared {
    const { kinds, texts } = this.#operations
    const kind = kinds[this.#writes[index]!]
    return kind === 'delete' ? deleted : kind === 'clear' ? cleared : decodePlain(texts[this.#writes[index]!]!)
  }
}

function waitingFor(upTo: number): Waiting {
  let resolve!: () => void
  let reject!: (error: Error) => void
  const promise = new Promise<void>((...settlers) => [resolve, reject] = settlers)
  return { upTo, promise, resolve, reject }
}
