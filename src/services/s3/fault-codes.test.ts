// S3's public list of error codes, to its end: each that a client of this S3 can meet is produced by a request, with its status and its
// body; for the others `public-codes.fixture.ts` says why not. Codes that S3 sends besides are produced too.
// Source: "List of error codes", Amazon S3 API Reference; "Error responses" there for what all bodies have.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import { S3Control } from '@aws-sdk/client-s3-control'
import { STS } from '@aws-sdk/client-sts'
import type { Cloud } from '../../index.ts'
import { clientOf, codeOf, freshAccount, send } from './account.fixture.ts'
import type { Answer } from './account.fixture.ts'
import { publicCodes } from './public-codes.fixture.ts'

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
  await s3.restoreObject({ Bucket: 'bucket', Key: 'cold', RestoreRequest: { Days: 1 } })
  await s3.createBucket({ Bucket: 'pointed' })
  await s3.createBucket({ Bucket: 'locked', ObjectLockEnabledForBucket: true })
  await s3.putObject({ Bucket: 'locked', Key: 'key', Body: 'x' })
  await s3.deletePublicAccessBlock({ Bucket: 'locked' })
  await clientOf(cloud, '111122223333', { region: 'eu-west-1' })
    .createBucket({ Bucket: 'far', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } })
  await clientOf(cloud, '222233334444').createBucket({ Bucket: 'theirs' })
  await controlOf(cloud).createAccessPoint({ AccountId: '111122223333', Name: 'team', Bucket: 'pointed' })
  const { UploadId } = await s3.createMultipartUpload({ Bucket: 'bucket', Key: 'parts' })
  for (const PartNumber of [1, 2]) await s3.uploadPart({ Bucket: 'bucket', Key: 'parts', UploadId: UploadId!, PartNumber, Body: 'tiny' })
  return { cloud, s3, upload: UploadId!, etag: md5Hex('tiny') }
}

function md5Hex(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

type Row = readonly [code: string, status: number, line: string, headers?: Record<string, string>, body?: string | Buffer, text?: RegExp]

const earlierRows = (upload: string, etag: string): readonly Row[] => [
  ['AccessControlListNotSupported', 400, 'PUT /bucket/key?acl', { 'x-amz-acl': 'public-read' }],
  ['AccessDenied', 403, 'GET /theirs/key'],
  ['BucketHasAccessPointsAttached', 400, 'DELETE /pointed', {}, '', /<BucketName>pointed</],
  ['BucketAlreadyOwnedByYou', 409, 'PUT /far', { host: 's3.eu-west-1.amazonaws.com' }, location('eu-west-1'), /<BucketName>far</],
  ['CrossLocationLoggingProhibited', 403, 'PUT /bucket?logging', {}, logging('far'), /<TargetBucketLocation>eu-west-1</],
  ['AuthorizationHeaderMalformed', 400, 'GET /bucket/key', scope('nowhere-1'), '', /<Region>us-east-1</],
  ['AuthorizationQueryParametersError', 400, 'GET /bucket/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=x', { authorization: '' }],
  ['BadDigest', 400, 'PUT /bucket/new', { 'content-md5': md5('other') }, 'hello', /<ExpectedDigest>.*<CalculatedDigest>/],
  ['BucketAlreadyExists', 409, 'PUT /theirs', {}, '', /<BucketName>theirs</],
  ['BucketNotEmpty', 409, 'DELETE /bucket', {}, '', /<BucketName>bucket</],
  ['EntityTooLarge', 400, 'PUT /bucket/new', { 'content-length': String(5 * 2 ** 30 + 1) }, 'x', /<MaxSizeAllowed>5368709120</],
  ['EntityTooSmall', 400, `POST /bucket/parts?uploadId=${upload}`, {}, complete([1, etag], [2, etag]), /<MinSizeAllowed>5242880</],
  ['IllegalLocationConstraintException', 400, 'PUT /brand-new', {}, location('eu-west-1')],
  ['IllegalVersioningConfigurationException', 400, 'PUT /bucket?versioning', {}, '<VersioningConfiguration/>'],
  ['IncorrectEndpoint', 400, 'GET /', { authorization: '', host: 'bucket.s3-website.eu-central-1.amazonaws.com' }, '', /Endpoint/],
  ['InvalidAccessPoint', 400, 'GET /key', { host: 'team.s3-accesspoint.us-east-1.amazonaws.com' }],
  ['InvalidAccessPointAliasError', 400, 'GET /gone-s3alias/key', {}, '', /<AccessPointAlias>gone-s3alias</],
  ['IncompleteBody', 400, 'PUT /bucket/new', { 'content-length': '9' }, 'hello'],
  ['InvalidAccessKeyId', 403, 'GET /bucket/key', { authorization: 'AWS AKIAUNKNOWNUNKNOWN12:any' }, '', /<AWSAccessKeyId>AKIAUNKNOWN/],
  ['InvalidArgument', 400, 'GET /bucket?max-keys=many', {}, '', /<ArgumentName>max-keys</],
  ['InvalidBucketAclWithObjectOwnership', 400, 'PUT /brand-new', { 'x-amz-acl': 'public-read' }],
  ['InvalidBucketOwnerAWSAccountID', 400, 'GET /bucket', { 'x-amz-expected-bucket-owner': 'me' }],
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
  ['InvalidTargetBucketForLogging', 400, 'PUT /bucket?logging', {}, logging('nowhere'), /<TargetBucket>nowhere</],
  ['InvalidURI', 400, 'PUT /bucket/%ff%fe', {}, 'x'],
  ['InvalidTag', 400, 'PUT /bucket?tagging', {}, tagging('aws:mine')],
  ['KeyTooLongError', 400, `PUT /bucket/${'k'.repeat(1025)}`, {}, '', /<MaxSizeAllowed>1024</],
]

const laterRows = (): readonly Row[] => [
  ['MalformedACLError', 400, 'PUT /bucket?acl', {}, '<AccessControlPolicy><AccessControlList/></AccessControlPolicy>'],
  ['MalformedPOSTRequest', 400, 'POST /bucket', { ...form, authorization: '' }, 'no form'],
  ['MalformedPolicy', 400, 'PUT /bucket?policy', {}, 'no policy'],
  ['MalformedXML', 400, 'PUT /bucket?tagging', {}, '<Tagging><TagSet>'],
  ['MaxMessageLengthExceeded', 400, 'PUT /bucket?policy', {}, `{${' '.repeat(20_480)}}`, /<MaxMessageLengthBytes>20480</],
  ['MaxPostPreDataLengthExceededError', 400, 'POST /bucket', { ...form, authorization: '' }, field('key', 'k'.repeat(20_480)),
    /<MaxPostPreDataLengthBytes>20480</],
  ['MetadataTooLarge', 400, 'PUT /bucket/new', { 'x-amz-meta-a': 'm'.repeat(2048) }, '', /<MaxSizeAllowed>2048</],
  ['MethodNotAllowed', 405, 'PATCH /bucket/key'],
  ['MissingAuthenticationToken', 403, 'GET /v20180820/accesspoint', { authorization: '',
    host: '111122223333.s3-control.us-east-1.amazonaws.com' }, '', /<Message>/],
  ['MissingContentLength', 411, 'PUT /bucket/new', { 'content-length': '' }, 'hello'],
  ['MissingRequestBodyError', 400, 'PUT /bucket?policy'],
  ['MissingSecurityHeader', 400, 'PUT /bucket?acl', {}, '', /<MissingHeaderName>/],
  ['NoLoggingStatusForKey', 400, 'GET /bucket/key?logging'],
  ['NoSuchAccessPoint', 404, 'GET /key', { host: 'gone-111122223333.s3-accesspoint.us-east-1.amazonaws.com' }, '',
    /<AccessPointName>gone</],
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
  ['NotImplemented', 501, 'PUT /bucket/key', { 'if-none-match': '"x"' }, 'x', /<Header>If-None-Match</],
  ['NotModified', 304, 'GET /bucket/key', { 'if-none-match': '*' }, '', /^$/],
  ['ObjectLockConfigurationNotFoundError', 404, 'GET /bucket?object-lock'],
  ['OwnershipControlsNotFoundError', 404, 'GET /locked?ownershipControls'],
  ['PermanentRedirect', 301, 'GET /far', {}, '', /<Endpoint>far\.s3\.eu-west-1\.amazonaws\.com<.*<Bucket>far</],
  ['PreconditionFailed', 412, 'GET /bucket/key', { 'if-match': '"none"' }, '', /<Condition>If-Match</],
  ['ReplicationConfigurationNotFoundError', 404, 'GET /bucket?replication'],
  ['RequestHeaderSectionTooLarge', 400, 'GET /bucket/key', { 'x-amz-note': 'n'.repeat(8192) }, '', /<MaxSizeAllowed>8192</],
  ['RequestIsNotMultiPartContent', 412, 'POST /', { 'host': 'bucket.s3.amazonaws.com',
    'authorization': '', 'content-type': 'text/plain' }, 'x'],
  ['RequestTimeTooSkewed', 403, 'GET /bucket/key', { date: 'Wed, 10 Mar 2027 10:00:00 GMT' }, '', /<MaxAllowedSkewMilliseconds>900000</],
  ['RequestTorrentOfBucketError', 400, 'GET /bucket?torrent'],
  ['RestoreAlreadyInProgress', 409, 'POST /bucket/cold?restore', {}, '<RestoreRequest><Days>2</Days></RestoreRequest>'],
  ['UnexpectedContent', 400, 'PUT /bucket?acl', { 'x-amz-acl': 'private' }, '<AccessControlPolicy/>'],
  ['UnresolvableGrantByEmailAddress', 400, 'PUT /bucket?acl', { 'x-amz-grant-read': 'emailAddress="a@b.c"' }],
]

const rows = (upload: string, etag: string): readonly Row[] => [...earlierRows(upload, etag), ...laterRows()]

const form = { 'content-type': 'multipart/form-data; boundary=x' }

function field(name: string, value: string): string {
  return `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--x--\r\n`
}

function logging(target: string): string {
  return `<BucketLoggingStatus><LoggingEnabled><TargetBucket>${target}</TargetBucket><TargetPrefix/></LoggingEnabled></BucketLoggingStatus>`
}

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
  const { cloud, s3, upload, etag } = await furnished(t)
  await s3.deleteBucketOwnershipControls({ Bucket: 'locked' })
  for (const [code, status, line, more = {}, body = '', text = /<Message>/] of rows(upload, etag)) {
    const [method, target] = line.split(' ') as [string, string]
    const headers: Record<string, string> = { ...key, 'content-length': String(Buffer.byteLength(body)), ...more }
    for (const name of Object.keys(headers)) if (headers[name] === '') delete headers[name]
    const { host = 'localhost:4566', ...others } = headers
    const answer = await send(cloud, method, `${host}${target}`, others, body)
    assert.deepEqual([answer.status, answer.text === '' ? code : codeOf(answer)], [status, code], `${line}\n${answer.text}`)
    assert.match(answer.text, text, line)
    checkBody(answer, target)
  }
})

/** Code and text, what it is about, and the two ids that stand in the headers too. */
function checkBody({ status, headers, text }: Answer, target: string): void {
  if (status === 304 || !text.includes('<Error><Code>')) return
  assert.match(text, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<Error><Code>[^]*<\/Error>$/)
  assert.equal(headers['content-type'], 'application/xml')
  const [, resource, requestId,
    hostId] = /<Resource>(.*)<\/Resource><RequestId>(.*)<\/RequestId><HostId>(.*)<\/HostId><\/Error>$/.exec(text)!
  assert.deepEqual([resource, requestId, hostId], [target.split('?')[0], headers['x-amz-request-id'], headers['x-amz-id-2']])
}

function controlOf(cloud: Cloud): S3Control {
  const { requestHandler, ...client } = cloud.client({ accessKeyId: '111122223333' })
  return new S3Control({ ...client, requestHandler: requestHandler as never, maxAttempts: 1 })
}

const AccountId = '111122223333'
type World = Awaited<ReturnType<typeof furnished>>

/** Codes that need keys with a secret, a clock that moves, or another service. */
const calls: readonly (readonly [code: string, status: number, call: (world: World) => Promise<unknown>])[] = [
  ['AccessPointAlreadyOwnedByYou', 409, ({ cloud }) => controlOf(cloud).createAccessPoint({ AccountId, Name: 'team', Bucket: 'pointed' })],
  ['SignatureDoesNotMatch', 403, async world => (await sessionOf(world, { secretAccessKey: 'guessed' })).listBuckets({})],
  ['InvalidToken', 400, async world => (await sessionOf(world, { sessionToken: 'nonsense' })).listBuckets({})],
  ['ExpiredToken', 400, async world => {
    const s3 = await sessionOf(world, {}, 900)
    await world.cloud.clock.advance('16m')
    return s3.listBuckets({})
  }],
  ['KMS.NotFoundException', 400, world => putUnder(world, async () => 'arn:aws:kms:us-east-1:111122223333:key/none')],
  ['KMS.DisabledException', 400, world => putUnder(world, async (kms, KeyId) => { await kms.disableKey({ KeyId }) })],
  ['KMS.KMSInvalidStateException', 400, world => putUnder(world, async (kms, KeyId) => { await kms.scheduleKeyDeletion({ KeyId }) })],
  ['KMS.InvalidKeyUsageException', 400, world => putUnder(world, async kms =>
    (await kms.createKey({ KeyUsage: 'SIGN_VERIFY', KeySpec: 'ECC_NIST_P256' })).KeyMetadata!.Arn!)],
]

/** A client with keys that have a secret. */
async function sessionOf({ cloud }: World, changes: { secretAccessKey?: string, sessionToken?: string }, DurationSeconds = 900) {
  const { requestHandler, ...client } = cloud.client({ accessKeyId: AccountId })
  const { Credentials: keys } = await new STS({ ...client, requestHandler: requestHandler as never }).getSessionToken({ DurationSeconds })
  const credentials = { accessKeyId: keys!.AccessKeyId!, secretAccessKey: keys!.SecretAccessKey!, sessionToken: keys!.SessionToken! }
  return clientOf(cloud, AccountId, { credentials: { ...credentials, ...changes } })
}

/** @param spoil what becomes of a fresh key, or another key in its place */
async function putUnder({ cloud, s3 }: World, spoil: (kms: KMS, key: string) => Promise<string | void>): Promise<unknown> {
  const { requestHandler, ...client } = cloud.client({ accessKeyId: AccountId })
  const kms = new KMS({ ...client, requestHandler: requestHandler as never, maxAttempts: 1 })
  const fresh = (await kms.createKey({})).KeyMetadata!.Arn!
  const SSEKMSKeyId = await spoil(kms, fresh) ?? fresh
  return s3.putObject({ Bucket: 'bucket', Key: 'under', Body: 'x', ServerSideEncryption: 'aws:kms', SSEKMSKeyId })
}

test('codes that stand on keys, the clock and other services', async t => {
  for (const [code, status, call] of calls) {
    const world = await furnished(t)
    await assert.rejects(call(world), (error: Error & { Code?: string, $metadata: { httpStatusCode?: number } }) => {
      assert.deepEqual([error.Code ?? error.name, error.$metadata.httpStatusCode], [code, status], error.stack)
      return true
    })
  }
})

/** Produced by other tests, over the wire: which one. */
const elsewhere: Readonly<Record<string, string>> = {
  InvalidPolicyDocument: 'post-object.test.ts', RequestTimeout: 'kernel/gateway/server.test.ts', TooManyAccessPoints: 'quota.test.ts',
    TooManyBuckets: 'quota.test.ts',
  UserKeyMustBeSpecified: 'deletion.test.ts',
}

test('the list is gone through to its end', () => {
  const produced = new Map([...rows('', ''), ...calls].map(([code, status]) => [code, status]))
  for (const [code, entry] of Object.entries(publicCodes)) {
    const isAbsent = typeof entry !== 'number'
    assert.equal(isAbsent, !produced.has(code) && elsewhere[code] === undefined, code)
    if (produced.has(code)) assert.equal(produced.get(code), entry, code)
  }
})
