// From a publication to every subscription that wants it. A publication is kept until its first attempts are through, so that one that a
// crash interrupts is taken up again; what fails is tried again on the clock, then goes to the dead-letter queue or is lost. Deliveries of
// a FIFO topic wait for the one before them. Source: "Amazon SNS message delivery retries" and "Dead-letter queues", SNS Developer Guide.

import { parseArn, records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { deliver, payloadOf, Signatures } from './channel.ts'
import { messageFor } from './data-protection.ts'
import { reportDelivery } from './delivery-status.ts'
import { retriesFor, retryDelayMs } from './delivery-policy.ts'
import type { Notification } from './envelope.ts'
import { passesFilter, scopeOf } from './filter.ts'
import { jsonObject } from '../../std/json-object.ts'
import { bodyFor } from './message.ts'
import type { Message } from './message.ts'
import { attempt } from './attempt.ts'
import type { Outcome } from './attempt.ts'
import { Subscription, subscriptionsOf } from './subscription.ts'
import { Topic } from './topic.ts'
import { tellDelivery, tellPublished } from './topic-metrics.ts'
import { chargeDelivery, sizeOf } from './usage.ts'

/** A publication whose first attempts are not all through. */
interface Outgoing { readonly topic: string, readonly message: Message, readonly subscriptions: readonly string[] }

/** One message that one subscription is still to get. */
interface Pending {
  readonly topic: string
  readonly subscription: string
  readonly sequence: number
  readonly message: Message
  readonly attempts: number
  readonly replayed?: boolean
}

export const Outgoing = records<Outgoing & { readonly id: string }>({ name: 'Outgoing', key: 'id' })
export const Pending = records<Pending>({ name: 'Pending', key: ['topic', 'subscription', 'sequence'] })

const resumeAfterMs = 60_000

/** In the transaction of the publication: finds who wants it, and begins to deliver once it is committed. */
export function publish(topic: Topic, message: Message, call: Call): void {
  const wanting: Subscription[] = []
  let unwanting = 0
  for (const subscription of subscriptionsOf(topic, call)) {
    if (wants(subscription, message, call)) wanting.push(subscription)
    else if (subscription.confirmed) unwanting += 1
  }
  tellPublished(topic, sizeOf(message), unwanting, call)
  if (wanting.length === 0) return
  if (topic.fifo) {
    for (const subscription of wanting) queueUp(topic, subscription, message, {}, call)
    return
  }
  call.of(Outgoing).put({ id: message.id, topic: topic.name, message, subscriptions: wanting.map(({ id }) => id) })
  call.setTimer('resume', message.id, call.now() + resumeAfterMs)
  call.afterCommit(() => firstAttempts(topic, message, wanting, call))
}

export function wants({ confirmed, attributes, protocol }: Subscription, message: Message, call: Call): boolean {
  const { FilterPolicy: filter } = attributes
  return confirmed && (filter === undefined
    || passesFilter(filter, scopeOf(attributes), { body: bodyFor(protocol, message), attributes: message.attributes }, call))
}

async function firstAttempts(topic: Topic, message: Message, subscriptions: readonly Subscription[], call: Call): Promise<void> {
  const signatures = new Signatures()
  const notification = { message, topicArn: call.arn(Topic, topic) }
  const outcomes = await Promise.all(subscriptions.map(subscription => deliver({ subscription, topic, notification, signatures }, call)))
  call.transact(() => {
    call.of(Outgoing).delete(message.id)
    call.cancelTimer('resume', message.id)
    outcomes.forEach((outcome, i) => {
      chargeDelivery(subscriptions[i]!.protocol, message, call)
      tellDelivery(topic, outcome, false, call)
      if (outcome.kind !== 'failed') return
      const subscription = subscriptions[i]!.id
      later({ topic: topic.name, subscription, sequence: call.sequence(), message, attempts: 0 }, topic, outcome, call)
    })
  })
  for (const [i, outcome] of outcomes.entries()) {
    await reportDelivery({ topic, subscription: subscriptions[i]!, notification, outcome, attempts: 1 }, call)
    if (outcome.kind === 'refused') await bury(subscriptions[i]!, topic, notification, outcome, call)
  }
}

/** Timer: a publication that a crash interrupted is delivered from the start. */
export async function resume(_payload: unknown, call: Call, { id }: { readonly id: string }): Promise<void> {
  const outgoing = call.of(Outgoing).get(id)
  const topic = outgoing && call.of(Topic).get(outgoing.topic)
  if (outgoing === undefined || topic === undefined) return
  const subscriptions = outgoing.subscriptions.map(each => call.of(Subscription).get(topic.name, each)).filter(each => each !== undefined)
  await firstAttempts(topic, outgoing.message, subscriptions, call)
}

/** Keeps a delivery for another attempt, or gives it up. @returns whether there will be one */
function later(pending: Pending, topic: Topic, outcome: Outcome, call: Call): boolean {
  const subscription = call.of(Subscription).get(pending.topic, pending.subscription)
  if (subscription === undefined) return false
  const { protocol, attributes } = subscription
  const retries = retriesFor(protocol, attributes.DeliveryPolicy, topic.attributes.DeliveryPolicy)
  const waitMs = retryDelayMs(retries, pending.attempts + 1)
  if (waitMs === undefined) {
    call.of(Pending).delete(pending.topic, pending.subscription, pending.sequence)
    tellDelivery(topic, outcome, true, call)
    const notification = { message: pending.message, topicArn: call.arn(Topic, topic) }
    call.afterCommit(() => bury(subscription, topic, notification, outcome, call))
    return false
  }
  call.of(Pending).put({ ...pending, attempts: pending.attempts + 1 })
  call.setTimer('retry', JSON.stringify([pending.topic, pending.subscription, topic.fifo ? 0 : pending.sequence]), call.now() + waitMs)
  return true
}

/** Timer: the next attempt, of one delivery or of all that wait for it. */
export async function retry(_payload: unknown, call: Call, { id }: { readonly id: string }): Promise<void> {
  const [name, subscriptionId, sequence] = JSON.parse(id) as [string, string, number]
  const topic = call.of(Topic).get(name)
  const subscription = call.of(Subscription).get(name, subscriptionId)
  if (topic === undefined || subscription === undefined) return
  if (topic.fifo) return inOrder(topic, subscription, call)
  const pending = call.of(Pending).get(name, subscriptionId, sequence)
  if (pending !== undefined) await once(pending, topic, subscription, call)
}

/** @returns whether the next one in order may follow */
async function once(pending: Pending, topic: Topic, subscription: Subscription, call: Call): Promise<boolean> {
  const { message, replayed } = pending
  const notification: Notification = { message, topicArn: call.arn(Topic, topic), ...(replayed && { replayed }) }
  const outcome = await deliver({ subscription, topic, notification, signatures: new Signatures() }, call)
  const again = call.transact(() => {
    chargeDelivery(subscription.protocol, message, call)
    tellDelivery(topic, outcome, false, call)
    if (outcome.kind === 'failed') return later(pending, topic, outcome, call)
    call.of(Pending).delete(pending.topic, pending.subscription, pending.sequence)
    return false
  })
  await reportDelivery({ topic, subscription, notification, outcome, attempts: pending.attempts + 1 }, call)
  if (outcome.kind === 'refused') await bury(subscription, topic, notification, outcome, call)
  return !again
}

/** A FIFO subscription's deliveries stand in line. */
export function queueUp(
  topic: Topic, subscription: Subscription, message: Message, { replayed = false }: { readonly replayed?: boolean }, call: Call,
): void {
  call.of(Pending).put({
    topic: topic.name, subscription: subscription.id, sequence: call.sequence(), message, attempts: 0, ...(replayed && { replayed }),
  })
  // Taken up again at the end of this time even if the first attempt never came about.
  call.setTimer('retry', JSON.stringify([topic.name, subscription.id, 0]), call.now() + resumeAfterMs)
  call.afterCommit(() => inOrder(topic, subscription, call))
}

/** Delivers what stands in line until it is empty or an attempt fails; one at a time. */
async function inOrder(topic: Topic, subscription: Subscription, call: Call): Promise<void> {
  const running = call.cache('lines', () => new Set<string>())
  const line = [call.account, call.region, topic.id, subscription.id].join('/')
  if (running.has(line)) return
  running.add(line)
  try {
    for (;;) {
      const first = call.of(Pending).first({ within: [topic.name, subscription.id] })
      if (first === undefined) {
        call.transact(() => { call.cancelTimer('retry', JSON.stringify([topic.name, subscription.id, 0])) })
        return
      }
      if (!await once(first, topic, subscription, call)) return
    }
  } finally {
    running.delete(line)
  }
}

/** A message that will not be delivered: to the dead-letter queue where there is one, as the subscriber may see it. */
async function bury(subscription: Subscription, topic: Topic, notification: Notification, outcome: Outcome, call: Call): Promise<void> {
  const target = jsonObject(subscription.attributes.RedrivePolicy ?? '{}')?.deadLetterTargetArn
  if (typeof target !== 'string' || outcome.kind === 'delivered') return
  const { account, region, resource } = parseArn(target)!
  const { topicArn } = notification
  const message = messageFor(subscription.owner, topic, notification.message, call)
  if (message === undefined) return
  const shown = { ...notification, message }
  const text = await payloadOf({ subscription, topic, notification: shown, signatures: new Signatures() }, call)
  const said = (value: string) => ({ DataType: 'String', StringValue: value })
  await attempt(() => call.to('sqs', { account, region, sourceArn: topicArn }).SendMessage({
    QueueUrl: `${call.endpoint}/${account}/${resource}`,
    MessageBody: text,
    MessageAttributes: {
      RequestID: said(call.uuid()), ErrorCode: said(outcome.code), ErrorMessage: said(outcome.reason.slice(0, 1024) || outcome.code),
    },
    ...(resource.endsWith('.fifo') && {
      MessageGroupId: message.group ?? message.id, MessageDeduplicationId: message.deduplicationId ?? message.id,
    }),
  }))
}
