// The forms in which messages reach endpoints: Amazon SNS's own JSON, the event that functions get, and the lines of an e-mail.
// Source: "Parsing Amazon SNS message formats", SNS Developer Guide; "Using AWS Lambda with Amazon SNS", Lambda Developer Guide.

import { bodyFor } from './message.ts'
import type { Message, MessageAttributes } from './message.ts'
import type { Signature } from './signature.ts'

/** What all subscribers of one publication are told alike. */
export interface Notification {
  readonly message: Message
  readonly topicArn: string
  readonly replayed?: boolean
}

/** The members of a notification that its signature covers. */
export function signedFields({ message, topicArn }: Notification, protocol: string): Record<string, string | undefined> {
  return {
    Type: 'Notification',
    MessageId: message.id,
    TopicArn: topicArn,
    Subject: message.subject,
    Message: bodyFor(protocol, message),
    Timestamp: timestamp(message.publishedAt),
  }
}

/** The JSON that HTTP endpoints, queues and delivery streams get, laid out as Amazon SNS does. */
export function notificationText(notification: Notification, protocol: string, signature: Signature, unsubscribeUrl: string): string {
  const { message, topicArn, replayed = false } = notification
  const { id, subject, sequenceNumber, attributes } = message
  return laidOut({
    Type: 'Notification',
    MessageId: id,
    ...(sequenceNumber !== undefined && { SequenceNumber: sequenceNumber }),
    TopicArn: topicArn,
    ...(subject !== undefined && { Subject: subject }),
    Message: bodyFor(protocol, message),
    Timestamp: timestamp(message.publishedAt),
    // Notifications of FIFO topics are not signed.
    ...(sequenceNumber === undefined && signature),
    UnsubscribeURL: unsubscribeUrl,
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: shownAttributes(attributes) }),
    ...(replayed && { Replayed: true }),
  })
}

/** The event of a function. */
export function functionEvent(notification: Notification, signature: Signature, unsubscribeUrl: string, subscriptionArn: string): string {
  const { message, topicArn } = notification
  const { id, subject = null, attributes } = message
  const { SigningCertURL: certificateUrl, ...signed } = signature
  return JSON.stringify({
    Records: [{
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      EventSubscriptionArn: subscriptionArn,
      Sns: {
        Type: 'Notification',
        MessageId: id,
        TopicArn: topicArn,
        Subject: subject,
        Message: bodyFor('lambda', message),
        Timestamp: timestamp(message.publishedAt),
        ...signed,
        SigningCertUrl: certificateUrl,
        UnsubscribeUrl: unsubscribeUrl,
        MessageAttributes: shownAttributes(attributes),
      },
    }],
  })
}

/** What an endpoint is asked before it gets anything. */
export interface ConfirmationFields {
  readonly Type: string
  readonly MessageId: string
  readonly Token: string
  readonly TopicArn: string
  readonly Message: string
  readonly SubscribeURL: string
  readonly Timestamp: string
}

export function confirmationText(fields: ConfirmationFields, signature: Signature): string {
  return laidOut({ ...fields, ...signature })
}

export function timestamp(at: number): string {
  return new Date(at).toISOString()
}

function shownAttributes(attributes: MessageAttributes): Record<string, { readonly Type: string, readonly Value: string }> {
  return Object.fromEntries(Object.entries(attributes).map(([name, { DataType, StringValue = '', BinaryValue }]) =>
    [name, { Type: DataType, Value: BinaryValue === undefined ? StringValue : Buffer.from(BinaryValue).toString('base64') }]))
}

/** One member a line, a space on both sides of the colon. */
function laidOut(members: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(members).map(([name, value]) => `  ${JSON.stringify(name)} : ${inner(value)}`)
  return `{\n${lines.join(',\n')}\n}`
}

function inner(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const lines = Object.entries(value).map(([name, { Type, Value }]: [string, { readonly Type: string, readonly Value: string }]) =>
    `    ${JSON.stringify(name)} : {"Type":${JSON.stringify(Type)},"Value":${JSON.stringify(Value)}}`)
  return `{\n${lines.join(',\n')}\n  }`
}
