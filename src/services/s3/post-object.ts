// POST Object: a browser's form becomes a PutObject of whoever signed its policy, or of the anonymous. The form's fields are the headers
// that a client would have sent. Source: "POST Object" and "Browser-Based Uploads Using POST", Amazon S3 API Reference.

import { emptyBody, escapeText, MalformedRequest, parseXml } from '../../kernel/service.ts'
import type { Call, Headers, Principal, WebHandler, WebRequest, WireResponse, XmlElement } from '../../kernel/service.ts'
import { invalidArgument, malformedXml, s3Fault } from './fault.ts'
import { readForm } from './post-form.ts'
import { checkForm, readPostPolicy } from './post-policy.ts'
import type { LengthRange } from './post-policy.ts'

const largestBytes = 5 * 2 ** 30

export const postObject: WebHandler = async (request, visit) => {
  const { id: bucket } = request
  const holder = visit.names.holder(bucket)
  if (holder === undefined) throw s3Fault('NoSuchBucket', { BucketName: bucket })
  const { fields, file } = await readForm(request)
  const key = fields.get('key') ?? ''
  if (key === '') throw missingField('key')
  const call = visit.at(holder)
  const signer = signerOf(fields, call)
  const range = signer === undefined ? {} : checkPolicy(fields, bucket, signer, call)
  const place = `/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`
  const put = { method: 'POST', path: place, query: '', headers: headersOf(fields, request), body: file(withinLimits(range)) }
  const response = await visit.send('PutObject', put, signer?.principal, signer?.region ?? holder.region)
  return answered(response, { bucket, key, place }, fields, call, request)
}

interface Signer {
  readonly principal: Principal
  readonly region?: string
  /** As the client wrote it; absent in version 2. */
  readonly dateText?: string
}

/** @throws InvalidArgument, AccessDenied, and what is wrong with keys and signatures */
function signerOf(fields: ReadonlyMap<string, string>, call: Call): Signer | undefined {
  const policy = fields.get('policy')
  const credential = fields.get('x-amz-credential')
  const olderKey = fields.get('awsaccesskeyid')
  if (policy === undefined) {
    if (credential !== undefined || olderKey !== undefined) throw missingField('policy')
    return undefined
  }
  const sessionToken = fields.get('x-amz-security-token')
  if (credential === undefined) {
    if (olderKey === undefined) throw missingField('AWSAccessKeyId')
    const signature = fields.get('signature') ?? ''
    if (signature === '') throw missingField('signature')
    return { principal: call.identity.signerOf(policy, { accessKeyId: olderKey, signature, sessionToken }) }
  }
  const [signature = '', dateText = ''] = ['x-amz-signature', 'x-amz-date'].map(name => fields.get(name))
  if (fields.get('x-amz-algorithm') !== 'AWS4-HMAC-SHA256') {
    throw invalidArgument('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"', 'X-Amz-Algorithm', fields.get('x-amz-algorithm') ?? '')
  }
  if (signature === '') throw missingField('X-Amz-Signature')
  const [accessKeyId, date, region, service, term, more] = credential.split('/') as [string, string?, string?, string?, string?, string?]
  if (date === undefined || region === undefined || service !== 's3' || term !== 'aws4_request' || more !== undefined
    || !dateText.startsWith(date)) {
    throw invalidArgument('The X-Amz-Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
      'X-Amz-Credential', credential)
  }
  const principal = call.identity.signerOf(policy, { accessKeyId, signature, scope: { date, region, service }, sessionToken })
  return { principal, region, dateText }
}

/** @throws InvalidPolicyDocument, AccessDenied */
function checkPolicy(fields: ReadonlyMap<string, string>, bucket: string, { dateText }: Signer, call: Call): Partial<LengthRange> {
  const policy = readPostPolicy(fields.get('policy')!)
  const expired = call.now() > expiryOf(policy.expiresAt, dateText, call)
  if (expired) throw s3Fault('AccessDenied', {}, 'Invalid according to Policy: Policy expired.')
  return checkForm(policy, new Map([...fields, ['bucket', bucket]])) ?? {}
}

/** On our clock, which may have been wound since: a form holds as long as its signer meant it to, counted from its signing. */
function expiryOf(expiresAt: number, dateText: string | undefined, call: Call): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(dateText ?? '')
  if (parts === null) return expiresAt
  const [, year, month, day, hour, minute, second] = parts
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return call.identity.standing(signedAt) + expiresAt - signedAt
}

function withinLimits({ leastBytes = 0, mostBytes = largestBytes }: Partial<LengthRange>): LengthRange {
  return { leastBytes, mostBytes: Math.min(mostBytes, largestBytes) }
}

const plainHeaders: ReadonlySet<string> = new Set(['cache-control', 'content-type', 'content-disposition', 'content-encoding',
  'content-language', 'content-md5', 'expires'])
const ofSigning = /^x-amz-(?:algorithm|credential|date|signature|security-token|content-sha256)$/

/** Fields as the headers of a put; a header holds bytes, one character each. */
function headersOf(fields: ReadonlyMap<string, string>, request: WebRequest): Headers {
  const headers: Headers = {}
  for (const name of ['host', 'referer', 'user-agent']) if (request.headers[name] !== undefined) headers[name] = request.headers[name]
  for (const [name, value] of fields) {
    const bytes = Buffer.from(value, 'utf8').toString('latin1')
    if (name === 'acl') headers['x-amz-acl'] = bytes
    else if (name === 'tagging') headers['x-amz-tagging'] = tagsOf(value)
    else if (plainHeaders.has(name) || (name.startsWith('x-amz-') && !ofSigning.test(name))) headers[name] = bytes
  }
  return headers
}

/** The field holds the XML of PutObjectTagging, the header a query. @throws MalformedXML */
function tagsOf(xml: string): string {
  const root = elementOf(xml)
  const tags = root?.name === 'Tagging' ? root.children.find(({ name }) => name === 'TagSet')?.children : undefined
  if (tags === undefined) throw malformedXml()
  const query = new URLSearchParams()
  for (const { children } of tags) {
    const [name, value] = ['Key', 'Value'].map(part => children.find(child => child.name === part)?.text ?? '')
    query.append(name!, value!)
  }
  return query.toString()
}

function elementOf(xml: string): XmlElement | undefined {
  try {
    return parseXml(Buffer.from(xml))
  } catch (error) {
    if (error instanceof MalformedRequest) return undefined
    throw error
  }
}

interface Made { readonly bucket: string, readonly key: string, readonly place: string }

/** What the browser is told: nothing, the object's name, or to go elsewhere. */
function answered(
  { headers }: WireResponse, { bucket, key, place }: Made, fields: ReadonlyMap<string, string>, call: Call, request: WebRequest,
): WireResponse {
  const etag = headers['etag'] ?? ''
  const elsewhere = redirectOf(fields, { bucket, key, etag })
  if (elsewhere !== undefined) return { status: 303, headers: { ...headers, location: elsewhere, 'content-length': '0' }, body: emptyBody }
  const inHost = request.headers['host']?.toLowerCase().startsWith(`${bucket}.`) === true
  const location = `${call.endpoint}${inHost ? place.slice(bucket.length + 1) : place}`
  const status = { 200: 200, 201: 201 }[fields.get('success_action_status') ?? ''] ?? 204
  const { 'content-type': _, 'content-length': _length, ...kept } = headers
  if (status !== 201) return { status, headers: { ...kept, location }, body: emptyBody }
  const elements = Object.entries({ Location: location, Bucket: bucket, Key: key, ETag: etag })
    .map(([name, value]) => `<${name}>${escapeText(value)}</${name}>`)
  const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse>${elements.join('')}</PostResponse>`)
  return { status, headers: { ...kept, location, 'content-type': 'application/xml', 'content-length': String(body.length) }, body }
}

/** An address that is none is passed over. */
function redirectOf(fields: ReadonlyMap<string, string>, made: Readonly<Record<string, string>>): string | undefined {
  const given = fields.get('success_action_redirect') ?? fields.get('redirect')
  if (given === undefined || !URL.canParse(given)) return undefined
  const url = new URL(given)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined
  for (const [name, value] of Object.entries(made)) url.searchParams.append(name, value)
  return url.href
}

function missingField(name: string): Error {
  return invalidArgument(`Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
    name, '')
}
