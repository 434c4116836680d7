// Completing uploads by all the rules.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { bytesOf, freshBucket, refused, uploaded } from './account.fixture.ts'

const mebibyte = 2 ** 20

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
  const done = await complete([Parts[1]!])
  const again = await complete([Parts[1]!])
  assert.deepEqual([again.ETag, again.Location], [done.ETag, done.Location])
  await refused(complete([Parts[0]!]), 'NoSuchUpload', 404)
  const { ContentLength } = await s3.headObject({ Bucket, Key: 'key' })
  assert.equal(ContentLength, 100)
  await refused(s3.uploadPart({ ...at, PartNumber: 1, Body: 'x' }), 'NoSuchUpload', 404)
  await refused(s3.uploadPart({ ...at, PartNumber: 0, Body: 'x' }), 'InvalidArgument', 400)
  await refused(s3.uploadPart({ ...at, PartNumber: 10_001, Body: 'x' }), 'InvalidArgument', 400)
})

test('a completion is repeated for an hour, and as long as its object is there', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const { at, Parts } = await uploaded(s3, Bucket, [bytesOf(100)])
  const complete = () => s3.completeMultipartUpload({ ...at, MultipartUpload: { Parts } })
  await complete()
  await cloud.clock.advance('59m')
  await complete()
  await cloud.clock.advance('2m')
  await refused(complete(), 'NoSuchUpload', 404)
  const other = await uploaded(s3, Bucket, [bytesOf(100)])
  await s3.completeMultipartUpload({ ...other.at, MultipartUpload: { Parts: other.Parts } })
  await s3.putObject({ Bucket, Key: 'key', Body: 'other' })
  await refused(s3.completeMultipartUpload({ ...other.at, MultipartUpload: { Parts: other.Parts } }), 'NoSuchUpload', 404)
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
    await refused(s3.completeMultipartUpload({ ...at, MultipartUpload: { Parts },
      [`Checksum${ChecksumAlgorithm}`]: ChecksumAlgorithm === 'CRC64NVME' ? 'AAAAAAAAAAA=' : 'AAAAAA==' }), 'BadDigest', 400)
    const done = await s3.completeMultipartUpload({ ...at, MultipartUpload: { Parts } })
    await s3.putObject({ Bucket, Key: 'whole', Body: Buffer.concat(bodies), ChecksumAlgorithm })
    const { Checksum } = await s3.getObjectAttributes({ Bucket, Key: 'whole', ObjectAttributes: ['Checksum'] })
    assert.equal(done[`Checksum${ChecksumAlgorithm}`], Checksum![`Checksum${ChecksumAlgorithm}`])
    assert.equal(done.ChecksumType, 'FULL_OBJECT')
  }
  await refused(s3.createMultipartUpload({ Bucket, Key: 'key', ChecksumAlgorithm: 'SHA256', ChecksumType: 'FULL_OBJECT' }),
    'InvalidRequest', 400)
  await refused(s3.createMultipartUpload({ Bucket, Key: 'key', ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' }),
    'InvalidRequest', 400)
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
  const { ObjectParts, Checksum } = await s3.getObjectAttributes({ Bucket, Key: 'key', ObjectAttributes: ['ObjectParts', 'Checksum'],
    MaxParts: 1 })
  assert.equal(Checksum!.ChecksumType, 'COMPOSITE')
  assert.deepEqual([ObjectParts!.Parts!.length, ObjectParts!.IsTruncated, ObjectParts!.Parts![0]!.Size], [1, true, 5 * mebibyte])
})
