// Manifests: rows of one's own, an inventory's, and what a filter lets through.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jobFor, withManifest } from './account.fixture.ts'
import { passes, rowsOf } from './job-manifest.ts'

test('cells by their fields, keys decoded', () => {
  const fields = ['Bucket', 'Ignore', 'Key', 'VersionId']
  assert.deepEqual(rowsOf('b,x,a%20b/c,v1\n"b","x,y","plus+sign",\r\n', fields),
    [{ bucket: 'b', key: 'a b/c', versionId: 'v1' }, { bucket: 'b', key: 'plus sign' }])
  assert.throws(() => rowsOf('b,k', ['Bucket', 'Key', 'VersionId']), { code: 'InvalidManifestContent' })
})

test('filters by name, size, class and time', () => {
  const shown = { key: 'logs/a.txt', sizeBytes: 10, storageClass: 'STANDARD', createdAt: 1000 }
  const through = [{}, { KeyNameConstraint: { MatchAnyPrefix: ['x', 'logs/'], MatchAnySuffix: ['.txt'], MatchAnySubstring: ['/a'] } },
    { ObjectSizeGreaterThanBytes: 9, ObjectSizeLessThanBytes: 11 }, { MatchAnyStorageClass: ['STANDARD'] }, { CreatedAfter: 999 }]
  for (const filter of through) assert.ok(passes(shown, filter), JSON.stringify(filter))
  const out = [{ KeyNameConstraint: { MatchAnyPrefix: ['a'] } }, { KeyNameConstraint: { MatchAnySuffix: ['.gz'] } },
    { ObjectSizeGreaterThanBytes: 10 }, { ObjectSizeLessThanBytes: 10 }, { MatchAnyStorageClass: ['GLACIER'] }, { CreatedBefore: 1000 }]
  for (const filter of out) assert.ok(!passes(shown, filter), JSON.stringify(filter))
})

test('an inventory is a manifest', async t => {
  const { cloud, s3, control, AccountId, manifest } = await withManifest(t, ['a b', 'c'])
  await s3.createBucket({ Bucket: 'lists' })
  await s3.putBucketInventoryConfiguration({ Bucket: 'bucket', Id: 'all', InventoryConfiguration: { Id: 'all', IsEnabled: true,
    IncludedObjectVersions: 'Current', Schedule: { Frequency: 'Daily' },
    Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::lists', Format: 'CSV' } } } })
  await cloud.clock.advance('1d')
  const { Contents } = await s3.listObjectsV2({ Bucket: 'lists' })
  const made = Contents!.find(({ Key }) => Key!.endsWith('manifest.json'))!
  const { JobId } = await control.createJob(jobFor({ ...manifest, Spec: { Format: 'S3InventoryReport_CSV_20161130' },
    Location: { ObjectArn: `arn:aws:s3:::lists/${made.Key}`, ETag: made.ETag! } }))
  await cloud.clock.advance('1m')
  const { Status, ProgressSummary } = (await control.describeJob({ AccountId, JobId })).Job!
  assert.deepEqual([Status, ProgressSummary!.NumberOfTasksSucceeded], ['Complete', 2])
})
