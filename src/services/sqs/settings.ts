// The settings of a queue: SetQueueAttributes and GetQueueAttributes, and the checks that need other queues.
// What each attribute may be by itself is in `attributes.ts`.

import type { Sqs } from '../../../generated/aws/sqs.ts'
import type { Call } from '../../kernel/service.ts'
import { attributesProblem, combinationProblem, merge, readableNames } from './attributes.ts'
import type { Attributes, Problem } from './attributes.ts'
import { count } from './contents.ts'
import { deadLetterProblem } from './dead-letter.ts'
import { Queue, queueOf } from './queue.ts'
import { readRedrive } from './redrive.ts'
import { retain } from './retention.ts'
import { chargeRequest } from './usage.ts'

/** Changes hold at once; on AWS within a minute, those of the retention within fifteen. */
export const SetQueueAttributes: Sqs['SetQueueAttributes'] = ({ QueueUrl: url, Attributes: given }, call) => {
  const queue = queueOf(url, call)
  const attributes = given as Attributes
  refuse(attributesProblem(attributes, queue.fifo), call)
  const changed = call.of(Queue).put(withAttributes({ ...queue, modifiedAt: call.now() }, attributes, call))
  if (changed.attributes.MessageRetentionPeriod !== queue.attributes.MessageRetentionPeriod) retain(changed, call)
}

/** Names that the queue has no value for are left out; without names there is no answer but an empty one. */
export const GetQueueAttributes: Sqs['GetQueueAttributes'] = ({ QueueUrl: url, AttributeNames: names = [] }, call) => {
  const queue = queueOf(url, call)
  chargeRequest(queue, 0, call)
  const unknown = names.find(name => !readableNames.has(name))
  if (unknown !== undefined) throw call.fault('InvalidAttributeName', `Unknown Attribute ${unknown}.`)
  if (names.length === 0) return {}
  const all = names.includes('All')
  const present: Record<string, string> = {
    QueueArn: call.arn(Queue, queue),
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
    ...queue.attributes,
  }
  if (all || names.some(name => name.startsWith('Approximate'))) {
    const { visible, delayed, inFlight } = count(queue, call)
    present.ApproximateNumberOfMessages = String(visible)
    present.ApproximateNumberOfMessagesDelayed = String(delayed)
    present.ApproximateNumberOfMessagesNotVisible = String(inFlight)
  }
  const asked = all ? present : Object.fromEntries(Object.entries(present).filter(([name]) => names.includes(name as never)))
  return Object.keys(asked).length === 0 ? {} : { Attributes: asked }
}

/** The queue with attributes that are valid by themselves. @throws the fault of a combination or of the dead-letter target */
export function withAttributes(queue: Queue, given: Attributes, call: Call): Queue {
  const attributes = merge(queue.attributes, given)
  const { redrive: _, ...rest } = queue
  const read = attributes.RedrivePolicy === undefined ? undefined : readRedrive(attributes.RedrivePolicy)
  const redrive = read !== undefined && 'value' in read ? read.value : undefined
  const problem = combinationProblem(attributes)
    ?? (redrive !== undefined && given.RedrivePolicy !== undefined
      ? deadLetterProblem(queue, redrive, given.RedrivePolicy, call) : undefined)
  refuse(problem, call)
  return { ...rest, attributes, ...(redrive && { redrive }) }
}

/** @throws the problem as a fault */
export function refuse(problem: Problem | undefined, call: Call): void {
  if (problem !== undefined) throw call.fault(problem.code, problem.message)
}

function seconds(at: number): string {
  return String(Math.floor(at / 1000))
}
