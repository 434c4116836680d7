// Dead letters: whether a queue may be another's dead-letter queue, and the move of a message that was received too often.
// Source: "Using dead-letter queues in Amazon SQS" and "Setting-up dead-letter queue retention", SQS Developer Guide.

import type { Sqs } from '../../../generated/aws/sqs.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { redriveProblem } from './attributes.ts'
import type { Problem } from './attributes.ts'
import { discard, lay, Message, sequenceOf } from './contents.ts'
import type { Delivery } from './contents.ts'
import { joinGroup } from './fifo.ts'
import { checkLimit, Queue, queueByArn, queueOf, urlOf } from './queue.ts'
import { touch } from './queue-metrics.ts'
import { allowsSource } from './redrive.ts'
import type { Redrive } from './redrive.ts'
import { sweepAfter } from './retention.ts'

/** Why the target cannot be the queue's dead-letter queue. @param text the policy as it was given */
export function deadLetterProblem(source: Queue, { deadLetterTargetArn: arn }: Redrive, text: string, call: Call): Problem | undefined {
  const place = parseArn(arn)
  const problem = (reason: string) => redriveProblem('RedrivePolicy', text, reason)
  if (place?.account !== call.account) return problem('Dead-letter target owner should be same as the source.')
  if (place.region !== call.region) return problem('Dead-letter target must be in same region as the source.')
  const target = queueByArn(arn, call)
  if (target === undefined) return problem('Dead letter target does not exist.')
  if (target.fifo !== source.fifo) return problem('Dead-letter queue must be same type of queue as the source.')
  if (!allowsSource(target.attributes.RedriveAllowPolicy, call.arn(Queue, source))) {
    return problem('The dead-letter queue does not allow this source queue in its redrive allow policy.')
  }
  return undefined
}

/** The queue to which messages go that were received as often as the redrive policy allows. Without it they stay. */
export function deadLetterQueue({ redrive }: Queue, call: Call): Queue | undefined {
  return redrive && queueByArn(redrive.deadLetterTargetArn, call)
}

/**
 * Moves a message. Its id and receive count stay. In a standard queue it keeps the time it was sent and expires by that; in a FIFO queue
 * the time starts anew and the message's id becomes its deduplication id. The source's group must be settled after.
 */
export function moveToDeadLetters(source: Queue, delivery: Delivery, target: Queue, call: Call): void {
  const message = call.of(Message).get(delivery.contents, delivery.sequence)
  discard(delivery, call)
  if (message === undefined) return
  const now = call.now()
  const sentAt = target.fifo ? now : message.sentAt
  const sequence = target.fifo ? call.sequence() : sequenceOf(target, sentAt, call)
  const letter: Message = {
    ...message, contents: target.contents, sequence, sentAt,
    ...(target.fifo && { deduplicationId: message.id }),
    deadLetterSourceArn: call.arn(Queue, source),
  }
  const { receiveCount, firstReceivedAt } = delivery
  touch(target, call)
  lay(target, letter, { visibleAt: now, receiveCount, ...(firstReceivedAt !== undefined && { firstReceivedAt }) }, call)
  if (target.fifo) joinGroup(target, message.group!, sequence, now, call)
  sweepAfter(target, sentAt, call)
  call.wake(target.id)
}

export const ListDeadLetterSourceQueues: Sqs['ListDeadLetterSourceQueues'] = function* ({ QueueUrl: url, MaxResults: limit }, call) {
  const target = queueOf(url, call)
  checkLimit(limit, call)
  for (const source of call.of(Queue).by('deadLetterTarget').scan({ within: [call.arn(Queue, target)] })) yield urlOf(source, call)
}
