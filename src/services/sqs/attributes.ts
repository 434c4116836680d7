// Queue attributes: names, bounds, defaults, and how they bear on one another. Pure; the dead-letter target is looked up elsewhere.
// Invariant: stored attributes are complete and in one spelling, so equal settings are equal texts.
// Source: CreateQueue and SetQueueAttributes, SQS API Reference (sizes as raised to 1 MiB in August 2025).

import { readPolicy } from '../../kernel/service.ts'
import { readRedrive, readRedriveAllow } from './redrive.ts'

export type Attributes = Readonly<Record<string, string>>

/** An attribute's fault: its code and AWS's text. */
export interface Problem {
  readonly code: 'InvalidAttributeName' | 'InvalidAttributeValue' | 'InvalidParameterValue'
  readonly message: string
}

export const largestMessageBytes = 1_048_576

const integer = (least: number, most: number) => (text: string) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most
const oneOf = (...values: string[]) => (text: string) => values.includes(text)

const rules: Readonly<Record<string, (text: string) => boolean>> = {
  DelaySeconds: integer(0, 900),
  MaximumMessageSize: integer(1024, largestMessageBytes),
  MessageRetentionPeriod: integer(60, 1_209_600),
  Policy: text => 'policy' in readPolicy(text, 'resource'),
  ReceiveMessageWaitTimeSeconds: integer(0, 20),
  VisibilityTimeout: integer(0, 43_200),
  RedrivePolicy: () => true,
  RedriveAllowPolicy: () => true,
  KmsMasterKeyId: text => text.length <= 2048,
  KmsDataKeyReusePeriodSeconds: integer(60, 86_400),
  SqsManagedSseEnabled: oneOf('true', 'false'),
  FifoQueue: oneOf('true'),
  ContentBasedDeduplication: oneOf('true', 'false'),
  DeduplicationScope: oneOf('queue', 'messageGroup'),
  FifoThroughputLimit: oneOf('perQueue', 'perMessageGroupId'),
}

const fifoOnly = new Set(['FifoQueue', 'ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'])
/** An empty value takes these away. */
const removable = new Set(['Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId'])

/** Everything `GetQueueAttributes` may be asked for. */
export const readableNames: ReadonlySet<string> = new Set([
  'All', ...Object.keys(rules), 'ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
  'CreatedTimestamp', 'LastModifiedTimestamp', 'QueueArn',
])

export function defaults(fifo: boolean): Attributes {
  return {
    DelaySeconds: '0',
    MaximumMessageSize: String(largestMessageBytes),
    MessageRetentionPeriod: '345600',
    ReceiveMessageWaitTimeSeconds: '0',
    VisibilityTimeout: '30',
    SqsManagedSseEnabled: 'true',
    ...(fifo && { FifoQueue: 'true', ContentBasedDeduplication: 'false', DeduplicationScope: 'queue', FifoThroughputLimit: 'perQueue' }),
  }
}

/** The name's fault: 1–80 letters, digits, hyphens and underscores; a FIFO queue's ends with `.fifo`, which counts. */
export function nameProblem(name: string, fifo: boolean): Problem | undefined {
  if (fifo ? /^[\w-]{1,75}\.fifo$/.test(name) : /^[\w-]{1,80}$/.test(name)) return undefined
  const message = fifo
    ? 'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, ' +
      'must end with .fifo suffix and be 1 to 80 in length.'
    : 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length'
  return { code: 'InvalidParameterValue', message }
}

/** What is wrong with attributes given for a queue of this type, each by itself. */
export function attributesProblem(given: Attributes, fifo: boolean): Problem | undefined {
  for (const [name, text] of Object.entries(given)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule === undefined || (!fifo && (name === 'FifoQueue' || name === 'ContentBasedDeduplication'))) {
      return { code: 'InvalidAttributeName', message: `Unknown Attribute ${name}.` }
    }
    if (!fifo && fifoOnly.has(name)) {
      return { code: 'InvalidAttributeName', message: `You can specify the ${name} only when FifoQueue is set to true.` }
    }
    if (text === '' && removable.has(name)) continue
    if (!rule(text)) return { code: 'InvalidAttributeValue', message: `Invalid value for the parameter ${name}.` }
    const read = name === 'RedrivePolicy' ? readRedrive(text) : name === 'RedriveAllowPolicy' ? readRedriveAllow(text) : undefined
    if (read !== undefined && 'reason' in read) return redriveProblem(name, text, read.reason)
  }
  if (given.SqsManagedSseEnabled === 'true' && (given.KmsMasterKeyId ?? '') !== '') {
    return {
      code: 'InvalidAttributeValue',
      message: 'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
    }
  }
  return undefined
}

export function redriveProblem(name: string, text: string, reason: string): Problem {
  return { code: 'InvalidParameterValue', message: `Value ${text} for parameter ${name} is invalid. Reason: ${reason}` }
}

/** What is wrong with a queue's attributes taken together. */
export function combinationProblem(attributes: Attributes): Problem | undefined {
  if (attributes.FifoThroughputLimit !== 'perMessageGroupId' || attributes.DeduplicationScope === 'messageGroup') return undefined
  return {
    code: 'InvalidAttributeValue',
    message: 'Invalid value for the parameter FifoThroughputLimit. ' +
      'Reason: The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.',
  }
}

/** Valid new attributes over the present ones; the two kinds of encryption put one another out. */
export function merge(present: Attributes, given: Attributes): Attributes {
  const merged: Record<string, string> = { ...present }
  for (const [name, text] of Object.entries(given)) {
    if (text === '' && removable.has(name)) delete merged[name]
    else merged[name] = spelling(name, text)
  }
  if ((given.KmsMasterKeyId ?? '') !== '') {
    merged.SqsManagedSseEnabled = 'false'
    merged.KmsDataKeyReusePeriodSeconds ??= '300'
  } else if (given.SqsManagedSseEnabled === 'true' || given.KmsMasterKeyId === '') {
    delete merged.KmsMasterKeyId
    delete merged.KmsDataKeyReusePeriodSeconds
  }
  return merged
}

/** The first given attribute whose value is not the queue's; creating a queue again is refused for it. */
export function firstDifference(present: Attributes, given: Attributes): string | undefined {
  return Object.entries(given).find(([name, text]) => spelling(name, text) !== (present[name] ?? ''))?.[0]
}

/** One text for equal values: numbers without leading zeros, redrive policies as AWS writes them back. */
function spelling(name: string, text: string): string {
  if (text === '') return text
  if (name === 'RedrivePolicy' || name === 'RedriveAllowPolicy') {
    const read = name === 'RedrivePolicy' ? readRedrive(text) : readRedriveAllow(text)
    return 'value' in read ? JSON.stringify(read.value) : text
  }
  return /^0\d+$/.test(text) ? String(Number(text)) : text
}
