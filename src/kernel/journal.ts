// The journal: every call, in order, with who called what and how it ended. The newest stay in memory; with a data folder all are
// appended to a file of lines (`journal-file.ts`). It answers `orrery logs`, `GET /_orrery/calls` and CloudTrail; it is no transaction log.
// What the calls of one caller to one operation have in common is kept, and written as JSON, once for a run of them.

import type { Principal } from './identity/principal.ts'
import { JournalFile } from './journal-file.ts'

/** What is the same for all calls of one caller to one operation. */
export interface CallKind {
  readonly service: string
  readonly operation: string
  readonly account: string
  readonly region: string
  /** Who called. */
  readonly principal: Principal
  readonly sourceAddress: string
  readonly userAgent: string
  /** CloudTrail's event history leaves it out. */
  readonly dataEvent: boolean
}

/** What is the one call's own. */
export interface CallOutcome {
  /** Virtual time, epoch ms. */
  readonly at: number
  /** Real time the call took, µs. */
  readonly durationMicros: number
  readonly requestId: string
  readonly status: number
  /** Code of the fault, where there was one. */
  readonly fault?: string
  readonly message?: string
  /** ARNs that the call read, made, changed or removed. */
  readonly resources: readonly string[]
}

export interface JournalEntry extends CallKind, CallOutcome {
  /** Grows by one with each call of this cloud. */
  readonly sequence: number
}

export interface JournalFace {
  /** Newest first. */
  newest(): IterableIterator<JournalEntry>
}

interface Kept { readonly sequence: number, readonly kind: CallKind, readonly outcome: CallOutcome }

const keptEntries = 10_000

export class Journal implements JournalFace {
  readonly #file: JournalFile | undefined
  readonly #ring: Kept[] = []
  readonly #latestKinds = new Map<string, { readonly kind: CallKind, readonly json: string }>()
  readonly #listeners = new Set<(entry: JournalEntry) => void>()
  #start = 0
  #sequence = 0

  private constructor(file: JournalFile | undefined) {
    this.#file = file
  }

  /** Opens the journal of a data folder, with the newest entries it holds, or one in memory. */
  static async open(directory: string | undefined, log: (line: string) => void): Promise<Journal> {
    if (directory === undefined) return new Journal(undefined)
    const { file, entries } = await JournalFile.open(directory, log)
    const journal = new Journal(file)
    for (const entry of entries) {
      journal.#sequence = entry.sequence
      journal.#keep({ sequence: entry.sequence, kind: entry, outcome: entry })
    }
    return journal
  }

  append(given: CallKind, outcome: CallOutcome): void {
    this.#sequence += 1
    const { kind, json } = this.#known(given)
    const kept = { sequence: this.#sequence, kind, outcome }
    this.#keep(kept)
    if (this.#listeners.size > 0) for (const listener of this.#listeners) listener(whole(kept))
    this.#file?.append(`${lineOf(kept)}${json}`)
  }

  /** @param before only entries of a lower sequence number */
  * newest(before = Infinity): IterableIterator<JournalEntry> {
    const count = this.#ring.length
    for (let i = 1; i <= count; i += 1) {
      const kept = this.#ring[(this.#start + count - i) % count]!
      if (kept.sequence < before) yield whole(kept)
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
    this.#file?.clear()
  }

  async close(): Promise<void> {
    await this.#file?.close()
  }

  #keep(kept: Kept): void {
    if (this.#ring.length < keptEntries) {
      this.#ring.push(kept)
      return
    }
    this.#ring[this.#start] = kept
    this.#start = (this.#start + 1) % keptEntries
  }

  #known(given: CallKind): { readonly kind: CallKind, readonly json: string } {
    const name = `${given.service}.${given.operation}`
    const latest = this.#latestKinds.get(name)
    if (latest !== undefined && isSame(latest.kind, given)) return latest
    // A JSON object without its opening brace: the line's beginning is the call's own.
    const made = { kind: given, json: JSON.stringify(given).slice(1) }
    this.#latestKinds.set(name, made)
    return made
  }
}

function isSame(one: CallKind, other: CallKind): boolean {
  return one.principal === other.principal && one.account === other.account && one.region === other.region
    && one.userAgent === other.userAgent && one.sourceAddress === other.sourceAddress && one.dataEvent === other.dataEvent
}

/** The beginning of the entry's line, up to where the kind's members follow. Ids and numbers need no escaping. */
function lineOf({ sequence, outcome }: Kept): string {
  const { at, durationMicros, requestId, status, fault, message, resources } = outcome
  const failure = fault === undefined ? '' : `"fault":${JSON.stringify(fault)},"message":${JSON.stringify(message ?? '')},`
  return `{"sequence":${sequence},"at":${at},"durationMicros":${durationMicros},"requestId":"${requestId}","status":${status},${failure}` +
    `"resources":${resources.length === 0 ? '[]' : JSON.stringify(resources)},`
}

function whole({ sequence, kind, outcome }: Kept): JournalEntry {
  return { ...kind, ...outcome, sequence }
}
