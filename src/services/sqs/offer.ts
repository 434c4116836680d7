// Which messages a receive gives: the deliveries that are due, in the order of the queue's kind. It changes only what it finds in its way:
// expired messages go, and those received too often move to the dead-letter queue.

import type { Call } from '../../kernel/service.ts'
import { deadLetterQueue, moveToDeadLetters } from './dead-letter.ts'
import { Delivery, discard, isExpired } from './contents.ts'
import { byFairness, noisyGroups } from './fair.ts'
import { MessageGroup, settleGroup } from './fifo.ts'
import type { Queue } from './queue.ts'

/** One receive clears away or moves at most so many messages that stand in its way. */
const mostInTheWay = 1000
/** Fairness looks at so many of the messages in flight, of the tenants and of each tenant's messages. */
const sampleSize = 2000

/** Up to so many deliveries of a standard queue, oldest first, quiet tenants before noisy ones. */
export function offerStandard(queue: Queue, most: number, call: Call): Delivery[] {
  const way = new Way(queue, call)
  const offered: Delivery[] = []
  const { contents } = queue
  const now = call.now()
  for (const delivery of call.of(Delivery).scan({ within: [contents], through: [now] })) {
    if (way.isClear(delivery)) offered.push(delivery)
    if (offered.length === most || way.isLong) break
  }
  // Where the front has room for all, or no tenants, there is nothing to be unfair about.
  if (offered.length < most || offered.every(({ group }) => group === undefined)) return offered
  const noisy = noisyGroups(inFlightGroups(contents, now, call))
  if (noisy.size === 0 || !offered.some(({ group }) => group !== undefined && noisy.has(group))) return offered
  const candidates = new Map(offered.map(delivery => [delivery.sequence, delivery]))
  for (const delivery of quietDeliveries(contents, now, noisy, most, call)) {
    if (way.isClear(delivery)) candidates.set(delivery.sequence, delivery)
  }
  return byFairness([...candidates.values()], noisy).slice(0, most)
}

function* inFlightGroups(contents: string, now: number, call: Call): Generator<string | undefined> {
  let left = sampleSize
  for (const { receivedAt, group } of call.of(Delivery).scan({ within: [contents], after: [now] })) {
    if (receivedAt !== undefined) yield group
    left -= 1
    if (left === 0) return
  }
}

/** Due messages that stand behind noisy ones: the first of each quiet tenant, and those near the front that have no tenant. */
function* quietDeliveries(
  contents: string, now: number, noisy: ReadonlyMap<string, number>, most: number, call: Call,
): Generator<Delivery> {
  const byGroup = call.of(Delivery).by('group')
  let left = sampleSize
  for (let first = byGroup.first({ within: [contents] }); first !== undefined && left > 0; left -= 1) {
    const group = first.group!
    if (!noisy.has(group)) {
      let given = 0
      for (const delivery of byGroup.scan({ within: [contents, group] })) {
        if (delivery.visibleAt > now || given === most) break
        given += 1
        yield delivery
      }
    }
    first = byGroup.first({ within: [contents], after: [group] })
  }
  for (const delivery of call.of(Delivery).scan({ within: [contents], through: [now] })) {
    if (delivery.group === undefined) yield delivery
    left -= 1
    if (left <= 0) return
  }
}

/** Up to so many deliveries of a FIFO queue: as many of a group as are due in order, then of the next group that is not locked. */
export function offerFifo(queue: Queue, most: number, call: Call): Delivery[] {
  const way = new Way(queue, call)
  const offered: Delivery[] = []
  const now = call.now()
  // A group that was settled on the way may come up once more.
  const seen = new Set<string>()
  for (const { group } of call.of(MessageGroup).by('ready').scan({ within: [queue.contents], through: [now] })) {
    if (seen.has(group)) continue
    seen.add(group)
    const offeredBefore = offered.length
    let looked = 0
    for (const delivery of call.of(Delivery).by('group').scan({ within: [queue.contents, group] })) {
      if (delivery.visibleAt > now || way.isLong) break
      looked += 1
      if (way.isClear(delivery)) offered.push(delivery)
      if (offered.length === most) break
    }
    if (looked > offered.length - offeredBefore) settleGroup(queue, group, call)
    if (offered.length === most || way.isLong) break
  }
  return offered
}

/** When the queue next has something that it has not now; undefined where nothing is to come. */
export function nextDueAt(queue: Queue, call: Call): number | undefined {
  const after = { within: [queue.contents], after: [call.now()] }
  return queue.fifo ? call.of(MessageGroup).by('ready').first(after)?.readyAt : call.of(Delivery).first(after)?.visibleAt
}

/** The way to the messages that can be given: what is expired or spent stands in it, and is let go. */
class Way {
  readonly #queue: Queue
  readonly #call: Call
  readonly #now: number
  readonly #target: Queue | undefined
  #left = mostInTheWay

  constructor(queue: Queue, call: Call) {
    this.#queue = queue
    this.#call = call
    this.#now = call.now()
    this.#target = deadLetterQueue(queue, call)
  }

  /** So much stood in the way that the rest waits for the next receive. */
  get isLong(): boolean {
    return this.#left <= 0
  }

  /** Can this one be given? One that cannot is gone when this returns. */
  isClear(delivery: Delivery): boolean {
    const queue = this.#queue
    const expired = isExpired(queue, delivery.sentAt, this.#now)
    if (!expired && (this.#target === undefined || delivery.receiveCount < queue.redrive!.maxReceiveCount)) return true
    this.#left -= 1
    if (expired) discard(delivery, this.#call)
    else moveToDeadLetters(queue, delivery, this.#target!, this.#call)
    return false
  }
}
