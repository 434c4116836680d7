// Making, confirming, listing and ending subscriptions. Source: Subscribe, ConfirmSubscription, Unsubscribe and the lists, Amazon SNS API
// Reference; "Subscriptions that are pending confirmation are deleted after 48 hours", SNS Developer Guide.

import type { Sns } from '../../../generated/aws/sns.ts'
import type { Call } from '../../kernel/service.ts'
import { sendConfirmation } from './confirmation.ts'
import { checkEndpoint, needsConfirmation } from './endpoint-address.ts'
import { invalid, invalidBecause } from './fault.ts'
import { dropSubscription, listed, Subscription, subscriptionOf } from './subscription.ts'
import { checkSubscriptionAttributes } from './subscription-attributes.ts'
import { topicOf } from './topic.ts'

const dayMs = 86_400_000

export const Subscribe: Sns['Subscribe'] = (input, call) => {
  const { TopicArn: arn, Protocol: protocol, Endpoint: given, Attributes: attributes = {}, ReturnSubscriptionArn: wantsArn = false } = input
  const topic = topicOf(arn, call)
  const endpoint = checkEndpoint(protocol, given, topic, call)
  checkSubscriptionAttributes(attributes, protocol, topic, call)
  const owner = call.principal.account || call.account
  const existing = call.of(Subscription).by('endpoint').first({ within: [topic.name, protocol, endpoint] })
  if (existing !== undefined) {
    const differs = Object.entries(attributes).some(([name, value]) => existing.attributes[name] !== value)
    if (differs) throw invalidBecause('Attributes', 'Subscription already exists with different attributes', call)
    if (!existing.confirmed) sendConfirmation(existing, topic, call)
    return { SubscriptionArn: shownArn(existing, wantsArn, call) }
  }
  const pending = needsConfirmation(protocol, endpoint, owner)
  const subscription = call.of(Subscription).insert({
    topic: topic.name, id: call.uuid(), owner, protocol, endpoint, attributes, guarded: false,
    confirmed: !pending, authenticated: !pending, ...(pending && { token: call.hex(256) }),
  })
  if (pending) {
    call.setTimer('forget', `${topic.name}:${subscription.id}`, call.now() + 2 * dayMs)
    sendConfirmation(subscription, topic, call)
  }
  return { SubscriptionArn: shownArn(subscription, wantsArn, call) }
}

function shownArn(subscription: Subscription, wantsArn: boolean, call: Call): string {
  return subscription.confirmed || wantsArn ? call.arn(Subscription, subscription) : 'pending confirmation'
}

/** Nobody confirmed in time. */
export function forget(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  const [topic, subscription] = id.split(':') as [string, string]
  const found = call.of(Subscription).get(topic, subscription)
  if (found !== undefined && !found.confirmed) dropSubscription(found, call)
}

/** Whoever has the token may confirm; a token that was used answers as the first time. */
export const ConfirmSubscription: Sns['ConfirmSubscription'] = (input, call) => {
  const { TopicArn: arn, Token: token, AuthenticateOnUnsubscribe: guard } = input
  const topic = topicOf(arn, call)
  const found = call.of(Subscription).by('token').first({ within: [token] })
  if (found === undefined || found.topic !== topic.name) throw invalid('Token', call)
  const authenticated = call.principal.kind !== 'anonymous'
  if (guard?.toLowerCase() === 'true' && !authenticated) {
    throw call.fault('AuthorizationErrorException', 'AuthenticateOnUnsubscribe needs a signed request')
  }
  if (!found.confirmed) {
    call.of(Subscription).put({ ...found, confirmed: true, authenticated, guarded: guard?.toLowerCase() === 'true' })
    call.cancelTimer('forget', `${topic.name}:${found.id}`)
  }
  return { SubscriptionArn: call.arn(Subscription, found) }
}

/** Without a signature, what was confirmed without asking for one may be ended: the link in every message does. */
export const Unsubscribe: Sns['Unsubscribe'] = ({ SubscriptionArn: arn }, call) => {
  const parts = arn.split(':').length
  if (parts < 6) throw invalidBecause('SubscriptionArn', `An ARN must have at least 6 elements, not ${parts}`, call)
  const [, , , , , topic = '', id = ''] = arn.split(':')
  if (call.of(Subscription).get(topic, id) === undefined) return
  const subscription = subscriptionOf(arn, call)
  const { account, kind } = call.principal
  if (subscription.guarded && kind !== 'service' && account !== call.account && account !== subscription.owner) {
    throw call.fault('AuthorizationErrorException', 'Only the owner of the subscription or of the topic may end it')
  }
  dropSubscription(subscription, call)
}

export const ListSubscriptions: Sns['ListSubscriptions'] = function* (_input, call) {
  for (const subscription of call.of(Subscription).scan()) yield listed(subscription, call)
}

export const ListSubscriptionsByTopic: Sns['ListSubscriptionsByTopic'] = function* ({ TopicArn: arn }, call) {
  const topic = topicOf(arn, call)
  for (const subscription of call.of(Subscription).scan({ within: [topic.name] })) yield listed(subscription, call)
}
