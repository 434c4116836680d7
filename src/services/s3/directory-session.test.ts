// Sessions of directory buckets: opened by the SDK itself, bound to a bucket and a mode, over after five minutes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { S3 } from '@aws-sdk/client-s3'
import { Cloud } from '../../index.ts'
import { clientOf, directoryBucket, refused, textOf, zonal } from './account.fixture.ts'

test('objects go in and out by sessions of five minutes, which the SDK opens itself', async t => {
  const { cloud, s3, Bucket } = await directoryBucket(t)
  const asked: string[] = []
  s3.middlewareStack.add((next, context) => args => {
    asked.push(String(context['commandName']))
    return next(args)
  }, { step: 'initialize' })
  const put = await s3.putObject({ Bucket, Key: 'dir/a', Body: 'hello' })
  assert.notEqual(put.ETag, '"5d41402abc4b2a76b9719d911017c592"')
  assert.equal(await textOf(s3, Bucket, 'dir/a'), 'hello')
  const head = await s3.headObject({ Bucket, Key: 'dir/a' })
  assert.deepEqual([head.StorageClass, head.VersionId, head.ETag], ['EXPRESS_ONEZONE', undefined, put.ETag])
  assert.equal(asked.filter(name => name === 'CreateSessionCommand').length, 1)
  const { Credentials: keys } = await s3.createSession({ Bucket, SessionMode: 'ReadOnly' })
  assert.equal(keys!.Expiration!.getTime(), cloud.clock.now() + 300_000)
  const reader = clientOf(cloud, '', { ...zonal, disableS3ExpressSessionAuth: true, credentials: {
    accessKeyId: keys!.AccessKeyId!, secretAccessKey: keys!.SecretAccessKey!, sessionToken: keys!.SessionToken! } })
  assert.equal(await textOf(reader, Bucket, 'dir/a'), 'hello')
  await refused(reader.putObject({ Bucket, Key: 'b', Body: 'x' }), 'AccessDenied', 403)
  await refused(reader.createSession({ Bucket }), 'AccessDenied', 403)
  await refused(reader.deleteBucket({ Bucket }), 'AccessDenied', 403)
  await s3.createBucket({ Bucket: 'other--use1-az4--x-s3', CreateBucketConfiguration: { Location: { Name: 'use1-az4',
    Type: 'AvailabilityZone' }, Bucket: { Type: 'Directory', DataRedundancy: 'SingleAvailabilityZone' } } })
  await refused(reader.getObject({ Bucket: 'other--use1-az4--x-s3', Key: 'x' }), 'AccessDenied', 403)
  await refused(reader.listBuckets({}), 'AccessDenied', 403)
  await cloud.clock.advance('5m')
  await refused(reader.getObject({ Bucket, Key: 'dir/a' }), 'ExpiredToken', 400)
  await refused(s3.createSession({ Bucket: 'plain' }), 'NoSuchBucket', 404)
})

test('over HTTP, under an endpoint of one\'s own', async t => {
  const cloud = await Cloud.open({ seed: t.name })
  const { url } = await cloud.listen(0)
  t.after(() => cloud.close())
  const { requestHandler: _, ...client } = cloud.client({ accessKeyId: '111122223333' })
  const settings = { ...client, endpoint: url, maxAttempts: 1 }
  const Bucket = 'base--use1-az4--x-s3'
  // Without a session: there is nothing yet that one could be of.
  await new S3({ ...settings, disableS3ExpressSessionAuth: true }).createBucket({ Bucket, CreateBucketConfiguration: {
    Location: { Name: 'use1-az4', Type: 'AvailabilityZone' }, Bucket: { Type: 'Directory', DataRedundancy: 'SingleAvailabilityZone' } } })
  const s3 = new S3(settings)
  await s3.putObject({ Bucket, Key: 'dir/a', Body: 'hello' })
  await s3.renameObject({ Bucket, Key: 'dir/b', RenameSource: 'dir/a' })
  assert.equal(await textOf(s3, Bucket, 'dir/b'), 'hello')
  assert.deepEqual((await s3.listObjectsV2({ Bucket, Prefix: 'dir/' })).Contents!.map(({ Key }) => Key), ['dir/b'])
  assert.deepEqual((await s3.listDirectoryBuckets({})).Buckets!.map(({ Name }) => Name), [Bucket])
})
