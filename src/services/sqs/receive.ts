// Receiving: ReceiveMessage with its long poll, and what a received message looks like. Which messages come is decided in `offer.ts`.
// A long poll costs nothing while it waits: it sleeps until a message is sent or comes due, its time is over, or its client has gone.
// Source: ReceiveMessage, SQS API Reference; "Amazon SQS short and long polling", SQS Developer Guide.

import type { Sqs } from '../../../generated/aws/sqs.ts'
import type { Call } from '../../kernel/service.ts'
import { readableNames } from './attributes.ts'
import { Delivery, Message, Moved, replace } from './contents.ts'
import { openBody } from './encryption.ts'
import { rememberAttempt, repeatedAttempt, sequenceNumber, settleGroup } from './fifo.ts'
import { attributesMd5, selectAttributes } from './message-attributes.ts'
import { nextDueAt, offerFifo, offerStandard } from './offer.ts'
import { Queue, queueOf } from './queue.ts'
import { tellReceived, touch } from './queue-metrics.ts'
import { writeReceipt } from './receipt.ts'
import { Traffic, trafficOf } from './retention.ts'
import { chargeRequest } from './usage.ts'

interface Request {
  readonly most: number
  readonly visibilityMs: number
  readonly waitMs: number
  readonly attempt: string | undefined
  readonly systemNames: readonly string[]
  readonly attributeNames: readonly string[]
}

type Input = Parameters<Sqs['ReceiveMessage']>[0]

const mostInFlight = 120_000

const systemNames: ReadonlySet<string> = new Set([
  'All', 'SenderId', 'SentTimestamp', 'ApproximateReceiveCount', 'ApproximateFirstReceiveTimestamp', 'SequenceNumber',
  'MessageDeduplicationId', 'MessageGroupId', 'AWSTraceHeader', 'DeadLetterQueueSourceArn',
])

/** Gives what is due; where nothing is and the caller waits, it becomes a long poll and holds no transaction meanwhile. */
export const ReceiveMessage: Sqs['ReceiveMessage'] = (input, call) => {
  const queue = queueOf(input.QueueUrl, call)
  const request = requestOf(queue, input, call)
  chargeRequest(queue, 0, call)
  const received = receive(queue, request, call)
  if (received.length > 0 || request.waitMs === 0) tellReceived(queue, received.length, call)
  if (received.length > 0) return answer(queue, received, call)
  return request.waitMs === 0 ? {} : longPoll(queue, request, call)
}

/** Encrypted bodies are opened by KMS, for those who may use the key. */
function answer(queue: Queue, received: readonly Received[], call: Call): Answer | Promise<Answer> {
  if (received.every(({ origin }) => origin === undefined)) return { Messages: received.map(({ shown: message }) => message) }
  return Promise.all(received.map(async ({ shown: message, origin }) =>
    origin === undefined ? message : { ...message, Body: await openBody(message.Body, queue, origin, call) }))
    .then(Messages => ({ Messages }))
}

/** @throws InvalidParameterValue, InvalidAttributeName */
function requestOf(queue: Queue, input: Input, call: Call): Request {
  const most = bounded('MaxNumberOfMessages', input.MaxNumberOfMessages ?? 1, 1, 10, 'Must be between 1 and 10, if provided.', call)
  const visibilitySeconds = bounded('VisibilityTimeout', input.VisibilityTimeout ?? Number(queue.attributes.VisibilityTimeout), 0, 43_200,
    'Must be between 0 and 43200, if provided.', call)
  const waitSeconds = bounded('WaitTimeSeconds', input.WaitTimeSeconds ?? Number(queue.attributes.ReceiveMessageWaitTimeSeconds), 0, 20,
    'Must be >= 0 and <= 20, if provided.', call)
  const asked: string[] = [...input.AttributeNames ?? [], ...input.MessageSystemAttributeNames ?? []]
  const unknown = asked.find(name => !systemNames.has(name) && !readableNames.has(name))
  if (unknown !== undefined) throw call.fault('InvalidAttributeName', `Unknown Attribute ${unknown}.`)
  const attempt = input.ReceiveRequestAttemptId
  if (attempt !== undefined && (!queue.fifo || !/^[!-~]{1,128}$/.test(attempt))) {
    const reason = queue.fifo
      ? 'ReceiveRequestAttemptId can only include alphanumeric and punctuation characters. 1 to 128 in length.'
      : 'The request include parameter that is not valid for this queue type.'
    throw call.fault('InvalidParameterValue', `Value ${attempt} for parameter ReceiveRequestAttemptId is invalid. Reason: ${reason}`)
  }
  return {
    most, attempt, systemNames: asked, attributeNames: input.MessageAttributeNames ?? [],
    visibilityMs: visibilitySeconds * 1000, waitMs: waitSeconds * 1000,
  }
}

function bounded(name: string, value: number, least: number, most: number, reason: string, call: Call): number {
  if (value >= least && value <= most) return value
  throw call.fault('InvalidParameterValue', `Value ${value} for parameter ${name} is invalid. Reason: ${reason}`)
}

async function longPoll(begunWith: Queue, request: Request, call: Call): Promise<{ Messages?: ReceivedMessage[] }> {
  const deadlineAt = call.now() + request.waitMs
  let queue = begunWith
  for (;;) {
    const dueAt = Math.min(deadlineAt, nextDueAt(queue, call) ?? Infinity)
    const outcome = await call.wait(queue.id, { dueAt, patienceMs: Math.max(1, deadlineAt - call.now()) })
    if (outcome === 'gone' || call.signal?.aborted) {
      // What woke us is for another who waits.
      if (outcome === 'woken') call.wake(queue.id)
      return {}
    }
    const present = call.of(Queue).get(queue.name)
    if (present?.id !== queue.id) throw call.fault('QueueDoesNotExist', 'The specified queue does not exist.')
    queue = present
    const received = call.transact(() => {
      const found = receive(present, request, call)
      if (found.length > 0) tellReceived(present, found.length, call)
      return found
    })
    if (received.length > 0) return answer(present, received, call)
    const now = call.now()
    // Before its time and not woken: its patience is at an end, for the clock stands still.
    if (now < deadlineAt && (outcome !== 'due' || now >= dueAt)) continue
    call.transact(() => { tellReceived(present, 0, call) })
    return {}
  }
}

/** Gives what is due now; inside a transaction. @throws OverLimit */
function receive(queue: Queue, request: Request, call: Call): Received[] {
  const { attempt } = request
  touch(queue, call)
  const repeated = attempt === undefined ? undefined : repeatedAttempt(queue, attempt, call)
  const room = repeated === undefined ? roomInFlight(queue, call) : request.most
  const most = Math.min(request.most, room)
  const offered = repeated ?? (most === 0 ? [] : queue.fifo ? offerFifo(queue, most, call) : offerStandard(queue, most, call))
  if (offered.length === 0) return []
  const visibleAt = call.now() + request.visibilityMs
  const given = offered.map(delivery => repeated === undefined ? give(queue, delivery, visibleAt, call) : hide(delivery, visibleAt, call))
  if (queue.fifo) for (const group of new Set(given.map(delivery => delivery.group!))) settleGroup(queue, group, call)
  if (attempt !== undefined) rememberAttempt(queue, attempt, visibleAt, given, call)
  if (repeated === undefined) {
    const traffic = trafficOf(queue, call)
    call.of(Traffic).put({ ...traffic, inFlightAtMost: traffic.inFlightAtMost + given.length })
  }
  const messages = given.map(delivery => ({ delivery, message: call.of(Message).get(delivery.contents, delivery.sequence)! }))
  const payloadBytes = messages.reduce((sum, { message }) => sum + message.body.length, 0)
  // The request itself is charged already; here only what its payload is beyond the first chunk.
  if (payloadBytes > 65_536) call.meter(queue.fifo ? 'Requests-FIFO-RBP' : 'Requests-RBP', Math.ceil(payloadBytes / 65_536) - 1)
  return messages.map(({ delivery, message }) => ({ shown: shown(queue, delivery, message, request), origin: message.sealedFor }))
}

/** A new receive: a new receipt, one more on the count, hidden until `visibleAt`. */
function give(queue: Queue, delivery: Delivery, visibleAt: number, call: Call): Delivery {
  const now = call.now()
  const { moved, ...kept } = delivery
  if (moved) call.of(Moved).delete(delivery.contents, delivery.sequence)
  const given: Delivery = {
    ...kept,
    rank: queue.fifo ? 0 : visibleAt,
    visibleAt,
    receiveCount: delivery.receiveCount + 1,
    firstReceivedAt: delivery.firstReceivedAt ?? now,
    receivedAt: now,
    receipt: call.hex(16),
  }
  replace(delivery, given, call)
  return given
}

/** The same receive once more: only the visibility begins anew. */
function hide(delivery: Delivery, visibleAt: number, call: Call): Delivery {
  const hidden = { ...delivery, visibleAt }
  replace(delivery, hidden, call)
  return hidden
}

/**
 * How many more may be in flight. They are counted only when those received since the last count may have come to the limit.
 * @throws OverLimit for a standard queue; a FIFO queue then gives nothing
 */
function roomInFlight(queue: Queue, call: Call): number {
  const traffic = trafficOf(queue, call)
  if (traffic.inFlightAtMost < mostInFlight) return mostInFlight - traffic.inFlightAtMost
  const now = call.now()
  let inFlight = 0
  const span = queue.fifo ? { within: [queue.contents] } : { within: [queue.contents], after: [now] }
  for (const { receivedAt, visibleAt } of call.of(Delivery).scan(span)) if (receivedAt !== undefined && visibleAt > now) inFlight += 1
  if (inFlight < mostInFlight) {
    call.of(Traffic).put({ ...traffic, inFlightAtMost: inFlight })
    return mostInFlight - inFlight
  }
  if (queue.fifo) return 0
  throw call.fault('OverLimit', `Too many messages in flight: the queue has reached its limit of ${mostInFlight}.`)
}

interface Answer { readonly Messages: ReceivedMessage[] }

/** A message as it is shown, and the queue for which its body was encrypted, if it was. */
interface Received { readonly shown: ReceivedMessage, readonly origin: string | undefined }

export interface ReceivedMessage {
  readonly MessageId: string
  readonly ReceiptHandle: string
  readonly MD5OfBody: string
  readonly Body: string
  readonly Attributes?: Record<string, string>
  readonly MD5OfMessageAttributes?: string
  readonly MessageAttributes?: Message['attributes']
}

function shown(queue: Queue, delivery: Delivery, message: Message, { systemNames: asked, attributeNames }: Request): ReceivedMessage {
  const system = asked.length === 0 ? {} : systemAttributes(queue, delivery, message, asked)
  const all = message.attributes ?? {}
  const selected = attributeNames.length === 0 || message.attributes === undefined ? {} : selectAttributes(all, attributeNames)
  return {
    MessageId: message.id,
    ReceiptHandle: writeReceipt(delivery as Delivery & { receipt: string }),
    MD5OfBody: message.bodyMd5,
    Body: message.body,
    ...(Object.keys(system).length > 0 && { Attributes: system }),
    ...(Object.keys(selected).length > 0 && {
      MD5OfMessageAttributes: selected === all ? message.attributesMd5! : attributesMd5(selected),
      MessageAttributes: selected,
    }),
  }
}

function systemAttributes(queue: Queue, delivery: Delivery, message: Message, asked: readonly string[]): Record<string, string> {
  const { group, deduplicationId, traceHeader, deadLetterSourceArn } = message
  const all: Record<string, string> = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(delivery.receiveCount),
    ApproximateFirstReceiveTimestamp: String(delivery.firstReceivedAt),
    ...(queue.fifo && { SequenceNumber: sequenceNumber(message.sequence) }),
    ...(deduplicationId !== undefined && { MessageDeduplicationId: deduplicationId }),
    ...(group !== undefined && { MessageGroupId: group }),
    ...(traceHeader !== undefined && { AWSTraceHeader: traceHeader }),
    ...(deadLetterSourceArn !== undefined && { DeadLetterQueueSourceArn: deadLetterSourceArn }),
  }
  return asked.includes('All') ? all : Object.fromEntries(Object.entries(all).filter(([name]) => asked.includes(name)))
}
