// A subscription's attributes: which there are, what they may hold, and the operations that read and write them.
// Source: Subscribe, SetSubscriptionAttributes and GetSubscriptionAttributes, Amazon SNS API Reference.

import type { Sns } from '../../../generated/aws/sns.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { defaultRetries, checkDeliveryPolicy } from './delivery-policy.ts'
import { invalid, invalidBecause } from './fault.ts'
import { checkFilter, scopeOf } from './filter.ts'
import { jsonObject } from '../../std/json-object.ts'
import { checkReplayPolicy, replayStatus, startReplay } from './archive.ts'
import { Subscription, subscriptionOf } from './subscription.ts'
import { Topic } from './topic.ts'

const names: ReadonlySet<string> = new Set([
  'DeliveryPolicy', 'FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery', 'RedrivePolicy', 'SubscriptionRoleArn', 'ReplayPolicy',
])
const rawProtocols: ReadonlySet<string> = new Set(['sqs', 'http', 'https', 'firehose'])

interface Subscribed { readonly protocol: string, readonly topic: Topic, readonly attributes: Readonly<Record<string, string>> }

/** @throws InvalidParameter */
export function checkSubscriptionAttribute(name: string, value: string, { protocol, topic, attributes }: Subscribed, call: Call): void {
  if (!names.has(name)) throw invalid(`AttributeName`, call)
  switch (name) {
    case 'RawMessageDelivery':
      if (!/^(?:true|false)$/i.test(value)) {
        throw invalidBecause('Attributes', `RawMessageDelivery: Invalid value [${value}]. Must be true or false.`, call)
      }
      if (!rawProtocols.has(protocol) && value.toLowerCase() === 'true') {
        throw invalidBecause('Attributes', `Delivery protocol [${protocol}] does not support raw message delivery.`, call)
      }
      return
    case 'FilterPolicyScope':
      if (value !== 'MessageAttributes' && value !== 'MessageBody') {
        throw invalid(`FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`, call)
      }
      if (attributes.FilterPolicy !== undefined) checkFilter(attributes.FilterPolicy, value, call)
      return
    case 'FilterPolicy': return checkFilter(value, scopeOf(attributes), call)
    case 'RedrivePolicy': return checkRedrive(value, topic, call)
    case 'DeliveryPolicy': return checkDeliveryPolicy(value, 'subscription', call)
    case 'ReplayPolicy': return checkReplayPolicy(value, topic, call)
    default:
      if (parseArn(value)?.service !== 'iam') throw invalid('SubscriptionRoleArn', call)
  }
}

/** The dead-letter queue of a subscription: of the topic's region and kind, whoever owns it. */
function checkRedrive(text: string, topic: Topic, call: Call): void {
  const policy = jsonObject(text)
  if (policy === undefined) throw invalid('RedrivePolicy: failed to parse JSON.', call)
  const { deadLetterTargetArn: target } = policy
  if (typeof target !== 'string') throw invalid('RedrivePolicy: must contain attribute deadLetterTargetArn', call)
  const place = parseArn(target)
  if (place?.service !== 'sqs') throw invalid('RedrivePolicy: deadLetterTargetArn is an invalid arn', call)
  if (place.region !== call.region) throw invalid('RedrivePolicy: dead-letter queue must be in the same region as the subscription', call)
  if (topic.fifo && !place.resource.endsWith('.fifo')) throw invalid('RedrivePolicy: must use a FIFO queue as DLQ for a FIFO topic', call)
}

/** An empty value removes what was set. */
export const SetSubscriptionAttributes: Sns['SetSubscriptionAttributes'] = (input, call) => {
  const { SubscriptionArn: arn, AttributeName: name, AttributeValue: value = '' } = input
  const subscription = subscriptionOf(arn, call)
  const topic = call.of(Topic).require(subscription.topic)
  if (!names.has(name)) throw invalid('AttributeName', call)
  const { [name]: _, ...others } = subscription.attributes
  if (value !== '') checkSubscriptionAttribute(name, value, { protocol: subscription.protocol, topic, attributes: others }, call)
  const attributes = value === '' ? others : { ...others, [name]: value }
  const changed = call.of(Subscription).put({ ...subscription, attributes })
  if (name === 'ReplayPolicy') startReplay(changed, topic, call)
}

export const GetSubscriptionAttributes: Sns['GetSubscriptionAttributes'] = ({ SubscriptionArn: arn }, call) => {
  const subscription = subscriptionOf(arn, call)
  const { owner, protocol, endpoint, confirmed, authenticated, attributes, topic: name } = subscription
  const { FilterPolicy: filter, DeliveryPolicy: delivery } = attributes
  const http = protocol === 'http' || protocol === 'https'
  return {
    Attributes: {
      SubscriptionArn: arn,
      TopicArn: Topic.arnOf(call, { name }),
      Owner: owner,
      Protocol: protocol,
      Endpoint: endpoint,
      RawMessageDelivery: 'false',
      PendingConfirmation: String(!confirmed),
      ConfirmationWasAuthenticated: String(authenticated),
      SubscriptionPrincipal: ['arn', call.partition, 'iam', '', owner, 'root'].join(':'),
      ...attributes,
      ...(filter !== undefined && { FilterPolicyScope: scopeOf(attributes) }),
      ...(http && { EffectiveDeliveryPolicy: effectiveDelivery(delivery) }),
      ...replayStatus(subscription, call),
    },
  }
}

function effectiveDelivery(text: string | undefined): string {
  const given = jsonObject(text ?? '{}') ?? {}
  return JSON.stringify({
    sicklyRetryPolicy: null, throttlePolicy: null, guaranteed: false, requestPolicy: null, ...given,
    healthyRetryPolicy: { ...defaultRetries, ...given.healthyRetryPolicy as object | undefined },
  })
}

/** The checks that span several attributes, when a subscription is made. @throws InvalidParameter */
export function checkSubscriptionAttributes(given: Readonly<Record<string, string>>, protocol: string, topic: Topic, call: Call): void {
  for (const [name, value] of Object.entries(given)) {
    if (!names.has(name)) throw invalidBecause('Attributes', `Unknown attribute [${name}]`, call)
    checkSubscriptionAttribute(name, value, { protocol, topic, attributes: given }, call)
  }
  if (protocol === 'firehose' && given.SubscriptionRoleArn === undefined) {
    throw invalidBecause('Attributes', 'SubscriptionRoleArn is required', call)
  }
}
