// Presigned URLs over the wire, as browsers and curl use them: what they carry, until when, and that nothing in them can be changed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3, UploadPartCommand } from '@aws-sdk/client-s3'
import { STS } from '@aws-sdk/client-sts'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { codeOf, freshBucket, put, send, textOf } from './account.fixture.ts'

/** A client whose keys have a secret, and a way to use its URLs. */
async function presigning(t: TestContext) {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const { requestHandler, ...client } = cloud.client({ accessKeyId: '111122223333' })
  const { Credentials: keys } = await new STS({ ...client, requestHandler: requestHandler as never }).getSessionToken({})
  const credentials = { accessKeyId: keys!.AccessKeyId!, secretAccessKey: keys!.SecretAccessKey!, sessionToken: keys!.SessionToken! }
  const signer = new S3({ ...client, credentials, forcePathStyle: true })
  const use = (method: string, url: string, body?: string, headers: Record<string, string> = {}) => {
    const { pathname, search, host } = new URL(url)
    const length: Record<string, string> = body === undefined ? {} : { 'content-length': String(body.length) }
    return send(cloud, method, `${host}${pathname}${search}`, { ...length, ...headers }, body)
  }
  return { cloud, s3, signer, Bucket, use }
}

const at = { signingDate: new Date('2027-03-10T10:30:00Z') }

test('a URL puts, gets, looks and deletes', async t => {
  const { s3, signer, Bucket, use } = await presigning(t)
  const put = await getSignedUrl(signer, new PutObjectCommand({ Bucket, Key: 'a b', ContentType: 'text/plain', StorageClass: 'STANDARD_IA',
    Metadata: { who: 'me' } }), at)
  assert.equal((await use('PUT', put, 'hello', { 'content-type': 'text/plain' })).status, 200)
  const head = await s3.headObject({ Bucket, Key: 'a b' })
  assert.deepEqual([head.ContentType, head.StorageClass, head.Metadata], ['text/plain', 'STANDARD_IA', { who: 'me' }])
  const get = await getSignedUrl(signer, new GetObjectCommand({ Bucket, Key: 'a b', ResponseContentDisposition: 'attachment; filename="ü"',
    ResponseCacheControl: 'no-store', ResponseContentEncoding: 'x', ResponseContentLanguage: 'de', ResponseContentType: 'text/html',
    ResponseExpires: new Date(0) }), at)
  const { status, text, headers } = await use('GET', get)
  assert.deepEqual([status, text, headers['cache-control'], headers['content-encoding'], headers['content-language'],
    headers['content-type'], headers['expires']], [200, 'hello', 'no-store', 'x', 'de', 'text/html', 'Thu, 01 Jan 1970 00:00:00 GMT'])
  assert.equal(headers['content-disposition'], 'attachment; filename="ü"')
  const wide = await getSignedUrl(signer, new GetObjectCommand({ Bucket, Key: 'a b', ResponseContentDisposition: 'filename="漢"' }), at)
  const refused = await use('GET', wide)
  assert.deepEqual([refused.status, codeOf(refused)], [400, 'InvalidArgument'])
  assert.match(refused.text, /Header value cannot be represented using ISO-8859-1.*<ArgumentName>response-content-disposition</)
  assert.equal((await use('HEAD', await getSignedUrl(signer, new HeadObjectCommand({ Bucket, Key: 'a b' }), at))).status, 200)
  assert.equal((await use('DELETE', await getSignedUrl(signer, new DeleteObjectCommand({ Bucket, Key: 'a b' }), at))).status, 204)
  assert.equal((await use('GET', get)).status, 404)
})

test('a URL lets a part in', async t => {
  const { s3, signer, Bucket, use } = await presigning(t)
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'parts' })
  const url = await getSignedUrl(signer, new UploadPartCommand({ Bucket, Key: 'parts', UploadId: UploadId!, PartNumber: 1 }), at)
  const { headers } = await use('PUT', url, 'hello')
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: headers['etag']! }] }
  await s3.completeMultipartUpload({ Bucket, Key: 'parts', UploadId: UploadId!, MultipartUpload })
  assert.equal(await textOf(s3, Bucket, 'parts'), 'hello')
})

test('a URL is good for what was signed, and until it expires', async t => {
  const { cloud, s3, signer, Bucket, use } = await presigning(t)
  await put(s3, Bucket, 'key')
  const url = await getSignedUrl(signer, new GetObjectCommand({ Bucket, Key: 'key' }), { ...at, expiresIn: 600 })
  const cases: readonly (readonly [string, string, number, string | undefined])[] = [
    ['GET', url, 200, undefined],
    ['HEAD', url, 403, undefined],
    ['DELETE', url, 403, 'SignatureDoesNotMatch'],
    ['GET', url.replace('/key?', '/other?'), 403, 'SignatureDoesNotMatch'],
    ['GET', `${url}&versionId=null`, 403, 'SignatureDoesNotMatch'],
    ['GET', url.replace('X-Amz-Expires=600', 'X-Amz-Expires=601'), 403, 'SignatureDoesNotMatch'],
    ['GET', url.replace('X-Amz-Expires=600', 'X-Amz-Expires=604801'), 400, 'AuthorizationQueryParametersError'],
    ['GET', url.replace(/&X-Amz-Expires=600/, ''), 400, 'AuthorizationQueryParametersError'],
  ]
  for (const [method, address, status, code] of cases) {
    const answer = await use(method, address)
    assert.deepEqual([answer.status, method === 'HEAD' ? code : codeOf(answer)], [status, code], address)
  }
  await cloud.clock.advance('9m59s')
  assert.equal((await use('GET', url)).status, 200)
  await cloud.clock.advance('2s')
  const late = await use('GET', url)
  assert.deepEqual([late.status, codeOf(late)], [403, 'AccessDenied'])
  assert.match(late.text, /Request has expired<\/Message><X-Amz-Expires>600</)
})
