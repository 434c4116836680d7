// What is done with a received message by its receipt handle: deleting it, and changing when it comes back.
// Source: DeleteMessage and ChangeMessageVisibility, SQS API Reference. FIFO queues refuse handles whose visibility has run out.

import type { Sqs } from '../../../generated/aws/sqs.ts'
import type { Call } from '../../kernel/service.ts'
import { checkEntries, eachEntry } from './batch.ts'
import { Delivery, discard, Moved, replace } from './contents.ts'
import { settleGroup } from './fifo.ts'
import { queueOf } from './queue.ts'
import type { Queue } from './queue.ts'
import { tellDeleted, touch } from './queue-metrics.ts'
import { readReceipt } from './receipt.ts'
import { chargeRequest } from './usage.ts'

/** From its receive on, a message stays in flight at most so long, and its handle is good no longer. */
const longestInFlightMs = 43_200_000

export const DeleteMessage: Sqs['DeleteMessage'] = ({ QueueUrl: url, ReceiptHandle: handle }, call) => {
  const queue = queueOf(url, call)
  chargeRequest(queue, 0, call)
  remove(queue, handle, call)
}

export const DeleteMessageBatch: Sqs['DeleteMessageBatch'] = ({ QueueUrl: url, Entries: given }, call) => {
  const queue = queueOf(url, call)
  const entries = checkEntries(given, 'DeleteMessageBatchRequestEntry', call)
  chargeRequest(queue, 0, call)
  return eachEntry(entries, ({ Id: id, ReceiptHandle: handle }) => {
    remove(queue, handle, call)
    return { Id: id }
  })
}

export const ChangeMessageVisibility: Sqs['ChangeMessageVisibility'] = (input, call) => {
  const queue = queueOf(input.QueueUrl, call)
  chargeRequest(queue, 0, call)
  changeVisibility(queue, input.ReceiptHandle, input.VisibilityTimeout, call)
}

export const ChangeMessageVisibilityBatch: Sqs['ChangeMessageVisibilityBatch'] = ({ QueueUrl: url, Entries: given }, call) => {
  const queue = queueOf(url, call)
  const entries = checkEntries(given, 'ChangeMessageVisibilityBatchRequestEntry', call)
  chargeRequest(queue, 0, call)
  return eachEntry(entries, ({ Id: id, ReceiptHandle: handle, VisibilityTimeout: seconds }) => {
    // The model lets an entry go without; AWS refuses it.
    if (seconds === undefined) throw call.fault('MissingParameter', 'The request must contain the parameter VisibilityTimeout.')
    changeVisibility(queue, handle, seconds, call)
    return { Id: id }
  })
}

type Found =
  | { readonly is: 'current', readonly delivery: Delivery }
  /** Received again since. */
  | { readonly is: 'superseded' }
  | { readonly is: 'gone' }

/** @throws ReceiptHandleIsInvalid for what is no handle of this queue */
function find(queue: Queue, handle: string, call: Call): Found {
  const receipt = readReceipt(handle)
  if (receipt === undefined || !receipt.contents.startsWith(`${queue.id}.`)) {
    throw call.fault('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`)
  }
  const { contents, sequence, rank } = receipt
  const deliveries = call.of(Delivery)
  const here = deliveries.get(contents, rank, sequence)
  if (here?.receipt === receipt.receipt) return { is: 'current', delivery: here }
  if (queue.fifo) return { is: here === undefined ? 'gone' : 'superseded' }
  const moved = call.of(Moved).get(contents, sequence)
  const there = moved && deliveries.get(contents, moved.rank, sequence)
  return there?.receipt === receipt.receipt ? { is: 'current', delivery: there } : { is: 'gone' }
}

/** Deleting what is gone succeeds, and so does deleting with an old handle in a standard queue, where it does nothing. */
function remove(queue: Queue, handle: string, call: Call): void {
  const found = find(queue, handle, call)
  if (found.is === 'gone') return
  if (found.is === 'superseded') throw expired(handle, call)
  const { delivery } = found
  const now = call.now()
  if (queue.fifo ? delivery.visibleAt <= now : delivery.receivedAt! + longestInFlightMs <= now) throw expired(handle, call)
  touch(queue, call)
  tellDeleted(queue, call)
  discard(delivery, call)
  if (!queue.fifo) return
  settleGroup(queue, delivery.group!, call)
  call.wake(queue.id)
}

function changeVisibility(queue: Queue, handle: string, seconds: number, call: Call): void {
  touch(queue, call)
  if (!(seconds >= 0 && seconds * 1000 <= longestInFlightMs)) {
    throw call.fault('InvalidParameterValue',
      `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.`)
  }
  const found = find(queue, handle, call)
  if (found.is === 'gone') {
    throw call.fault('InvalidParameterValue', `Value ${handle} for parameter ReceiptHandle is invalid. ` +
      'Reason: Message does not exist or is not available for visibility timeout change.')
  }
  if (found.is === 'superseded') throw expired(handle, call)
  const { delivery } = found
  const now = call.now()
  if (delivery.visibleAt <= now) throw call.fault('MessageNotInflight', 'The specified message isn\'t in flight.')
  const visibleAt = now + seconds * 1000
  if (visibleAt > delivery.receivedAt! + longestInFlightMs) {
    throw call.fault('InvalidParameterValue', `Value ${seconds} for parameter VisibilityTimeout is invalid. ` +
      'Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].')
  }
  const changed: Delivery = queue.fifo ? { ...delivery, visibleAt } : { ...delivery, visibleAt, rank: visibleAt, moved: true }
  replace(delivery, changed, call)
  if (queue.fifo) settleGroup(queue, delivery.group!, call)
  else call.of(Moved).put({ contents: delivery.contents, sequence: delivery.sequence, rank: visibleAt })
  if (visibleAt < delivery.visibleAt) call.wake(queue.id)
}

function expired(handle: string, call: Call): Error {
  return call.fault('InvalidParameterValue',
    `Value ${handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`)
}
