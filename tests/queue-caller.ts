// Calls SQS and Orrery's own face over HTTP, as bare as can be: for tests that kill, wind and restart what answers.
// Real clients have their own tests. Signed as the root of an account, with any secret.

import assert from 'node:assert/strict'
import { outputOf, signedCall } from './signed-call.ts'
import type { CallOptions, Json } from './signed-call.ts'

export type { CallOptions } from './signed-call.ts'

/** One call of SQS. → the HTTP answer */
export function callSqs(url: string, operation: string, input: Json, options: CallOptions = {}): Promise<Response> {
  return signedCall(url, 'sqs', 'AmazonSQS', operation, input, options)
}

/** One call of SQS that must succeed. → its output */
export function sqs<Output = Json>(url: string, operation: string, input: Json, options: CallOptions = {}): Promise<Output> {
  return outputOf(operation, callSqs(url, operation, input, options))
}

/** Makes a queue. → its URL, on the host that was asked */
export async function createQueue(url: string, name: string, attributes: Json = {}, options: CallOptions = {}): Promise<string> {
  const { QueueUrl } = await sqs<{ QueueUrl: string }>(url, 'CreateQueue', { QueueName: name, Attributes: attributes }, options)
  return QueueUrl
}

/** Everything that can be received now, in the order it comes; nothing is deleted. */
export async function receiveAll(url: string, queueUrl: string, options: CallOptions = {}): Promise<string[]> {
  const bodies: string[] = []
  for (;;) {
    const input = { QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 3600 }
    const { Messages = [] } = await sqs<{ Messages?: { Body: string }[] }>(url, 'ReceiveMessage', input, options)
    if (Messages.length === 0) return bodies
    bodies.push(...Messages.map(({ Body }) => Body))
  }
}

/** Asks Orrery's own face. → what it answers, which must be a success */
export async function admin<Answer = Json>(url: string, path: string, body?: Json): Promise<Answer> {
  const request = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(`${url}/_orrery/${path}`, request)
  const text = await response.text()
  assert.equal(response.status, 200, `${path}: ${text}`)
  return JSON.parse(text) as Answer
}
