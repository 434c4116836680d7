// Signature Version 2 as storage clients still use it: HMAC-SHA1 over the verb, some headers and the resource, in the Authorization header
// or in the query of a presigned URL. Pure; it knows headers and texts, no keys and no clock. Source: "Signing and authenticating REST
// requests", Amazon S3 User Guide (https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html).

import { createHmac } from 'node:crypto'
import type { Headers, WireRequest } from '../../wire/message.ts'
import { dateMissing, malformedVersionTwo } from './refusal.ts'
import type { Refusal } from './refusal.ts'
import { parseDateHeader } from './signing-time.ts'

/** Regions that opened before 2014, whose endpoints take this version: "Signature Version 2 to 4", Amazon S3 User Guide. */
const regions: ReadonlySet<string> = new Set([
  'us-east-1', 'us-west-1', 'us-west-2', 'eu-west-1', 'ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1', 'sa-east-1', 'us-gov-west-1',
])

export function takesVersionTwo(region: string): boolean {
  return regions.has(region)
}

/** @returns Base64 */
export function signVersionTwo(secret: string, text: string): string {
  return createHmac('sha1', secret).update(text).digest('base64')
}

export interface ClaimOfTwo {
  readonly accessKeyId: string
  readonly signature: string
  readonly sessionToken?: string
  /** What may have been signed: clients differ in whether they decode the parameters that belong to the resource. */
  readonly texts: readonly string[]
  /** When it was signed, or when it ends, on the client's clock, epoch ms. */
  readonly at: { readonly signed: number, readonly text: string } | { readonly ends: number }
}

/** @param path the resource with its bucket in front; undefined where the request makes no such claim */
export function readVersionTwo(request: WireRequest, path: string): ClaimOfTwo | Refusal | undefined {
  const { headers } = request
  const authorization = headers['authorization']
  if (authorization?.startsWith('AWS ') === true) return inHeader(request, path, authorization)
  if (authorization !== undefined || !/(?:^|&)AWSAccessKeyId=/.test(request.query)) return undefined
  return inQuery(request, path)
}

function inHeader(request: WireRequest, path: string, authorization: string): ClaimOfTwo | Refusal {
  const { headers } = request
  const [, accessKeyId, signature] = /^AWS ([^:\s]+):(\S+)$/.exec(authorization) ?? []
  if (accessKeyId === undefined || signature === undefined) return malformedVersionTwo(authorization)
  const text = headers['x-amz-date'] ?? headers['date']
  const signed = text === undefined ? undefined : parseDateHeader(text.replace(/ [+-]0000$/, ' GMT'))
  if (text === undefined || signed === undefined) return dateMissing('')
  const token = headers['x-amz-security-token']
  const { 'x-amz-date': amzDate, ...others } = headers
  // Whether the date stands among the headers or in the date's own place, the documentation says both.
  const texts = amzDate === undefined ? textsOf(request, headers, path, text)
    : [...textsOf(request, headers, path, ''), ...textsOf(request, others, path, text)]
  return { accessKeyId, signature, at: { signed, text }, texts, ...(token !== undefined && { sessionToken: token }) }
}

function inQuery(request: WireRequest, path: string): ClaimOfTwo | Refusal {
  const parameters = new URLSearchParams(request.query)
  const [accessKeyId, signature, expires] = ['AWSAccessKeyId', 'Signature', 'Expires'].map(name => parameters.get(name) ?? '') as
    [string, string, string]
  if (signature === '' || expires === '') return malformedVersionTwo(undefined)
  if (!/^\d{1,12}$/.test(expires)) return malformedVersionTwo(undefined, `Invalid date (should be seconds since epoch): ${expires}`)
  // What a client would send as a header it may put into the URL.
  const said: Headers = { ...request.headers }
  for (const [name, value] of parameters) if (/^(?:x-amz-.+|content-md5|content-type)$/i.test(name)) said[name.toLowerCase()] = value
  const token = said['x-amz-security-token']
  return { accessKeyId, signature, at: { ends: Number(expires) * 1000 }, texts: textsOf(request, said, path, expires),
    ...(token !== undefined && { sessionToken: token }) }
}

/** Parameters that are part of the resource. */
const ofResource: ReadonlySet<string> = new Set([
  'accelerate', 'acl', 'analytics', 'attributes', 'cors', 'delete', 'encryption', 'intelligent-tiering', 'inventory', 'legal-hold',
  'lifecycle', 'location', 'logging', 'metrics', 'notification', 'object-lock', 'ownershipControls', 'partNumber', 'policy',
  'policyStatus', 'publicAccessBlock', 'replication', 'requestPayment', 'restore', 'retention', 'select', 'select-type', 'tagging',
  'torrent', 'uploadId', 'uploads', 'versionId', 'versioning', 'versions', 'website', 'response-cache-control',
  'response-content-disposition', 'response-content-encoding', 'response-content-language', 'response-content-type', 'response-expires',
])

function textsOf({ method, query }: WireRequest, headers: Headers, path: string, date: string): string[] {
  const named = Object.keys(headers).filter(name => name.startsWith('x-amz-')).sort()
  const amz = named.map(name => `${name}:${headers[name]!.trim().replace(/\s*\n\s*/g, ' ')}\n`).join('')
  const front = `${method}\n${headers['content-md5'] ?? ''}\n${headers['content-type'] ?? ''}\n${date}\n${amz}${path}`
  const pairs = query.split('&').filter(pair => ofResource.has(pair.split('=', 1)[0]!))
    .sort((a, b) => a.split('=', 1)[0]! < b.split('=', 1)[0]! ? -1 : 1)
  if (pairs.length === 0) return [front]
  const raw = pairs.join('&')
  const decoded = pairs.map(plain).join('&')
  return raw === decoded ? [`${front}?${raw}`] : [`${front}?${decoded}`, `${front}?${raw}`]
}

/** `a=` and `a` are one; a value is what it stands for. */
function plain(pair: string): string {
  const [name, value] = [...new URLSearchParams(pair)][0] ?? [pair, '']
  return value === '' ? name : `${name}=${value}`
}
