// AWS::SQS::Queue for Cloud Control and CloudFormation: properties to attributes and back, by real calls of SQS.
// Source: the resource type's schema in the CloudFormation registry: identified by QueueUrl; FifoQueue and QueueName only at creation.

import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'
import { defaults } from './attributes.ts'

const numbers = new Set([
  'DelaySeconds', 'KmsDataKeyReusePeriodSeconds', 'MaximumMessageSize', 'MessageRetentionPeriod', 'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
])
const booleans = new Set(['ContentBasedDeduplication', 'FifoQueue', 'SqsManagedSseEnabled'])
const documents = new Set(['RedriveAllowPolicy', 'RedrivePolicy'])
const texts = new Set(['DeduplicationScope', 'FifoThroughputLimit', 'KmsMasterKeyId'])
const settable = new Set([...numbers, ...booleans, ...documents, ...texts])

interface Tag { readonly Key: string, readonly Value: string }

export const cloudFormation: CloudFormationHandlers = {
  type: 'AWS::SQS::Queue',
  primaryIdentifier: ['QueueUrl'],
  readOnly: ['Arn', 'QueueUrl'],
  createOnly: ['FifoQueue', 'QueueName'],

  async create(properties, call) {
    const attributes = attributesOf(properties)
    // A queue that is not FIFO has no such attribute; the property may still say so.
    if (attributes.FifoQueue === 'false') delete attributes.FifoQueue
    const name = properties.QueueName ?? `${call.alphanumeric(26)}${attributes.FifoQueue === 'true' ? '.fifo' : ''}`
    const { QueueUrl: url } = await call.to('sqs')
      .CreateQueue({ QueueName: String(name), Attributes: attributes, tags: tagsOf(properties) })
    return url!
  },

  async read(url, call) {
    const sqs = call.to('sqs')
    const { Attributes: attributes = {} } = await sqs.GetQueueAttributes({ QueueUrl: url, AttributeNames: ['All'] })
    const { Tags: tags = {} } = await sqs.ListQueueTags({ QueueUrl: url })
    return propertiesOf(url, attributes as Record<string, string>, tags as Record<string, string>)
  },

  async update(url, properties, previous, call) {
    const sqs = call.to('sqs')
    const wanted = attributesOf(properties)
    const before = attributesOf(previous)
    const fallback: Readonly<Record<string, string>> = defaults(before.FifoQueue === 'true')
    const changed = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => before[name] !== value))
    for (const name of Object.keys(before)) if (wanted[name] === undefined && name !== 'FifoQueue') changed[name] = fallback[name] ?? ''
    delete changed.FifoQueue
    if (changed.KmsDataKeyReusePeriodSeconds === '') delete changed.KmsDataKeyReusePeriodSeconds
    if (Object.keys(changed).length > 0) await sqs.SetQueueAttributes({ QueueUrl: url, Attributes: changed })
    await updateTags(url, tagsOf(properties), tagsOf(previous), call)
  },

  async delete(url, call) {
    await call.to('sqs').DeleteQueue({ QueueUrl: url })
  },

  async * list(call) {
    let token: string | undefined
    do {
      const page = await call.to('sqs').ListQueues({ MaxResults: 1000, ...(token !== undefined && { NextToken: token }) })
      yield* page.QueueUrls ?? []
      token = page.NextToken
    } while (token !== undefined)
  },
}

async function updateTags(url: string, wanted: Record<string, string>, before: Record<string, string>, call: Call): Promise<void> {
  const gone = Object.keys(before).filter(name => wanted[name] === undefined)
  const added = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => before[name] !== value))
  if (gone.length > 0) await call.to('sqs').UntagQueue({ QueueUrl: url, TagKeys: gone })
  if (Object.keys(added).length > 0) await call.to('sqs').TagQueue({ QueueUrl: url, Tags: added })
}

function attributesOf(properties: Properties): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [name, value] of Object.entries(properties)) {
    if (!settable.has(name) || value === undefined || value === null) continue
    attributes[name] = typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
  return attributes
}

function tagsOf({ Tags: tags = [] }: Properties): Record<string, string> {
  return Object.fromEntries((tags as Tag[]).map(({ Key: key, Value: value }) => [key, value]))
}

function propertiesOf(url: string, attributes: Record<string, string>, tags: Record<string, string>): Properties {
  const { QueueArn: arn = '' } = attributes
  const properties: Properties = { QueueUrl: url, Arn: arn, QueueName: arn.slice(arn.lastIndexOf(':') + 1) }
  for (const [name, text] of Object.entries(attributes)) {
    if (numbers.has(name)) properties[name] = Number(text)
    else if (booleans.has(name)) properties[name] = text === 'true'
    else if (documents.has(name)) properties[name] = JSON.parse(text)
    else if (texts.has(name)) properties[name] = text
  }
  if (Object.keys(tags).length > 0) properties.Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
  return properties
}
