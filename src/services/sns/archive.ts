// The archive of a FIFO topic: what was published, kept for as many days as its policy says, and replayed to a subscription that asks for
// it. One timer per topic clears away what is older. Sources: "Amazon SNS message archiving for FIFO topic owners" and "Amazon SNS message
// replay for FIFO topic subscribers", SNS Developer Guide.


import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { Pending, queueUp, wants } from './delivery.ts'
import { invalid } from './fault.ts'
import type { Message } from './message.ts'
import type { Subscription } from './subscription.ts'
import { archives, Topic } from './topic.ts'

interface Archived { readonly topic: string, readonly publishedAt: number, readonly sequence: number, readonly message: Message }

export const Archived = records<Archived>({ name: 'Archived', key: ['topic', 'publishedAt', 'sequence'] })

const dayMs = 86_400_000

export function archive(topic: Topic, message: Message, call: Call): void {
  if (!archives(topic.attributes)) return
  call.of(Archived).put({ topic: topic.id, publishedAt: message.publishedAt, sequence: call.sequence(), message })
  if (call.of(Archived).count({ within: [topic.id] }) === 1) setSweep(topic, message.publishedAt, call)
}

function setSweep(topic: Topic, oldestAt: number, call: Call): void {
  call.setTimer('sweepArchive', topic.name, oldestAt + keptMs(topic), topic.id)
}

function keptMs({ attributes }: Topic): number {
  const { MessageRetentionPeriod: days } = JSON.parse(attributes.ArchivePolicy!) as { readonly MessageRetentionPeriod: string | number }
  return Number(days) * dayMs
}

/** Timer: what the policy no longer keeps goes; without a policy, all of it. */
export function sweepArchive(id: string, call: Call, { id: name }: { readonly id: string }): void {
  const topic = call.of(Topic).get(name)
  const archived = call.of(Archived)
  const kept = topic !== undefined && topic.id === id && archives(topic.attributes)
  for (const { publishedAt, sequence } of archived.scan({ within: [id], through: [call.now() - (kept ? keptMs(topic) : 0)] })) {
    archived.delete(id, publishedAt, sequence)
  }
  const oldest = archived.first({ within: [id] })
  if (kept && oldest !== undefined) setSweep(topic, oldest.publishedAt, call)
}

/** What was published from one time through another, oldest first. */
function * archivedBetween(topic: Topic, fromAt: number, throughAt: number, call: Call): Generator<Message> {
  for (const { message } of call.of(Archived).scan({ within: [topic.id], from: [fromAt], through: [throughAt] })) yield message
}

interface ReplayPolicy { readonly PointType: 'Timestamp', readonly StartingPoint: string, readonly EndingPoint?: string }

/** @throws InvalidParameter */
export function checkReplayPolicy(text: string, topic: Topic, call: Call): void {
  const problem = (what: string): Error => invalid(`ReplayPolicy: ${what}`, call)
  const policy = jsonObject(text) as ReplayPolicy | undefined
  if (policy === undefined) throw problem('failed to parse JSON.')
  if (!topic.fifo || topic.archivedSince === undefined) throw problem('the topic has no ArchivePolicy')
  if (policy.PointType !== 'Timestamp') throw problem('PointType must be Timestamp')
  const [from, through] = [Date.parse(policy.StartingPoint), Date.parse(policy.EndingPoint ?? policy.StartingPoint)]
  if (Number.isNaN(from) || Number.isNaN(through)) throw problem('StartingPoint and EndingPoint must be timestamps')
  if (through < from) throw problem('EndingPoint must not be before StartingPoint')
}

/** Puts what is to be replayed in line; without an end, up to now, and what is published from now on follows by itself. */
export function startReplay(subscription: Subscription, topic: Topic, call: Call): void {
  const { ReplayPolicy: text } = subscription.attributes
  if (text === undefined) return
  const { StartingPoint: start, EndingPoint: end } = jsonObject(text) as unknown as ReplayPolicy
  const through = end === undefined ? call.now() : Math.min(Date.parse(end), call.now())
  for (const message of archivedBetween(topic, Date.parse(start), through, call)) {
    if (wants(subscription, message, call)) queueUp(topic, subscription, replayOf(message, call), { replayed: true }, call)
  }
}

/** A replayed message is no duplicate of itself. */
function replayOf(message: Message, call: Call): Message {
  return { ...message, deduplicationId: call.uuid() }
}

/** What GetSubscriptionAttributes says of a replay; nothing where none was asked for. */
export function replayStatus({ topic, id, attributes }: Subscription, call: Call): Readonly<Record<string, string>> {
  if (attributes.ReplayPolicy === undefined) return {}
  for (const { replayed } of call.of(Pending).scan({ within: [topic, id] })) if (replayed) return { ReplayStatus: 'In progress' }
  return { ReplayStatus: 'Completed' }
}
