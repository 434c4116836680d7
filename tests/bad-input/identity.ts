// Bad input in who is calling: headers that name no key, scopes, dates and signatures that do not fit, keys and tokens that nobody issued,
// presigned URLs, chunk signatures. "Troubleshoot Signature Version 4 signing", IAM User Guide; "Error responses", Amazon S3 API Reference.

import { signRequest } from '../../src/kernel/identity/signer.ts'
import type { Signer } from '../../src/kernel/identity/signer.ts'
import { anyHash, http, signedAt, signedDate } from './request.ts'
import type { BadRequest, Envelope, HeaderLines, IssuedKeys, Row } from './request.ts'

const scope = (service: string, key = 'test', day = '20270101', end = 'aws4_request'): string => `${key}/${day}/us-east-1/${service}/${end}`

const tables = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.ListTables' }

function dynamodb(authorization: string | undefined, headers: HeaderLines = {}): BadRequest {
  return { envelope: 'json', bytes: http('POST', '/', { ...tables, 'x-amz-date': signedDate, authorization, ...headers }, '{}') }
}

function header(credential: string, { names = 'host;x-amz-date;x-amz-target', algorithm = 'AWS4-HMAC-SHA256' } = {}): string {
  return `${algorithm} Credential=${credential}, SignedHeaders=${names}, Signature=${anyHash}`
}

function sts(key: string): BadRequest {
  const own = { 'content-type': 'application/x-www-form-urlencoded', 'x-amz-date': signedDate, authorization: header(scope('sts', key)) }
  return { envelope: 'query', bytes: http('POST', '/', own, 'Action=GetCallerIdentity&Version=2011-06-15') }
}

function ec2(key: string): BadRequest {
  const own = { 'content-type': 'application/x-www-form-urlencoded', 'x-amz-date': signedDate, authorization: header(scope('ec2', key)) }
  return { envelope: 'ec2', bytes: http('POST', '/', own, 'Action=DescribeVpcs&Version=2016-11-15') }
}

function lambda(key: string): BadRequest {
  const own = { 'x-amz-date': signedDate, authorization: header(scope('lambda', key)) }
  return { envelope: 'rest-json', bytes: http('GET', '/2015-03-31/functions', own) }
}

function bucket(authorization: string | undefined, headers: HeaderLines = {}, target = '/bucket?versioning'): BadRequest {
  const own = { 'x-amz-date': signedDate, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', authorization, ...headers }
  return { envelope: 's3', bytes: http('GET', target, own) }
}

const bucketHeader = header(scope('s3'), { names: 'host;x-amz-content-sha256;x-amz-date' })

const claims: readonly Row[] = [
  ['basic authentication', dynamodb('Basic dXNlcjpwYXNz'), 400, 'IncompleteSignatureException'],
  ['an algorithm alone', dynamodb('AWS4-HMAC-SHA256'), 400, 'IncompleteSignatureException'],
  ['an algorithm that is none',
    dynamodb(header(scope('dynamodb'), { algorithm: 'AWS4-HMAC-MD5' })), 400, 'IncompleteSignatureException'],
  ['no credential',
    dynamodb(`AWS4-HMAC-SHA256 SignedHeaders=host, Signature=${anyHash}`), 400, 'IncompleteSignatureException'],
  ['no signature', dynamodb(`AWS4-HMAC-SHA256 Credential=${scope('dynamodb')}, SignedHeaders=host`), 400, 'IncompleteSignatureException'],
  ['no signed headers',
    dynamodb(`AWS4-HMAC-SHA256 Credential=${scope('dynamodb')}, Signature=${anyHash}`), 400, 'IncompleteSignatureException'],
  ['a credential of one part', dynamodb(header('test')), 400, 'IncompleteSignatureException'],
  ['a credential of six parts', dynamodb(header(`${scope('dynamodb')}/more`)), 400, 'IncompleteSignatureException'],
  ['a credential of slashes', dynamodb(header('////')), 400, 'IncompleteSignatureException'],
  ['a scope of another day', dynamodb(header(scope('dynamodb', 'test', '20270102'))), 400, 'InvalidSignatureException'],
  ['a scope with another end',
    dynamodb(header(scope('dynamodb', 'test', '20270101', 'aws5_request'))), 400, 'InvalidSignatureException'],
  ['no date', dynamodb(header(scope('dynamodb')), { 'x-amz-date': undefined }), 400, 'IncompleteSignatureException'],
  ['a date that is none',
    dynamodb(header(scope('dynamodb')), { 'x-amz-date': '20270230T250000Z' }), 400, 'IncompleteSignatureException'],
  ['two dates',
    dynamodb(header(scope('dynamodb')), { 'x-amz-date': `${signedDate}\r\nx-amz-date: ${signedDate}` }),
    400, 'IncompleteSignatureException'],
  ['a date in words', dynamodb(header(scope('dynamodb')), { 'x-amz-date': 'new year' }), 400, 'IncompleteSignatureException'],
  ['a signature of the day before',
    dynamodb(header(scope('dynamodb', 'test', '20261231')), { 'x-amz-date': '20261231T000000Z' }), 400, 'InvalidSignatureException'],
  ['a signature of the day after',
    dynamodb(header(scope('dynamodb', 'test', '20270102')), { 'x-amz-date': '20270102T000000Z' }), 400, 'InvalidSignatureException'],
  ['a host that is not signed',
    dynamodb(header(scope('dynamodb'), { names: 'x-amz-date;x-amz-target' })), 400, 'InvalidSignatureException'],
  ['a target that is not signed',
    dynamodb(header(scope('dynamodb'), { names: 'host;x-amz-date' })), 400, 'InvalidSignatureException'],
  ['a header of thirty thousand bytes',
    dynamodb(`AWS4-HMAC-SHA256 ${'Credential=,'.repeat(2500)}`), 400, 'IncompleteSignatureException'],
]

const strangers: readonly Row[] = [
  ['a key nobody issued, to a JSON service',
    dynamodb(header(scope('dynamodb', 'AKIAIOSFODNN7EXAMPLE'))), 400, 'UnrecognizedClientException'],
  ['a key nobody issued, to a query service', sts('AKIAIOSFODNN7EXAMPLE'), 403, 'InvalidClientTokenId'],
  ['a key nobody issued, to EC2', ec2('AKIAIOSFODNN7EXAMPLE'), 401, 'AuthFailure'],
  ['a key nobody issued, to a REST service', lambda('AKIAIOSFODNN7EXAMPLE'), 403, 'UnrecognizedClientException'],
  ['a key nobody issued, to S3', bucket(bucketHeader.replace('test/', 'AKIAIOSFODNN7EXAMPLE/')), 403, 'InvalidAccessKeyId'],
  ['the key __proto__', sts('__proto__'), 403, 'InvalidClientTokenId'],
  ['an account of thirteen digits for a key', sts('0000000000000'), 403, 'InvalidClientTokenId'],
  ['a token nobody issued',
    dynamodb(header(scope('dynamodb', 'ASIAIOSFODNN7EXAMPLE')), { 'x-amz-security-token': 'x' }), 400, 'UnrecognizedClientException'],
  ['a token nobody issued, to S3',
    bucket(header(scope('s3', 'ASIAIOSFODNN7EXAMPLE'), { names: 'host;x-amz-content-sha256;x-amz-date;x-amz-security-token' }),
      { 'x-amz-security-token': 'x' }), 400, 'InvalidToken'],
  ['nobody, to a JSON service', dynamodb(undefined), 400, 'MissingAuthenticationTokenException'],
  ['nobody, to a query service', {
    envelope: 'query',
    bytes: http('POST', '/', { 'content-type': 'application/x-www-form-urlencoded' }, 'Action=GetCallerIdentity&Version=2011-06-15'),
  }, 403, 'MissingAuthenticationToken'],
  ['nobody with a broken body, to a JSON service',
    { envelope: 'json', bytes: http('POST', '/', tables, '{') }, 400, 'MissingAuthenticationTokenException'],
  ['a service nobody knows', {
    envelope: 'rest-json', bytes: http('POST', '/', { 'x-amz-date': signedDate, authorization: header(scope('nosuchservice')) }, ''),
  }, 400, 'UnknownService'],
]

/** A request that was signed with issued keys, and changed afterwards. */
function changed(
  envelope: Envelope, keys: IssuedKeys, signer: Partial<Signer>, change: (headers: Record<string, string>) => void,
  body = '{}', sent = body,
): BadRequest {
  const s3 = envelope === 's3'
  const request = {
    method: s3 ? 'PUT' : 'POST', path: s3 ? '/bucket' : '/', query: s3 ? 'tagging=' : '',
    headers: { host: '127.0.0.1', ...(!s3 && tables) }, body: Buffer.from(body),
  }
  const scoped = { region: 'us-east-1', service: s3 ? 's3' : 'dynamodb', at: signedAt, bareXml: s3 }
  const headers = { ...signRequest(request, { secret: keys.secretAccessKey, ...keys, ...scoped, ...signer }).headers }
  change(headers)
  return { envelope, bytes: http(request.method, s3 ? '/bucket?tagging=' : '/', headers, sent) }
}

const forged: readonly Row[] = [
  ['another secret', keys => changed('json', keys, { secret: 'guessed' }, () => {}), 400, 'InvalidSignatureException'],
  ['another secret, to S3', keys => changed('s3', keys, { secret: 'guessed' }, () => {}), 403, 'SignatureDoesNotMatch'],
  ['a signature cut short', keys => changed('json', keys, {}, headers => { headers.authorization = headers.authorization!.slice(0, -2) }),
    400, 'InvalidSignatureException'],
  ['a signature of letters', keys => changed('json', keys, {}, headers => {
    headers.authorization = headers.authorization!.replace(/Signature=.*/, `Signature=${'z'.repeat(64)}`)
  }), 400, 'InvalidSignatureException'],
  ['a target changed on the way', keys => changed('json', keys, {}, headers => {
    headers['x-amz-target'] = 'DynamoDB_20120810.DescribeLimits'
  }), 400, 'InvalidSignatureException'],
  ['a body changed on the way', keys => changed('json', keys, {}, () => {}, '{}', '{"Limit": 1}'), 400, 'InvalidSignatureException'],
  ['a body whose hash is another, to S3',
    keys => changed('s3', keys, { payloadHash: anyHash }, () => {}), 400, 'XAmzContentSHA256Mismatch'],
  ['a token without its last letter', keys => changed('json', keys, { sessionToken: keys.sessionToken.slice(0, -5) }, () => {}),
    400, 'UnrecognizedClientException'],
  ['a token of another key',
    keys => changed('json', keys, { accessKeyId: 'ASIAIOSFODNN7EXAMPLE' }, () => {}), 400, 'UnrecognizedClientException'],
  ['an issued key without its token', keys => changed('json', keys, {}, headers => { delete headers['x-amz-security-token'] }),
    400, 'UnrecognizedClientException'],
  ['a chunk with another signature', keys => changed('s3', keys, { payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' }, headers => {
    headers['x-amz-decoded-content-length'] = '3'
  }, `3;chunk-signature=${anyHash}\r\nabc\r\n0;chunk-signature=${anyHash}\r\n\r\n`), 403, 'AccessDenied'],
]

const presigned = (parameters: string): BadRequest => ({ envelope: 's3', bytes: http('GET', `/bucket/key?${parameters}`) })
const parameters = (over: Readonly<Record<string, string>> = {}): string => new URLSearchParams({
  'X-Amz-Algorithm': 'AWS4-HMAC-SHA256', 'X-Amz-Credential': scope('s3'), 'X-Amz-Date': signedDate, 'X-Amz-Expires': '60',
  'X-Amz-SignedHeaders': 'host', 'X-Amz-Signature': anyHash, ...over,
}).toString()

const buckets: readonly Row[] = [
  ['a signature of version 2 in a region that came after it',
    bucket('AWS test:c2lnbmF0dXJl', { host: 's3.eu-central-1.amazonaws.com' }), 400, 'InvalidRequest'],
  ['an authorization of no kind', bucket('Magic wand'), 400, 'InvalidArgument'],
  ['two ways of signing', bucket(bucketHeader, {}, `/bucket?${parameters()}`), 400, 'InvalidArgument'],
  ['a body without its hash',
    bucket(header(scope('s3'), { names: 'host;x-amz-date' }), { 'x-amz-content-sha256': undefined }), 400, 'InvalidRequest'],
  ['a hash that is none', bucket(bucketHeader, { 'x-amz-content-sha256': 'abc' }), 400, 'InvalidArgument'],
  ['a header that is not signed', bucket(bucketHeader, { 'x-amz-acl': 'public-read' }), 403, 'AccessDenied'],
  ['a credential that is no credential', bucket(header('test/s3/x')), 400, 'AuthorizationHeaderMalformed'],
  ['a presigned URL of long ago',
    presigned(parameters({ 'X-Amz-Date': '20261231T000000Z', 'X-Amz-Credential': scope('s3', 'test', '20261231') })), 403, 'AccessDenied'],
  ['a presigned URL that lasts too long', presigned(parameters({ 'X-Amz-Expires': '604801' })), 400, 'AuthorizationQueryParametersError'],
  ['a presigned URL that lasts for words', presigned(parameters({ 'X-Amz-Expires': 'ever' })), 400, 'AuthorizationQueryParametersError'],
  ['a presigned URL that ended before it began',
    presigned(parameters({ 'X-Amz-Expires': '-1' })), 400, 'AuthorizationQueryParametersError'],
  ['a presigned URL without a date', presigned(parameters({ 'X-Amz-Date': '' })), 400, 'AuthorizationQueryParametersError'],
  ['a presigned URL without its signature', presigned(parameters({ 'X-Amz-Signature': '' })), 400, 'AuthorizationQueryParametersError'],
  ['a presigned URL of another algorithm', presigned(parameters({ 'X-Amz-Algorithm': 'none' })), 400, 'AuthorizationQueryParametersError'],
]

export const identityRows: readonly Row[] = [...claims, ...strangers, ...forged, ...buckets]
