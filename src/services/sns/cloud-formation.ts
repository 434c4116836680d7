// AWS::SNS::Topic and AWS::SNS::Subscription for Cloud Control and CloudFormation, by real calls of Amazon SNS.
// Source: the resource types' schemas in the CloudFormation registry.

import { everyPage } from '../../kernel/service.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'

interface Tag { readonly Key: string, readonly Value: string }

const topicTexts = [
  'ContentBasedDeduplication', 'DisplayName', 'FifoThroughputScope', 'KmsMasterKeyId', 'SignatureVersion', 'TracingConfig',
]
const topicDocuments = ['ArchivePolicy']
const subscriptionDocuments = ['DeliveryPolicy', 'FilterPolicy', 'RedrivePolicy', 'ReplayPolicy']
const subscriptionTexts = ['FilterPolicyScope', 'RawMessageDelivery', 'SubscriptionRoleArn']

/** Properties as attributes: documents as their JSON, everything else as its text. */
function attributesOf(properties: Properties, texts: readonly string[], documents: readonly string[]): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const name of [...texts, ...documents]) {
    const value = properties[name]
    if (value !== undefined && value !== null) attributes[name] = typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
  return attributes
}

function propertiesOf(attributes: Readonly<Record<string, string>>, texts: readonly string[], documents: readonly string[]): Properties {
  const properties: Properties = {}
  for (const name of texts) {
    const value = attributes[name]
    if (value !== undefined && value !== '') properties[name] = /^(?:true|false)$/.test(value) ? value === 'true' : value
  }
  for (const name of documents) if (attributes[name] !== undefined) properties[name] = JSON.parse(attributes[name]) as unknown
  return properties
}

export const topicFormation: CloudFormationHandlers = {
  type: 'AWS::SNS::Topic',
  primaryIdentifier: ['TopicArn'],
  readOnly: ['TopicArn'],
  createOnly: ['FifoTopic', 'TopicName'],

  async create(properties, call) {
    const fifo = String(properties.FifoTopic ?? false) === 'true'
    const name = String(properties.TopicName ?? `${call.alphanumeric(26)}${fifo ? '.fifo' : ''}`)
    const sns = call.to('sns')
    const { TopicArn: arn } = await sns.CreateTopic({
      Name: name,
      Attributes: { ...attributesOf(properties, topicTexts, topicDocuments), ...(fifo && { FifoTopic: 'true' }) },
      Tags: (properties.Tags ?? []) as Tag[],
      ...(properties.DataProtectionPolicy !== undefined && { DataProtectionPolicy: JSON.stringify(properties.DataProtectionPolicy) }),
    })
    for (const { Protocol, Endpoint } of (properties.Subscription ?? []) as { readonly Protocol: string, readonly Endpoint: string }[]) {
      await sns.Subscribe({ TopicArn: arn!, Protocol, Endpoint })
    }
    return arn!
  },

  async read(arn, call) {
    const sns = call.to('sns')
    const { Attributes: attributes = {} } = await sns.GetTopicAttributes({ TopicArn: arn })
    const { Tags: tags = [] } = await sns.ListTagsForResource({ ResourceArn: arn })
    return {
      TopicArn: arn, TopicName: arn.slice(arn.lastIndexOf(':') + 1),
      ...propertiesOf(attributes, topicTexts, topicDocuments), ...(attributes.FifoTopic === 'true' && { FifoTopic: true }),
      ...(tags.length > 0 && { Tags: tags }),
    }
  },

  async update(arn, properties, previous, call) {
    const sns = call.to('sns')
    await setChanged(attributesOf(properties, topicTexts, topicDocuments), attributesOf(previous, topicTexts, topicDocuments),
      (AttributeName, AttributeValue) => sns.SetTopicAttributes({ TopicArn: arn, AttributeName, AttributeValue }))
    const [wanted, before] = [properties, previous].map(({ Tags = [] }) => Tags as Tag[]) as [Tag[], Tag[]]
    const gone = before.filter(({ Key: key }) => !wanted.some(tag => tag.Key === key)).map(({ Key }) => Key)
    if (gone.length > 0) await sns.UntagResource({ ResourceArn: arn, TagKeys: gone })
    if (wanted.length > 0) await sns.TagResource({ ResourceArn: arn, Tags: wanted })
  },

  async delete(arn, call) {
    await call.to('sns').DeleteTopic({ TopicArn: arn })
  },

  list: call => topicArns(call),
}

export async function * topicArns(call: Call): AsyncGenerator<string> {
  for await (const { TopicArn: arn } of everyPage(token => call.to('sns').ListTopics(token), ({ Topics }) => Topics)) yield arn!
}

export const subscriptionFormation: CloudFormationHandlers = {
  type: 'AWS::SNS::Subscription',
  primaryIdentifier: ['Arn'],
  readOnly: ['Arn'],
  createOnly: ['Endpoint', 'Protocol', 'TopicArn'],

  async create(properties, call) {
    const { SubscriptionArn: arn } = await call.to('sns').Subscribe({
      TopicArn: String(properties.TopicArn), Protocol: String(properties.Protocol), Endpoint: String(properties.Endpoint),
      Attributes: attributesOf(properties, subscriptionTexts, subscriptionDocuments), ReturnSubscriptionArn: true,
    })
    return arn!
  },

  async read(arn, call) {
    const { Attributes: attributes = {} } = await call.to('sns').GetSubscriptionAttributes({ SubscriptionArn: arn })
    const { TopicArn, Protocol, Endpoint } = attributes
    return { Arn: arn, TopicArn, Protocol, Endpoint, ...propertiesOf(attributes, subscriptionTexts, subscriptionDocuments) }
  },

  async update(arn, properties, previous, call) {
    const read = (from: Properties): Record<string, string> => attributesOf(from, subscriptionTexts, subscriptionDocuments)
    await setChanged(read(properties), read(previous),
      (AttributeName, AttributeValue) => call.to('sns').SetSubscriptionAttributes({ SubscriptionArn: arn, AttributeName, AttributeValue }))
  },

  async delete(arn, call) {
    await call.to('sns').Unsubscribe({ SubscriptionArn: arn })
  },

  async * list(call) {
    yield * subscriptionArns(call)
  },
}

async function * subscriptionArns(call: Call): AsyncGenerator<string> {
  for await (const { SubscriptionArn: arn } of everyPage(token => call.to('sns').ListSubscriptions(token),
    ({ Subscriptions }) => Subscriptions)) if (arn !== 'PendingConfirmation') yield arn!
}

/** What differs is set, what is gone is set to nothing. */
async function setChanged(
  wanted: Readonly<Record<string, string>>, before: Readonly<Record<string, string>>,
  set: (name: string, value: string) => Promise<unknown>,
): Promise<void> {
  for (const name of new Set([...Object.keys(before), ...Object.keys(wanted)])) {
    if (wanted[name] !== before[name]) await set(name, wanted[name] ?? '')
  }
}
