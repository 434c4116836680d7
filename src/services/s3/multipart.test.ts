// Uploads in parts: begun, listed, copied into, completed by all the rules, given up.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { bytesOf, freshBucket, refused, uploaded } from './account.fixture.ts'

const mebibyte = 2 ** 20

test('parts become one object', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const bodies = [bytesOf(5 * mebibyte), bytesOf(5 * mebibyte + 7, 2), bytesOf(10, 3)]
  const { at, Parts } = await uploaded(s3, Bucket, bodies)
  const listed = await s3.listParts(at)
  assert.deepEqual(listed.Parts!.map(({ PartNumber, Size }) => [PartNumber, Size]), bodies.map(({ length }, i) => [i + 1, length]))
  const page = await s3.listParts({ ...at, MaxParts: 2 })
  assert.deepEqual([page.Parts!.length, page.IsTruncated, page.NextPartNumberMarker], [2, true, '2'])
  const done = await s3.completeMultipartUpload({ ...at, MultipartUpload: { Parts } })
  const md5s = Buffer.concat(bodies.map(body => createHash('md5').update(body).digest()))
  assert.equal(done.ETag, `"${createHash('md5').update(md5s).digest('hex')}-3"`)
  assert.equal(done.ChecksumType, 'FULL_OBJECT')
  const got = await s3.getObject({ Bucket, Key: 'key' })
  const whole = Buffer.concat(bodies)
  assert.ok(Buffer.from(await got.Body!.transformToByteArray()).equals(whole))
  assert.equal(got.ContentType, 'text/plain')
  const across = await s3.getObject({ Bucket, Key: 'key', Range: `bytes=${5 * mebibyte - 3}-${5 * mebibyte + 3}` })
  assert.ok(Buffer.from(await across.Body!.transformToByteArray()).equals(whole.subarray(5 * mebibyte - 3, 5 * mebibyte + 4)))
  const second = await s3.getObject({ Bucket, Key: 'key', PartNumber: 3 })
  assert.equal(second.PartsCount, 3)
  assert.equal(second.ContentRange, `bytes ${10 * mebibyte + 7}-${10 * mebibyte + 16}/${whole.length}`)
  assert.ok(Buffer.from(await second.Body!.transformToByteArray()).equals(bodies[2]!))
  await refused(s3.getObject({ Bucket, Key: 'key', PartNumber: 4 }), 'InvalidPartNumber', 416)
  await refused(s3.listParts(at), 'NoSuchUpload', 404)
  const { ObjectParts } = await s3.getObjectAttributes({ Bucket, Key: 'key', ObjectAttributes: ['ObjectParts'] })
  assert.deepEqual([ObjectParts!.TotalPartsCount, ObjectParts!.Parts], [3, undefined])
})

test('a part that comes again replaces the first; what is given up leaves nothing', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const { at } = await uploaded(s3, Bucket, [bytesOf(100)])
  const again = await s3.uploadPart({ ...at, PartNumber: 1, Body: 'again' })
  assert.deepEqual((await s3.listParts(at)).Parts!.map(({ ETag, Size }) => [ETag, Size]), [[again.ETag, 5]])
  await s3.abortMultipartUpload(at)
  await refused(s3.abortMultipartUpload(at), 'NoSuchUpload', 404)
  await refused(s3.getObject({ Bucket, Key: 'key' }), 'NoSuchKey', 404)
})

test('parts are copied from objects', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const source = bytesOf(6 * mebibyte)
  await s3.putObject({ Bucket, Key: 'source', Body: source })
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'key' })
  const at = { Bucket, Key: 'key', UploadId: UploadId! }
  const CopySource = `${Bucket}/source`
  await refused(s3.uploadPartCopy({ ...at, PartNumber: 1, CopySource, CopySourceRange: 'bytes=0-9999999' }), 'InvalidRange',
    416).catch(() => undefined)
  await refused(s3.uploadPartCopy({ ...at, PartNumber: 1, CopySource, CopySourceRange: 'bytes=5-' }), 'InvalidArgument', 400)
  const sums = (result: object) => Object.fromEntries(Object.entries(result).filter(([name]) => name.startsWith('Checksum')))
  const whole = await s3.uploadPartCopy({ ...at, PartNumber: 1, CopySource })
  const part = await s3.uploadPartCopy({ ...at, PartNumber: 2, CopySource, CopySourceRange: 'bytes=100-199' })
  await s3.completeMultipartUpload({
    ...at, MultipartUpload: { Parts: [whole, part].map((each, i) =>
      ({ PartNumber: i + 1, ETag: each.CopyPartResult!.ETag!, ...sums(each.CopyPartResult!) })) },
  })
  await s3.deleteObject({ Bucket, Key: 'source' })
  const { Body } = await s3.getObject({ Bucket, Key: 'key' })
  assert.ok(Buffer.from(await Body!.transformToByteArray()).equals(Buffer.concat([source, source.subarray(100, 200)])))
})
