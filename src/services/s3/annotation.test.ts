// Annotations: put on an object, read, listed, deleted, and what is none.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createHash } from 'node:crypto'
import { freshBucket, put, refused } from './account.fixture.ts'
import { checkName } from './annotation.ts'

test('a text hangs on an object, is replaced and taken away', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await put(s3, Bucket, 'key')
  const at = { Bucket, Key: 'key', AnnotationName: 'summary' }
  await refused(s3.getObjectAnnotation(at), 'NoSuchAnnotation', 404)
  const first = await s3.putObjectAnnotation({ ...at, AnnotationPayload: 'grün' })
  assert.deepEqual([first.ETag, first.AnnotationName, first.ServerSideEncryption],
    [`"${createHash('md5').update('grün').digest('hex')}"`, 'summary', 'AES256'])
  await s3.putObjectAnnotation({ ...at, AnnotationPayload: 'blau' })
  const got = await s3.getObjectAnnotation({ ...at, ChecksumMode: 'ENABLED' })
  assert.equal(await got.AnnotationPayload!.transformToString(), 'blau')
  assert.ok(got.ChecksumCRC32 ?? got.ChecksumCRC64NVME)
  await refused(s3.putObjectAnnotation({ ...at, AnnotationPayload: 'x', ObjectIfMatch: '"other"' }), 'PreconditionFailed', 412)
  await s3.deleteObjectAnnotation(at)
  await refused(s3.getObjectAnnotation(at), 'NoSuchAnnotation', 404)
  await s3.deleteObjectAnnotation(at)
})

test('they are listed by names, in pages', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await put(s3, Bucket, 'key')
  for (const AnnotationName of ['b2', 'a', 'b1', 'c']) await s3.putObjectAnnotation({ Bucket, Key: 'key', AnnotationName,
    AnnotationPayload: AnnotationName })
  const first = await s3.listObjectAnnotations({ Bucket, Key: 'key', MaxAnnotationResults: 3 })
  const second = await s3.listObjectAnnotations({ Bucket, Key: 'key', ContinuationToken: first.NextContinuationToken })
  assert.deepEqual([...first.Annotations!, ...second.Annotations!].map(({ AnnotationName, Size }) => [AnnotationName, Size]),
    [['a', 1], ['b1', 2], ['b2', 2], ['c', 1]])
  const some = await s3.listObjectAnnotations({ Bucket, Key: 'key', AnnotationPrefix: 'b' })
  assert.equal(some.AnnotationCount, 2)
})

test('what is no annotation is refused', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await put(s3, Bucket, 'key')
  const make = (AnnotationPayload: string | Buffer, AnnotationName = 'a') =>
    s3.putObjectAnnotation({ Bucket, Key: 'key', AnnotationName, AnnotationPayload })
  await refused(make(''), 'EntityTooSmall', 400)
  await refused(make(Buffer.alloc(2 ** 20 + 1, 'x')), 'EntityTooLarge', 400)
  await refused(make(Buffer.from([0xc3, 0x28])), 'UnsupportedMediaType', 415)
  await refused(make(Buffer.from([0xc3])), 'UnsupportedMediaType', 415)
  await refused(make('x', 'n'.repeat(513)), 'AnnotationNameTooLong', 400)
  assert.throws(() => { checkName('aws:x') }, { code: 'InvalidAnnotationName' })
  assert.throws(() => { checkName('a\nb') }, { code: 'InvalidAnnotationName' })
  await refused(s3.putObjectAnnotation({ Bucket, Key: 'none', AnnotationName: 'a', AnnotationPayload: 'x' }), 'NoSuchKey', 404)
  assert.equal((await s3.listObjectAnnotations({ Bucket, Key: 'key' })).AnnotationCount, 0)
})
