// Reading objects: in whole and in part, under conditions, while they are overwritten.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf, freshBucket, put, refused, startAt } from './account.fixture.ts'

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
    ['bytes=0-3', '0123', 'bytes 0-3/10'], ['bytes=8-', '89', 'bytes 8-9/10'], ['bytes=-3', '789', 'bytes 7-9/10'],
      ['bytes=5-99', '56789', 'bytes 5-9/10'],
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
    await assert.rejects(s3.getObject({ ...at, ...conditions }),
      (error: { $metadata: { httpStatusCode: number } }) => error.$metadata.httpStatusCode === 304)
    await assert.rejects(s3.headObject({ ...at, ...conditions }),
      (error: { $metadata: { httpStatusCode: number } }) => error.$metadata.httpStatusCode === 304)
  }
})

test('answers say otherwise what the reader wants said otherwise', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await put(s3, Bucket, 'key')
  const got = await s3.getObject({
    Bucket, Key: 'key', ResponseContentType: 'text/x', ResponseCacheControl: 'a', ResponseContentDisposition: 'b',
      ResponseContentEncoding: 'c',
    ResponseContentLanguage: 'd', ResponseExpires: new Date(startAt),
  })
  assert.deepEqual([got.ContentType, got.CacheControl, got.ContentDisposition, got.ContentEncoding, got.ContentLanguage, got.ExpiresString],
    ['text/x', 'a', 'b', 'c', 'd', new Date(startAt).toUTCString()])
})
