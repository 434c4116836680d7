// Identification as a whole: who a request comes from, and the right error of AWS's for every part of it that was changed after signing.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Random } from '../random.ts'
import { sealer } from '../seal.ts'
import { canonicalRequest, stringToSign } from './canonical.ts'
import { Credentials } from './credentials.ts'
import { Identity } from './identity.ts'
import { userPrincipal } from './principal.ts'
import { missing, refusalFault } from './refusal.ts'
import { deriveSigningKey, sha256Hex, sign } from './signature-v4.ts'
import { presignRequest, signRequest } from './signer.ts'
import type { Table } from '../store/face.ts'
import type { WireRequest } from '../../wire/message.ts'
import type { StoredAccessKey } from './credentials.ts'
import type { Family } from './refusal.ts'
import type { Signer } from './signer.ts'

const now = Date.UTC(2026, 0, 15, 10, 30)
const accessKeyId = 'AKIAQAAAAAAAAAAAAAAA'
const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const user = userPrincipal({ account: '123456789012', name: 'ada', id: 'AIDAQAAAAAAAAAAAAAAAA' })

const stored = new Map<string, StoredAccessKey>()
const keys = { get: (key: string) => stored.get(key), put: (key: string, value: StoredAccessKey) => stored.set(key, value) } as unknown as
  Table<StoredAccessKey>
const clock = { now: () => now, standingFor: (at: number) => [at] }
const credentials = new Credentials({ keys, sealer: sealer(new Uint8Array(32)), random: new Random('identity'), clock })
credentials.put(accessKeyId, { secret, principal: user, status: 'active' })
credentials.put('AKIAQBBBBBBBBBBBBBBB', { secret, principal: user, status: 'inactive' })
const identity = new Identity({ credentials, clock })

const sqs: Signer = { accessKeyId, secret, region: 'eu-west-1', service: 'sqs', at: now }
const s3: Signer = { ...sqs, service: 's3', bareXml: true }
const send: WireRequest = {
  method: 'POST', path: '/', query: 'a=1&b=2', body: Buffer.from('{"QueueUrl":"q"}'),
  headers: { host: 'sqs.eu-west-1.amazonaws.com', 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
}
const put: WireRequest = {
  method: 'PUT', path: '/bucket/a%20key', query: '', body: Buffer.from('data'), headers: { host: 's3.amazonaws.com' },
}

function faultOf(request: WireRequest, family: Family, to: { services?: string[], region?: string } = {}) {
  const outcome = identity.identify(request, { family, ...to })
  assert.ok('refused' in outcome, 'the request was believed')
  return { reason: outcome.refused, ...refusalFault(outcome, family), message: refusalFault(outcome, family).message }
}

function withHeader(request: WireRequest, name: string, value: string | undefined): WireRequest {
  const { [name]: _, ...rest } = request.headers
  return { ...request, headers: value === undefined ? rest : { ...rest, [name]: value } }
}

function withAuthorization(request: WireRequest, from: string | RegExp, to: string): WireRequest {
  return withHeader(request, 'authorization', request.headers['authorization']!.replace(from, to))
}

const believed: [string, WireRequest, Family, string][] = [
  ['a stored key', signRequest(send, sqs), 'json', user.arn],
  ['a stored key, S3', signRequest(put, s3), 'bare-xml', user.arn],
  ['an unsigned payload', signRequest(put, { ...s3, payloadHash: 'UNSIGNED-PAYLOAD' }), 'bare-xml', user.arn],
  ['a presigned URL', presignRequest(put, { ...s3, expiresSeconds: 60 }), 'bare-xml', user.arn],
  ['a presigned URL of another service',
    presignRequest({ ...send, method: 'GET', headers: { host: 'h' } }, { ...sqs, expiresSeconds: 60 }), 'query', user.arn],
  ['test, any secret', signRequest(send, { ...sqs, accessKeyId: 'test', secret: 'any' }), 'json', 'arn:aws:iam::000000000000:root'],
  ['an account, any secret', signRequest(send, { ...sqs, accessKeyId: '210987654321', secret: 'any' }), 'json',
    'arn:aws:iam::210987654321:root'],
  ['an account, any token', signRequest(send, { ...sqs, accessKeyId: '210987654321', sessionToken: 'any' }), 'json',
    'arn:aws:iam::210987654321:root'],
]

for (const [name, request, family, arn] of believed) {
  test(`believed: ${name}`, () => {
    const outcome = identity.identify(request, { family, services: ['sqs', 's3'], region: 'eu-west-1' })
    assert.ok('principal' in outcome, JSON.stringify(outcome))
    assert.equal(outcome.principal.arn, arn)
    assert.equal(outcome.principal.accessKeyId, outcome.claim!.accessKeyId)
    assert.equal(outcome.payload.kind, 'settled')
    assert.equal(outcome.signedAt, now)
  })
}

test('the partition of the region called is the root\'s', () => {
  const outcome = identity.identify(signRequest(send, { ...sqs, accessKeyId: 'test' }), { family: 'json', partition: 'aws-cn' })
  assert.ok('principal' in outcome)
  assert.equal(outcome.principal.arn, 'arn:aws-cn:iam::000000000000:root')
})

test('nobody, and bearers', () => {
  assert.deepEqual(identity.identify(send, { family: 'json' }), {
    principal: { kind: 'anonymous', account: '', arn: '', userId: 'anonymous' }, payload: { kind: 'settled' },
  })
  const bearer = identity.identify(withHeader(send, 'authorization', 'Bearer abc.def'), { family: 'json' })
  assert.ok('principal' in bearer)
  assert.equal(bearer.principal.bearerToken, 'abc.def')
  const upload = withHeader(put, 'x-amz-content-sha256', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER')
  const framed = identity.identify(upload, { family: 'bare-xml' })
  assert.deepEqual('payload' in framed && framed.payload, { kind: 'chunked', verifier: undefined, trailers: true })
})

const wrong = 'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'
const signed = signRequest(send, sqs)
const unknownKeyId = 'AKIAQZZZZZZZZZZZZZZZ'

// Code and status of JSON services, and of query services.
const codes = {
  mismatch: ['InvalidSignatureException 400', 'SignatureDoesNotMatch 403'],
  unknown: ['UnrecognizedClientException 400', 'InvalidClientTokenId 403'],
  incomplete: ['IncompleteSignatureException 400', 'IncompleteSignature 403'],
} as const

// [what was done, the request, the code, the text]
const tampered: [string, WireRequest, keyof typeof codes, string | RegExp][] = [
  ['the method', { ...signed, method: 'PUT' }, 'mismatch', wrong],
  ['the path', { ...signed, path: '/other' }, 'mismatch', wrong],
  ['a parameter', { ...signed, query: 'a=1&b=3' }, 'mismatch', wrong],
  ['a parameter more', { ...signed, query: 'a=1&b=2&c=3' }, 'mismatch', wrong],
  ['the body', { ...signed, body: Buffer.from('{}') }, 'mismatch', wrong],
  ['the host', withHeader(signed, 'host', 'other'), 'mismatch', wrong],
  ['the target', withHeader(signed, 'x-amz-target', 'AmazonSQS.DeleteQueue'), 'mismatch', wrong],
  ['a signed header gone', withHeader(signed, 'content-type', undefined), 'mismatch', wrong],
  ['the time', withHeader(signed, 'x-amz-date', '20260115T103001Z'), 'mismatch', wrong],
  ['the region', withAuthorization(signed, 'eu-west-1', 'eu-west-2'), 'mismatch', wrong],
  ['the service', withAuthorization(signed, '/sqs/', '/sns/'), 'mismatch', wrong],
  ['the signature', withAuthorization(signed, /Signature=../, 'Signature=zz'), 'mismatch', wrong],
  ['the signature cut', withAuthorization(signed, /..$/, ''), 'mismatch', wrong],
  ['another secret', signRequest(send, { ...sqs, secret: 'other' }), 'mismatch', wrong],
  ['host not signed', withAuthorization(signed, ';host', ''), 'mismatch',
    "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."],
  ['target not signed', withAuthorization(signed, ';x-amz-target', ''), 'mismatch',
    "'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization."],
  ['the scope\'s day', withAuthorization(signed, '/20260115/', '/20260114/'), 'mismatch',
    'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
    "'20260114' != '20260115', from '20260115T103000Z'."],
  ['the terminator', withAuthorization(signed, 'aws4_request', 'aws5_request'), 'mismatch',
    "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'. "],
  ['an unknown key', withAuthorization(signed, accessKeyId, unknownKeyId), 'unknown',
    'The security token included in the request is invalid.'],
  ['a key of no known form', withAuthorization(signed, accessKeyId, '\u0000x'), 'unknown', /invalid/],
  ['an inactive key', withAuthorization(signed, accessKeyId, 'AKIAQBBBBBBBBBBBBBBB'), 'unknown', /invalid/],
  ['a token nobody issued', signRequest(send, { ...sqs, sessionToken: 'token' }), 'unknown', /invalid/],
  ['no credential', withAuthorization(signed, /Credential=[^,]+, /, ''), 'incomplete',
    /^Authorization header requires 'Credential' parameter\. Authorization=AWS4/],
  ['no signature', withAuthorization(signed, /, Signature=.*/, ''), 'incomplete', /'Signature' parameter/],
  ['no signed headers', withAuthorization(signed, /SignedHeaders=[^,]+,/, ''), 'incomplete', /'SignedHeaders'/],
  ['a short credential', withAuthorization(signed, '/sqs', ''), 'incomplete',
    'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, ' +
    `got '${accessKeyId}/20260115/eu-west-1/aws4_request'`],
  ['no date', withHeader(signed, 'x-amz-date', undefined), 'incomplete',
    /^Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header\./],
  ['a day that does not exist', withHeader(signed, 'x-amz-date', '20260230T000000Z'), 'incomplete',
    "Date must be in ISO-8601 'basic format'. Got '20260230T000000Z'. See http://en.wikipedia.org/wiki/ISO_8601"],
  ['another algorithm', withAuthorization(signed, 'AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA512'), 'incomplete',
    /^Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512'/],
  ['Signature Version 2', withHeader(send, 'authorization', `AWS ${accessKeyId}:sig`), 'incomplete', /'Credential'/],
  ['Basic', withHeader(send, 'authorization', 'Basic dTpw'), 'incomplete', /Authorization=Basic dTpw$/],
  ['an empty header', withHeader(send, 'authorization', ''), 'incomplete', /Authorization=$/],
]

for (const [name, request, code, text] of tampered) {
  test(`refused: ${name}`, () => {
    const [json, query] = codes[code]
    const expectations = [['json', json], ['query', query], ['rest-xml', query], ['rest-json', json.replace('400', '403')]] as const
    for (const [family, expected] of expectations) {
      const fault = faultOf(request, family)
      assert.equal(`${fault.code} ${fault.status}`, expected)
      if (typeof text === 'string') assert.equal(fault.message, text)
      else assert.match(fault.message, text)
    }
  })
}

const object = signRequest(put, s3)
const url = presignRequest(put, { ...s3, expiresSeconds: 60 })
const malformedUrl = 'AuthorizationQueryParametersError 400'
const s3Refusals: [string, WireRequest, string, string | RegExp, Record<string, string | RegExp>?][] = [
  ['the key', { ...object, path: '/bucket/other' }, 'SignatureDoesNotMatch 403', /Check your key and signing method\.$/, {
    AWSAccessKeyId: accessKeyId,
    SignatureProvided: /^[0-9a-f]{64}$/,
    StringToSign: /^AWS4-HMAC-SHA256\n20260115T103000Z\n20260115\/eu-west-1\/s3\/aws4_request\n/,
    StringToSignBytes: /^41 57 53 34 /,
    CanonicalRequest: /^PUT\n\/bucket\/other\n\nhost:s3\.amazonaws\.com\n/,
    CanonicalRequestBytes: /^50 55 54 0a /,
  }],
  ['the body', { ...object, body: Buffer.from('other') }, 'XAmzContentSHA256Mismatch 400', /does not match what was computed\.$/,
    { ClientComputedContentSHA256: sha256Hex('data'), S3ComputedContentSHA256: sha256Hex('other') }],
  ['no hash', withHeader(object, 'x-amz-content-sha256', undefined), 'InvalidRequest 400',
    'Missing required header for this request: x-amz-content-sha256'],
  ['no hash at all', withHeader(object, 'x-amz-content-sha256', 'constructor'), 'InvalidArgument 400', /valid sha256 value/,
    { ArgumentValue: 'constructor' }],
  ['another hash', withHeader(object, 'x-amz-content-sha256', sha256Hex('other')), 'SignatureDoesNotMatch 403', /./],
  ['a header more', withHeader(object, 'x-amz-acl', 'public-read'), 'AccessDenied 403',
    'There were headers present in the request which were not signed',
    { HeadersNotSigned: 'x-amz-acl' }],
  ['a header more, presigned', withHeader(url, 'x-amz-acl', 'public-read'), 'AccessDenied 403', /not signed/,
    { HeadersNotSigned: 'x-amz-acl' }],
  ['host not signed', withAuthorization(object, 'host;', ''), 'AccessDenied 403', /not signed/, { HeadersNotSigned: 'host' }],
  ['an unknown key', withAuthorization(object, accessKeyId, unknownKeyId), 'InvalidAccessKeyId 403',
    'The AWS Access Key Id you provided does not exist in our records.', { AWSAccessKeyId: unknownKeyId }],
  ['a bad token', signRequest(put, { ...s3, sessionToken: 'nonsense' }), 'InvalidToken 400',
    'The provided token is malformed or otherwise invalid.'],
  ['a malformed credential', withAuthorization(object, '/s3', ''), 'AuthorizationHeaderMalformed 400',
    'The authorization header is malformed; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".'],
  ['a part missing', withAuthorization(object, /, Signature=.*/, ''), 'AuthorizationHeaderMalformed 400', /requires three components/],
  ['the scope\'s day', withAuthorization(object, '/20260115/', '/20260114/'), 'AuthorizationHeaderMalformed 400',
    'The authorization header is malformed; Invalid credential date. Date is not the same as X-Amz-Date.'],
  ['no date', withHeader(object, 'x-amz-date', undefined), 'AccessDenied 403',
    'AWS authentication requires a valid Date or x-amz-date header'],
  ['Signature Version 2', withHeader(put, 'authorization', 'AWS key:signature'), 'InvalidRequest 400',
    'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.'],
  ['Signature Version 2, presigned', { ...put, query: 'AWSAccessKeyId=a&Expires=1&Signature=b' }, 'InvalidRequest 400', /not supported/],
  ['Basic', withHeader(put, 'authorization', 'Basic dTpw'), 'InvalidArgument 400', 'Unsupported Authorization Type',
    { ArgumentValue: 'Basic dTpw' }],
  ['both ways', withHeader(url, 'authorization', object.headers['authorization']), 'InvalidArgument 400',
    /^Only one auth mechanism allowed/],
  ['the URL\'s parameter', { ...url, query: `${url.query}&x=1` }, 'SignatureDoesNotMatch 403', /./],
  ['the URL\'s signature', { ...url, query: url.query.replace(/.$/, 'z') }, 'SignatureDoesNotMatch 403', /./],
  ['the URL without signature', { ...url, query: url.query.replace(/&X-Amz-Signature=\w+/, '') }, malformedUrl,
    /^Query-string authentication version 4 requires the X-Amz-Algorithm/],
  ['the URL without expiry', presignRequest(put, s3), malformedUrl, /^Query-string authentication version 4 requires/],
  ['the URL\'s algorithm', { ...url, query: url.query.replace('AWS4-HMAC-SHA256', 'AWS4') }, malformedUrl,
    'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"'],
  ['the URL\'s date', { ...url, query: url.query.replace('20260115T103000Z', '2026-01-15') }, malformedUrl,
    `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`],
  ['eight days', presignRequest(put, { ...s3, expiresSeconds: 604_801 }), malformedUrl,
    'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds'],
  ['a negative time', presignRequest(put, { ...s3, expiresSeconds: -1 }), malformedUrl, 'X-Amz-Expires must be non-negative'],
  ['no number', { ...url, query: url.query.replace('Expires=60', 'Expires=soon') }, malformedUrl, 'X-Amz-Expires should be a number'],
]

for (const [name, request, expected, text, fields = {}] of s3Refusals) {
  test(`refused by S3: ${name}`, () => {
    const fault = faultOf(request, 'bare-xml')
    assert.equal(`${fault.code} ${fault.status}`, expected)
    if (typeof text === 'string') assert.equal(fault.message, text)
    else assert.match(fault.message, text)
    for (const [field, value] of Object.entries(fields)) {
      const given = String(fault.fields?.[field])
      if (typeof value === 'string') assert.equal(given, value)
      else assert.match(given, value)
    }
  })
}

test('a scope of another region or service, where the addressee is known', () => {
  assert.equal(faultOf(signed, 'json', { region: 'us-east-1' }).message, "Credential should be scoped to a valid region, not 'eu-west-1'. ")
  assert.equal(faultOf(signed, 'json', { services: ['batch'] }).message, "Credential should be scoped to correct service: 'batch'. ")
  const fault = faultOf(object, 'bare-xml', { region: 'us-east-1' })
  assert.equal(`${fault.code}: ${fault.message}`,
    "AuthorizationHeaderMalformed: The authorization header is malformed; the region 'eu-west-1' is wrong; expecting 'us-east-1'")
  assert.deepEqual(fault.fields, { Region: 'us-east-1' })
  assert.equal(faultOf(url, 'bare-xml', { region: 'us-east-1' }).message,
    "Error parsing the X-Amz-Credential parameter; the region 'eu-west-1' is wrong; expecting 'us-east-1'")
})

test('EC2 has its own words', () => {
  const unknown = faultOf(signRequest(send, { ...sqs, accessKeyId: unknownKeyId }), 'ec2')
  assert.equal(`${unknown.code} ${unknown.status} ${unknown.message}`,
    'AuthFailure 401 AWS was not able to validate the provided access credentials')
  const late = faultOf(signRequest(send, { ...sqs, at: now - 3_600_000 }), 'ec2')
  assert.equal(`${late.code} ${late.status} ${late.message}`, 'RequestExpired 400 Request has expired.')
})

test('nobody, where somebody is wanted', () => {
  const wording = (family: Family) => {
    const { code, status, message } = refusalFault(missing(), family)
    return `${code} ${status} ${message}`
  }
  assert.equal(wording('json'), 'MissingAuthenticationTokenException 400 Missing Authentication Token')
  assert.equal(wording('rest-json'), 'MissingAuthenticationTokenException 403 Missing Authentication Token')
  assert.equal(wording('query'), 'MissingAuthenticationToken 403 Request is missing Authentication Token')
  assert.equal(wording('bare-xml'), 'AccessDenied 403 Access Denied')
})

test('a changed secret takes effect at once', () => {
  assert.ok('principal' in identity.identify(signed, { family: 'json' }))
  credentials.put(accessKeyId, { secret: 'changed', principal: user, status: 'active' })
  assert.equal(faultOf(signed, 'json').reason, 'wrong-signature')
  assert.ok('principal' in identity.identify(signRequest(send, { ...sqs, secret: 'changed' }), { family: 'json' }))
  credentials.put(accessKeyId, { secret, principal: user, status: 'active' })
})

test('equal readings of a request', () => {
  const sent = signRequest({ ...send, headers: { ...send.headers, 'x-list': 'a,b' } }, sqs)
  assert.ok('principal' in identity.identify(withHeader(sent, 'x-list', 'a, b'), { family: 'json' }), 'a header that came twice')
  const spaced = presignRequest({ ...put, query: 'name=a%20b' }, { ...s3, expiresSeconds: 60 })
  const query = spaced.query.replace('a%20b', 'a+b')
  assert.ok('principal' in identity.identify({ ...spaced, query }, { family: 'bare-xml' }), 'a plus for a space')
})

test('the time may stand in the Date header', () => {
  const request = { ...send, headers: { host: 'h', date: 'Thu, 15 Jan 2026 10:30:00 GMT' } }
  const scope = '20260115/eu-west-1/sqs/aws4_request'
  const canonical = canonicalRequest(request, {
    signedHeaders: 'date;host', signedNames: ['date', 'host'], payloadHash: sha256Hex('{"QueueUrl":"q"}'), rawPath: false,
  })
  const text = stringToSign('AWS4-HMAC-SHA256', '20260115T103000Z', scope, canonical)
  const signature = sign(deriveSigningKey(secret, { ...sqs, date: '20260115' }), text)
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=date;host, Signature=${signature}`
  assert.ok('principal' in identity.identify(withHeader(request, 'authorization', authorization), { family: 'query' }))
})

test('no nonsense in the claim is more than refused', () => {
  const pieces = [
    'AWS4-HMAC-SHA256', ' ', 'Credential=', accessKeyId, '/20260115/eu-west-1/sqs/aws4_request', ', ', 'SignedHeaders=', 'host', ';',
    'constructor', '__proto__', ':authority', 'Signature=', '0'.repeat(64), '%', '%2', '%zz', '+', '&', '=', '/..', '//', '/.', '',
    'X-Amz-Signature=', 'X-Amz-Algorithm=', 'X-Amz-Credential=', 'X-Amz-Expires=', '1e3', '\ud800', '\u00ff', '\u1234', '\0',
  ]
  const random = new Random('nonsense')
  const piece = () => pieces[random.below(pieces.length)]!
  const text = (length: number) => Array.from({ length: random.below(length) }, piece).join('')
  for (let i = 0; i < 3000; i += 1) {
    const mangled = i % 2 === 0
      ? withAuthorization(signed, piece() || 'eu-west-1', text(4))
      : withHeader(send, 'authorization', i % 3 === 0 ? undefined : text(20))
    const family = (['json', 'bare-xml', 'query', 'ec2', 'rest-json', 'rest-xml'] as const)[i % 6]!
    const outcome = identity.identify({ ...mangled, path: `/${text(4)}`, query: i % 2 === 0 ? '' : text(20) }, { family })
    if ('refused' in outcome) assert.ok(refusalFault(outcome, family).message.length > 0)
    else assert.ok(outcome.principal.kind === 'anonymous' || outcome.principal.arn === user.arn)
  }
})

test('streams: stated hashes are left to the reader, unstated ones refused', () => {
  async function* body() { yield Buffer.from('data') }
  const streaming = identity.identify({ ...object, body: body() }, { family: 'bare-xml' })
  assert.deepEqual('payload' in streaming && streaming.payload, { kind: 'hashed', sha256: sha256Hex('data') })
  assert.equal(faultOf({ ...signed, body: body() }, 'rest-json').reason, 'payload-header')
  const events = signRequest(send, { ...sqs, payloadHash: 'STREAMING-AWS4-HMAC-SHA256-EVENTS' })
  const outcome = identity.identify({ ...events, body: body() }, { family: 'rest-json' })
  assert.equal('payload' in outcome && outcome.payload.kind, 'events')
})
