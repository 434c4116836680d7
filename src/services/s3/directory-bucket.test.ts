// Directory buckets, driven by the SDK's own code for them: it opens sessions by itself and signs with their token.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CreateBucketCommandInput, S3 } from '@aws-sdk/client-s3'
import { bytesOf, clientOf, directoryBucket, refused, zonal } from './account.fixture.ts'

function made(name = 'base--use1-az4--x-s3', zone = 'use1-az4'): CreateBucketCommandInput {
  return { Bucket: name, CreateBucketConfiguration: { Location: { Name: zone, Type: 'AvailabilityZone' },
    Bucket: { Type: 'Directory', DataRedundancy: 'SingleAvailabilityZone' } } }
}

test('one is made in a zone, told of and listed apart from others', async t => {
  const { cloud, s3, Bucket } = await directoryBucket(t)
  await s3.createBucket({ Bucket: 'plain' })
  const head = await s3.headBucket({ Bucket })
  assert.deepEqual([head.BucketLocationName, head.BucketLocationType, head.BucketRegion], ['use1-az4', 'AvailabilityZone', 'us-east-1'])
  assert.equal(head.BucketArn, `arn:aws:s3express:us-east-1:111122223333:bucket/${Bucket}`)
  await s3.createBucket(made('other--use1-az6--x-s3', 'use1-az6'))
  const first = await s3.listDirectoryBuckets({ MaxDirectoryBuckets: 1 })
  const second = await s3.listDirectoryBuckets({ ContinuationToken: first.ContinuationToken })
  assert.deepEqual([...first.Buckets!, ...second.Buckets!].map(({ Name }) => Name), [Bucket, 'other--use1-az6--x-s3'])
  assert.deepEqual((await s3.listBuckets({})).Buckets!.map(({ Name }) => Name), ['plain'])
  await refused(s3.createBucket(made()), 'BucketAlreadyOwnedByYou', 409)
  await refused(clientOf(cloud, '222233334444', zonal).createBucket(made()), 'BucketAlreadyExists', 409)
  const bad: readonly (readonly [CreateBucketCommandInput, string])[] = [
    [{ Bucket: 'plain--use1-az4--x-s3' }, 'MalformedXML'],
    [made('base--use1-az5--x-s3'), 'InvalidBucketName'],
    [made('Upper--use1-az4--x-s3'), 'InvalidBucketName'],
    [made('base--usw2-az1--x-s3', 'usw2-az1'), 'InvalidRequest'],
    [{ ...made('acl--use1-az4--x-s3'), ACL: 'public-read' }, 'NotImplemented'],
  ]
  for (const [input, code] of bad) await refused(s3.createBucket(input), code)
  await s3.deleteBucket({ Bucket })
  await refused(s3.headBucket({ Bucket }), 'NotFound', 404)
})

test('what directory buckets lack is refused', async t => {
  const { s3, Bucket } = await directoryBucket(t)
  await s3.putObject({ Bucket, Key: 'a', Body: 'x' })
  const at = { Bucket, Key: 'a' }
  const calls: readonly (readonly [Promise<unknown>, string, number])[] = [
    [s3.getBucketAcl({ Bucket }), 'MethodNotAllowed', 405],
    [s3.getBucketVersioning({ Bucket }), 'MethodNotAllowed', 405],
    [s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }), 'MethodNotAllowed', 405],
    [s3.getObjectTagging(at), 'MethodNotAllowed', 405],
    [s3.listObjectVersions({ Bucket }), 'MethodNotAllowed', 405],
    [s3.listObjects({ Bucket }), 'MethodNotAllowed', 405],
    [s3.putObject({ ...at, ACL: 'private', Body: 'x' }), 'NotImplemented', 501],
    [s3.putObject({ ...at, Tagging: 'a=b', Body: 'x' }), 'NotImplemented', 501],
    [s3.putObject({ ...at, StorageClass: 'STANDARD', Body: 'x' }), 'InvalidStorageClass', 400],
    [s3.createMultipartUpload({ ...at, ServerSideEncryption: 'aws:kms:dsse' }), 'NotImplemented', 501],
    [s3.listObjectsV2({ Bucket, Prefix: 'no-end' }), 'InvalidRequest', 400],
    [s3.listObjectsV2({ Bucket, Delimiter: '-' }), 'InvalidArgument', 400],
    [s3.listObjectsV2({ Bucket, StartAfter: 'a' }), 'NotImplemented', 501],
  ]
  for (const [call, code, status] of calls) await refused(call, code, status)
})

test('uploads in parts and copies, to and from other buckets', async t => {
  const { s3, Bucket } = await directoryBucket(t)
  await s3.createBucket({ Bucket: 'plain' })
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'big' })
  const bodies = [bytesOf(5 * 2 ** 20), bytesOf(10, 2)]
  const Parts = []
  for (const [i, Body] of bodies.entries()) {
    const { ETag } = await s3.uploadPart({ Bucket, Key: 'big', UploadId, PartNumber: i + 1, Body })
    Parts.push({ PartNumber: i + 1, ETag })
  }
  await s3.completeMultipartUpload({ Bucket, Key: 'big', UploadId, MultipartUpload: { Parts } })
  await s3.copyObject({ Bucket: 'plain', Key: 'big', CopySource: `${Bucket}/big` })
  const { Body } = await s3.getObject({ Bucket: 'plain', Key: 'big' })
  assert.ok(Buffer.from(await Body!.transformToByteArray()).equals(Buffer.concat(bodies)))
  await s3.putObject({ Bucket: 'plain', Key: 'small', Body: 'hello' })
  const copied = await s3.copyObject({ Bucket, Key: 'small', CopySource: 'plain/small' })
  assert.notEqual(copied.CopyObjectResult!.ETag, '"5d41402abc4b2a76b9719d911017c592"')
  const back = await s3.copyObject({ Bucket: 'plain', Key: 'back', CopySource: `${Bucket}/small` })
  assert.equal(back.CopyObjectResult!.ETag, '"5d41402abc4b2a76b9719d911017c592"')
  await s3.deleteObjects({ Bucket, Delete: { Objects: [{ Key: 'small' }, { Key: 'big' }] } })
  assert.deepEqual(await namesIn(s3, Bucket), [])
})

async function namesIn(s3: S3, Bucket: string): Promise<string[]> {
  return ((await s3.listObjectsV2({ Bucket })).Contents ?? []).map(({ Key }) => Key!)
}

test('rules expire objects and end uploads on the clock, and do nothing else', async t => {
  const { cloud, s3, Bucket } = await directoryBucket(t)
  const rule = (more: object) => s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules: [
    { ID: 'r', Status: 'Enabled', Filter: { Prefix: 'tmp/' }, ...more }] } })
  await refused(rule({ Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }] }), 'InvalidRequest', 400)
  await refused(rule({ NoncurrentVersionExpiration: { NoncurrentDays: 1 } }), 'InvalidRequest', 400)
  await refused(rule({ Filter: { Tag: { Key: 'a', Value: 'b' } }, Expiration: { Days: 1 } }), 'InvalidRequest', 400)
  await rule({ Expiration: { Days: 1 }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } })
  for (const Key of ['tmp/a', 'kept/a']) await s3.putObject({ Bucket, Key, Body: 'x' })
  await s3.createMultipartUpload({ Bucket, Key: 'tmp/parts' })
  await cloud.clock.advance('3d')
  const later = clientOf(cloud, '111122223333', zonal)
  assert.deepEqual(await namesIn(later, Bucket), ['kept/a'])
  assert.equal((await later.listMultipartUploads({ Bucket })).Uploads, undefined)
})
