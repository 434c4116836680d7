// Reading and writing a topic's attributes, and what holds where none is set.
// Source: SetTopicAttributes and GetTopicAttributes, Amazon SNS API Reference.

import type { Sns } from '../../../generated/aws/sns.ts'
import { effectivePolicy } from './delivery-policy.ts'
import { invalid } from './fault.ts'
import { defaultPolicy } from './permission.ts'
import { subscriptionCounts } from './subscription.ts'
import { archives, Topic, topicOf } from './topic.ts'
import { checkTopicAttribute, creationOnly, feedback, fifoOnly, plain } from './topic-attributes.ts'

export const SetTopicAttributes: Sns['SetTopicAttributes'] = ({ TopicArn: arn, AttributeName: name, AttributeValue: value = '' }, call) => {
  const topic = topicOf(arn, call)
  const { [name]: _, ...others } = topic.attributes
  if (value !== '' || creationOnly.includes(name)) checkTopicAttribute(name, value, { fifo: topic.fifo, creating: false }, call)
  else if (!plain.has(name) && !feedback.has(name) && !fifoOnly.has(name)) throw invalid('AttributeName', call)
  const attributes = value === '' ? others : { ...others, [name]: value }
  const { archivedSince, ...rest } = topic
  const since = archives(attributes) ? archivedSince ?? call.now() : undefined
  call.of(Topic).put({ ...rest, attributes, ...(since !== undefined && { archivedSince: since }) })
}

export const GetTopicAttributes: Sns['GetTopicAttributes'] = ({ TopicArn: given }, call) => {
  const topic = topicOf(given, call)
  const arn = call.arn(Topic, topic)
  const counts = subscriptionCounts(topic, call)
  const attributes: Record<string, string> = {
    Policy: defaultPolicy(arn, call.account),
    Owner: call.account,
    SubscriptionsPending: String(counts.pending),
    TopicArn: arn,
    EffectiveDeliveryPolicy: JSON.stringify(effectivePolicy(topic.attributes.DeliveryPolicy)),
    SubscriptionsConfirmed: String(counts.confirmed),
    DisplayName: '',
    SubscriptionsDeleted: String(topic.deletedSubscriptions),
    ...(topic.fifo && { ContentBasedDeduplication: 'false', FifoThroughputScope: 'Topic' }),
    ...topic.attributes,
    ...(topic.archivedSince !== undefined && { BeginningArchiveTime: new Date(topic.archivedSince).toISOString() }),
  }
  return { Attributes: attributes }
}
