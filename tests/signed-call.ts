// One call of a JSON service over HTTP, as bare as can be, signed as the root of an account with any secret: for tests that kill, wind and
// restart what answers.

import assert from 'node:assert/strict'

export type Json = Readonly<Record<string, unknown>>

export interface CallOptions {
  readonly account?: string
  readonly region?: string
  /** When it was signed, epoch ms. */
  readonly at?: number
}

/** @param service the name that signatures have for it; `target` what stands before the operation. → the HTTP answer */
export function signedCall(
  url: string, service: string, target: string, operation: string, input: Json, options: CallOptions = {},
): Promise<Response> {
  const { account = 'test', region = 'us-east-1', at = Date.now() } = options
  const date = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')
  const credential = `${account}/${date.slice(0, 8)}/${region}/${service}/aws4_request`
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `${target}.${operation}`, 'x-amz-date': date,
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`,
    },
    body: JSON.stringify(input),
  })
}

/** The output of a call that must succeed. */
export async function outputOf<Output>(operation: string, answer: Promise<Response>): Promise<Output> {
  const response = await answer
  const text = await response.text()
  assert.equal(response.status, 200, `${operation}: ${text}`)
  return (text === '' ? {} : JSON.parse(text)) as Output
}
