// Sending: what a message may be, and how it comes into its queue. SendMessage is the hottest path of the service: for a standard queue
// it reads the queue, the last message and the queue's traffic, and writes a message and a delivery.
// Source: SendMessage and SendMessageBatch, SQS API Reference.

import { hash } from 'node:crypto'
import type { Sqs } from '../../../generated/aws/sqs.ts'
import type { Call } from '../../kernel/service.ts'
import { largestMessageBytes } from './attributes.ts'
import { checkEntries, eachEntry } from './batch.ts'
import { lay } from './contents.ts'
import { isEncrypted, originOf, sealOf } from './encryption.ts'
import type { Seal } from './encryption.ts'
import { contentId, duplicateOf, joinGroup, rememberSent, sequenceNumber } from './fifo.ts'
import { attributesMd5, attributesSizeBytes, hasForbiddenCharacters, messageAttributesProblem } from './message-attributes.ts'
import type { MessageAttributes } from './message-attributes.ts'
import { queueOf } from './queue.ts'
import { tellSent, touch } from './queue-metrics.ts'
import type { Queue } from './queue.ts'
import { sweepAfter } from './retention.ts'
import { chargeRequest } from './usage.ts'

/** What SendMessage and an entry of SendMessageBatch have in common. */
interface MessageInput {
  readonly MessageBody: string
  readonly DelaySeconds?: number | undefined
  readonly MessageAttributes?: MessageAttributes | undefined
  readonly MessageSystemAttributes?: MessageAttributes | undefined
  readonly MessageDeduplicationId?: string | undefined
  readonly MessageGroupId?: string | undefined
}

/** A message that was found in order. */
interface Draft {
  readonly body: string
  readonly sizeBytes: number
  readonly delayMs: number
  readonly attributes: MessageAttributes | undefined
  readonly systemAttributes: MessageAttributes | undefined
  readonly group: string | undefined
  readonly deduplicationId: string | undefined
}

interface Sent {
  readonly MessageId: string
  readonly MD5OfMessageBody: string
  readonly MD5OfMessageAttributes?: string
  readonly MD5OfMessageSystemAttributes?: string
  readonly SequenceNumber?: string
}

const identifier = /^[a-zA-Z0-9!-/:-@[-`{-~]{1,128}$/

/** Sends one message; a duplicate in a FIFO queue answers as its original did. */
export const SendMessage: Sqs['SendMessage'] = (input, call) => {
  const queue = queueOf(input.QueueUrl, call)
  const draft = draftOf(queue, input as MessageInput, call)
  return sealing(queue, call, seal => {
    const sent = send(queue, draft, call, seal)
    chargeRequest(queue, draft.sizeBytes, call)
    call.wake(queue.id)
    return sent
  })
}

/** Works at once, or once KMS has given a data key where the queue is encrypted by one. */
function sealing<T>(queue: Queue, call: Call, work: (seal?: Seal) => T): T | Promise<T> {
  if (!isEncrypted(queue)) return work()
  return sealOf(queue, call).then(seal => call.transact(() => work(seal)))
}

/** Sends up to ten, together no longer than one may be; each is taken or refused by itself. */
export const SendMessageBatch: Sqs['SendMessageBatch'] = ({ QueueUrl: url, Entries: given }, call) => {
  const queue = queueOf(url, call)
  const entries = checkEntries(given, 'SendMessageBatchRequestEntry', call)
  const sizeBytes = entries.reduce((sum, entry) => sum + sizeOf(entry as MessageInput), 0)
  if (sizeBytes > largestMessageBytes) {
    throw call.fault('BatchRequestTooLong',
      `Batch requests cannot be longer than ${largestMessageBytes} bytes. You have sent ${sizeBytes} bytes.`)
  }
  return sealing(queue, call, seal => {
    const outcome = eachEntry(entries, entry => ({ Id: entry.Id, ...send(queue, draftOf(queue, entry as MessageInput, call), call, seal) }))
    chargeRequest(queue, sizeBytes, call)
    call.wake(queue.id, entries.length)
    return outcome
  })
}

function sizeOf({ MessageBody: body = '', MessageAttributes: attributes }: MessageInput): number {
  return Buffer.byteLength(body) + (attributes === undefined ? 0 : attributesSizeBytes(attributes))
}

/** Checks a message against its queue. @throws InvalidMessageContents, MissingParameter, InvalidParameterValue */
function draftOf(queue: Queue, input: MessageInput, call: Call): Draft {
  const { MessageBody: body, MessageAttributes: attributes, MessageSystemAttributes: systemAttributes, MessageGroupId: group } = input
  if (body === undefined || body === '') throw missing('MessageBody', call)
  const problem = attributes && messageAttributesProblem(attributes)
  if (problem !== undefined) throw call.fault('InvalidParameterValue', problem)
  if (hasForbiddenCharacters(body)) {
    throw call.fault('InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF')
  }
  const sizeBytes = sizeOf(input)
  const limitBytes = Number(queue.attributes.MaximumMessageSize)
  if (sizeBytes > limitBytes) {
    throw call.fault('InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${limitBytes} bytes.`)
  }
  checkSystemAttributes(systemAttributes, call)
  if (group !== undefined && !identifier.test(group)) throw notIdentifier('MessageGroupId', group, call)
  return {
    body, sizeBytes, attributes, systemAttributes, group,
    delayMs: delayOf(queue, input.DelaySeconds, call),
    deduplicationId: deduplicationOf(queue, input, call),
  }
}

function delayOf(queue: Queue, delaySeconds: number | undefined, call: Call): number {
  if (delaySeconds === undefined || (queue.fifo && delaySeconds === 0)) return Number(queue.attributes.DelaySeconds) * 1000
  if (queue.fifo) throw notForQueueType('DelaySeconds', delaySeconds, call)
  if (delaySeconds >= 0 && delaySeconds <= 900) return delaySeconds * 1000
  throw call.fault('InvalidParameterValue',
    `Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`)
}

function deduplicationOf(queue: Queue, input: MessageInput, call: Call): string | undefined {
  const { MessageBody: body, MessageDeduplicationId: given, MessageGroupId: group } = input
  if (!queue.fifo) {
    if (given !== undefined) throw notForQueueType('MessageDeduplicationId', given, call)
    return undefined
  }
  if (group === undefined) throw missing('MessageGroupId', call)
  if (given !== undefined) {
    if (!identifier.test(given)) throw notIdentifier('MessageDeduplicationId', given, call)
    return given
  }
  if (queue.attributes.ContentBasedDeduplication === 'true') return contentId(body)
  throw call.fault('InvalidParameterValue',
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly')
}

/** AWSTraceHeader is the only one, a string; it weighs nothing. */
function checkSystemAttributes(attributes: MessageAttributes | undefined, call: Call): void {
  for (const [name, { DataType: type, StringValue: text }] of Object.entries(attributes ?? {})) {
    if (name !== 'AWSTraceHeader') {
      throw call.fault('InvalidParameterValue', `Message system attribute name '${name}' is invalid. Valid names: AWSTraceHeader.`)
    }
    if (type !== 'String' || text === undefined || text === '') {
      throw call.fault('InvalidParameterValue', `The message system attribute '${name}' must be a non-empty value of type 'String'.`)
    }
  }
}

/** Lays the message in its queue, or finds the one it is the duplicate of. */
function send(queue: Queue, draft: Draft, call: Call, seal?: Seal): Sent {
  const { body, attributes, systemAttributes, group, deduplicationId } = draft
  const bodyMd5 = hash('md5', body)
  const digests = {
    MD5OfMessageBody: bodyMd5,
    ...(attributes && Object.keys(attributes).length > 0 && { MD5OfMessageAttributes: attributesMd5(attributes) }),
    ...(systemAttributes && Object.keys(systemAttributes).length > 0 && { MD5OfMessageSystemAttributes: attributesMd5(systemAttributes) }),
  }
  if (queue.fifo) {
    const earlier = duplicateOf(queue, group!, deduplicationId!, call)
    if (earlier !== undefined) return { ...digests, MessageId: earlier.messageId, SequenceNumber: sequenceNumber(earlier.sequence) }
  }
  const now = call.now()
  const visibleAt = now + draft.delayMs
  const sequence = call.sequence()
  const traceHeader = systemAttributes?.AWSTraceHeader?.StringValue
  const id = call.uuid()
  touch(queue, call)
  tellSent(queue, draft.sizeBytes, call)
  lay(queue, {
    contents: queue.contents,
    sequence,
    id,
    body: seal === undefined ? body : seal(body),
    ...(seal !== undefined && { sealedFor: originOf(queue, call) }),
    bodyMd5,
    senderId: call.principal.userId,
    sentAt: now,
    ...(digests.MD5OfMessageAttributes && { attributes: attributes!, attributesMd5: digests.MD5OfMessageAttributes }),
    ...(traceHeader !== undefined && { traceHeader }),
    ...(group !== undefined && { group }),
    ...(deduplicationId !== undefined && { deduplicationId }),
  }, { visibleAt }, call)
  sweepAfter(queue, now, call)
  if (!queue.fifo) return { ...digests, MessageId: id }
  joinGroup(queue, group!, sequence, visibleAt, call)
  rememberSent(queue, { group: group!, deduplicationId: deduplicationId!, messageId: id, sequence }, call)
  return { ...digests, MessageId: id, SequenceNumber: sequenceNumber(sequence) }
}

function missing(name: string, call: Call): Error {
  return call.fault('MissingParameter', `The request must contain the parameter ${name}.`)
}

function notForQueueType(name: string, value: string | number, call: Call): Error {
  return call.fault('InvalidParameterValue',
    `Value ${value} for parameter ${name} is invalid. Reason: The request include parameter that is not valid for this queue type.`)
}

function notIdentifier(name: string, value: string, call: Call): Error {
  return call.fault('InvalidParameterValue',
    `Value ${value} for parameter ${name} is invalid. ` +
    `Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`)
}
