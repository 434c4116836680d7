// One attempt to deliver and what became of it: done, worth another attempt, or not. By a call of another service, or by a request to an
// HTTP endpoint with the headers of Amazon SNS and fifteen seconds to answer. Source: "HTTP/HTTPS headers", "Sending Amazon SNS messages to
// HTTP/HTTPS endpoints" and "Amazon SNS message delivery retries", SNS Developer Guide.

import { exchange } from '../../engines/http.ts'
import { Fault } from '../../kernel/service.ts'

export type Outcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'failed' | 'refused', readonly code: string, readonly reason: string }

/**
 * Runs a delivery that is a call of another service. What that service refuses is refused for good, unless it is throttled or failed
 * itself.
 * Source: "Amazon SNS message delivery retries": client-side errors are not retried.
 */
export async function attempt(deliver: () => Promise<unknown>): Promise<Outcome> {
  try {
    await deliver()
    return { kind: 'delivered' }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const again = error.status >= 500 || /Throttl|LimitExceeded|TooManyRequests/.test(error.code)
    return { kind: again ? 'failed' : 'refused', code: error.code, reason: error.message }
  }
}

export const agent = 'Amazon Simple Notification Service Agent'
/** "Amazon SNS considers HTTP status codes 100-101 and 500-599 … and a timeout of 15 seconds a failed delivery". */
export const answerMs = 15_000
export const answerBytes = 4096

export interface HttpDelivery {
  readonly url: string
  readonly body: string
  readonly contentType: string
  readonly messageId: string
  readonly topicArn: string
  readonly subscriptionArn: string
  readonly raw: boolean
}

/** Errors of the client's making, other than too many requests, are not tried again. */
export async function postNotification(delivery: HttpDelivery): Promise<Outcome> {
  const { url, body, contentType, messageId, topicArn, subscriptionArn, raw } = delivery
  const answer = await exchange({
    url, method: 'POST', body, timeoutMs: answerMs, keepBytes: answerBytes,
    headers: {
      'content-type': contentType, 'user-agent': agent, 'x-amz-sns-message-type': 'Notification', 'x-amz-sns-message-id': messageId,
      'x-amz-sns-topic-arn': topicArn, 'x-amz-sns-subscription-arn': subscriptionArn, ...(raw && { 'x-amz-sns-rawdelivery': 'true' }),
    },
  })
  if ('failure' in answer) return { kind: 'failed', code: 'NoResponse', reason: answer.failure }
  const { status } = answer
  if (status >= 200 && status < 400) return { kind: 'delivered' }
  const kind = status >= 400 && status < 500 && status !== 429 ? 'refused' : 'failed'
  return { kind, code: String(status), reason: `the endpoint answered ${status}` }
}
