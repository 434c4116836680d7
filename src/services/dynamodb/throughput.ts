// How much of a table or index can be read or written at a time: buckets that fill as the clock goes on. Told the time, it knows nothing of
// tables, calls or faults. Invariant: a request is let in while there is anything left, and may take more than is left; the next one waits.
// Source: "Burst and adaptive capacity", "DynamoDB on-demand capacity mode" and "Partitions and data distribution", Developer Guide.

import type { Key } from '../../std/key.ts'

export type Kind = 'read' | 'write'

/** Why a request is throttled, in the words of ThrottlingReason (API Reference). */
export type Limit =
  'ProvisionedThroughputExceeded' | 'MaxOnDemandThroughputExceeded' | 'AccountLimitExceeded' | 'KeyRangeThroughputExceeded'

/** What bounds a table or index. */
export interface Bounds {
  /** Units a second that are provisioned; absent on demand. */
  readonly provisioned?: number
  /** On demand: the most that its owner lets it take. */
  readonly most?: number
  /** On demand: what it takes at once, before it has grown. */
  readonly warm: number
}

/** Unused capacity is kept for so long. */
const burstSeconds = 300
const partitionUnits: Readonly<Record<Kind, number>> = { read: 3000, write: 1000 }
/** Of one table on demand, unless AWS raises it. "Quotas", Developer Guide. */
const accountUnits = 40_000
/** On demand grows to twice the highest load of half an hour ago. */
const growthMs = 30 * 60_000
/** A partition under such steady pressure is split. */
const pressureMs = 5 * 60_000
const gapMs = 60_000

class Bucket {
  #units: number
  #seconds: number
  #left: number
  #at: number

  constructor(units: number, seconds: number, now: number) {
    this.#units = units
    this.#seconds = seconds
    this.#left = units
    this.#at = now
  }

  resize(units: number, seconds: number): void {
    if (this.#units > 0 && units > this.#units) this.#left += units - this.#units
    this.#units = units
    this.#seconds = seconds
  }

  left(now: number): number {
    this.#left = Math.min(this.#units * this.#seconds, this.#left + (now - this.#at) / 1000 * this.#units)
    this.#at = now
    return this.#left
  }

  take(units: number): void {
    this.#left -= units
  }
}

interface Partition {
  readonly bucket: Bucket
  /** Since when it has been throttled without a longer pause, and when last. */
  pressedFrom?: number
  pressedAt?: number
}

/** The load on one table or index, of one kind. */
export class Throughput {
  readonly #kind: Kind
  readonly #madeAt: number
  readonly #buckets = new Map<Limit, Bucket>()
  readonly #partitions = new Map<string, Partition>()
  readonly #splits = new Set<string>()
  #peak = 0
  #growing = { at: 0, peak: 0 }
  #second = { at: 0, units: 0 }

  /** @param madeAt when the table or index was: unused capacity is kept from then on */
  constructor(kind: Kind, madeAt: number) {
    this.#kind = kind
    this.#madeAt = madeAt
  }

  /** What keeps a request out; undefined where nothing does. @param place of the item: its key, from the partition's hash on */
  limit(bounds: Bounds, place: Key | undefined, now: number): Limit | undefined {
    for (const [limit, bucket] of this.#bounding(bounds, now)) if (bucket.left(now) <= 0) return limit
    if (place === undefined) return undefined
    const [id, partition] = this.#partition(bounds, place, now)
    if (partition.bucket.left(now) > 0) return undefined
    this.#press(id, partition, now)
    return 'KeyRangeThroughputExceeded'
  }

  take(bounds: Bounds, place: Key | undefined, units: number, now: number): void {
    for (const [, bucket] of this.#bounding(bounds, now)) {
      bucket.left(now)
      bucket.take(units)
    }
    if (place !== undefined) this.#partition(bounds, place, now)[1].bucket.take(units)
    const at = Math.floor(now / 1000)
    if (this.#second.at !== at) this.#second = { at, units: 0 }
    this.#second.units += units
    this.#growing.peak = Math.max(this.#growing.peak, this.#second.units)
  }

  /** Units a second that an on-demand table or index takes now: at least what it was warmed for, or twice its former peak. */
  reach({ warm }: Pick<Bounds, 'warm'>, now: number): number {
    if (now >= this.#growing.at + growthMs) {
      this.#peak = Math.max(this.#peak, this.#growing.peak)
      this.#growing = { at: now, peak: 0 }
    }
    return Math.max(warm, 2 * this.#peak)
  }

  #bounding(bounds: Bounds, now: number): [Limit, Bucket][] {
    const { provisioned, most } = bounds
    if (provisioned !== undefined) return [this.#bucket('ProvisionedThroughputExceeded', provisioned, burstSeconds, now)]
    const found = [this.#bucket('AccountLimitExceeded', accountUnits, 1, now)]
    if (most !== undefined) found.unshift(this.#bucket('MaxOnDemandThroughputExceeded', most, 1, now))
    const reach = this.reach(bounds, now)
    if (reach < accountUnits) found.push(this.#bucket('KeyRangeThroughputExceeded', reach, 1, now))
    return found
  }

  #bucket(limit: Limit, units: number, seconds: number, now: number): [Limit, Bucket] {
    let bucket = this.#buckets.get(limit)
    // What came before the first request went unused.
    if (bucket === undefined) this.#buckets.set(limit, bucket = new Bucket(units, seconds, Math.min(this.#madeAt, now)))
    bucket.resize(units, seconds)
    return [limit, bucket]
  }

  #partition(bounds: Bounds, place: Key, now: number): [string, Partition] {
    const count = Math.max(1, Math.ceil((bounds.provisioned ?? this.reach(bounds, now)) / partitionUnits[this.#kind]))
    const share = hashOf(place) / 2 ** 32 * count
    let id = `${count}/${Math.floor(share)}/`
    for (let within = share % 1; this.#splits.has(id);) {
      within *= 2
      id += within >= 1 ? '1' : '0'
      within %= 1
    }
    let partition = this.#partitions.get(id)
    if (partition !== undefined) return [id, partition]
    this.#partitions.set(id, partition = { bucket: new Bucket(partitionUnits[this.#kind], 1, now) })
    // The half of a split one begins as spent as the whole was.
    if (!id.endsWith('/')) partition.bucket.take(partitionUnits[this.#kind])
    return [id, partition]
  }

  /** A partition that is pressed for long enough becomes two, each with the whole of what one takes. */
  #press(id: string, partition: Partition, now: number): void {
    if (partition.pressedAt === undefined || now > partition.pressedAt + gapMs) partition.pressedFrom = now
    partition.pressedAt = now
    if (now - partition.pressedFrom! < pressureMs) return
    this.#splits.add(id)
    this.#partitions.delete(id)
  }
}

/** The hash that keys of items begin with. */
function hashOf(place: Key): number {
  return (place.charCodeAt(0) << 24 | place.charCodeAt(1) << 16 | place.charCodeAt(2) << 8 | place.charCodeAt(3)) >>> 0
}
