// Metadata configurations of both versions: kept, told with the states of their tables, changed, taken away.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshBucket, refused } from './account.fixture.ts'

const expiring = { Expiration: 'ENABLED', Days: 30 } as const

test('tables come, are filled, and are switched on and off', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  await refused(s3.getBucketMetadataConfiguration({ Bucket }), 'MetadataConfigurationNotFound', 404)
  await s3.createBucketMetadataConfiguration({ Bucket, MetadataConfiguration: {
    JournalTableConfiguration: { RecordExpiration: expiring }, InventoryTableConfiguration: { ConfigurationState: 'ENABLED' } } })
  const told = async () => (await s3.getBucketMetadataConfiguration({ Bucket })).GetBucketMetadataConfigurationResult!
    .MetadataConfigurationResult!
  const first = await told()
  assert.deepEqual(first.DestinationResult, { TableBucketType: 'aws', TableNamespace: 'b_bucket',
    TableBucketArn: 'arn:aws:s3tables:us-east-1:111122223333:bucket/aws-s3' })
  assert.deepEqual(first.JournalTableConfigurationResult!.RecordExpiration, expiring)
  assert.match(first.InventoryTableConfigurationResult!.TableArn!, /bucket\/aws-s3\/table\/[0-9a-f-]{36}$/)
  await cloud.clock.advance('2h')
  const later = await told()
  assert.deepEqual([later.JournalTableConfigurationResult!.TableStatus, later.InventoryTableConfigurationResult!.TableStatus],
    ['ACTIVE', 'ACTIVE'])
  await s3.updateBucketMetadataInventoryTableConfiguration({ Bucket, InventoryTableConfiguration: { ConfigurationState: 'DISABLED' } })
  await s3.updateBucketMetadataJournalTableConfiguration({ Bucket, JournalTableConfiguration: {
    RecordExpiration: { Expiration: 'DISABLED' } } })
  await s3.updateBucketMetadataAnnotationTableConfiguration({ Bucket, AnnotationTableConfiguration: { ConfigurationState: 'ENABLED',
    Role: 'arn:aws:iam::111122223333:role/r' } })
  const changed = await told()
  assert.deepEqual(changed.InventoryTableConfigurationResult, { ConfigurationState: 'DISABLED' })
  assert.equal(changed.JournalTableConfigurationResult!.RecordExpiration!.Expiration, 'DISABLED')
  assert.equal(changed.AnnotationTableConfigurationResult!.Role, 'arn:aws:iam::111122223333:role/r')
  await refused(s3.getBucketMetadataTableConfiguration({ Bucket }), 'MethodNotAllowed', 405)
  await refused(s3.deleteBucketMetadataTableConfiguration({ Bucket }), 'MethodNotAllowed', 405)
  await s3.deleteBucketMetadataConfiguration({ Bucket })
  await refused(s3.deleteBucketMetadataConfiguration({ Bucket }), 'MetadataConfigurationNotFound', 404)
})

test('the first version has one table in a bucket of one\'s own', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const make = (TableBucketArn: string) => s3.createBucketMetadataTableConfiguration({ Bucket, MetadataTableConfiguration: {
    S3TablesDestination: { TableBucketArn, TableName: 'objects' } } })
  await refused(make('arn:aws:s3tables:eu-west-1:111122223333:bucket/tables'), 'InvalidArgument', 400)
  await make('arn:aws:s3tables:us-east-1:111122223333:bucket/tables')
  await refused(make('arn:aws:s3tables:us-east-1:111122223333:bucket/tables'), 'InvalidBucketState', 409)
  await cloud.clock.advance('1h')
  const { GetBucketMetadataTableConfigurationResult: told } = await s3.getBucketMetadataTableConfiguration({ Bucket })
  assert.equal(told!.Status, 'ACTIVE')
  assert.equal(told!.MetadataTableConfigurationResult!.S3TablesDestinationResult!.TableNamespace, 'aws_s3_metadata')
  await refused(s3.updateBucketMetadataInventoryTableConfiguration({ Bucket, InventoryTableConfiguration: {
    ConfigurationState: 'ENABLED' } }), 'MethodNotAllowed', 405)
  await s3.deleteBucketMetadataTableConfiguration({ Bucket })
})

test('what cannot be is refused', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const make = (RecordExpiration: object, more: object = {}) => s3.createBucketMetadataConfiguration({ Bucket, MetadataConfiguration: {
    JournalTableConfiguration: { RecordExpiration: RecordExpiration as typeof expiring, ...more } } })
  await refused(make({ Expiration: 'ENABLED', Days: 6 }), 'InvalidArgument', 400)
  await refused(make({ Expiration: 'DISABLED', Days: 7 }), 'InvalidArgument', 400)
  await refused(make(expiring, { EncryptionConfiguration: { SseAlgorithm: 'aws:kms' } }), 'InvalidArgument', 400)
  await refused(make(expiring, { EncryptionConfiguration: { SseAlgorithm: 'DES' } }), 'MalformedXML', 400)
})
