// The journal's file: one entry a line, appended some times a second, put aside when it has grown large. It is read back by its end only.
// Invariant: calls never wait for it, and a file that cannot be written is reported once a time and keeps nothing else from working.

import { open, rename } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { JournalEntry } from './journal.ts'

const writeEveryMs = 100
const loadedBytes = 2 ** 20
const fileLimitBytes = 64 * 2 ** 20
const fileName = 'journal.jsonl'

export class JournalFile {
  readonly #path: string
  readonly #log: (line: string) => void
  #pending: string[] = []
  #writing: Promise<void> | undefined
  #sizeBytes: number
  #handle: FileHandle | undefined
  /** A crash left its last line without an end. */
  #isTorn: boolean
  #flush = () => {}
  #closing = false
  #isCleared = false

  private constructor(path: string, end: { readonly text: string, readonly sizeBytes: number } | undefined, log: (line: string) => void) {
    this.#path = path
    this.#sizeBytes = end?.sizeBytes ?? 0
    this.#isTorn = end !== undefined && end.text !== '' && !end.text.endsWith('\n')
    this.#log = log
  }

  /** Opens the file of a data folder; `entries` are its newest, oldest first. */
  static async open(directory: string, log: (line: string) => void): Promise<{ file: JournalFile, entries: JournalEntry[] }> {
    const path = join(directory, fileName)
    const end = await readEnd(path, loadedBytes)
    const entries = (end?.text ?? '').split('\n').map(readLine).filter(entry => entry !== undefined)
    return { file: new JournalFile(path, end, log), entries }
  }

  /** @param line a JSON object without line feeds */
  append(line: string): void {
    this.#pending.push(line)
    this.#writing ??= this.#write()
  }

  /** Forgets what was written so far. */
  clear(): void {
    this.#pending = []
    this.#isCleared = true
    this.#writing ??= this.#write()
  }

  async close(): Promise<void> {
    this.#closing = true
    this.#flush()
    while (this.#writing !== undefined) await this.#writing
    await this.#handle?.close()
  }

  async #write(): Promise<void> {
    try {
      while (this.#pending.length > 0 || this.#isCleared) {
        if (!this.#closing) await this.#pause()
        if (this.#isCleared) await this.#putAside()
        const lines = this.#pending
        this.#pending = []
        if (lines.length > 0) await this.#appendText(`${lines.join('\n')}\n`)
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

  async #appendText(text: string): Promise<void> {
    if (this.#sizeBytes > fileLimitBytes) await this.#putAside()
    this.#handle ??= await open(this.#path, 'a')
    await this.#handle.write(this.#isTorn ? `\n${text}` : text)
    this.#isTorn = false
    this.#sizeBytes += Buffer.byteLength(text)
  }

  /** The file is kept under another name until the next one takes it; it is not read again. */
  async #putAside(): Promise<void> {
    this.#isCleared = false
    await this.#handle?.close()
    this.#handle = undefined
    if (this.#sizeBytes > 0) await rename(this.#path, `${this.#path}.1`)
    this.#isTorn = false
    this.#sizeBytes = 0
  }
}

/** A line cut short by a crash, and the rest of one whose beginning was not read, are left out. */
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
async function readEnd(path: string, limitBytes: number): Promise<{ text: string, sizeBytes: number } | undefined> {
  try {
    const handle = await open(path, 'r')
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
