// Putting and getting objects: what comes back is what went in, with what was said of it.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { bytesOf, freshBucket, refused, startAt, textOf } from './account.fixture.ts'

test('an object is given back with everything that was said of it', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const put = await s3.putObject({
    Bucket, Key: 'a/b c+ü.txt', Body: 'hello', ContentType: 'text/plain', CacheControl: 'no-cache', ContentDisposition: 'inline',
      ContentEncoding: 'x-none',
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
