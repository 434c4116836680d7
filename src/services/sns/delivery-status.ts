// Delivery status: a line in CloudWatch Logs for each attempt that a topic wants to know about, written in its feedback role's name.
// Source: "Amazon SNS message delivery status", SNS Developer Guide: the groups' names, the members of a line.

import { createHash } from 'node:crypto'
import { roleSession } from '../../engines/role-session.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Outcome } from './attempt.ts'
import type { Notification } from './envelope.ts'
import type { Message } from './message.ts'
import type { Subscription } from './subscription.ts'
import { textSettings } from './phone.ts'
import type { SentText } from './text-message.ts'
import { Topic } from './topic.ts'

const prefixes: Readonly<Record<string, string>> = {
  http: 'HTTP', https: 'HTTP', sqs: 'SQS', lambda: 'Lambda', firehose: 'Firehose', application: 'Application',
}

export interface Delivered {
  readonly topic: Topic
  readonly subscription: Subscription
  readonly notification: Notification
  readonly outcome: Outcome
  /** Counting this one. */
  readonly attempts: number
}

/** Writes the line where the topic's attributes want one; CloudWatch Logs' refusal loses it and stands in the journal. */
export async function reportDelivery({ topic, subscription, notification, outcome, attempts }: Delivered, call: Call): Promise<void> {
  const prefix = prefixes[subscription.protocol]
  const isDelivered = outcome.kind === 'delivered'
  const roleArn = topic.attributes[`${prefix}${isDelivered ? 'Success' : 'Failure'}FeedbackRoleArn`]
  if (prefix === undefined || roleArn === undefined || roleArn === '') return
  const rate = Number(topic.attributes[`${prefix}SuccessFeedbackSampleRate`] ?? 100)
  if (isDelivered && call.random() * 100 >= rate) return
  const { message, topicArn } = notification
  const now = call.now()
  const line = JSON.stringify({
    notification: { messageMD5Sum: createHash('md5').update(message.body).digest('hex'), messageId: message.id, topicArn,
      timestamp: written(message.publishedAt) },
    delivery: {
      deliveryId: call.uuid(), destination: subscription.endpoint, dwellTimeMs: now - message.publishedAt, attempts,
      ...(isDelivered ? { statusCode: 200 } : { statusCode: /^\d{3}$/.test(outcome.code) ? Number(outcome.code) : 400,
        providerResponse: JSON.stringify({ ErrorCode: outcome.code, ErrorMessage: outcome.reason }) }),
    },
    status: isDelivered ? 'SUCCESS' : 'FAILURE',
  })
  await writeLine(`sns/${call.region}/${call.account}/${topic.name}${isDelivered ? '' : '/Failure'}`, line, { roleArn, topicArn }, call)
}

interface Pushed {
  /** `GCM/app`. */
  readonly application: string
  readonly attributes: Readonly<Record<string, string>>
  readonly endpointArn: string
  readonly token: string
  readonly message: Message
}

/** The same of a push that went straight to a device, as its application's attributes want it. */
export async function reportPush({ application, attributes, endpointArn, token, message }: Pushed, call: Call): Promise<void> {
  const { SuccessFeedbackRoleArn: roleArn = '', SuccessFeedbackSampleRate: rate = '100' } = attributes
  if (roleArn === '' || call.random() * 100 >= Number(rate)) return
  const line = JSON.stringify({
    notification: { messageMD5Sum: createHash('md5').update(message.body).digest('hex'), messageId: message.id,
      timestamp: written(message.publishedAt) },
    delivery: { deliveryId: call.uuid(), destination: endpointArn, token, dwellTimeMs: call.now() - message.publishedAt, attempts: 1,
      statusCode: 200 },
    status: 'SUCCESS',
  })
  await writeLine(`sns/${call.region}/${call.account}/app/${application}`, line, { roleArn, topicArn: endpointArn }, call)
}

/**
 * The same of a text message, as the account's settings want it; no carrier is known. Source: "Viewing CloudWatch Logs", SMS delivery
 * monitoring.
 */
export async function reportText({ number, parts, price, kind, outcome }: SentText,
  { message, topicArn, topic }: { readonly message: Message, readonly topicArn?: string, readonly topic?: string },
    call: Call): Promise<void> {
  const { DeliveryStatusIAMRole: roleArn, DeliveryStatusSuccessSamplingRate: rate = '100' } = textSettings(call)
  const isDelivered = outcome.kind === 'delivered'
  if (roleArn === undefined || isDelivered && call.random() * 100 >= Number(rate)) return
  const line = JSON.stringify({
    notification: { messageId: message.id, ...(topicArn !== undefined && { topicArn }), timestamp: written(message.publishedAt) },
    delivery: {
      numberOfMessageParts: parts, destination: number, priceInUSD: Number(price), smsType: kind,
      providerResponse: isDelivered ? 'Message has been accepted by phone carrier' : outcome.reason,
      dwellTimeMs: call.now() - message.publishedAt,
    },
    status: isDelivered ? 'SUCCESS' : 'FAILURE',
  })
  const group = `sns/${call.region}/${call.account}/${topic ?? 'DirectPublishToPhoneNumber'}${isDelivered ? '' : '/Failure'}`
  await writeLine(group, line, { roleArn, topicArn: topicArn ?? Topic.arnOf(call, { name: '*' }) }, call)
}

export async function writeLine(logGroupName: string, message: string,
  { roleArn, topicArn }: { readonly roleArn: string, readonly topicArn: string },
  call: Call): Promise<void> {
  const logStreamName = streamName(topicArn)
  try {
    const principal = await roleSession({ roleArn, sessionName: 'SNSFeedback', sourceArn: topicArn }, call)
    const ask = (operation: string, more: object = {}) =>
      call.invoke('logs', operation, { logGroupName, ...more }, { principal, sourceArn: topicArn })
    const put = () => ask('PutLogEvents', { logStreamName, logEvents: [{ timestamp: call.now(), message }] })
    try {
      await put()
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'ResourceNotFoundException') throw error
      await unlessThere(() => ask('CreateLogGroup'))
      await unlessThere(() => ask('CreateLogStream', { logStreamName }))
      await put()
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
  }
}

async function unlessThere(make: () => Promise<unknown>): Promise<void> {
  try {
    await make()
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'ResourceAlreadyExistsException') throw error
  }
}

function streamName(topicArn: string): string {
  const digits = createHash('md5').update(topicArn).digest('hex')
  return [8, 4, 4, 4, 12].reduce<readonly [string[], number]>(([parts, at], size) => [[...parts, digits.slice(at, at + size)], at + size],
    [[], 0])[0].join('-')
}

function written(at: number): string {
  return new Date(at).toISOString().replace('T', ' ').replace('Z', '')
}
