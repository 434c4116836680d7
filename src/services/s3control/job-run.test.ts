// Jobs that run: every kind of operation by real calls, on the clock, with what went wrong told for each object.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JobOperation } from '@aws-sdk/client-s3-control'
import { jobFor, withManifest } from './account.fixture.ts'

type World = Awaited<ReturnType<typeof withManifest>>

/** Runs one to its end. @returns status, tasks that succeeded and failed */
async function ran({ cloud, control, AccountId, manifest }: World, Operation: JobOperation, more: object = {}) {
  const { JobId } = await control.createJob(jobFor(manifest, { Operation, ...more,
    ClientRequestToken: String(cloud.clock.now()) }))
  await cloud.clock.advance('5m')
  const { Status, ProgressSummary: progress } = (await control.describeJob({ AccountId, JobId })).Job!
  return [Status, progress!.NumberOfTasksSucceeded, progress!.NumberOfTasksFailed]
}

test('tags are put and taken away, an object that is not there fails alone', async t => {
  const world = await withManifest(t, ['a b', 'dir/c', 'none'], ['a b', 'dir/c'])
  const { s3 } = world
  assert.deepEqual(await ran(world, { S3PutObjectTagging: { TagSet: [{ Key: 'k', Value: 'v' }] } }), ['Complete', 2, 1])
  assert.deepEqual((await s3.getObjectTagging({ Bucket: 'bucket', Key: 'a b' })).TagSet, [{ Key: 'k', Value: 'v' }])
  assert.deepEqual(await ran(world, { S3DeleteObjectTagging: {} }), ['Complete', 2, 1])
  assert.deepEqual((await s3.getObjectTagging({ Bucket: 'bucket', Key: 'dir/c' })).TagSet, [])
})

test('copies go to another bucket, with a prefix and what is to be new', async t => {
  const world = await withManifest(t, ['a', 'dir/c'])
  const { s3 } = world
  await s3.createBucket({ Bucket: 'target' })
  assert.deepEqual(await ran(world, { S3PutObjectCopy: { TargetResource: 'arn:aws:s3:::target', TargetKeyPrefix: 'copies/',
    StorageClass: 'STANDARD_IA', MetadataDirective: 'REPLACE',
      NewObjectMetadata: { ContentType: 'text/plain', UserMetadata: { who: 'job' } },
    NewObjectTagging: [{ Key: 'k', Value: 'v w' }] } }), ['Complete', 2, 0])
  const head = await s3.headObject({ Bucket: 'target', Key: 'copies/dir/c' })
  assert.deepEqual([head.StorageClass, head.ContentType, head.Metadata, head.TagCount], ['STANDARD_IA', 'text/plain', { who: 'job' }, 1])
})

test('lists, locks, restores and keys', async t => {
  const world = await withManifest(t, ['a'])
  const { s3 } = world
  const Key = 'a'
  await s3.putBucketOwnershipControls({ Bucket: 'bucket', OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } })
  await s3.deletePublicAccessBlock({ Bucket: 'bucket' })
  assert.deepEqual(await ran(world, { S3PutObjectAcl: { AccessControlPolicy: { CannedAccessControlList: 'public-read' } } }),
    ['Complete', 1, 0])
  assert.equal((await s3.getObjectAcl({ Bucket: 'bucket', Key })).Grants!.length, 2)
  assert.deepEqual(await ran(world, { S3PutObjectLegalHold: { LegalHold: { Status: 'ON' } } }), ['Complete', 0, 1])
  await s3.putBucketVersioning({ Bucket: 'bucket', VersioningConfiguration: { Status: 'Enabled' } })
  await s3.putObjectLockConfiguration({ Bucket: 'bucket', ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } })
  assert.deepEqual(await ran(world, { S3PutObjectLegalHold: { LegalHold: { Status: 'ON' } } }), ['Complete', 1, 0])
  const until = new Date('2028-01-01T00:00:00Z')
  assert.deepEqual(await ran(world, { S3PutObjectRetention: { Retention: { Mode: 'GOVERNANCE', RetainUntilDate: until } } }),
    ['Complete', 1, 0])
  const head = await s3.headObject({ Bucket: 'bucket', Key })
  assert.deepEqual([head.ObjectLockLegalHoldStatus, head.ObjectLockRetainUntilDate], ['ON', until])
  await s3.putObject({ Bucket: 'bucket', Key, Body: 'cold', StorageClass: 'GLACIER' })
  assert.deepEqual(await ran(world, { S3InitiateRestoreObject: { ExpirationInDays: 2, GlacierJobTier: 'STANDARD' } }), ['Complete', 1, 0])
  assert.match((await s3.headObject({ Bucket: 'bucket', Key })).Restore!, /ongoing-request=/)
})

test('objects that were there before the rule are replicated', async t => {
  const world = await withManifest(t, ['a'], ['a'], { versioned: true })
  const { s3 } = world
  await s3.createBucket({ Bucket: 'replicas' })
  await s3.putBucketVersioning({ Bucket: 'replicas', VersioningConfiguration: { Status: 'Enabled' } })
  assert.deepEqual(await ran(world, { S3ReplicateObject: {} }), ['Complete', 0, 1])
  await s3.putBucketReplication({ Bucket: 'bucket', ReplicationConfiguration: { Role: 'arn:aws:iam::111122223333:role/r', Rules: [{
    ID: 'r', Priority: 1, Status: 'Enabled', Filter: { Prefix: '' }, DeleteMarkerReplication: { Status: 'Disabled' },
    Destination: { Bucket: 'arn:aws:s3:::replicas' } }] } })
  const generator = { S3JobManifestGenerator: { SourceBucket: 'arn:aws:s3:::bucket', EnableManifestOutput: false,
    Filter: { EligibleForReplication: true, ObjectReplicationStatuses: ['NONE' as const] } } }
  assert.deepEqual(await ran(world, { S3ReplicateObject: {} }, { Manifest: undefined, ManifestGenerator: generator }), ['Complete', 1, 0])
  assert.equal((await s3.headObject({ Bucket: 'replicas', Key: 'a' })).ReplicationStatus, 'REPLICA')
  assert.equal((await s3.headObject({ Bucket: 'bucket', Key: 'a' })).ReplicationStatus, 'COMPLETED')
})

test('a manifest that is another by now, or a function that cannot be called, is told', async t => {
  const world = await withManifest(t, ['a'])
  const { cloud, control, AccountId, manifest } = world
  const { JobId } = await control.createJob(jobFor({ ...manifest, Location: { ...manifest.Location!, ETag: 'other' } }))
  await cloud.clock.advance('1m')
  const { Status, FailureReasons } = (await control.describeJob({ AccountId, JobId })).Job!
  assert.deepEqual([Status, FailureReasons![0]!.FailureCode], ['Failed', 'ManifestETagMismatch'])
  assert.deepEqual(await ran(world, { LambdaInvoke: { FunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:none' } }),
    ['Complete', 0, 1])
})

test('a job that is cancelled while it runs stops, and one that fails too much fails', async t => {
  const keys = Array.from({ length: 1200 }, (_, i) => `k${i}`)
  const world = await withManifest(t, keys, [])
  const { cloud, control, AccountId, manifest } = world
  const { JobId } = await control.createJob(jobFor(manifest))
  await cloud.clock.advance('11s')
  assert.equal((await control.describeJob({ AccountId, JobId })).Job!.Status, 'Active')
  await control.updateJobStatus({ AccountId, JobId, RequestedJobStatus: 'Cancelled' })
  await cloud.clock.advance('1s')
  const stopped = (await control.describeJob({ AccountId, JobId })).Job!
  assert.deepEqual([stopped.Status, stopped.ProgressSummary!.NumberOfTasksFailed], ['Cancelled', 500])
  assert.deepEqual(await ran(world, { S3DeleteObjectTagging: {} }), ['Failed', 0, 1000])
})
