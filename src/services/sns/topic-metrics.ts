// What topics tell the metrics, under CloudWatch's names. Source: "Amazon SNS metrics", SNS Developer Guide.

import type { Call } from '../../kernel/service.ts'
import type { Outcome } from './attempt.ts'
import type { Topic } from './topic.ts'

function tally({ name: of }: Topic, name: string, value: number, call: Call, unit = 'Count'): void {
  call.metrics.tally({ namespace: 'AWS/SNS', name, dimension: 'TopicName', of, unit }, value)
}

/** @param unwanting subscriptions whose filters the message does not pass */
export function tellPublished(topic: Topic, sizeBytes: number, unwanting: number, call: Call): void {
  tally(topic, 'NumberOfMessagesPublished', 1, call)
  tally(topic, 'PublishSize', sizeBytes, call, 'Bytes')
  if (unwanting > 0) tally(topic, 'NumberOfNotificationsFilteredOut', unwanting, call)
}

/** Of a delivery that is through, one way or the other; one that is tried again is neither yet. */
export function tellDelivery(topic: Topic, { kind }: Outcome, isLast: boolean, call: Call): void {
  if (kind === 'delivered') tally(topic, 'NumberOfNotificationsDelivered', 1, call)
  else if (kind === 'refused' || isLast) tally(topic, 'NumberOfNotificationsFailed', 1, call)
}
