// The record of a subscription filter, which groups and the operations of filters share.

import { resource } from '../../kernel/service.ts'
import { subscriptionFormation } from './filter-formation.ts'
import { absence } from './fault.ts'

export interface SubscriptionFilter {
  readonly groupName: string
  readonly name: string
  readonly pattern: string
  readonly destinationArn: string
  readonly roleArn?: string
  readonly distribution: 'ByLogStream' | 'Random'
  readonly createdAt: number
}

export const SubscriptionFilter = resource<SubscriptionFilter>({
  name: 'SubscriptionFilter',
  key: ['groupName', 'name'],
  arn: 'arn:{partition}:logs:{region}:{account}:log-group:{groupName}:subscription-filter:{name}',
  notFound: absence('subscription filter'),
  cloudFormation: subscriptionFormation,
})
