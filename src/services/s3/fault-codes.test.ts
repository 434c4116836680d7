// S3's public list of error codes: each that a client of this S3 can meet is produced by a request, with its status and its body. Codes of
// what S3 has retired (SOAP, e-mail grants, DevPay), of what it never says of itself here (throttling, accounts in arrears) and those that
// other tests of this folder produce are not repeated. Source: "List of error codes", Amazon S3 API Reference.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { bytesOf, clientOf, codeOf, freshAccount, send } from './account.fixture.ts'

const key = { authorization: 'AWS 111122223333:any', date: 'Wed, 10 Mar 2027 10:30:00 GMT' }
const md5 = (text: string): string => createHash('md5').update(text).digest('base64')
const scope = (region: string, signed = 'host;x-amz-content-sha256;x-amz-date'): Record<string, string> => ({
  'authorization': `AWS4-HMAC-SHA256 Credential=111122223333/20270310/${region}/s3/aws4_request, SignedHeaders=${signed}, Signature=00`,
  'x-amz-date': '20270310T103000Z', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
})

/** An account with `bucket`, `versioned`, `locked`, `open`, a far one, and another account's. */
async function furnished(t: TestContext) {
  const { cloud, s3 } = await freshAccount(t)
  await s3.createBucket({ Bucket: 'bucket' })
  await s3.putObject({ Bucket: 'bucket', Key: 'key', Body: 'hello' })
  await s3.putObject({ Bucket: 'bucket', Key: 'cold', Body: 'x', StorageClass: 'GLACIER' })
  await s3.createBucket({ Bucket: 'locked', ObjectLockEnabledForBucket: true })
  await s3.putObject({ Bucket: 'locked', Key: 'key', Body: 'x' })
  await s3.deletePublicAccessBlock({ Bucket: 'locked' })
  await clientOf(cloud, '111122223333', { region: 'eu-west-1' })
    .createBucket({ Bucket: 'far', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } })
  await clientOf(cloud, '222233334444').createBucket({ Bucket: 'theirs' })
  const { UploadId } = await s3.createMultipartUpload({ Bucket: 'bucket', Key: 'parts' })
  for (const PartNumber of [1, 2]) await s3.uploadPart({ Bucket: 'bucket', Key: 'parts', UploadId: UploadId!, PartNumber, Body: 'tiny' })
  return { cloud, upload: UploadId!, etag: md5Hex('tiny') }
}

function md5Hex(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

type Row = readonly [code: string, status: number, line: string, headers?: Record<string, string>, body?: string | Buffer, text?: RegExp]

const rows = (upload: string, etag: string): readonly Row[] => [
  ['AccessControlListNotSupported', 400, 'PUT /bucket/key?acl', { 'x-amz-acl': 'public-read' }],
  ['AccessDenied', 403, 'GET /theirs/key'],
  ['AuthorizationHeaderMalformed', 400, 'GET /bucket/key', scope('nowhere-1'), '', /<Region>us-east-1</],
  ['AuthorizationQueryParametersError', 400, 'GET /bucket/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=x', { authorization: '' }],
  ['BadDigest', 400, 'PUT /bucket/new', { 'content-md5': md5('other') }, 'hello', /<ExpectedDigest>.*<CalculatedDigest>/],
  ['BucketAlreadyExists', 409, 'PUT /theirs', {}, '', /<BucketName>theirs</],
  ['BucketNotEmpty', 409, 'DELETE /bucket', {}, '', /<BucketName>bucket</],
  ['EntityTooLarge', 400, 'PUT /bucket/new', { 'content-length': String(5 * 2 ** 30 + 1) }, 'x', /<MaxSizeAllowed>5368709120</],
  ['EntityTooSmall', 400, `POST /bucket/parts?uploadId=${upload}`, {}, complete([1, etag], [2, etag]), /<MinSizeAllowed>5242880</],
  ['IllegalLocationConstraintException', 400, 'PUT /brand-new', {}, location('eu-west-1')],
  ['IllegalVersioningConfigurationException', 400, 'PUT /bucket?versioning', {}, '<VersioningConfiguration/>'],
  ['IncompleteBody', 400, 'PUT /bucket/new', { 'content-length': '9' }, 'hello'],
  ['InvalidAccessKeyId', 403, 'GET /bucket/key', { authorization: 'AWS AKIAUNKNOWNUNKNOWN12:any' }, '', /<AWSAccessKeyId>AKIAUNKNOWN/],
  ['InvalidArgument', 400, 'GET /bucket?max-keys=many', {}, '', /<ArgumentName>max-keys</],
  ['InvalidBucketName', 400, 'PUT /No_Bucket', {}, '', /<BucketName>No_Bucket</],
  ['InvalidBucketState', 409, 'PUT /locked?versioning', {},
    '<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>'],
  ['InvalidDigest', 400, 'PUT /bucket/new', { 'content-md5': 'nonsense' }, 'hello', /<Content-MD5>nonsense</],
  ['InvalidEncryptionAlgorithmError', 400, 'PUT /bucket/new', { 'x-amz-server-side-encryption-customer-algorithm': 'DES',
    'x-amz-server-side-encryption-customer-key': 'a2V5', 'x-amz-server-side-encryption-customer-key-md5': 'a2V5' }],
  ['InvalidLocationConstraint', 400, 'PUT /brand-new', {}, location('Mars')],
  ['InvalidObjectState', 403, 'GET /bucket/cold', {}, '', /<StorageClass>GLACIER</],
  ['InvalidPart', 400, `POST /bucket/parts?uploadId=${upload}`, {}, complete([9, etag])],
  ['InvalidPartNumber', 416, 'GET /bucket/key?partNumber=2'],
  ['InvalidPartOrder', 400, `POST /bucket/parts?uploadId=${upload}`, {}, complete([2, etag], [1, etag])],
  ['InvalidRange', 416, 'GET /bucket/key', { range: 'bytes=9-' }, '', /<RangeRequested>bytes=9-<.*<ActualObjectSize>5</],
  ['InvalidRequest', 400, 'GET /bucket/key', { 'host': 's3.eu-central-1.amazonaws.com' }],
  ['InvalidStorageClass', 400, 'PUT /bucket/new', { 'x-amz-storage-class': 'ATTIC' }, '', /<StorageClassRequested>ATTIC</],
  ['InvalidTag', 400, 'PUT /bucket?tagging', {}, tagging('aws:mine')],
  ['KeyTooLongError', 400, `PUT /bucket/${'k'.repeat(1025)}`, {}, '', /<MaxSizeAllowed>1024</],
  ['MalformedACLError', 400, 'PUT /bucket?acl', {}, '<AccessControlPolicy><AccessControlList/></AccessControlPolicy>'],
  ['MalformedPolicy', 400, 'PUT /bucket?policy', {}, 'no policy'],
  ['MalformedXML', 400, 'PUT /bucket?tagging', {}, '<Tagging><TagSet>'],
  ['MetadataTooLarge', 400, 'PUT /bucket/new', { 'x-amz-meta-a': 'm'.repeat(2048) }, '', /<MaxSizeAllowed>2048</],
  ['MethodNotAllowed', 405, 'PATCH /bucket/key'],
  ['MissingRequestBodyError', 400, 'PUT /bucket?policy'],
  ['MissingSecurityHeader', 400, 'PUT /bucket?acl', {}, '', /<MissingHeaderName>/],
  ['NoSuchBucket', 404, 'GET /nowhere', {}, '', /<BucketName>nowhere</],
  ['NoSuchBucketPolicy', 404, 'GET /bucket?policy'],
  ['NoSuchConfiguration', 404, 'GET /bucket?inventory&id=none'],
  ['NoSuchCORSConfiguration', 404, 'GET /bucket?cors'],
  ['NoSuchKey', 404, 'GET /bucket/none', {}, '', /<Key>none</],
  ['NoSuchLifecycleConfiguration', 404, 'GET /bucket?lifecycle'],
  ['NoSuchObjectLockConfiguration', 404, 'GET /locked/key?retention'],
  ['NoSuchPublicAccessBlockConfiguration', 404, 'GET /locked?publicAccessBlock'],
  ['NoSuchTagSet', 404, 'GET /bucket?tagging'],
  ['NoSuchUpload', 404, 'GET /bucket/parts?uploadId=none', {}, '', /<UploadId>none</],
  ['NoSuchVersion', 404, 'GET /bucket/key?versionId=0123456789abcdef0123456789abcdef', {}, '', /<VersionId>/],
  ['NoSuchWebsiteConfiguration', 404, 'GET /bucket?website'],
  ['ObjectLockConfigurationNotFoundError', 404, 'GET /bucket?object-lock'],
  ['PermanentRedirect', 301, 'GET /far', {}, '', /<Endpoint>far\.s3\.eu-west-1\.amazonaws\.com<.*<Bucket>far</],
  ['PreconditionFailed', 412, 'GET /bucket/key', { 'if-match': '"none"' }, '', /<Condition>If-Match</],
  ['ReplicationConfigurationNotFoundError', 404, 'GET /bucket?replication'],
  ['RequestTimeTooSkewed', 403, 'GET /bucket/key', { date: 'Wed, 10 Mar 2027 10:00:00 GMT' }, '', /<MaxAllowedSkewMilliseconds>900000</],
  ['UnresolvableGrantByEmailAddress', 400, 'PUT /bucket?acl', { 'x-amz-grant-read': 'emailAddress="a@b.c"' }],
]

function complete(...parts: readonly (readonly [number, string])[]): string {
  return `<CompleteMultipartUpload>${parts.map(([number, tag]) =>
    `<Part><PartNumber>${number}</PartNumber><ETag>${tag}</ETag></Part>`).join('')}</CompleteMultipartUpload>`
}

function location(constraint: string): string {
  return `<CreateBucketConfiguration><LocationConstraint>${constraint}</LocationConstraint></CreateBucketConfiguration>`
}

function tagging(name: string): string {
  return `<Tagging><TagSet><Tag><Key>${name}</Key><Value>x</Value></Tag></TagSet></Tagging>`
}

test('each code of the list comes with its status and says what it is about', async t => {
  const { cloud, upload, etag } = await furnished(t)
  for (const [code, status, line, more = {}, body = '', text = /<Message>/] of rows(upload, etag)) {
    const [method, target] = line.split(' ') as [string, string]
    const headers: Record<string, string> = { ...key, 'content-length': String(Buffer.byteLength(body)), ...more }
    for (const name of Object.keys(headers)) if (headers[name] === '') delete headers[name]
    const { host = 'localhost:4566', ...others } = headers
    const answer = await send(cloud, method, `${host}${target}`, others, body)
    assert.deepEqual([answer.status, codeOf(answer)], [status, code], `${line}\n${answer.text}`)
    assert.match(answer.text, text, line)
    assert.match(answer.text, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<Error><Code>.*<RequestId>[0-9a-f-]{36}<\/RequestId>/s)
  }
})

test('what attacks a parser is refused as malformed, and lengths and keys must be true', async t => {
  const { cloud } = await furnished(t)
  const put = (address: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    send(cloud, 'PUT', `localhost:4566${address}`, { ...key, 'content-length': String(Buffer.byteLength(body)), ...headers }, body)
  const bomb = `<!DOCTYPE x [<!ENTITY a "ha">${'bcdefghij'.split('').map((name, i) =>
    `<!ENTITY ${name} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]><Tagging>&j;</Tagging>`
  const deep = '<Tagging>'.repeat(50_000)
  const invalid = Buffer.concat([Buffer.from('<Tagging><TagSet><Tag><Key>'), Buffer.from([0xc3, 0x28]),
    Buffer.from('</Key><Value/></Tag></TagSet></Tagging>')])
  for (const body of [bomb, deep, invalid]) assert.equal(codeOf(await put('/bucket?tagging', body)), 'MalformedXML')
  const bad = await put('/bucket/%ff%fe', 'x')
  assert.deepEqual([bad.status, codeOf(bad)], [400, 'InvalidURI'])
  assert.equal(codeOf(await put('/bucket/large', bytesOf(10), { 'content-length': '11' })), 'IncompleteBody')
})
