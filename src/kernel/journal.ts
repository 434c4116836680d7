// The journal: every call, in order, with who called what and how it ended. The newest stay in memory; with a data folder all are appended
// to a file of lines, gathered per turn of the event loop. It answers `orrery logs`, `GET /_orrery/calls` and CloudTrail; it is no
// transaction log.

import { open, rename } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Principal } from './identity/principal.ts'

export interface JournalEntry {
  /** Grows by one with each call of this cloud. */
  readonly sequence: number
  /** Virtual time, epoch ms. */
  readonly at: number
  /** Real time the call took, µs. */
  readonly durationMicros: number
  readonly requestId: string
  readonly service: string
  readonly operation: string
  readonly account: string
  readonly region: string
  /** Who called. */
  readonly principal: Principal
  readonly status: number
  /** Code of the fault, where there was one. */
  readonly fault?: string
  readonly message?: string
  /** ARNs that the call read, made, changed or removed. */
  readonly resources: readonly string[]
  readonly sourceAddress: string
  readonly userAgent: string
  /** CloudTrail's event history leaves it out. */
  readonly dataEvent: boolean
}

export interface JournalFace {
  /** Newest first. */
  newest(): IterableIterator<JournalEntry>
}

const keptEntries = 10_000
const writeEveryMs = 100
const loadedBytes = 2 ** 20
const fileLimitBytes = 64 * 2 ** 20
const fileName = 'journal.jsonl'

export class Journal implements JournalFace {
  readonly #directory: string | undefined
  readonly #log: (line: string) => void
  readonly #ring: JournalEntry[] = []
  #start = 0
  #sequence = 0
  #pending: JournalEntry[] = []
  #writing: Promise<void> | undefined
  #sizeBytes = 0
  #file: FileHandle | undefined
  #flush = () => {}
  #closing = false
  readonly #listeners = new Set<(entry: JournalEntry) => void>()

  private constructor(directory: string | undefined, log: (line: string) => void) {
    this.#directory = directory
    this.#log = log
  }

  /** Opens the journal of a data folder, with the entries it holds, or one in memory. */
  static async open(directory: string | undefined, log: (line: string) => void): Promise<Journal> {
    const journal = new Journal(directory, log)
    if (directory !== undefined) await journal.#load(join(directory, fileName))
    return journal
  }

  append(entry: Omit<JournalEntry, 'sequence'>): void {
    this.#sequence += 1
    const numbered: JournalEntry = { sequence: this.#sequence, ...entry }
    this.#keep(numbered)
    for (const listener of this.#listeners) listener(numbered)
    if (this.#directory === undefined) return
    this.#pending.push(numbered)
    this.#writing ??= this.#write()
  }

  /** @param before only entries of a lower sequence number */
  * newest(before = Infinity): IterableIterator<JournalEntry> {
    const count = this.#ring.length
    for (let i = 1; i <= count; i += 1) {
      const entry = this.#ring[(this.#start + count - i) % count]!
      if (entry.sequence < before) yield entry
    }
  }

  /** Entries after a sequence number, oldest first, at most `limit`. */
  since(sequence: number, limit = 1000): JournalEntry[] {
    const found: JournalEntry[] = []
    for (const entry of this.newest()) {
      if (entry.sequence <= sequence) break
      found.push(entry)
    }
    return found.reverse().slice(0, limit)
  }

  get lastSequence(): number {
    return this.#sequence
  }

  listen(listener: (entry: JournalEntry) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  clear(): void {
    this.#ring.length = 0
    this.#start = 0
  }

  async close(): Promise<void> {
    this.#closing = true
    this.#flush()
    while (this.#writing !== undefined) await this.#writing
    await this.#file?.close()
  }

  #keep(entry: JournalEntry): void {
    if (this.#ring.length < keptEntries) {
      this.#ring.push(entry)
      return
    }
    this.#ring[this.#start] = entry
    this.#start = (this.#start + 1) % keptEntries
  }

  /** Reads the file's end; older calls stay in the file. */
  async #load(file: string): Promise<void> {
    const end = await readEnd(file, loadedBytes)
    if (end === undefined) return
    this.#sizeBytes = end.sizeBytes
    for (const line of end.text.split('\n')) {
      const entry = readLine(line)
      if (entry === undefined) continue
      this.#keep(entry)
      this.#sequence = entry.sequence
    }
  }

  async #write(): Promise<void> {
    try {
      while (this.#pending.length > 0) {
        if (!this.#closing) await this.#pause()
        const entries = this.#pending
        this.#pending = []
        await this.#appendLines(entries.map(entry => JSON.stringify(entry)).join('\n') + '\n')
      }
    } catch (error) {
      this.#log(`The journal cannot be written: ${(error as Error).message}. Calls go on; those since then are in memory only.`)
    } finally {
      this.#writing = undefined
    }
  }

  /** Until the next lot is written, or the journal closes. */
  #pause(): Promise<void> {
    return new Promise(resolve => {
      this.#flush = resolve
      setTimeout(resolve, writeEveryMs)
    })
  }

  async #appendLines(text: string): Promise<void> {
    const file = join(this.#directory!, fileName)
    if (this.#sizeBytes > fileLimitBytes) {
      await this.#file?.close()
      this.#file = undefined
      await rename(file, `${file}.1`)
      this.#sizeBytes = 0
    }
    this.#file ??= await open(file, 'a')
    await this.#file.write(text)
    this.#sizeBytes += Buffer.byteLength(text)
  }
}

/** A line cut short by a crash is left out. */
function readLine(line: string): JournalEntry | undefined {
  if (!line.startsWith('{"sequence"') || !line.endsWith('}')) return undefined
  try {
    return JSON.parse(line) as JournalEntry
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The last bytes of a file, or undefined where there is none. */
async function readEnd(file: string, limitBytes: number): Promise<{ text: string, sizeBytes: number } | undefined> {
  try {
    const handle = await open(file, 'r')
    try {
      const { size } = await handle.stat()
      const buffer = Buffer.alloc(Math.min(size, limitBytes))
      await handle.read(buffer, 0, buffer.length, size - buffer.length)
      return { text: buffer.toString('utf8'), sizeBytes: size }
    } finally {
      await handle.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
