// One request to an API destination: its endpoint with the paths, headers and parameters of a target, and what its connection says of
// who calls. It makes outgoing HTTP requests, by the means that it is given, and no calls of services.
// Source: "API destinations as targets in Amazon EventBridge", User Guide: five seconds to answer; 409, 429 and 5xx are tried again.

import { jsonObject } from '../../std/json-object.ts'
import type { Authorization, Parameter } from './connection-secret.ts'

export { readSecret, secretText } from './connection-secret.ts'
export type { Authorization } from './connection-secret.ts'

export interface DestinationRequest {
  /** With a `*` for each path parameter. */
  readonly endpoint: string
  readonly method: string
  readonly payload: string
  readonly paths?: readonly string[] | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly query?: Readonly<Record<string, string>> | undefined
  readonly authorization: Authorization
  readonly userAgent: string
}

interface HttpRequest {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly timeoutMs: number
  readonly keepBytes: number
}

/** Makes an outgoing request; never rejects. */
export type HttpExchange = (request: HttpRequest) =>
  Promise<{ readonly status: number, readonly body: Uint8Array } | { readonly failure: string }>

/** An answer of success, or why there is none; a status of 500 or more says that another attempt makes sense. */
export type DestinationAnswer = { readonly body: string } | { readonly code: string, readonly message: string, readonly status: number }

const answerMs = 5000
const keepBytes = 6_291_456

/** Never rejects. */
export async function askDestination(request: DestinationRequest, exchange: HttpExchange): Promise<DestinationAnswer> {
  const { method, authorization, userAgent, payload, headers = {} } = request
  const credentials = await credentialsOf(authorization, exchange)
  if ('code' in credentials) return credentials
  const { InvocationHttpParameters: extra } = authorization
  const answer = await exchange({
    url: addressOf(request), method, timeoutMs: answerMs, keepBytes,
    headers: {
      'content-type': 'application/json; charset=utf-8', 'user-agent': userAgent, ...headers,
      ...fieldsOf(extra?.HeaderParameters), ...credentials.headers,
    },
    ...(method !== 'GET' && method !== 'HEAD' && { body: withBody(payload, extra?.BodyParameters) }),
  })
  if ('failure' in answer) return { code: 'NoResponse', message: answer.failure, status: 503 }
  const { status } = answer
  if (status >= 200 && status < 300) return { body: Buffer.from(answer.body).toString() }
  return { code: `HTTP_${status}`, message: `The endpoint answered ${status}.`, status: status === 409 || status === 429 ? 503 : status }
}

function addressOf({ endpoint, paths = [], query = {}, authorization }: DestinationRequest): string {
  let next = 0
  const url = new URL(endpoint.replace(/\*/g, () => encodeURIComponent(paths[next++] ?? '')))
  const more = fieldsOf(authorization.InvocationHttpParameters?.QueryStringParameters)
  for (const [name, value] of Object.entries({ ...query, ...more })) url.searchParams.set(name, value)
  return url.href
}

function fieldsOf(parameters: readonly Parameter[] = []): Record<string, string> {
  return Object.fromEntries(parameters.map(({ Key = '', Value = '' }) => [Key, Value]))
}

function withBody(payload: string, parameters: readonly Parameter[] = []): string {
  const body = jsonObject(payload)
  return parameters.length === 0 || body === undefined ? payload : JSON.stringify({ ...body, ...fieldsOf(parameters) })
}

type Credentials = { readonly headers: Readonly<Record<string, string>> } | { code: string, message: string, status: number }

async function credentialsOf(authorization: Authorization, exchange: HttpExchange): Promise<Credentials> {
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: key, OAuthParameters: oauth } = authorization
  if (basic !== undefined) {
    return { headers: { authorization: `Basic ${Buffer.from(`${basic.Username}:${basic.Password}`).toString('base64')}` } }
  }
  if (key !== undefined) return { headers: { [key.ApiKeyName ?? '']: key.ApiKeyValue ?? '' } }
  if (oauth === undefined) return { headers: {} }
  const { ClientParameters: client, AuthorizationEndpoint: url = '', HttpMethod: method = 'POST', OAuthHttpParameters: http } = oauth
  const form = new URLSearchParams({
    grant_type: 'client_credentials', client_id: client?.ClientID ?? '', client_secret: client?.ClientSecret ?? '',
    ...fieldsOf(http?.BodyParameters),
  })
  const answer = await exchange({
    url, method, timeoutMs: answerMs, keepBytes, body: form.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...fieldsOf(http?.HeaderParameters) },
  })
  const token = 'failure' in answer ? undefined : jsonObject(Buffer.from(answer.body).toString())?.access_token
  if (typeof token === 'string') return { headers: { authorization: `Bearer ${token}` } }
  return { code: 'AuthorizationFailed', message: 'The authorization endpoint gave no token.', status: 503 }
}
