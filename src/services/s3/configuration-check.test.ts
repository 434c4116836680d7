// Settings that make no sense.

import { test } from 'node:test'
import { freshBucket, refused } from './account.fixture.ts'

test('settings that make no sense', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const rule = { AllowedMethods: ['GET'], AllowedOrigins: ['*'] }
  await refused(s3.putBucketCors({ Bucket, CORSConfiguration: { CORSRules: [{ ...rule, AllowedMethods: ['PATCH'] }] } }), 'InvalidRequest',
    400, /PATCH/)
  await refused(s3.putBucketCors({ Bucket, CORSConfiguration: { CORSRules: [{ ...rule, AllowedOrigins: ['*.*'] }] } }), 'InvalidRequest',
    400)
  await refused(s3.putBucketCors({ Bucket, CORSConfiguration: { CORSRules: [] } }), 'MalformedXML', 400)
  await refused(s3.putBucketWebsite({ Bucket, WebsiteConfiguration: {} }), 'InvalidArgument', 400)
  await refused(s3.putBucketWebsite({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'a/b' } } }), 'InvalidArgument', 400)
  await refused(s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: 'aws:x', Value: '' }] } }), 'InvalidTag', 400)
  await refused(s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: 'a', Value: '' }, { Key: 'a', Value: '' }] } }), 'InvalidTag', 400)
  await refused(s3.putBucketLogging({ Bucket, BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'none', TargetPrefix: '' } } }),
    'InvalidTargetBucketForLogging', 400)
  await refused(s3.putBucketReplication({ Bucket, ReplicationConfiguration: { Role: 'r',
    Rules: [{ Status: 'Enabled', Destination: { Bucket: 'b' } }] } }), 'InvalidRequest', 400)
  await refused(s3.getBucketReplication({ Bucket }), 'ReplicationConfigurationNotFoundError', 404)
  await refused(s3.getObjectLockConfiguration({ Bucket }), 'ObjectLockConfigurationNotFoundError', 404)
  await refused(s3.putBucketRequestPayment({ Bucket, RequestPaymentConfiguration: { Payer: 'Nobody' as never } }), 'MalformedXML', 400)
  await refused(s3.getBucketLifecycleConfiguration({ Bucket }), 'NoSuchLifecycleConfiguration', 404)
})
