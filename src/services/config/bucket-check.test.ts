// AWS's rules over buckets, each with what it lets pass and what it does not.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bucketRules } from './bucket-check.ts'
import { itemOf } from './item.fixture.ts'

const policy = (...Statement: object[]) => ({ BucketPolicy: { policy: JSON.stringify({ Statement }) } })
const open = (Action: string | string[], more: object = {}) => policy({ Effect: 'Allow', Principal: '*', Action, ...more })
const blocked = { PublicAccessBlockConfiguration: { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true,
  restrictPublicBuckets: true } }
const encrypted = (sSEAlgorithm: string) =>
  ({ ServerSideEncryptionConfiguration: { rules: [{ applyServerSideEncryptionByDefault: { sSEAlgorithm } }] } })
const secure = policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })

test('what passes, and what does not', async () => {
  const cases: [identifier: string, supplementary: object, passes: boolean, parameters?: object][] = [
    ['S3_BUCKET_VERSIONING_ENABLED', { BucketVersioningConfiguration: { status: 'Enabled' } }, true],
    ['S3_BUCKET_VERSIONING_ENABLED', { BucketVersioningConfiguration: { status: 'Suspended' } }, false],
    ['S3_BUCKET_LOGGING_ENABLED', { BucketLoggingConfiguration: { targetBucket: 'logs' } }, true],
    ['S3_BUCKET_LOGGING_ENABLED', { BucketLoggingConfiguration: { targetBucket: 'logs' } }, false, { targetBucket: 'other' }],
    ['S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED', encrypted('AES256'), true], ['S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED', {}, false],
    ['S3_DEFAULT_ENCRYPTION_KMS', encrypted('aws:kms'), true], ['S3_DEFAULT_ENCRYPTION_KMS', encrypted('AES256'), false],
    ['S3_BUCKET_SSL_REQUESTS_ONLY', secure, true], ['S3_BUCKET_SSL_REQUESTS_ONLY', {}, false],
    ['S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED', blocked, true], ['S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED', {}, false],
    ['S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED', {}, true, { excludedPublicBuckets: 'it' }],
    ['S3_BUCKET_PUBLIC_READ_PROHIBITED', open('s3:GetObject'), false], ['S3_BUCKET_PUBLIC_READ_PROHIBITED', open('s3:PutObject'), true],
    ['S3_BUCKET_PUBLIC_READ_PROHIBITED', { ...open('s3:*'), ...blocked }, true],
    ['S3_BUCKET_PUBLIC_WRITE_PROHIBITED', open(['s3:GetObject', 's3:PutObject']), false],
    ['S3_BUCKET_PUBLIC_WRITE_PROHIBITED', open('*', { Condition: { IpAddress: {} } }), true],
    ['S3_LIFECYCLE_POLICY_CHECK', { BucketLifecycleConfiguration: { rules: [{ status: 'Enabled' }] } }, true],
    ['S3_LIFECYCLE_POLICY_CHECK', { BucketLifecycleConfiguration: { rules: [{ status: 'Disabled' }] } }, false],
    ['S3_EVENT_NOTIFICATIONS_ENABLED', { BucketNotificationConfiguration: { queueConfigurations: [{}] } }, true],
    ['S3_EVENT_NOTIFICATIONS_ENABLED', {}, false],
    ['S3_BUCKET_REPLICATION_ENABLED', { BucketReplicationConfiguration: { rules: [{ status: 'Enabled' }] } }, true],
    ['S3_BUCKET_REPLICATION_ENABLED', {}, false],
  ]
  for (const [identifier, supplementary, passes, parameters = {}] of cases) {
    const item = itemOf('AWS::S3::Bucket', {}, supplementary as Record<string, unknown>)
    const { compliance } = await bucketRules[identifier]!.check!(item, parameters as Record<string, unknown>, undefined as never)
    assert.equal(compliance === 'COMPLIANT', passes, `${identifier} ${JSON.stringify(supplementary)}`)
  }
  assert.deepEqual(Object.keys(bucketRules).filter(name => !cases.some(([each]) => each === name)), [])
})
