// A topic's attributes: which there are and what they may hold. Source: SetTopicAttributes, Amazon SNS API Reference.

import { readPolicy } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { checkDeliveryPolicy } from './delivery-policy.ts'
import { invalid } from './fault.ts'
import { jsonObject } from '../../std/json-object.ts'

export const feedback: ReadonlySet<string> = new Set(['HTTP', 'Firehose', 'Lambda', 'Application', 'SQS'].flatMap(protocol =>
  ['SuccessFeedbackRoleArn', 'SuccessFeedbackSampleRate', 'FailureFeedbackRoleArn'].map(name => protocol + name)))
export const fifoOnly: ReadonlySet<string> = new Set(['ContentBasedDeduplication', 'FifoThroughputScope', 'ArchivePolicy'])
export const plain: ReadonlySet<string> = new Set([
  'DeliveryPolicy', 'DisplayName', 'Policy', 'TracingConfig', 'KmsMasterKeyId', 'SignatureVersion',
])
/** Said when the topic is made, or never. */
export const creationOnly: readonly string[] = ['FifoTopic']
const largestPolicyBytes = 30_720

interface Setting { readonly fifo: boolean, readonly creating: boolean }

/** @throws InvalidParameter */
export function checkTopicAttribute(name: string, value: string, { fifo, creating }: Setting, call: Call): void {
  const settable = plain.has(name) || feedback.has(name) || (fifo && fifoOnly.has(name)) || (creating && creationOnly.includes(name))
  if (!settable) throw invalid(creating ? `Attributes Reason: Unknown attribute ${name}` : 'AttributeName', call)
  const problem = flawOf(name, value)
  if (problem !== undefined) throw invalid(creating ? `Attributes Reason: ${problem}` : problem, call)
  if (name === 'DeliveryPolicy') checkDeliveryPolicy(value, 'topic', call)
}

function flawOf(name: string, value: string): string | undefined {
  switch (name) {
    case 'FifoTopic': case 'ContentBasedDeduplication': return /^(?:true|false)$/.test(value) ? undefined : `${name} must be true or false`
    case 'DisplayName': return value.length <= 100 ? undefined : 'DisplayName'
    case 'SignatureVersion': return value === '1' || value === '2' ? undefined : 'SignatureVersion'
    case 'TracingConfig': return value === 'PassThrough' || value === 'Active' ? undefined : 'TracingConfig'
    case 'FifoThroughputScope': return value === 'Topic' || value === 'MessageGroup' ? undefined : 'FifoThroughputScope'
    case 'Policy': return policyFlaw(value)
    case 'ArchivePolicy': return archiveFlaw(value)
    default: return name.endsWith('SampleRate') && !(/^\d{1,3}$/.test(value) && Number(value) <= 100) ? name : undefined
  }
}

function policyFlaw(text: string): string | undefined {
  if (Buffer.byteLength(text) > largestPolicyBytes) return 'Policy statement size exceeds 30 KB'
  const read = readPolicy(text, 'resource')
  if (!('problem' in read)) return undefined
  return read.problem.kind === 'json' ? 'Policy Error: null' : `Policy statement action out of service scope! ${read.problem.message}`
}

/** `{"MessageRetentionPeriod": "30"}`, 1 to 365 days; `{}` ends archiving. */
function archiveFlaw(text: string): string | undefined {
  const policy = jsonObject(text)
  if (policy === undefined) return 'ArchivePolicy: must be a JSON object'
  const unknown = Object.keys(policy).find(name => name !== 'MessageRetentionPeriod')
  if (unknown !== undefined) return `ArchivePolicy: unknown member ${unknown}`
  if (Object.keys(policy).length === 0) return undefined
  const days = Number(policy.MessageRetentionPeriod)
  return Number.isInteger(days) && days >= 1 && days <= 365 ? undefined : 'ArchivePolicy: MessageRetentionPeriod must be between 1 and 365'
}
