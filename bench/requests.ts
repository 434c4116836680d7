// Signed requests as bytes on a socket, made with the kernel's own signer.

import { signRequest } from '../src/kernel/identity/signer.ts'

export interface Credentials { readonly accessKeyId: string, readonly secretAccessKey: string, readonly sessionToken?: string }

/** A request of SQS's JSON protocol. @returns Base64 */
export function sqsRequest(port: number, operation: string, input: object, credentials: Credentials): string {
  const { head, body } = sqsParts(port, operation, input, credentials)
  return Buffer.from(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`).toString('base64')
}

/** The head without its length, and the body, for requests whose body is made later: the key must take any secret. */
export function sqsParts(port: number, operation: string, input: object, credentials: Credentials): { head: string, body: string } {
  const body = JSON.stringify(input)
  const { headers } = signRequest({
    method: 'POST', path: '/', query: '', body: Buffer.from(body),
    headers: {
      host: `127.0.0.1:${port}`,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${operation}`,
      'user-agent': 'orrery-bench',
    },
  }, {
    accessKeyId: credentials.accessKeyId, secret: credentials.secretAccessKey, region: 'us-east-1', service: 'sqs', at: Date.now(),
    ...(credentials.sessionToken !== undefined && { sessionToken: credentials.sessionToken }),
  })
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return { head: `POST / HTTP/1.1\r\n${lines.join('')}`, body }
}
