// The meter: usage as it happens, by account, region, service, usage type, operation, resource and hour of the virtual clock. Two kinds:
// counts (a request, so many bytes) are summed by the hour; standing quantities (an instance, stored bytes) are written down when they
// change, and what they amount to follows from that, so that time costs nothing where nothing changes. It knows no prices.

import { key, keyParts } from '../std/key.ts'
import type { Cell, Store, Table } from './store/face.ts'
import type { TagSet } from './resource/tags.ts'

/** What usage is of. */
export interface Metered {
  readonly service: string
  readonly usageType: string
  readonly operation: string
  /** ARN; empty where usage belongs to no resource. */
  readonly resource: string
}

/** A count: so much in an hour, which begins at `hourAt`, epoch ms. */
export interface Usage extends Metered { readonly hourAt: number, readonly quantity: number }

/** An hour in which a standing quantity changed: what it was, what it became, and what it amounted to: quantity × ms. */
export interface ChangedHour extends Metered {
  readonly hourAt: number
  readonly before: number
  readonly after: number
  readonly amount: bigint
}

/** How a stay is rounded up when it ends: to whole units of time, and to the least that is billed. */
export interface Rounding { readonly leastMs?: number, readonly wholeMs?: number }

/** The hour that a standing quantity changed in last; `amount` counts up to `at`. */
interface Standing {
  readonly hourAt: number
  readonly before: number
  readonly amount: bigint
  readonly at: number
  readonly level: number
  /** Since when it is not nothing. */
  readonly sinceAt: number
}

interface Past { readonly before: number, readonly after: number, readonly amount: bigint }

interface Sum extends Metered { readonly cellId: string, readonly hourAt: number, quantity: number }

export const hourMs = 3_600_000

/** Counts in memory are written down after so many, or so long: what a killed process may lose of them. */
const gatheredLimit = 1000
const gatheredMs = 1000

export class Meter {
  readonly #store: Store
  readonly #gathered = new Map<string, Map<string, Sum>>()
  /** The sum that was added to last: most counts are of the same thing as the one before. */
  #last: Sum | undefined
  #pending = 0
  #flushedAt = 0
  /** Told of the first usage at or after a time; see `alert`. */
  #alertAt = Infinity
  #alert: (at: number) => void = () => {}

  constructor(store: Store) {
    this.#store = store
  }

  /** Calls back once, when something is used at or after `from`; only the last one asked for counts. */
  alert(from: number, callback: (at: number) => void): void {
    this.#alertAt = from
    this.#alert = callback
  }

  /** Adds to the hour's sum. */
  count(cellId: string, { service, usageType, operation, resource }: Metered, at: number, quantity: number): void {
    if (!(quantity >= 0 && quantity < Infinity)) throw new Error(`assert: ${quantity} of ${usageType} cannot be metered`)
    if (at >= this.#alertAt) this.#tell(at)
    const last = this.#last
    const hourAt = at - at % hourMs
    if (last !== undefined && last.hourAt === hourAt && last.usageType === usageType && last.operation === operation
      && last.resource === resource && last.service === service && last.cellId === cellId) last.quantity += quantity
    else {
      let sums = this.#gathered.get(cellId)
      if (sums === undefined) this.#gathered.set(cellId, sums = new Map())
      const name = `${hourAt}\0${service}\0${usageType}\0${operation}\0${resource}`
      let sum = sums.get(name)
      if (sum === undefined) sums.set(name, sum = { cellId, hourAt, service, usageType, operation, resource, quantity: 0 })
      sum.quantity += quantity
      this.#last = sum
    }
    this.#pending += 1
    if (this.#pending >= gatheredLimit || at - this.#flushedAt >= gatheredMs) {
      this.#flushedAt = at
      this.flush()
    }
  }

  /**
   * A standing quantity becomes more or less, inside the transaction that makes it so. What ends is rounded up.
   * @param change whole units
   */
  stand(cell: Cell, of: Metered, at: number, change: number, rounding?: Rounding): void {
    if (!Number.isSafeInteger(change)) throw new Error(`assert: ${of.usageType} cannot change by ${change}`)
    if (at >= this.#alertAt) this.#tell(at)
    const hourAt = at - at % hourMs
    const table = standingOf(cell)
    const name = key(of.service, of.usageType, of.operation, of.resource)
    let known = table.get(name)
    if (known !== undefined && known.hourAt !== hourAt) {
      pastOf(cell).put(key(known.hourAt, of.service, of.usageType, of.operation, of.resource), pastHour(known))
      known = { ...known, hourAt, before: known.level, amount: BigInt(known.level) * BigInt(at - hourAt), at }
    }
    const { before, amount, at: lastAt, level, sinceAt } = known ?? { before: 0, amount: 0n, at, level: 0, sinceAt: at }
    const next = level + change
    if (next < 0) throw new Error(`assert: ${of.usageType} of ${of.resource} would be ${next}`)
    const rest = change < 0 && rounding !== undefined ? restMs(at - sinceAt, rounding) * BigInt(-change) : 0n
    table.put(name, {
      hourAt, before, at, level: next, sinceAt: level === 0 ? at : sinceAt,
      amount: amount + BigInt(level) * BigInt(at - lastAt) + rest,
    })
  }

  /** A resource's tags from now on; usage has the tags of its time. */
  tagged(cell: Cell, arn: string, at: number, tags: TagSet): void {
    tagsOf(cell).put(key(arn, at), tags)
  }

  /** A resource's tags over time, oldest first. */
  tagHistory(cellId: string, arn: string): { readonly fromAt: number, readonly tags: TagSet }[] {
    return [...tagsOf(this.#store.cell(cellId)).scan({ prefix: key(arn) })]
      .map(([name, tags]) => ({ fromAt: keyParts(name)[1] as number, tags }))
  }

  /** Drops what was gathered and not written down: it belongs to a state that is no more. */
  forget(): void {
    this.#gathered.clear()
    this.#last = undefined
    this.#pending = 0
  }

  /** Writes the gathered sums down. */
  flush(): void {
    if (this.#pending === 0) return
    this.#store.transact(() => {
      for (const [cellId, sums] of this.#gathered) {
        const table = usageOf(this.#store.cell(cellId))
        for (const { hourAt, service, usageType, operation, resource, quantity } of sums.values()) {
          const name = key(hourAt, service, usageType, operation, resource)
          table.put(name, (table.get(name) ?? 0) + quantity)
        }
      }
    })
    this.forget()
  }

  /** What a cell's counts came to, by hour, from one time to before another. */
  usage(cellId: string, fromAt = 0, beforeAt = Infinity): Usage[] {
    this.flush()
    const found: Usage[] = []
    for (const [name, quantity] of usageOf(this.#store.cell(cellId)).scan({ from: key(fromAt), before: key(beforeAt) })) {
      const [hourAt, service, usageType, operation, resource] = keyParts(name) as [number, string, string, string, string]
      found.push({ service, usageType, operation, resource, hourAt, quantity })
    }
    return found
  }

  /** The hours from `fromAt` on in which standing quantities changed, the latest of each included; and what has not changed since. */
  changes(cellId: string, fromAt = 0): { readonly hours: ChangedHour[], readonly unchanged: (Metered & { readonly level: number })[] } {
    const cell = this.#store.cell(cellId)
    const hours: ChangedHour[] = []
    const unchanged: (Metered & { readonly level: number })[] = []
    for (const [name, past] of pastOf(cell).scan({ from: key(fromAt) })) {
      const [hourAt, service, usageType, operation, resource] = keyParts(name) as [number, string, string, string, string]
      hours.push({ service, usageType, operation, resource, hourAt, ...past })
    }
    for (const [name, standing] of standingOf(cell).scan()) {
      const [service, usageType, operation, resource] = keyParts(name) as [string, string, string, string]
      const of = { service, usageType, operation, resource }
      if (standing.hourAt >= fromAt) hours.push({ ...of, hourAt: standing.hourAt, ...pastHour(standing) })
      else if (standing.level > 0) unchanged.push({ ...of, level: standing.level })
    }
    return { hours, unchanged }
  }

  /** Files what ended before a time; inside a transaction. Without it, what is no more would be looked at for ever. */
  fileEnded(cellId: string, beforeAt: number): void {
    const cell = this.#store.cell(cellId)
    const table = standingOf(cell)
    for (const [name, standing] of table.scan()) {
      if (standing.level > 0 || standing.hourAt >= beforeAt) continue
      pastOf(cell).put(key(standing.hourAt) + name, pastHour(standing))
      table.delete(name)
    }
  }

  /** When a cell's first usage was, as far as is known: the hour; undefined where there was none. */
  firstUseAt(cellId: string): number | undefined {
    this.flush()
    const cell = this.#store.cell(cellId)
    const found: number[] = []
    for (const table of [usageOf(cell), pastOf(cell)]) for (const [name] of table.scan()) {
      found.push(keyParts(name)[0] as number)
      break
    }
    for (const [, { hourAt }] of standingOf(cell).scan()) found.push(hourAt)
    return found.length === 0 ? undefined : Math.min(...found)
  }

  /** Whether anything stands in a cell. */
  stands(cellId: string): boolean {
    for (const [, { level }] of standingOf(this.#store.cell(cellId)).scan()) if (level > 0) return true
    return false
  }

  #tell(at: number): void {
    this.#alertAt = Infinity
    this.#alert(at)
  }
}

/** What is billed beyond the time that it lasted. */
function restMs(lastedMs: number, { leastMs = 0, wholeMs = 1 }: Rounding): bigint {
  return BigInt(Math.max(leastMs, Math.ceil(lastedMs / wholeMs) * wholeMs) - lastedMs)
}

function pastHour({ hourAt, before, amount, at, level }: Standing): Past {
  return { before, after: level, amount: amount + BigInt(level) * BigInt(hourAt + hourMs - at) }
}

function usageOf(cell: Cell): Table<number> {
  return cell.table('usage')
}

function standingOf(cell: Cell): Table<Standing> {
  return cell.table('standing')
}

function pastOf(cell: Cell): Table<Past> {
  return cell.table('standing.past')
}

function tagsOf(cell: Cell): Table<TagSet> {
  return cell.table('tags.past')
}
