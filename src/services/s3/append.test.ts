// Appending: at the end and nowhere else, with checksums that go on and parts that are counted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf, directoryBucket, freshBucket, refused, textOf } from './account.fixture.ts'
import { checkPartsCount } from './append.ts'

test('bytes come to the end of an object, from none on', async t => {
  const { s3, Bucket } = await directoryBucket(t)
  const at = { Bucket, Key: 'log' }
  const first = await s3.putObject({ ...at, Body: 'one,', WriteOffsetBytes: 0, ContentType: 'text/plain' })
  const second = await s3.putObject({ ...at, Body: 'two,', WriteOffsetBytes: 4 })
  assert.equal(second.Size, 8)
  assert.notEqual(second.ETag, first.ETag)
  await s3.putObject({ ...at, Body: 'three', WriteOffsetBytes: 8 })
  assert.equal(await textOf(s3, Bucket, 'log'), 'one,two,three')
  const head = await s3.headObject({ ...at, PartNumber: 2 })
  assert.deepEqual([head.ContentLength, head.PartsCount, head.ContentType], [4, 3, 'text/plain'])
  const { Body } = await s3.getObject({ ...at, Range: 'bytes=2-6' })
  assert.equal(await Body!.transformToString(), 'e,two')
})

test('an offset that is not the end is refused, and leaves the object alone', async t => {
  const { s3, Bucket } = await directoryBucket(t)
  const at = { Bucket, Key: 'log' }
  await refused(s3.putObject({ ...at, Body: 'x', WriteOffsetBytes: 1 }), 'InvalidWriteOffset', 400)
  await s3.putObject({ ...at, Body: 'abc' })
  for (const WriteOffsetBytes of [0, 2, 4]) await refused(s3.putObject({ ...at, Body: 'x', WriteOffsetBytes }), 'InvalidWriteOffset', 400)
  await refused(s3.putObject({ ...at, Body: 'x', WriteOffsetBytes: 3, ServerSideEncryption: 'aws:kms' }), 'EncryptionTypeMismatch', 400)
  await refused(s3.putObject({ ...at, Body: 'x', WriteOffsetBytes: 3, IfMatch: '"x"' }), 'PreconditionFailed', 412)
  await refused(s3.putObject({ ...at, Body: 'x', WriteOffsetBytes: 3, ChecksumCRC32: 'AAAAAA==' }), 'BadDigest', 400)
  assert.equal(await textOf(s3, Bucket, 'log'), 'abc')
  const plain = await freshBucket(t, 'plain')
  await refused(plain.s3.putObject({ Bucket: 'plain', Key: 'a', Body: 'x', WriteOffsetBytes: 0 }), 'NotImplemented', 501)
})

test('sums of CRC kinds are of the whole, hashes end', async t => {
  const { s3, Bucket } = await directoryBucket(t)
  const [a, b] = [bytesOf(70_000), bytesOf(100, 2)]
  const whole = await s3.putObject({ Bucket, Key: 'whole', Body: Buffer.concat([a, b]), ChecksumAlgorithm: 'CRC32C' })
  await s3.putObject({ Bucket, Key: 'log', Body: a, ChecksumAlgorithm: 'CRC32C' })
  const longer = await s3.putObject({ Bucket, Key: 'log', Body: b, WriteOffsetBytes: 70_000, ChecksumAlgorithm: 'CRC32C' })
  assert.equal(longer.ChecksumCRC32C, whole.ChecksumCRC32C)
  await s3.putObject({ Bucket, Key: 'hashed', Body: a, ChecksumAlgorithm: 'SHA256' })
  await s3.putObject({ Bucket, Key: 'hashed', Body: b, WriteOffsetBytes: 70_000, ChecksumAlgorithm: 'SHA256' })
  assert.equal((await s3.headObject({ Bucket, Key: 'hashed', ChecksumMode: 'ENABLED' })).ChecksumSHA256, undefined)
})

test('an object has ten thousand parts and no more, and a copy starts anew', async t => {
  checkPartsCount(9_999)
  assert.throws(() => { checkPartsCount(10_000) }, { code: 'TooManyParts', status: 400 })
  const { s3, Bucket } = await directoryBucket(t)
  await s3.putObject({ Bucket, Key: 'log', Body: 'a' })
  await s3.putObject({ Bucket, Key: 'log', Body: 'b', WriteOffsetBytes: 1 })
  await s3.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/log` })
  await s3.putObject({ Bucket, Key: 'copy', Body: 'c', WriteOffsetBytes: 2 })
  assert.equal((await s3.headObject({ Bucket, Key: 'copy', PartNumber: 1 })).PartsCount, 2)
})
