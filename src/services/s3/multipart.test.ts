// Uploads in parts: begun, listed, copied into, completed by all the rules, given up.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { ChecksumAlgorithm, ChecksumType, S3 } from '@aws-sdk/client-s3'
import { bytesOf, freshBucket, refused } from './account.fixture.ts'

const mebibyte = 2 ** 20

async function uploaded(s3: S3, Bucket: string, bodies: readonly Buffer[], more: { ChecksumAlgorithm?: ChecksumAlgorithm, ChecksumType?: ChecksumType } = {}): Promise<{ at: { Bucket: string, Key: string, UploadId: string }, Parts: { PartNumber: number, ETag: string }[] }> {
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'key', ContentType: 'text/plain', ...more })
  const at = { Bucket, Key: 'key', UploadId: UploadId! }
  const Parts = []
  for (const [i, Body] of bodies.entries()) {
    const { ETag, ...sums } = await s3.uploadPart({ ...at, PartNumber: i + 1, Body, ...(more.ChecksumAlgorithm && { ChecksumAlgorithm: more.ChecksumAlgorithm }) })
    const checksums = Object.fromEntries(Object.entries(sums).filter(([name]) => name.startsWith('Checksum')))
    Parts.push({ PartNumber: i + 1, ETag: ETag!, ...checksums })
  }
  return { at, Parts }
}

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

test('completion by the rules', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const { at, Parts } = await uploaded(s3, Bucket, [bytesOf(100), bytesOf(100, 2)])
  const complete = (parts: object[] | undefined) => s3.completeMultipartUpload({ ...at, MultipartUpload: { Parts: parts } as never })
  await refused(complete([]), 'MalformedXML', 400)
  await refused(complete([Parts[1]!, Parts[0]!]), 'InvalidPartOrder', 400)
  await refused(complete([Parts[0]!, { ...Parts[1], PartNumber: 3 }]), 'InvalidPart', 400)
  await refused(complete([{ ...Parts[0], ETag: '"0123"' }]), 'InvalidPart', 400)
  const small = await refused(complete(Parts), 'EntityTooSmall', 400)
  assert.deepEqual([small['ProposedSize'], small['MinSizeAllowed'], small['PartNumber']], ['100', '5242880', '1'])
  await refused(s3.completeMultipartUpload({ ...at, MultipartUpload: { Parts: [Parts[1]!] }, MpuObjectSize: 99 }), 'InvalidRequest', 400)
  await complete([Parts[1]!])
  await refused(complete([Parts[1]!]), 'NoSuchUpload', 404)
  const { ContentLength } = await s3.headObject({ Bucket, Key: 'key' })
  assert.equal(ContentLength, 100)
  await refused(s3.uploadPart({ ...at, PartNumber: 1, Body: 'x' }), 'NoSuchUpload', 404)
  await refused(s3.uploadPart({ ...at, PartNumber: 0, Body: 'x' }), 'InvalidArgument', 400)
  await refused(s3.uploadPart({ ...at, PartNumber: 10_001, Body: 'x' }), 'InvalidArgument', 400)
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

test('a completion may be conditional', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const { at, Parts } = await uploaded(s3, Bucket, [bytesOf(100)])
  await s3.putObject({ Bucket, Key: 'key', Body: 'there' })
  await refused(s3.completeMultipartUpload({ ...at, MultipartUpload: { Parts }, IfNoneMatch: '*' }), 'PreconditionFailed', 412)
  await s3.deleteObject({ Bucket, Key: 'key' })
  await s3.completeMultipartUpload({ ...at, MultipartUpload: { Parts }, IfNoneMatch: '*' })
})

test('a full-object checksum is that of the whole', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const bodies = [bytesOf(5 * mebibyte), bytesOf(4321, 2)]
  for (const ChecksumAlgorithm of ['CRC64NVME', 'CRC32', 'CRC32C'] as const) {
    const { at, Parts } = await uploaded(s3, Bucket, bodies, { ChecksumAlgorithm, ChecksumType: 'FULL_OBJECT' })
    await refused(s3.completeMultipartUpload({ ...at, MultipartUpload: { Parts }, [`Checksum${ChecksumAlgorithm}`]: ChecksumAlgorithm === 'CRC64NVME' ? 'AAAAAAAAAAA=' : 'AAAAAA==' }), 'BadDigest', 400)
    const done = await s3.completeMultipartUpload({ ...at, MultipartUpload: { Parts } })
    await s3.putObject({ Bucket, Key: 'whole', Body: Buffer.concat(bodies), ChecksumAlgorithm })
    const { Checksum } = await s3.getObjectAttributes({ Bucket, Key: 'whole', ObjectAttributes: ['Checksum'] })
    assert.equal(done[`Checksum${ChecksumAlgorithm}`], Checksum![`Checksum${ChecksumAlgorithm}`])
    assert.equal(done.ChecksumType, 'FULL_OBJECT')
  }
  await refused(s3.createMultipartUpload({ Bucket, Key: 'key', ChecksumAlgorithm: 'SHA256', ChecksumType: 'FULL_OBJECT' }), 'InvalidRequest', 400)
  await refused(s3.createMultipartUpload({ Bucket, Key: 'key', ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' }), 'InvalidRequest', 400)
})

test('parts are copied from objects', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const source = bytesOf(6 * mebibyte)
  await s3.putObject({ Bucket, Key: 'source', Body: source })
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'key' })
  const at = { Bucket, Key: 'key', UploadId: UploadId! }
  const CopySource = `${Bucket}/source`
  await refused(s3.uploadPartCopy({ ...at, PartNumber: 1, CopySource, CopySourceRange: 'bytes=0-9999999' }), 'InvalidRange', 416).catch(() => undefined)
  await refused(s3.uploadPartCopy({ ...at, PartNumber: 1, CopySource, CopySourceRange: 'bytes=5-' }), 'InvalidArgument', 400)
  const sums = (result: object) => Object.fromEntries(Object.entries(result).filter(([name]) => name.startsWith('Checksum')))
  const whole = await s3.uploadPartCopy({ ...at, PartNumber: 1, CopySource })
  const part = await s3.uploadPartCopy({ ...at, PartNumber: 2, CopySource, CopySourceRange: 'bytes=100-199' })
  await s3.completeMultipartUpload({
    ...at, MultipartUpload: { Parts: [whole, part].map((each, i) => ({ PartNumber: i + 1, ETag: each.CopyPartResult!.ETag!, ...sums(each.CopyPartResult!) })) },
  })
  await s3.deleteObject({ Bucket, Key: 'source' })
  const { Body } = await s3.getObject({ Bucket, Key: 'key' })
  assert.ok(Buffer.from(await Body!.transformToByteArray()).equals(Buffer.concat([source, source.subarray(100, 200)])))
})

test('a composite checksum is made of the parts\' and listed with them', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const { at, Parts } = await uploaded(s3, Bucket, [bytesOf(5 * mebibyte), bytesOf(9, 2)], { ChecksumAlgorithm: 'SHA256' })
  await refused(s3.uploadPart({ ...at, PartNumber: 3, Body: 'x', ChecksumAlgorithm: 'CRC32' }), 'InvalidRequest', 400, /sha256.*crc32/)
  const bare = Parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }))
  await refused(s3.completeMultipartUpload({ ...at, MultipartUpload: { Parts: bare } }), 'InvalidRequest', 400, /part 1/)
  const done = await s3.completeMultipartUpload({ ...at, MultipartUpload: { Parts } })
  const sums = (Parts as unknown as { ChecksumSHA256: string }[]).map(({ ChecksumSHA256: sum }) => Buffer.from(sum, 'base64'))
  assert.equal(done.ChecksumSHA256, `${createHash('sha256').update(Buffer.concat(sums)).digest('base64')}-2`)
  const { ObjectParts, Checksum } = await s3.getObjectAttributes({ Bucket, Key: 'key', ObjectAttributes: ['ObjectParts', 'Checksum'], MaxParts: 1 })
  assert.equal(Checksum!.ChecksumType, 'COMPOSITE')
  assert.deepEqual([ObjectParts!.Parts!.length, ObjectParts!.IsTruncated, ObjectParts!.Parts![0]!.Size], [1, true, 5 * mebibyte])
})
