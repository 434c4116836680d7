// AWS::SNS::TopicInlinePolicy and AWS::SNS::TopicPolicy for Cloud Control and CloudFormation: the policy of a topic, and the same one for
// several, by real calls of Amazon SNS. The id of the latter says which topics it is for; without a policy a topic has its default one.
// Source: the resource types' schemas in the CloudFormation registry.

import { resource } from '../../kernel/service.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'
import { topicArns } from './cloud-formation.ts'

async function setPolicy(TopicArn: string, document: unknown, call: Call): Promise<void> {
  const AttributeValue = document === undefined ? '' : typeof document === 'string' ? document : JSON.stringify(document)
  await call.to('sns').SetTopicAttributes({ TopicArn, AttributeName: 'Policy', AttributeValue })
}

async function policyOf(TopicArn: string, call: Call): Promise<unknown> {
  const { Attributes: attributes = {} } = await call.to('sns').GetTopicAttributes({ TopicArn })
  return JSON.parse((attributes as Record<string, string>)['Policy']!) as unknown
}

const inline: CloudFormationHandlers = {
  type: 'AWS::SNS::TopicInlinePolicy',
  primaryIdentifier: ['TopicArn'],
  readOnly: [],
  createOnly: ['TopicArn'],

  async create({ TopicArn: arn, PolicyDocument: document }, call) {
    await setPolicy(String(arn), document, call)
    return String(arn)
  },

  async read(arn, call) {
    return { TopicArn: arn, PolicyDocument: await policyOf(arn, call) }
  },

  update: (arn, { PolicyDocument: document }, _previous, call) => setPolicy(arn, document, call),
  delete: (arn, call) => setPolicy(arn, undefined, call),
  list: call => topicArns(call),
}

/** What the resource is called, beside its topic. */
export const TopicInlinePolicy = resource<{ readonly name: string }>({
  name: 'TopicInlinePolicy', key: 'name', arn: 'arn:{partition}:sns:{region}:{account}:{name}', notFound: 'NotFoundException',
  cloudFormation: inline,
})

function topicsOf({ Topics: topics = [] }: Properties): readonly string[] {
  return topics as readonly string[]
}

function idOf(topics: readonly string[]): string {
  return Buffer.from(JSON.stringify(topics)).toString('base64url')
}

function topicsIn(id: string): readonly string[] {
  return JSON.parse(Buffer.from(id, 'base64url').toString()) as readonly string[]
}

const shared: CloudFormationHandlers = {
  type: 'AWS::SNS::TopicPolicy',
  primaryIdentifier: ['Id'],
  readOnly: ['Id'],
  createOnly: ['Topics'],

  async create(properties, call) {
    for (const arn of topicsOf(properties)) await setPolicy(arn, properties.PolicyDocument, call)
    return idOf(topicsOf(properties))
  },

  async read(id, call) {
    const topics = topicsIn(id)
    return { Id: id, Topics: topics, PolicyDocument: await policyOf(topics[0]!, call) }
  },

  async update(id, { PolicyDocument: document }, _previous, call) {
    for (const arn of topicsIn(id)) await setPolicy(arn, document, call)
  },

  async delete(id, call) {
    for (const arn of topicsIn(id)) await setPolicy(arn, undefined, call)
  },

  async * list(call) {
    for await (const arn of topicArns(call)) yield idOf([arn])
  },
}

export const TopicPolicy = resource<{ readonly id: string }>({
  name: 'TopicPolicy', key: 'id', arn: 'arn:{partition}:sns:{region}:{account}:policy/{id}', notFound: 'NotFoundException',
  cloudFormation: shared,
})
