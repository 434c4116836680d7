// The end of messages: one stored timer per queue at the oldest expiry, and the clearing away of what purged and deleted queues held.
// Expired messages are never given whether or not the timer has run; this only gives their space back.
// Invariant: a queue that holds messages has a sweep timer set, no later than a second after its oldest message expires.

import { records } from '../../kernel/service.ts'
import type { Call, RecordType } from '../../kernel/service.ts'
import { Delivery, discard, isExpired, Message, Moved, retentionMs } from './contents.ts'
import { Attempt, Deduplication, MessageGroup, settleGroup } from './fifo.ts'
import { Queue } from './queue.ts'

/** Small facts of a queue that change with its traffic, apart from its own record. */
export interface Traffic {
  readonly queue: string
  /** When the sweep timer is due, if one is set. */
  readonly sweepAt?: number
  /** Not fewer than are in flight: what was received since they were last counted. */
  readonly inFlightAtMost: number
}

export const Traffic = records<Traffic>({ name: 'Traffic', key: 'queue' })

/** So many records go in one transaction, that other calls come in between. */
const batchSize = 1000
/** Neighbouring expiries share a sweep. */
const leastGapMs = 1000

export function trafficOf(queue: Queue, call: Call): Traffic {
  return call.of(Traffic).get(queue.id) ?? { queue: queue.id, inFlightAtMost: 0 }
}

/** Sees to it that a message sent at this time is swept when it expires; a read, and writes only where no earlier timer is set. */
export function sweepAfter(queue: Queue, sentAt: number, call: Call): void {
  const traffic = trafficOf(queue, call)
  const dueAt = sentAt + retentionMs(queue)
  if (traffic.sweepAt !== undefined && traffic.sweepAt <= dueAt + leastGapMs) return
  setSweep(queue, traffic, dueAt, call)
}

/** Sets the timer anew after the retention period was changed. */
export function retain(queue: Queue, call: Call): void {
  const oldest = call.of(Message).first({ within: [queue.contents] })
  if (oldest !== undefined) setSweep(queue, trafficOf(queue, call), Math.max(call.now(), oldest.sentAt + retentionMs(queue)), call)
}

function setSweep(queue: Queue, traffic: Traffic, dueAt: number, call: Call): void {
  call.setTimer('sweep', queue.id, dueAt, { name: queue.name, id: queue.id })
  call.of(Traffic).put({ ...traffic, sweepAt: dueAt })
}

/** The timer's work: takes away what has expired, oldest first, and sets the timer for what is left. */
export function sweep({ name, id }: { readonly name: string, readonly id: string }, call: Call): void {
  const queue = call.of(Queue).get(name)
  if (queue === undefined || queue.id !== id) return
  const now = call.now()
  const within = [queue.contents]
  let left = batchSize
  for (const delivery of call.of(Delivery).scan({ within })) {
    if (left === 0 || !isExpired(queue, delivery.sentAt, now)) break
    discard(delivery, call)
    if (delivery.group !== undefined && queue.fifo) settleGroup(queue, delivery.group, call)
    left -= 1
  }
  // Those behind a younger message that is visible earlier: their small delivery stays until it comes up.
  for (const message of call.of(Message).scan({ within })) {
    if (left === 0 || !isExpired(queue, message.sentAt, now)) break
    call.of(Message).delete(message.contents, message.sequence)
    left -= 1
  }
  const { sweepAt: _, ...traffic } = trafficOf(queue, call)
  const oldest = call.of(Message).first({ within })
  if (oldest === undefined) call.of(Traffic).put(traffic)
  else setSweep(queue, traffic, Math.max(oldest.sentAt + retentionMs(queue), now + (left === 0 ? 1 : leastGapMs)), call)
}

export function forgetSweep(queue: Queue, call: Call): void {
  call.cancelTimer('sweep', queue.id)
  call.of(Traffic).delete(queue.id)
}

interface Leavings { readonly contents: string, readonly queueId: string | null }

/** Leaves contents behind, and with a queue's id what it knew of duplicates too; timers clear them away a batch at a time. */
export function reclaim(contents: string, queueId: string | undefined, call: Call): void {
  call.setTimer('reclaim', contents, call.now(), { contents, queueId: queueId ?? null } satisfies Leavings)
}

/** The timer's work. Nothing can reach these records any more. */
export function clearAway(leavings: Leavings, call: Call): void {
  const { contents, queueId } = leavings
  let left = batchSize
  const clear = <T>(type: RecordType<T>, owner: string) => {
    const records = call.of(type)
    for (const record of records.scan({ within: [owner] })) {
      if (left === 0) return
      records.delete(...type.keyOf(record))
      left -= 1
    }
  }
  clear(Message, contents)
  clear(Delivery, contents)
  clear(Moved, contents)
  clear(MessageGroup, contents)
  if (queueId !== null) {
    clear(Deduplication, queueId)
    clear(Attempt, queueId)
  }
  if (left === 0) call.setTimer('reclaim', contents, call.now() + 1, leavings)
}
