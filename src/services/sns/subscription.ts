// Subscriptions: their record and declaration, and what finds, counts and drops them. A subscription lies in its topic's cell, whoever owns
// it. How it is made is in `subscribe.ts`, what it may say in `subscription-attributes.ts`.

import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { subscriptionFormation } from './cloud-formation.ts'
import { invalid, invalidBecause } from './fault.ts'
import { Topic } from './topic.ts'

export interface Subscription {
  /** Of its topic. */
  readonly topic: string
  readonly id: string
  /** The account that subscribed. */
  readonly owner: string
  readonly protocol: string
  readonly endpoint: string
  readonly confirmed: boolean
  /** Who confirmed said who he was. */
  readonly authenticated: boolean
  /** Only its owner or the topic's may end it. */
  readonly guarded: boolean
  readonly attributes: Readonly<Record<string, string>>
  /** What whoever holds the endpoint must send back; until it is confirmed. */
  readonly token?: string
}

export const Subscription = resource<Subscription>({
  name: 'Subscription',
  key: ['topic', 'id'],
  arn: 'arn:{partition}:sns:{region}:{account}:{topic}:{id}',
  notFound: { code: 'NotFoundException', message: () => 'Subscription does not exist' },
  indexes: {
    token: ({ token }) => token === undefined ? undefined : [token],
    endpoint: ({ topic, protocol, endpoint }) => [topic, protocol, endpoint],
  },
  cloudFormation: subscriptionFormation,
})

/** @throws InvalidParameter, NotFound */
export function subscriptionOf(arn: string, call: Call): Subscription {
  const parts = arn.split(':')
  if (parts.length < 6) throw invalidBecause('SubscriptionArn', `An ARN must have at least 6 elements, not ${parts.length}`, call)
  const [, , service, region, account, topic, id] = parts
  if (service !== 'sns' || region !== call.region || account !== call.account || topic === undefined || id === undefined) {
    throw invalid('SubscriptionId', call)
  }
  return call.of(Subscription).require(topic, id)
}

export function subscriptionsOf(topic: Topic, call: Call): IterableIterator<Subscription> {
  return call.of(Subscription).scan({ within: [topic.name] })
}

export function subscriptionCounts(topic: Topic, call: Call): { readonly confirmed: number, readonly pending: number } {
  let [confirmed, pending] = [0, 0]
  for (const subscription of subscriptionsOf(topic, call)) {
    if (subscription.confirmed) confirmed += 1
    else pending += 1
  }
  return { confirmed, pending }
}

/** Ends one; its topic keeps count. */
export function dropSubscription({ topic: name, id }: Subscription, call: Call): void {
  call.of(Subscription).delete(name, id)
  call.cancelTimer('forget', `${name}:${id}`)
  const topic = call.of(Topic).get(name)
  if (topic !== undefined) call.of(Topic).put({ ...topic, deletedSubscriptions: topic.deletedSubscriptions + 1 })
}

export function dropSubscriptions(topic: Topic, call: Call): void {
  for (const { id } of subscriptionsOf(topic, call)) call.of(Subscription).delete(topic.name, id)
}

/** As lists show it. */
export function listed(subscription: Subscription, call: Call) {
  const { confirmed, owner, protocol, endpoint, topic } = subscription
  return {
    SubscriptionArn: confirmed ? call.arn(Subscription, subscription) : 'PendingConfirmation',
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: Topic.arnOf(call, { name: topic }),
  }
}
