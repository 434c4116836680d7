// One attempt to deliver a notification to one subscription, by its protocol: a real call of another service, a request to an HTTP
// endpoint, or a letter in the outbox.

import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { contentTypeFor } from './delivery-policy.ts'
import { functionEvent, notificationText, signedFields } from './envelope.ts'
import type { Notification } from './envelope.ts'
import { attempt, postNotification } from './attempt.ts'
import type { Outcome } from './attempt.ts'
import { messageFor } from './data-protection.ts'
import { reportText } from './delivery-status.ts'
import { bodyFor } from './message.ts'
import { pushToEndpoint } from './platform-endpoint.ts'
import { sendText } from './text-message.ts'
import { signatureOf } from './signature.ts'
import type { Signature } from './signature.ts'
import { Subscription } from './subscription.ts'
import type { Topic } from './topic.ts'

/** Signatures of one publication: the same for all subscribers of a protocol whose body is the same. */
export class Signatures {
  readonly #made = new Map<string, Promise<Signature>>()

  for(notification: Notification, protocol: string, version: string, call: Call): Promise<Signature> {
    const body = bodyFor(protocol, notification.message)
    const known = this.#made.get(body)
    if (known !== undefined) return known
    const made = signatureOf(signedFields(notification, protocol), version, call)
    this.#made.set(body, made)
    return made
  }
}

export interface Attempt {
  readonly subscription: Subscription
  readonly topic: Topic
  readonly notification: Notification
  readonly signatures: Signatures
}

/** What the topic's data protection keeps from the subscriber is refused, or hidden. */
export async function deliver(asked: Attempt, call: Call): Promise<Outcome> {
  const { protocol, attributes, owner } = asked.subscription
  const message = messageFor(owner, asked.topic, asked.notification.message, call)
  if (message === undefined) {
    return { kind: 'refused', code: 'AuthorizationError', reason: 'The data protection policy keeps the message from the subscriber' }
  }
  const task = { ...asked, notification: { ...asked.notification, message } }
  const raw = attributes.RawMessageDelivery?.toLowerCase() === 'true'
  switch (protocol) {
    case 'sqs': return attempt(async () => toQueue(task, raw, call))
    case 'http': case 'https': return toHttp(task, raw, call)
    case 'lambda': return attempt(async () => toFunction(task, call))
    case 'firehose': return attempt(async () => toDeliveryStream(task, raw, call))
    case 'application': return attempt(async () => pushToEndpoint(task.subscription.endpoint, task.notification.message, call))
    case 'sms': return toPhone(task, call)
    default: return toMailbox(task, call)
  }
}

/** What an endpoint gets, in the topic's envelope or bare. Its dead-letter queue gets the same. */
export async function payloadOf({ subscription, topic, notification, signatures }: Attempt, call: Call): Promise<string> {
  const { protocol, attributes } = subscription
  if (attributes.RawMessageDelivery?.toLowerCase() === 'true') return bodyFor(protocol, notification.message)
  // FIFO topics sign nothing, so no key is made for them.
  const signature = topic.fifo ? { SignatureVersion: '', Signature: '', SigningCertURL: '' }
    : await signatures.for(notification, protocol, topic.attributes.SignatureVersion ?? '1', call)
  const arn = call.arn(Subscription, subscription)
  const unsubscribeUrl = `${call.endpoint}/?${new URLSearchParams({ Action: 'Unsubscribe', SubscriptionArn: arn }).toString()}`
  return protocol === 'lambda' ? functionEvent(notification, signature, unsubscribeUrl, arn)
    : notificationText(notification, protocol, signature, unsubscribeUrl)
}

async function toQueue(task: Attempt, raw: boolean, call: Call): Promise<void> {
  const { subscription: { endpoint }, notification: { message, topicArn } } = task
  const { account, region, resource } = parseArn(endpoint)!
  const text = await payloadOf(task, call)
  const fifo = resource.endsWith('.fifo')
  await call.to('sqs', { account, region, sourceArn: topicArn }).SendMessage({
    QueueUrl: `${call.endpoint}/${account}/${resource}`,
    MessageBody: text,
    ...(raw && Object.keys(message.attributes).length > 0 && { MessageAttributes: message.attributes }),
    ...(message.group !== undefined && { MessageGroupId: message.group }),
    ...(fifo && { MessageDeduplicationId: message.deduplicationId! }),
  })
}

async function toHttp(task: Attempt, raw: boolean, call: Call): Promise<Outcome> {
  const { subscription, topic, notification: { message, topicArn } } = task
  const contentType = contentTypeFor(subscription.attributes.DeliveryPolicy, topic.attributes.DeliveryPolicy)
  return postNotification({
    url: subscription.endpoint, body: await payloadOf(task, call), contentType, messageId: message.id, topicArn,
    subscriptionArn: call.arn(Subscription, subscription), raw,
  })
}

async function toFunction(task: Attempt, call: Call): Promise<void> {
  const { subscription: { endpoint }, notification: { topicArn } } = task
  const { account, region } = parseArn(endpoint)!
  const event = await payloadOf(task, call)
  await call.invoke('lambda', 'Invoke', { FunctionName: endpoint, InvocationType: 'Event', Payload: Buffer.from(event) },
    { account, region, sourceArn: topicArn })
}

/** "Amazon SNS adds a newline after each message", so that an object in S3 holds one a line. */
async function toDeliveryStream(task: Attempt, _raw: boolean, call: Call): Promise<void> {
  const { subscription: { endpoint }, notification: { topicArn } } = task
  const { account, region, resource } = parseArn(endpoint)!
  const text = await payloadOf(task, call)
  const input = { DeliveryStreamName: resource.replace(/^deliverystream\//, ''), Record: { Data: Buffer.from(`${text}\n`) } }
  await call.invoke('firehose', 'PutRecord', input, { account, region, sourceArn: topicArn })
}

async function toPhone({ subscription: { endpoint }, topic, notification }: Attempt, call: Call): Promise<Outcome> {
  const { message } = notification
  const sent = call.transact(() => sendText(endpoint, bodyFor('sms', message), message, call))
  await reportText(sent, { ...notification, topic: topic.name }, call)
  return sent.outcome
}

async function toMailbox(task: Attempt, call: Call): Promise<Outcome> {
  const { subscription, topic, notification: { message } } = task
  const { protocol, endpoint } = subscription
  const from = `${topic.attributes.DisplayName || topic.name} <no-reply@sns.amazonaws.com>`
  const subject = message.subject ?? 'AWS Notification Message'
  const arn = call.arn(Subscription, subscription)
  const link = `${call.endpoint}/?${new URLSearchParams({ Action: 'Unsubscribe', SubscriptionArn: arn }).toString()}`
  const body = protocol === 'email-json' ? await payloadOf(task, call)
    : `${bodyFor('email', message)}\n\n--\nIf you wish to stop receiving notifications from this topic, visit:\n${link}\n`
  call.transact(() => { call.post({ channel: 'email', to: endpoint, from, subject, body }) })
  return { kind: 'delivered' }
}
