// What a queue holds: messages as they were sent, and apart from them the small records of their delivery, which change with every receive.
// Keys begin with the queue's `contents`, a name that a purge or deletion leaves behind whole, so neither takes longer for a full queue.
// Invariant: a message that lives has exactly one delivery; deliveries outlive their expired message at most until they come up.

import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { MessageAttributes } from './message-attributes.ts'
import { Queue } from './queue.ts'

/** A message as sent. It is written once. */
export interface Message {
  readonly contents: string
  /** Rises with the time of sending; of a message that came to a standard dead-letter queue, with its first sending. */
  readonly sequence: number
  readonly id: string
  /** Of an encrypted message, what was made of it, in Base64. */
  readonly body: string
  /** ARN of the queue in whose name it was encrypted. */
  readonly sealedFor?: string
  readonly bodyMd5: string
  readonly senderId: string
  readonly sentAt: number
  readonly attributes?: MessageAttributes
  readonly attributesMd5?: string
  readonly traceHeader?: string
  readonly group?: string
  readonly deduplicationId?: string
  readonly deadLetterSourceArn?: string
}

export const Message = records<Message>({ name: 'Message', key: ['contents', 'sequence'] })

export interface Delivery {
  readonly contents: string
  /** A standard queue offers messages as they become visible, so this is `visibleAt`; in a FIFO queue groups keep the order: 0. */
  readonly rank: number
  readonly sequence: number
  readonly visibleAt: number
  readonly sentAt: number
  readonly group?: string
  readonly receiveCount: number
  readonly firstReceivedAt?: number
  readonly receivedAt?: number
  /** Tells the latest receive from those before it. */
  readonly receipt?: string
  /** Its visibility was changed since, so `Moved` knows where it is. */
  readonly moved?: boolean
}

export const Delivery = records<Delivery>({
  name: 'Delivery',
  key: ['contents', 'rank', 'sequence'],
  indexes: {
    group: ({ contents, group, sequence, rank }) =>
      group === undefined ? undefined : rank === 0 ? [contents, group, sequence] : [contents, group],
  },
})

/** Where the delivery of a receipt has gone, after its visibility was changed in a standard queue. */
export interface Moved { readonly contents: string, readonly sequence: number, readonly rank: number }

export const Moved = records<Moved>({ name: 'Moved', key: ['contents', 'sequence'] })

/** So many sequences of the cloud belong to a millisecond. */
const sequencesPerMs = 1024

/** What a message that arrives brings of its delivery. */
export interface Arrival extends Pick<Delivery, 'visibleAt' | 'firstReceivedAt'> { readonly receiveCount?: number }

/**
 * Lays a message into its queue: two writes, and word to whoever heeds it. Retention and, in a FIFO queue, the message's group are seen to
 * after.
 */
export function lay(queue: Queue, message: Message, { visibleAt, receiveCount = 0, firstReceivedAt }: Arrival, call: Call): void {
  const { contents, sequence, sentAt, group } = message
  call.of(Message).put(message)
  call.of(Delivery).put({
    contents,
    rank: queue.fifo ? 0 : visibleAt,
    sequence,
    visibleAt,
    sentAt,
    receiveCount,
    ...(group !== undefined && { group }),
    ...(firstReceivedAt !== undefined && { firstReceivedAt }),
  })
  call.arrivals.tell(Queue, queue, visibleAt)
}

/** A free sequence among those sent at a time gone by. */
export function sequenceOf(queue: Queue, sentAt: number, call: Call): number {
  const messages = call.of(Message)
  const last = messages.first({ within: [queue.contents], before: [(sentAt + 1) * sequencesPerMs], reverse: true })
  let sequence = Math.max(sentAt * sequencesPerMs, (last?.sequence ?? -1) + 1)
  while (messages.get(queue.contents, sequence) !== undefined) sequence += 1
  return sequence
}

/** Puts a delivery in its new place. */
export function replace(before: Delivery, after: Delivery, call: Call): void {
  const deliveries = call.of(Delivery)
  if (before.rank !== after.rank) deliveries.delete(before.contents, before.rank, before.sequence)
  deliveries.put(after)
}

/** Takes a message out for good. The group of a FIFO queue must be settled after. */
export function discard({ contents, rank, sequence, moved }: Delivery, call: Call): void {
  call.of(Message).delete(contents, sequence)
  call.of(Delivery).delete(contents, rank, sequence)
  if (moved) call.of(Moved).delete(contents, sequence)
}

export function retentionMs({ attributes }: Queue): number {
  return Number(attributes.MessageRetentionPeriod) * 1000
}

export function isExpired(queue: Queue, sentAt: number, now: number): boolean {
  return sentAt + retentionMs(queue) <= now
}

export interface Counts {
  readonly visible: number
  readonly delayed: number
  readonly inFlight: number
  readonly oldestSentAt: number | undefined
}

/** Counts what is in a queue now, or was since its last change; walks it, so it is done only when asked for. */
export function count(queue: Queue, call: Call, now = call.now()): Counts {
  const keptSince = now - retentionMs(queue)
  let oldestSentAt: number | undefined
  let visible = 0
  let delayed = 0
  let inFlight = 0
  for (const { visibleAt, sentAt, receivedAt } of call.of(Delivery).scan({ within: [queue.contents] })) {
    if (sentAt <= keptSince) continue
    if (oldestSentAt === undefined || sentAt < oldestSentAt) oldestSentAt = sentAt
    if (visibleAt <= now) visible += 1
    else if (receivedAt === undefined) delayed += 1
    else inFlight += 1
  }
  return { visible, delayed, inFlight, oldestSentAt }
}
