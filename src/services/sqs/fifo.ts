// What FIFO queues know beyond standard ones: groups that give their messages in order, duplicates of five minutes, and repeated receives.
// Invariant: a group with messages in flight gives no others, so those in flight are among its first ten.
// Source: "FIFO queue logic" and "Exactly-once processing", SQS Developer Guide.

import { hash } from 'node:crypto'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Delivery } from './contents.ts'
import type { Queue } from './queue.ts'

/** A group that holds messages. */
export interface MessageGroup {
  readonly contents: string
  readonly group: string
  /** From when on it may give messages: all in flight are back or gone, and the first is no longer delayed. */
  readonly readyAt: number
  /** The sequence of its first message. */
  readonly head: number
}

export const MessageGroup = records<MessageGroup>({
  name: 'MessageGroup',
  key: ['contents', 'group'],
  indexes: { ready: ({ contents, readyAt, head }) => [contents, readyAt, head] },
})

/** A message that was accepted, for the five minutes in which another of the same id is its duplicate. */
export interface Deduplication {
  readonly queue: string
  /** The group where DeduplicationScope is messageGroup, else empty. */
  readonly scope: string
  readonly deduplicationId: string
  readonly messageId: string
  readonly sequence: number
  readonly sentAt: number
}

export const Deduplication = records<Deduplication>({
  name: 'Deduplication',
  key: ['queue', 'scope', 'deduplicationId'],
  indexes: { age: ({ queue, sequence }) => [queue, sequence] },
})

/** What a receive with a ReceiveRequestAttemptId gave, for the five minutes in which it can be asked again. */
export interface Attempt {
  readonly queue: string
  readonly attempt: string
  readonly at: number
  readonly visibleAt: number
  readonly given: readonly { readonly sequence: number, readonly receipt: string }[]
}

export const Attempt = records<Attempt>({
  name: 'Attempt',
  key: ['queue', 'attempt'],
  indexes: { age: ({ queue, at }) => [queue, at] },
})

const windowMs = 300_000
const mostInFlightOfGroup = 10
/** More than are added, so that the old ones do not gather. */
const forgottenAtOnce = 2

/** Puts the group's record in order after any of its messages came, went or changed. */
export function settleGroup(queue: Queue, group: string, call: Call): void {
  const now = call.now()
  let head: Delivery | undefined
  let inFlightUntil = 0
  let looked = 0
  for (const delivery of call.of(Delivery).by('group').scan({ within: [queue.contents, group] })) {
    head ??= delivery
    if (delivery.receivedAt !== undefined && delivery.visibleAt > now) inFlightUntil = Math.max(inFlightUntil, delivery.visibleAt)
    looked += 1
    if (looked === mostInFlightOfGroup) break
  }
  const groups = call.of(MessageGroup)
  if (head === undefined) groups.delete(queue.contents, group)
  else groups.put({ contents: queue.contents, group, readyAt: Math.max(inFlightUntil, head.visibleAt), head: head.sequence })
}

/** A new message at the end of its group: only an empty group changes by it. */
export function joinGroup(queue: Queue, group: string, sequence: number, visibleAt: number, call: Call): void {
  const groups = call.of(MessageGroup)
  if (groups.get(queue.contents, group) === undefined) groups.put({ contents: queue.contents, group, readyAt: visibleAt, head: sequence })
}

/** SequenceNumber: 20 digits. */
export function sequenceNumber(sequence: number): string {
  return `1885${String(sequence).padStart(16, '0')}`
}

/** The deduplication id of a message that names none, where ContentBasedDeduplication is on: of the body, not the attributes. */
export function contentId(body: string): string {
  return hash('sha256', body)
}

/** The message of which another with this id would be the duplicate. */
export function duplicateOf(queue: Queue, group: string, deduplicationId: string, call: Call): Deduplication | undefined {
  const earlier = call.of(Deduplication).get(queue.id, scopeOf(queue, group), deduplicationId)
  return earlier !== undefined && call.now() < earlier.sentAt + windowMs ? earlier : undefined
}

export function rememberSent(
  queue: Queue, sent: { readonly group: string, readonly deduplicationId: string, readonly messageId: string, readonly sequence: number },
  call: Call,
): void {
  const { group, ...rest } = sent
  const now = call.now()
  const known = call.of(Deduplication)
  let left = forgottenAtOnce
  for (const old of known.by('age').scan({ within: [queue.id] })) {
    if (left === 0 || now < old.sentAt + windowMs) break
    known.delete(old.queue, old.scope, old.deduplicationId)
    left -= 1
  }
  known.put({ queue: queue.id, scope: scopeOf(queue, group), sentAt: now, ...rest })
}

function scopeOf({ attributes }: Queue, group: string): string {
  return attributes.DeduplicationScope === 'messageGroup' ? group : ''
}

/** The deliveries of an earlier receive with this id, where none of them was deleted, changed or has become visible since. */
export function repeatedAttempt(queue: Queue, attempt: string, call: Call): Delivery[] | undefined {
  const now = call.now()
  const earlier = call.of(Attempt).get(queue.id, attempt)
  if (earlier === undefined || now >= earlier.at + windowMs) return undefined
  const deliveries = earlier.given.map(({ sequence }) => call.of(Delivery).get(queue.contents, 0, sequence))
  const untouched = deliveries.every((delivery, i) =>
    delivery?.receipt === earlier.given[i]!.receipt && delivery.visibleAt === earlier.visibleAt && delivery.visibleAt > now)
  return untouched ? deliveries as Delivery[] : undefined
}

export function rememberAttempt(queue: Queue, attempt: string, visibleAt: number, given: readonly Delivery[], call: Call): void {
  const now = call.now()
  const known = call.of(Attempt)
  let left = forgottenAtOnce
  for (const old of known.by('age').scan({ within: [queue.id] })) {
    if (left === 0 || now < old.at + windowMs) break
    known.delete(old.queue, old.attempt)
    left -= 1
  }
  known.put({ queue: queue.id, attempt, at: now, visibleAt,
    given: given.map(({ sequence, receipt }) => ({ sequence, receipt: receipt! })) })
}
