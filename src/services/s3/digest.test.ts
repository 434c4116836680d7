// Integrity: digests that agree are kept and told, those that do not leave nothing behind.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { Crc32c, Crc64Nvme } from '../../std/crc.ts'
import { Xxh3Of128, Xxh3Of64, Xxh64 } from '../../std/xxhash.ts'
import { bytesOf, clientOf, freshBucket, refused } from './account.fixture.ts'

const body = bytesOf(100_000)

const sums = {
  CRC32C: base64(sumOf(new Crc32c())),
  CRC64NVME: base64(sumOf(new Crc64Nvme())),
  SHA1: createHash('sha1').update(body).digest('base64'),
  SHA256: createHash('sha256').update(body).digest('base64'),
  SHA512: createHash('sha512').update(body).digest('base64'),
  XXHASH64: base64(sumOf(new Xxh64())),
  XXHASH3: base64(sumOf(new Xxh3Of64())),
  XXHASH128: base64(sumOf(new Xxh3Of128())),
} as const

function sumOf(sum: { update(bytes: Uint8Array): void, digest(): Uint8Array }): Uint8Array {
  sum.update(body)
  return sum.digest()
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

for (const [algorithm, sum] of Object.entries(sums)) {
  const member = `Checksum${algorithm}`
  test(`${algorithm}: right, wrong, and none at all`, async t => {
    const { s3, Bucket } = await freshBucket(t)
    const done = await s3.putObject({ Bucket, Key: 'key', Body: body, [member]: sum })
    assert.equal(done[member as 'ChecksumSHA256'], sum)
    const got = await s3.headObject({ Bucket, Key: 'key', ChecksumMode: 'ENABLED' })
    assert.deepEqual([got[member as 'ChecksumSHA256'], got.ChecksumType], [sum, 'FULL_OBJECT'])
    const wrong = base64(new Uint8Array(Buffer.from(sum, 'base64').length))
    await refused(s3.putObject({ Bucket, Key: 'other', Body: body, [member]: wrong }), 'BadDigest', 400)
    await refused(s3.putObject({ Bucket, Key: 'other', Body: body, [member]: 'nonsense' }), 'InvalidRequest', 400)
    await refused(s3.headObject({ Bucket, Key: 'other' }), 'NotFound', 404)
  })
}

test('the SDK\'s own default checksum is kept', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const { ChecksumCRC32, ChecksumType } = await s3.putObject({ Bucket, Key: 'key', Body: body })
  assert.match(ChecksumCRC32!, /^.{6}==$/)
  assert.equal(ChecksumType, 'FULL_OBJECT')
  const { Body } = await s3.getObject({ Bucket, Key: 'key' })
  await Body!.transformToByteArray()
})

test('without any, S3 reckons CRC-64 itself', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const plain = clientOf(cloud, '111122223333', { requestChecksumCalculation: 'WHEN_REQUIRED' })
  const { ChecksumCRC64NVME } = await plain.putObject({ Bucket, Key: 'key', Body: body })
  assert.equal(ChecksumCRC64NVME, sums.CRC64NVME)
  assert.equal((await s3.headObject({ Bucket, Key: 'key', ChecksumMode: 'ENABLED' })).ChecksumCRC64NVME, sums.CRC64NVME)
})

test('Content-MD5', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const right = createHash('md5').update(body).digest('base64')
  await s3.putObject({ Bucket, Key: 'key', Body: body, ContentMD5: right })
  await refused(s3.putObject({ Bucket, Key: 'other', Body: body, ContentMD5: 'nonsense' }), 'InvalidDigest', 400)
  const error = await refused(s3.putObject({ Bucket, Key: 'other', Body: 'x', ContentMD5: right }), 'BadDigest', 400)
  assert.equal(error['ExpectedDigest'], right)
  await refused(s3.headObject({ Bucket, Key: 'other' }), 'NotFound', 404)
  await refused(s3.putBucketTagging({ Bucket, Tagging: { TagSet: [] }, ContentMD5: right }), 'BadDigest', 400)
})

test('algorithms that cannot be', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const at = { Bucket, Key: 'key', Body: body }
  await refused(s3.putObject({ ...at, ChecksumSHA1: sums.SHA1, ChecksumSHA256: sums.SHA256 }), 'InvalidRequest', 400, /single/)
  await refused(s3.createMultipartUpload({ Bucket, Key: 'key', ChecksumAlgorithm: 'CRC9' as never }), 'InvalidRequest', 400)
})

test('a kind of sum that no client reckons by itself goes through an upload in parts', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'key', ChecksumAlgorithm: 'XXHASH3' })
  const Parts = []
  for (const [i, Body] of [bytesOf(5 * 2 ** 20), bytesOf(10)].entries()) {
    const running = new Xxh3Of64()
    running.update(Body)
    const ChecksumXXHASH3 = base64(running.digest())
    const { ETag } = await s3.uploadPart({ Bucket, Key: 'key', UploadId, PartNumber: i + 1, Body, ChecksumXXHASH3 })
    Parts.push({ PartNumber: i + 1, ETag, ChecksumXXHASH3 })
  }
  const done = await s3.completeMultipartUpload({ Bucket, Key: 'key', UploadId, MultipartUpload: { Parts } })
  const whole = new Xxh3Of64()
  for (const { ChecksumXXHASH3 } of Parts) whole.update(Buffer.from(ChecksumXXHASH3, 'base64'))
  assert.deepEqual([done.ChecksumXXHASH3, done.ChecksumType], [`${base64(whole.digest())}-2`, 'COMPOSITE'])
})
