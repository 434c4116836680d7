// Signed requests as bytes on a socket, made with the kernel's own signer.

import { signRequest } from '../src/kernel/identity/signer.ts'

export interface Credentials { readonly accessKeyId: string, readonly secretAccessKey: string, readonly sessionToken?: string }

/** Its signature is not checked, so that a request can be varied after it was signed. */
export const anySecret: Credentials = { accessKeyId: '000000000000', secretAccessKey: 'any' }

/** A request of a JSON protocol. @returns Base64 */
export function jsonRequest(port: number, target: string, input: object, credentials: Credentials, signingName?: string): string {
  const { head, body } = jsonParts(port, target, input, credentials, signingName)
  return Buffer.from(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`).toString('base64')
}

/**
 * The head without its length, and the body, for requests whose body is made later: the key must take any secret.
 * @param target `AmazonSQS.SendMessage`, `DynamoDB_20120810.GetItem`
 */
export function jsonParts(
  port: number, target: string, input: object, credentials: Credentials, signingName?: string,
): { head: string, body: string } {
  const body = JSON.stringify(input)
  const service = signingName ?? (target.startsWith('Amazon') ? target.slice(6, target.indexOf('.')).toLowerCase() : 'dynamodb')
  // kinesalite takes the version that AWS's model names and no other.
  const headers = { 'content-type': `application/x-amz-json-${service === 'kinesis' ? '1.1' : '1.0'}`, 'x-amz-target': target }
  return { head: head(port, 'POST', '/', '', headers, body, service, credentials), body }
}

/** A request of the query protocol. @returns Base64 */
export function formRequest(port: number, signingName: string, form: Readonly<Record<string, string>>, credentials: Credentials): string {
  const body = new URLSearchParams(form).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const text = head(port, 'POST', '/', '', headers, body, signingName, credentials)
  return Buffer.from(`${text}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`).toString('base64')
}

export interface S3Request {
  readonly method: 'GET' | 'PUT' | 'POST'
  readonly path: string
  readonly query?: string
  readonly body?: string
  /** Bytes that the load generator sends after the head; they are not signed. */
  readonly fillBytes?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** @returns Base64 */
export function s3Request(port: number, request: S3Request, credentials: Credentials): string {
  const { method, path, query = '', body = '', fillBytes } = request
  const length = method === 'GET' ? '' : `content-length: ${fillBytes ?? Buffer.byteLength(body)}\r\n`
  const text = head(port, method, path, query, request.headers ?? {}, body, 's3', credentials,
    fillBytes === undefined ? undefined : 'UNSIGNED-PAYLOAD')
  return Buffer.from(`${text}${length}\r\n${body}`).toString('base64')
}

function head(
  port: number, method: string, path: string, query: string, own: Readonly<Record<string, string>>, body: string, service: string,
  { accessKeyId, secretAccessKey: secret, sessionToken }: Credentials, payloadHash?: string,
): string {
  const { headers } = signRequest({
    method, path, query, body: Buffer.from(body), headers: { host: `127.0.0.1:${port}`, 'user-agent': 'orrery-bench', ...own },
  }, {
    accessKeyId, secret, region: 'us-east-1', service, at: Date.now(), ...(sessionToken !== undefined && { sessionToken }),
    ...(service === 's3' && { bareXml: true }), ...(payloadHash !== undefined && { payloadHash }),
  })
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path}${query === '' ? '' : `?${query}`} HTTP/1.1\r\n${lines.join('')}`
}
