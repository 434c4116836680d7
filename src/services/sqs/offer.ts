// Which messages a receive gives: the deliveries that are due, in the order of the queue's kind. It changes nothing but what it finds in its way:
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
  const clear = clearing(queue, call)
  const offered: Delivery[] = []
  const { contents } = queue
  const now = call.now()
  for (const delivery of call.of(Delivery).scan({ within: [contents], through: [now] })) {
    if (!clear(delivery)) continue
    offered.push(delivery)
    if (offered.length === most) break
  }
  // Where the front has room for all, or no tenants, there is nothing to be unfair about.
  if (offered.length < most || offered.every(({ group }) => group === undefined)) return offered
  const noisy = noisyGroups(inFlightGroups(contents, now, call))
  if (noisy.size === 0 || !offered.some(({ group }) => group !== undefined && noisy.has(group))) return offered
  const candidates = new Map(offered.map(delivery => [delivery.sequence, delivery]))
  for (const delivery of quietDeliveries(contents, now, noisy, most, call)) if (clear(delivery)) candidates.set(delivery.sequence, delivery)
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
function* quietDeliveries(contents: string, now: number, noisy: ReadonlyMap<string, number>, most: number, call: Call): Generator<Delivery> {
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
  const clear = clearing(queue, call)
  const offered: Delivery[] = []
  const now = call.now()
  const ready = [...first(most + mostInTheWay, call.of(MessageGroup).by('ready').scan({ within: [queue.contents], through: [now] }))]
  for (const { group } of ready) {
    let cleared = false
    for (const delivery of call.of(Delivery).by('group').scan({ within: [queue.contents, group] })) {
      if (delivery.visibleAt > now) break
      if (!clear(delivery)) {
        cleared = true
        continue
      }
      offered.push(delivery)
      if (offered.length === most) break
    }
    if (cleared) settleGroup(queue, group, call)
    if (offered.length === most) break
  }
  return offered
}

/** When the queue next has something that it has not now; undefined where nothing is to come. */
export function nextDueAt(queue: Queue, call: Call): number | undefined {
  const after = { within: [queue.contents], after: [call.now()] }
  return queue.fifo ? call.of(MessageGroup).by('ready').first(after)?.readyAt : call.of(Delivery).first(after)?.visibleAt
}

/** Tells deliveries that can be given from those that must go, and lets these go. */
function clearing(queue: Queue, call: Call): (delivery: Delivery) => boolean {
  const now = call.now()
  const target = deadLetterQueue(queue, call)
  let left = mostInTheWay
  return delivery => {
    const expired = isExpired(queue, delivery.sentAt, now)
    const spent = target !== undefined && delivery.receiveCount >= queue.redrive!.maxReceiveCount
    if (!expired && !spent) return true
    if (left > 0) {
      if (expired) discard(delivery, call)
      else moveToDeadLetters(queue, delivery, target!, call)
      left -= 1
    }
    return false
  }
}

function* first<T>(most: number, items: Iterable<T>): Generator<T> {
  let left = most
  for (const item of items) {
    if (left === 0) return
    left -= 1
    yield item
  }
}
