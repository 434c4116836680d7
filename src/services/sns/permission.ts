// Who may do what with a topic: its policy, the operations that write statements into it, and what the kernel is told of a call so that it
// can judge. Sources: AddPermission and RemovePermission, Amazon SNS API Reference; "Overview of managing access in Amazon SNS".

import type { Sns } from '../../../generated/aws/sns.ts'
import type { Call } from '../../kernel/service.ts'
import { invalid } from './fault.ts'
import { jsonObject } from '../../std/json-object.ts'
import { Topic, topicOf } from './topic.ts'

interface Statement { readonly Sid?: string, readonly [name: string]: unknown }

/** Actions that others than the owner can be allowed. */
const grantable = [
  'GetTopicAttributes', 'SetTopicAttributes', 'AddPermission', 'RemovePermission', 'DeleteTopic', 'Subscribe', 'ListSubscriptionsByTopic',
  'Publish',
]

/** What a topic says until it is told otherwise: its owner may do everything. */
export function defaultPolicy(arn: string, account: string): string {
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [{
      Sid: '__default_statement_ID',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: grantable.map(action => `SNS:${action}`),
      Resource: arn,
      Condition: { StringEquals: { 'AWS:SourceOwner': account } },
    }],
  })
}

export const AddPermission: Sns['AddPermission'] = (input, call) => {
  const { TopicArn: arn, Label: label, AWSAccountId: accounts, ActionName: actions } = input
  const topic = topicOf(arn, call)
  if (!/^[\w-]{1,80}$/.test(label)) throw invalid('Label', call)
  if (accounts.some(account => !/^\d{12}$/.test(account)) || accounts.length === 0) throw invalid('AWSAccountId', call)
  if (actions.length === 0 || actions.some(action => action !== '*' && !grantable.includes(action))) {
    throw invalid('Policy statement action out of service scope!', call)
  }
  const { statements, ...policy } = policyOf(topic, arn, call)
  if (statements.some(({ Sid }) => Sid === label)) throw invalid('Statement already exists', call)
  const named = accounts.map(account => ['arn', call.partition, 'iam', '', account, 'root'].join(':'))
  const single = <T>(values: readonly T[]) => values.length === 1 ? values[0] : values
  const statement = {
    Sid: label, Effect: 'Allow', Principal: { AWS: single(named) }, Action: single(actions.map(action => `SNS:${action}`)), Resource: arn,
  }
  write(topic, { ...policy, Statement: [...statements, statement] }, call)
}

/** A label that is not there is gone already. */
export const RemovePermission: Sns['RemovePermission'] = ({ TopicArn: arn, Label: label }, call) => {
  const topic = topicOf(arn, call)
  const { statements, ...policy } = policyOf(topic, arn, call)
  write(topic, { ...policy, Statement: statements.filter(({ Sid }) => Sid !== label) }, call)
}

function policyOf({ attributes }: Topic, arn: string, call: Call): { readonly statements: readonly Statement[] } {
  const policy = jsonObject(attributes.Policy ?? defaultPolicy(arn, call.account)) ?? {}
  const { Statement: statements, ...rest } = policy
  return { ...rest, statements: Array.isArray(statements) ? statements as Statement[] : [statements as Statement] }
}

function write(topic: Topic, policy: object, call: Call): void {
  call.of(Topic).put({ ...topic, attributes: { ...topic.attributes, Policy: JSON.stringify(policy) } })
}

/** Members that name a topic, a subscription or an endpoint. */
export interface Naming {
  readonly TopicArn?: string
  readonly TargetArn?: string
  readonly SubscriptionArn?: string
  readonly ResourceArn?: string
  readonly PlatformApplicationArn?: string
  readonly EndpointArn?: string
  readonly Name?: string
}

/** A batch needs the permission to publish. */
export function actionOf(operation: string): string {
  return operation === 'PublishBatch' ? 'Publish' : operation
}

/** The ARN that is meant; of a subscription, its topic. */
export function targetOf(operation: string, input: Naming, call: Call): string | undefined {
  if (operation === 'CreateTopic') return Topic.arnOf(call, { name: input.Name! })
  if (input.SubscriptionArn !== undefined) return topicArnOf(input.SubscriptionArn)
  return input.TopicArn ?? input.TargetArn ?? input.ResourceArn ?? input.EndpointArn ?? input.PlatformApplicationArn
}

export function topicArnOf(subscriptionArn: string): string {
  return subscriptionArn.split(':').slice(0, 6).join(':')
}

/** The policy of the topic that is meant, as far as it was set: the default one says no more than IAM does. */
export function resourcePolicyOf(operation: string, input: Naming, call: Call): string | undefined {
  const arn = operation === 'CreateTopic' ? undefined : targetOf(operation, input, call)
  return arn === undefined ? undefined : call.of(Topic).get(arn.slice(arn.lastIndexOf(':') + 1))?.attributes.Policy
}
