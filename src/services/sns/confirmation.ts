// Asking an endpoint whether it wants a topic's messages: a signed request or an e-mail with a link. What cannot be reached is asked again
// as often as a message would be. Source: "Subscribing an HTTPS endpoint" and "HTTP/HTTPS headers", Amazon SNS Developer Guide.

import { exchange } from '../../engines/http.ts'
import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { contentTypeFor, retriesFor, retryDelayMs } from './delivery-policy.ts'
import { confirmationText, timestamp } from './envelope.ts'
import type { ConfirmationFields } from './envelope.ts'
import { agent, answerBytes, answerMs } from './attempt.ts'
import { signatureOf } from './signature.ts'
import { Subscription } from './subscription.ts'
import { Topic } from './topic.ts'

const mailSubject = 'AWS Notification - Subscription Confirmation'

/** Once the subscription is committed. */
export function sendConfirmation(subscription: Subscription, topic: Topic, call: Call): void {
  call.afterCommit(() => ask(subscription, topic, 0, call))
}

interface Again { readonly topic: string, readonly id: string, readonly attempts: number }

/** Timer: asks once more, if it is still worth asking. */
export async function askAgain({ topic: name, id, attempts }: Again, call: Call): Promise<void> {
  const topic = call.of(Topic).get(name)
  const subscription = call.of(Subscription).get(name, id)
  if (topic !== undefined && subscription !== undefined && !subscription.confirmed) await ask(subscription, topic, attempts, call)
}

async function ask(subscription: Subscription, topic: Topic, attempts: number, call: Call): Promise<void> {
  const { protocol, endpoint, token = '', attributes } = subscription
  const topicArn = call.arn(Topic, topic)
  const query = new URLSearchParams({ Action: 'ConfirmSubscription', TopicArn: topicArn, Token: token })
  const url = `${call.endpoint}/?${query.toString()}`
  const fields: ConfirmationFields = {
    Type: 'SubscriptionConfirmation', MessageId: call.uuid(), Token: token, TopicArn: topicArn,
    Message: `You have chosen to subscribe to the topic ${topicArn}.\n`
      + 'To confirm the subscription, visit the SubscribeURL included in this message.',
    SubscribeURL: url, Timestamp: timestamp(call.now()),
  }
  if (protocol === 'email') {
    const body = `You have chosen to subscribe to the topic:\n${topicArn}\n\nTo confirm this subscription, visit:\n${url}\n`
    call.transact(() => { call.post({ channel: 'email', to: endpoint, subject: mailSubject, body }) })
    return
  }
  const signature = await signatureOf({ ...fields }, topic.attributes.SignatureVersion ?? '1', call)
  const text = confirmationText(fields, signature)
  if (protocol === 'email-json') {
    call.transact(() => { call.post({ channel: 'email', to: endpoint, subject: mailSubject, body: text }) })
    return
  }
  if (await reaches(subscription, topic, text, fields, call)) return
  const waitMs = retryDelayMs(retriesFor(protocol, attributes.DeliveryPolicy, topic.attributes.DeliveryPolicy), attempts + 1)
  if (waitMs === undefined) return
  const again: Again = { topic: topic.name, id: subscription.id, attempts: attempts + 1 }
  call.transact(() => { call.setTimer('askAgain', `${topic.name}:${subscription.id}`, call.now() + waitMs, again) })
}

async function reaches(subscription: Subscription, topic: Topic, text: string, fields: ConfirmationFields, call: Call): Promise<boolean> {
  const { protocol, endpoint, attributes } = subscription
  if (protocol === 'http' || protocol === 'https') {
    const answer = await exchange({
      url: endpoint, method: 'POST', body: text, timeoutMs: answerMs, keepBytes: answerBytes,
      headers: {
        'content-type': contentTypeFor(attributes.DeliveryPolicy, topic.attributes.DeliveryPolicy), 'user-agent': agent,
        'x-amz-sns-message-type': fields.Type, 'x-amz-sns-message-id': fields.MessageId, 'x-amz-sns-topic-arn': fields.TopicArn,
      },
    })
    return !('failure' in answer) && answer.status < 500
  }
  if (protocol !== 'sqs') return true
  const { account, region, resource } = parseArn(endpoint)!
  try {
    await call.to('sqs', { account, region, sourceArn: fields.TopicArn })
      .SendMessage({ QueueUrl: `${call.endpoint}/${account}/${resource}`, MessageBody: text })
    return true
  } catch (error) {
    // A queue that is not there, or is not open to this topic, will not confirm: AWS says nothing either.
    if (error instanceof Fault) return error.status < 500
    throw error
  }
}
