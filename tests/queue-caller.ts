// Calls SQS and Orrery's own face over HTTP, as bare as can be: for tests that kill, wind and restart what answers.
// Real clients have their own tests. Signed as the root of an account, with any secret.

import assert from 'node:assert/strict'

type Json = Readonly<Record<string, unknown>>

export interface CallOptions {
  readonly account?: string
  readonly region?: string
  /** When it was signed, epoch ms. */
  readonly at?: number
}

/** One call of SQS. → the HTTP answer */
export function callSqs(url: string, operation: string, input: Json, options: CallOptions = {}): Promise<Response> {
  const { account = 'test', region = 'us-east-1', at = Date.now() } = options
  const date = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')
  const credential = `${account}/${date.slice(0, 8)}/${region}/sqs/aws4_request`
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}`, 'x-amz-date': date,
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`,
    },
    body: JSON.stringify(input),
  })
}

/** One call of SQS that must succeed. → its output */
export async function sqs<Output = Json>(url: string, operation: string, input: Json, options: CallOptions = {}): Promise<Output> {
  const response = await callSqs(url, operation, input, options)
  const text = await response.text()
  assert.equal(response.status, 200, `${operation}: ${text}`)
  return (text === '' ? {} : JSON.parse(text)) as Output
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
