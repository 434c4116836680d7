// The making and the end of queues, and their emptying.

import type { Sqs } from '../../../generated/aws/sqs.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { attributesProblem, defaults, firstDifference, nameProblem } from './attributes.ts'
import type { Attributes } from './attributes.ts'
import { Queue, queueOf, urlOf } from './queue.ts'
import { touch } from './queue-metrics.ts'
import { forgetSweep, reclaim } from './retention.ts'
import { refuse, withAttributes } from './settings.ts'

/** A name that was freed by DeleteQueue, for as long as it cannot be used again. */
interface DeletedQueue { readonly name: string, readonly deletedAt: number }

const DeletedQueue = records<DeletedQueue>({ name: 'DeletedQueue', key: 'name' })

/** Both DeleteQueue and PurgeQueue take so long on AWS, and may not be followed sooner. */
const settlingMs = 60_000

/** Creating the same queue twice succeeds; creating it with different attributes does not. Tags are not compared. */
export const CreateQueue: Sqs['CreateQueue'] = ({ QueueName: name, Attributes: given = {}, tags = {} }, call) => {
  const attributes = given as Attributes
  const fifo = attributes.FifoQueue === 'true'
  refuse(nameProblem(name, fifo) ?? attributesProblem(attributes, fifo), call)
  const existing = call.of(Queue).get(name)
  if (existing !== undefined) {
    const differing = firstDifference(existing.attributes, attributes)
    if (differing === undefined) return { QueueUrl: urlOf(existing, call) }
    throw call.fault('QueueNameExists', `A queue already exists with the same name and a different value for attribute ${differing}`)
  }
  const deleted = call.of(DeletedQueue).get(name)
  if (deleted !== undefined && call.now() < deleted.deletedAt + settlingMs) {
    throw call.fault('QueueDeletedRecently',
      'You must wait 60 seconds after deleting a queue before you can create another with the same name.')
  }
  const id = call.hex(12)
  const now = call.now()
  const bare: Queue = { name, id, contents: `${id}.0`, fifo, attributes: defaults(fifo), createdAt: now, modifiedAt: now }
  const queue = withAttributes(bare, attributes, call)
  call.of(Queue).insert(queue)
  if (Object.keys(tags).length > 0) call.tags(Queue).add(tags as Record<string, string>, name)
  return { QueueUrl: urlOf(queue, call) }
}

export const DeleteQueue: Sqs['DeleteQueue'] = ({ QueueUrl: url }, call) => {
  const queue = queueOf(url, call)
  call.of(Queue).delete(queue.name)
  call.of(DeletedQueue).put({ name: queue.name, deletedAt: call.now() })
  call.setTimer('freeName', queue.name, call.now() + settlingMs, queue.name)
  forgetSweep(queue, call)
  reclaim(queue.contents, queue.id, call)
  call.wake(queue.id, Infinity)
}

/** When a deleted queue's name may be used again, nothing need remember it. */
export function freeName(name: string, call: Call): void {
  call.of(DeletedQueue).delete(name)
}

/** Messages sent in the 60 seconds that a purge takes on AWS may be lost there; here the purge is done at once. */
export const PurgeQueue: Sqs['PurgeQueue'] = ({ QueueUrl: url }, call) => {
  const queue = queueOf(url, call)
  const now = call.now()
  if (queue.purgedAt !== undefined && now < queue.purgedAt + settlingMs) {
    throw call.fault('PurgeQueueInProgress', `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`)
  }
  const purges = Number(queue.contents.split('.')[1]) + 1
  touch(queue, call)
  call.of(Queue).put({ ...queue, contents: `${queue.id}.${purges}`, purgedAt: now })
  forgetSweep(queue, call)
  reclaim(queue.contents, undefined, call)
}
