// Replication on the clock: what is carried over, how it arrives, and what status both sides show.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { ReplicationRule, S3 } from '@aws-sdk/client-s3'
import { bytesOf, clientOf, freshAccount, refused, textOf, uploaded } from './account.fixture.ts'
import { isPassing, nextAttempt } from './replication.ts'

const Role = 'arn:aws:iam::111122223333:role/service-role/replicator'
const enabled = { VersioningConfiguration: { Status: 'Enabled' } } as const

/** A bucket in Ireland and one in Virginia, of the same account or of two. */
async function twoBuckets(t: TestContext, otherAccount = '111122223333') {
  const { cloud, s3: virginia } = await freshAccount(t)
  const ireland = clientOf(cloud, otherAccount, { region: 'eu-west-1' })
  await virginia.createBucket({ Bucket: 'source' })
  await ireland.createBucket({ Bucket: 'target', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } })
  await virginia.putBucketVersioning({ Bucket: 'source', ...enabled })
  await ireland.putBucketVersioning({ Bucket: 'target', ...enabled })
  return { cloud, virginia, ireland }
}

function replicating(s3: S3, Bucket: string, target: string, ...rules: Partial<ReplicationRule>[]) {
  const Rules = rules.map((rule, i) => ({
    ID: `rule-${i}`, Status: 'Enabled' as const, Priority: i, Filter: { Prefix: '' },
    DeleteMarkerReplication: { Status: 'Disabled' as const },
    ...rule, Destination: { Bucket: `arn:aws:s3:::${target}`, ...rule.Destination },
  }))
  return s3.putBucketReplication({ Bucket, ReplicationConfiguration: { Role, Rules } })
}

test('an object arrives with its version, its time and everything said of it', async t => {
  const { cloud, virginia, ireland } = await twoBuckets(t)
  await replicating(virginia, 'source', 'target', { Destination: { Bucket: 'arn:aws:s3:::target', StorageClass: 'STANDARD_IA' } })
  const put = await virginia.putObject({ Bucket: 'source', Key: 'a', Body: 'hello', Metadata: { m: '1' }, Tagging: 't=1',
    ContentType: 'text/plain' })
  assert.equal((await virginia.headObject({ Bucket: 'source', Key: 'a' })).ReplicationStatus, 'PENDING')
  await refused(ireland.headObject({ Bucket: 'target', Key: 'a' }), 'NotFound', 404)
  await cloud.clock.advance('15m')
  assert.equal((await virginia.headObject({ Bucket: 'source', Key: 'a' })).ReplicationStatus, 'COMPLETED')
  const got = await ireland.getObject({ Bucket: 'target', Key: 'a' })
  assert.equal(await got.Body!.transformToString(), 'hello')
  assert.deepEqual([got.VersionId, got.ETag, got.Metadata, got.TagCount, got.ContentType, got.StorageClass, got.ReplicationStatus],
    [put.VersionId, put.ETag, { m: '1' }, 1, 'text/plain', 'STANDARD_IA', 'REPLICA'])
  assert.deepEqual(got.LastModified, (await virginia.headObject({ Bucket: 'source', Key: 'a' })).LastModified)
})

test('large objects keep their parts', async t => {
  const { cloud, virginia, ireland } = await twoBuckets(t)
  await replicating(virginia, 'source', 'target', {})
  const { at, Parts } = await uploaded(virginia, 'source', [bytesOf(5 * 2 ** 20), bytesOf(1000)])
  const { ETag } = await virginia.completeMultipartUpload({ ...at, MultipartUpload: { Parts } })
  await cloud.clock.advance('15m')
  const head = await ireland.headObject({ Bucket: 'target', Key: 'key', PartNumber: 2 })
  assert.deepEqual([head.ETag, head.PartsCount, head.ContentLength], [ETag, 2, 1000])
})

test('delete markers go where the rule says so, deleted versions never', async t => {
  const { cloud, virginia, ireland } = await twoBuckets(t)
  await replicating(virginia, 'source', 'target', { DeleteMarkerReplication: { Status: 'Enabled' }, Filter: { Prefix: 'in/' } })
  const { VersionId } = await virginia.putObject({ Bucket: 'source', Key: 'in/a', Body: 'x' })
  await virginia.putObject({ Bucket: 'source', Key: 'out/a', Body: 'x' })
  await cloud.clock.advance('15m')
  await virginia.deleteObject({ Bucket: 'source', Key: 'in/a' })
  await virginia.deleteObject({ Bucket: 'source', Key: 'in/a', VersionId: VersionId! })
  await cloud.clock.advance('15m')
  const { Versions = [], DeleteMarkers = [] } = await ireland.listObjectVersions({ Bucket: 'target' })
  assert.deepEqual(Versions.map(({ Key, VersionId: id }) => [Key, id]), [['in/a', VersionId]])
  assert.deepEqual(DeleteMarkers.map(({ Key }) => Key), ['in/a'])
})

test('two buckets that replicate each other do not go in circles; tags follow, and come back where it is wanted', async t => {
  const { cloud, virginia, ireland } = await twoBuckets(t)
  const back = { SourceSelectionCriteria: { ReplicaModifications: { Status: 'Enabled' as const } } }
  await replicating(virginia, 'source', 'target', back)
  await replicating(ireland, 'target', 'source', back)
  await virginia.putObject({ Bucket: 'source', Key: 'a', Body: 'x' })
  await cloud.clock.advance('1d')
  assert.equal((await virginia.listObjectVersions({ Bucket: 'source' })).Versions!.length, 1)
  await virginia.putObjectTagging({ Bucket: 'source', Key: 'a', Tagging: { TagSet: [{ Key: 'k', Value: 'there' }] } })
  await cloud.clock.advance('1h')
  assert.equal((await ireland.getObjectTagging({ Bucket: 'target', Key: 'a' })).TagSet![0]!.Value, 'there')
  await ireland.putObjectTagging({ Bucket: 'target', Key: 'a', Tagging: { TagSet: [{ Key: 'k', Value: 'back' }] } })
  await cloud.clock.advance('1h')
  assert.equal((await virginia.getObjectTagging({ Bucket: 'source', Key: 'a' })).TagSet![0]!.Value, 'back')
  assert.equal((await ireland.headObject({ Bucket: 'target', Key: 'a' })).ReplicationStatus, 'REPLICA')
})

test('another account must let the role in; its objects can become the destination\'s', async t => {
  const { cloud, virginia, ireland } = await twoBuckets(t, '444455556666')
  await ireland.putBucketOwnershipControls({ Bucket: 'target', OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } })
  await replicating(virginia, 'source', 'target', { Filter: { And: { Prefix: '', Tags: [{ Key: 'go', Value: '1' }] } }, Destination: {
    Bucket: 'arn:aws:s3:::target', Account: '444455556666', AccessControlTranslation: { Owner: 'Destination' } } })
  await virginia.putObject({ Bucket: 'source', Key: 'a', Body: 'x', Tagging: 'go=1' })
  await virginia.putObject({ Bucket: 'source', Key: 'b', Body: 'x' })
  await cloud.clock.advance('1h')
  const status = async (Key: string) => (await virginia.headObject({ Bucket: 'source', Key })).ReplicationStatus
  assert.deepEqual([await status('a'), await status('b')], ['FAILED', undefined])
  await ireland.putBucketPolicy({ Bucket: 'target', Policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow',
    Principal: { AWS: Role }, Action: ['s3:ReplicateObject', 's3:ReplicateDelete'], Resource: 'arn:aws:s3:::target/*' }] }) })
  await virginia.putObject({ Bucket: 'source', Key: 'a', Body: 'again', Tagging: 'go=1' })
  await cloud.clock.advance('1h')
  assert.equal(await status('a'), 'COMPLETED')
  assert.equal(await textOf(ireland, 'target', 'a'), 'again')
  const { Owner } = await ireland.getObjectAcl({ Bucket: 'target', Key: 'a' })
  assert.equal(Owner!.ID, (await ireland.listBuckets()).Owner!.ID)
})

test('a destination that has gone is a failure, and an event', async t => {
  const { cloud, virginia, ireland } = await twoBuckets(t)
  await replicating(virginia, 'source', 'target', { ID: 'mine' })
  await ireland.deleteBucket({ Bucket: 'target' })
  const LambdaFunctionArn = 'arn:aws:lambda:us-east-1:111122223333:function:none'
  await virginia.putBucketNotificationConfiguration({ Bucket: 'source', SkipDestinationValidation: true, NotificationConfiguration: {
    LambdaFunctionConfigurations: [{ LambdaFunctionArn, Events: ['s3:Replication:*'] }] } })
  await virginia.putObject({ Bucket: 'source', Key: 'a', Body: 'x' })
  await cloud.clock.advance('1h')
  assert.equal((await virginia.headObject({ Bucket: 'source', Key: 'a' })).ReplicationStatus, 'FAILED')
  assert.equal(cloud.core.journal.since(0).filter(({ operation }) => operation === 'Invoke').length, 1)
})

test('what is out of order is tried again for two hours, what refuses is not', () => {
  assert.deepEqual([503, 500, 403, 404].map(status => isPassing({ status })), [true, true, false, false])
  const waits: number[] = []
  for (let attempt = 1, at = 0; ; attempt += 1) {
    const next = nextAttempt(attempt, at)
    if (next === undefined) break
    waits.push((next - at) / 60_000)
    at = next
  }
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 64])
})
