// What a request says of where it wants to go, apart from its host and path: credential scope, target header, user agent, query names.
// These are readings of untrusted text: nothing here is verified, that is identity's work.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

import type { RequestHead } from './request.ts'

const scopesMax = 1000

/** The credential scope as the client wrote it. SigV4a scopes have no region: `x-amz-region-set` lists those the signature is good for. */
export interface Scope {
  readonly signingName: string
  readonly region?: string
  /** For messages: where it stood. */
  readonly shownBy: string
}

/** Reads scopes, and remembers them by the authorisation's beginning: those of one client are the same for a day. */
export class ScopeReader {
  readonly #known = new Map<string, Scope>()

  read(head: RequestHead): Scope | undefined {
    const authorization = head.headers['authorization']
    // An asymmetric scope has its region elsewhere.
    if (authorization === undefined || !authorization.startsWith('AWS4-HMAC')) return readScope(head)
    const end = authorization.indexOf(',')
    const beginning = end < 0 ? authorization : authorization.slice(0, end)
    const known = this.#known.get(beginning)
    if (known !== undefined) return known
    const scope = readScope(head)
    if (this.#known.size >= scopesMax) this.#known.clear()
    if (scope !== undefined && beginning.includes('Credential=')) this.#known.set(beginning, scope)
    return scope
  }
}

/** Undefined for an unsigned request, and for one signed in a way that has no scope (SigV2, bearer tokens). */
function readScope(head: RequestHead): Scope | undefined {
  const authorization = head.headers['authorization']
  if (authorization !== undefined) {
    const start = authorization.indexOf('Credential=')
    if (!authorization.startsWith('AWS4-') || start < 0) return undefined
    return scopeOf(head, valueUntil(authorization, start + 11, ', '), authorization.startsWith('AWS4-ECDSA'), 'the Authorization header')
  }
  const credential = queryValue(head.query, 'X-Amz-Credential')
  if (credential === undefined) return undefined
  const asymmetric = queryValue(head.query, 'X-Amz-Algorithm')?.startsWith('AWS4-ECDSA') ?? false
  return scopeOf(head, credential, asymmetric, 'the X-Amz-Credential parameter')
}

function scopeOf(head: RequestHead, credential: string, asymmetric: boolean, shownBy: string): Scope | undefined {
  const parts = credential.split('/')
  const signingName = parts.at(-2)
  if (parts.length < (asymmetric ? 4 : 5) || signingName === undefined) return undefined
  const region = asymmetric ? firstOfRegionSet(head) : parts.at(-3)
  return region === undefined || region === '' ? { signingName, shownBy } : { signingName, region, shownBy }
}

function firstOfRegionSet(head: RequestHead): string | undefined {
  const set = head.headers['x-amz-region-set'] ?? queryValue(head.query, 'X-Amz-Region-Set')
  return set?.split(',').map(region => region.trim()).find(region => region !== '' && !region.includes('*'))
}

function valueUntil(text: string, start: number, stops: string): string {
  let end = start
  while (end < text.length && !stops.includes(text[end]!)) end++
  return text.slice(start, end)
}

/**
 * Letters and digits of the service's name in the user agent, lower case: the JavaScript, Java, Go, .NET, PHP and Rust SDKs say
 * `api/SQS#2.3.4` or `api/sqs/1.2`, the AWS CLI says `md/command#sqs.send-message` or `command/sqs.send-message`. boto3 names none.
 */
export function agentService(head: RequestHead): string | undefined {
  const agent = `${head.headers['x-amz-user-agent'] ?? ''} ${head.headers['user-agent'] ?? ''}`
  const named = /(?:^|\s)api\/([\w.-]+?)(?:[#/\s]|$)/.exec(agent) ?? /(?:^|\s)(?:md\/)?command[#/]([\w-]+)\./.exec(agent)
  return named === null ? undefined : plainName(named[1]!)
}

/** `CloudWatch Logs`, `cloudwatch_logs` and `CloudWatchLogs` are one name. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** The first value of a query parameter, decoded; '' for one without '='. Names are case sensitive, and no SDK encodes them. */
export function queryValue(query: string, name: string): string | undefined {
  if (query === '' || !query.includes(name)) return undefined
  for (const pair of query.split('&')) {
    if (pair === name) return ''
    if (pair.startsWith(name) && pair[name.length] === '=') return decoded(pair.slice(name.length + 1).replaceAll('+', ' '))
  }
  return undefined
}

/** Percent-decoding that leaves what is not UTF-8 as it stands: routing must not fail where decoding will say why. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
