// Putting and getting objects: what comes back is what went in, with what was said of it.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { bytesOf, freshBucket, put, refused, startAt, textOf } from './account.fixture.ts'

test('an object is given back with everything that was said of it', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const put = await s3.putObject({
    Bucket, Key: 'a/b c+ü.txt', Body: 'hello', ContentType: 'text/plain', CacheControl: 'no-cache', ContentDisposition: 'inline', ContentEncoding: 'x-none',
    ContentLanguage: 'de', Expires: new Date(startAt), Metadata: { One: '1', two: 'zwei' }, Tagging: 'x=y&z=', StorageClass: 'STANDARD_IA',
    WebsiteRedirectLocation: '/elsewhere',
  })
  assert.equal(put.ETag, '"5d41402abc4b2a76b9719d911017c592"')
  assert.equal(put.ServerSideEncryption, 'AES256')
  assert.equal(put.VersionId, undefined)
  const got = await s3.getObject({ Bucket, Key: 'a/b c+ü.txt' })
  assert.equal(await got.Body!.transformToString(), 'hello')
  assert.equal(got.ContentType, 'text/plain')
  assert.equal(got.CacheControl, 'no-cache')
  assert.equal(got.ContentDisposition, 'inline')
  assert.equal(got.ContentEncoding, 'x-none')
  assert.equal(got.ContentLanguage, 'de')
  assert.equal(got.ExpiresString, new Date(startAt).toUTCString())
  assert.deepEqual(got.Metadata, { one: '1', two: 'zwei' })
  assert.equal(got.TagCount, 2)
  assert.equal(got.StorageClass, 'STANDARD_IA')
  assert.equal(got.WebsiteRedirectLocation, '/elsewhere')
  assert.equal(got.ContentLength, 5)
  assert.equal(got.LastModified!.getTime(), startAt)
  assert.equal(got.AcceptRanges, 'bytes')
  assert.equal(got.ETag, put.ETag)
})

for (const sizeBytes of [0, 1, 65_536, 65_537, 3_000_001]) {
  test(`a body of ${sizeBytes} bytes comes back whole`, async t => {
    const { s3, Bucket } = await freshBucket(t)
    const body = bytesOf(sizeBytes)
    const { ETag } = await s3.putObject({ Bucket, Key: 'key', Body: body })
    assert.equal(ETag, `"${createHash('md5').update(body).digest('hex')}"`)
    const { Body, ContentLength, ContentType } = await s3.getObject({ Bucket, Key: 'key' })
    assert.equal(ContentLength, sizeBytes)
    assert.equal(ContentType, 'application/octet-stream')
    assert.ok(Buffer.from(await Body!.transformToByteArray()).equals(body))
    const head = await s3.headObject({ Bucket, Key: 'key' })
    assert.equal(head.ContentLength, sizeBytes)
    assert.equal(head.ETag, ETag)
  })
}

test('what is overwritten or deleted meanwhile is read to its end', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const body = bytesOf(2_000_000)
  await s3.putObject({ Bucket, Key: 'key', Body: body })
  const { Body } = await s3.getObject({ Bucket, Key: 'key' })
  await s3.putObject({ Bucket, Key: 'key', Body: bytesOf(2_000_000, 2) })
  await s3.deleteObject({ Bucket, Key: 'key' })
  assert.ok(Buffer.from(await Body!.transformToByteArray()).equals(body))
})

test('ranges', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await s3.putObject({ Bucket, Key: 'key', Body: '0123456789' })
  const cases = [
    ['bytes=0-3', '0123', 'bytes 0-3/10'], ['bytes=8-', '89', 'bytes 8-9/10'], ['bytes=-3', '789', 'bytes 7-9/10'], ['bytes=5-99', '56789', 'bytes 5-9/10'],
    ['bytes=-99', '0123456789', 'bytes 0-9/10'],
  ] as const
  for (const [Range, text, contentRange] of cases) {
    const got = await s3.getObject({ Bucket, Key: 'key', Range })
    assert.equal(await got.Body!.transformToString(), text)
    assert.equal(got.ContentRange, contentRange)
    assert.equal(got.$metadata.httpStatusCode, 206)
  }
  for (const Range of ['bytes=3-1', 'pages=1-2', 'bytes=0-1,3-4']) {
    const got = await s3.getObject({ Bucket, Key: 'key', Range })
    assert.equal(got.$metadata.httpStatusCode, 200)
    assert.equal(got.ContentLength, 10)
  }
  const error = await refused(s3.getObject({ Bucket, Key: 'key', Range: 'bytes=10-' }), 'InvalidRange', 416)
  assert.equal(error['ActualObjectSize'], '10')
  assert.equal(error['RangeRequested'], 'bytes=10-')
})

test('conditional reads', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const { ETag } = await s3.putObject({ Bucket, Key: 'key', Body: 'x' })
  const at = { Bucket, Key: 'key' }
  const earlier = new Date(startAt - 1000)
  const later = new Date(startAt + 1000)
  await s3.getObject({ ...at, IfMatch: ETag! })
  await s3.getObject({ ...at, IfMatch: ETag!, IfUnmodifiedSince: earlier })
  await s3.getObject({ ...at, IfNoneMatch: '"other"', IfModifiedSince: later })
  await s3.getObject({ ...at, IfModifiedSince: earlier })
  const failed = await refused(s3.getObject({ ...at, IfMatch: '"other"' }), 'PreconditionFailed', 412)
  assert.equal(failed['Condition'], 'If-Match')
  await refused(s3.getObject({ ...at, IfUnmodifiedSince: earlier }), 'PreconditionFailed', 412)
  for (const conditions of [{ IfNoneMatch: ETag! }, { IfModifiedSince: new Date(startAt) }, { IfModifiedSince: later }]) {
    await assert.rejects(s3.getObject({ ...at, ...conditions }), (error: { $metadata: { httpStatusCode: number } }) => error.$metadata.httpStatusCode === 304)
    await assert.rejects(s3.headObject({ ...at, ...conditions }), (error: { $metadata: { httpStatusCode: number } }) => error.$metadata.httpStatusCode === 304)
  }
})

test('conditional writes', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const at = { Bucket, Key: 'key' }
  await refused(s3.putObject({ ...at, Body: 'x', IfMatch: '"abc"' }), 'NoSuchKey', 404)
  const { ETag } = await s3.putObject({ ...at, Body: 'one', IfNoneMatch: '*' })
  await refused(s3.putObject({ ...at, Body: 'two', IfNoneMatch: '*' }), 'PreconditionFailed', 412)
  await refused(s3.putObject({ ...at, Body: 'two', IfMatch: '"abc"' }), 'PreconditionFailed', 412)
  await refused(s3.putObject({ ...at, Body: 'two', IfNoneMatch: '"abc"' }), 'NotImplemented', 501)
  assert.equal(await textOf(s3, Bucket, 'key'), 'one')
  await s3.putObject({ ...at, Body: 'two', IfMatch: ETag! })
  assert.equal(await textOf(s3, Bucket, 'key'), 'two')
})

test('answers say otherwise what the reader wants said otherwise', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await put(s3, Bucket, 'key')
  const got = await s3.getObject({
    Bucket, Key: 'key', ResponseContentType: 'text/x', ResponseCacheControl: 'a', ResponseContentDisposition: 'b', ResponseContentEncoding: 'c',
    ResponseContentLanguage: 'd', ResponseExpires: new Date(startAt),
  })
  assert.deepEqual([got.ContentType, got.CacheControl, got.ContentDisposition, got.ContentEncoding, got.ContentLanguage, got.ExpiresString],
    ['text/x', 'a', 'b', 'c', 'd', new Date(startAt).toUTCString()])
})

test('what cannot be put', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const at = { Bucket, Key: 'key', Body: 'x' }
  await refused(s3.putObject({ ...at, Bucket: 'no-such-bucket' }), 'NoSuchBucket', 404)
  const long = await refused(s3.putObject({ ...at, Key: 'ü'.repeat(513) }), 'KeyTooLongError', 400)
  assert.equal(long['Size'], '1026')
  await s3.putObject({ ...at, Key: 'ü'.repeat(512) })
  await refused(s3.putObject({ ...at, StorageClass: 'COLD' as never }), 'InvalidStorageClass', 400)
  await refused(s3.putObject({ ...at, Metadata: { big: 'x'.repeat(2100) } }), 'MetadataTooLarge', 400)
  await refused(s3.putObject({ ...at, Tagging: 'a=1&a=2' }), 'InvalidArgument', 400)
  await refused(s3.putObject({ ...at, Tagging: Array.from({ length: 11 }, (_, i) => `k${i}=v`).join('&') }), 'BadRequest', 400)
  await refused(s3.putObject({ ...at, ACL: 'public-read' }), 'AccessControlListNotSupported', 400)
  await refused(s3.putObject({ ...at, ExpectedBucketOwner: '999999999999' }), 'AccessDenied', 403)
  await refused(s3.putObject({ ...at, ObjectLockLegalHoldStatus: 'ON', ContentMD5: 'nUHIGMN6OnPkPe6wHhYzYQ==' }), 'InvalidRequest', 400)
  await refused(s3.getObject({ Bucket, Key: 'none' }), 'NoSuchKey', 404)
  await refused(s3.headObject({ Bucket, Key: 'none' }), 'NotFound', 404)
})
