// What a replication configuration may hold. Source: PutBucketReplication, Amazon S3 API Reference.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReplicationRule } from '@aws-sdk/client-s3'
import { freshAccount, refused } from './account.fixture.ts'

const Role = 'arn:aws:iam::111122223333:role/replicator'
const Destination = { Bucket: 'arn:aws:s3:::target' }
const plain: ReplicationRule = { Status: 'Enabled', Priority: 1, Filter: { Prefix: '' }, Destination,
  DeleteMarkerReplication: { Status: 'Disabled' } }

test('a configuration comes back; what S3 does not take is refused', async t => {
  const { s3 } = await freshAccount(t)
  for (const Bucket of ['source', 'target']) await s3.createBucket({ Bucket })
  const put = (rules: Partial<ReplicationRule>[], role = Role) => s3.putBucketReplication({
    Bucket: 'source', ReplicationConfiguration: { Role: role, Rules: rules.map(rule => ({ ...plain, ...rule })) } })
  await refused(put([{}]), 'InvalidRequest', 400, /on the bucket to apply/)
  await s3.putBucketVersioning({ Bucket: 'source', VersioningConfiguration: { Status: 'Enabled' } })
  await refused(put([{}]), 'InvalidRequest', 400, /Destination bucket must have versioning/)
  await s3.putBucketVersioning({ Bucket: 'target', VersioningConfiguration: { Status: 'Enabled' } })
  await refused(put([{}], 'nonsense'), 'InvalidArgument', 400)
  await refused(put([{ Destination: { Bucket: 'arn:aws:s3:::none' } }]), 'InvalidRequest', 400, /must exist/)
  await refused(put([{ Destination: { Bucket: 'arn:aws:s3:::source' } }]), 'InvalidRequest', 400, /distinct/)
  await refused(put([{ Destination: { Bucket: 'target' } }]), 'InvalidArgument', 400)
  await refused(put([{ ID: 'a' }, { ID: 'a', Priority: 2 }]), 'InvalidArgument', 400)
  await refused(put([{ ID: 'a' }, { ID: 'b' }]), 'InvalidRequest', 400, /priority/)
  await refused(put([{ Filter: { Tag: { Key: 'k', Value: 'v' } }, DeleteMarkerReplication: { Status: 'Enabled' } }]), 'InvalidRequest', 400)
  await refused(put([{ Destination: { ...Destination, AccessControlTranslation: { Owner: 'Destination' } } }]), 'InvalidRequest', 400)
  await refused(put([{ Destination: { ...Destination, ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } } } }]),
    'InvalidRequest', 400)
  await refused(put([{ SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } }]), 'InvalidRequest', 400)
  await refused(put([]), 'MalformedXML', 400)
  await put([{ ID: 'mine' }])
  assert.deepEqual((await s3.getBucketReplication({ Bucket: 'source' })).ReplicationConfiguration, { Role, Rules: [{ ...plain,
    ID: 'mine' }] })
  await s3.deleteBucketReplication({ Bucket: 'source' })
  await refused(s3.getBucketReplication({ Bucket: 'source' }), 'ReplicationConfigurationNotFoundError', 404)
})
