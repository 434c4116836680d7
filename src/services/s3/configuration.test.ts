// A bucket's settings: given back as they were put, missing before and after, refused where they make no sense.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { S3 } from '@aws-sdk/client-s3'
import { freshBucket, refused } from './account.fixture.ts'

interface Case {
  readonly name: string
  readonly put: (s3: S3, Bucket: string) => Promise<unknown>
  readonly get: (s3: S3, Bucket: string) => Promise<object>
  readonly drop?: (s3: S3, Bucket: string) => Promise<unknown>
  readonly expected: object
  /** The error before anything was put, or what a new bucket has. */
  readonly before: string | object
}

const cors = { CORSRules: [{ ID: 'r', AllowedMethods: ['GET', 'PUT'], AllowedOrigins: ['https://*.example.com'], AllowedHeaders: ['*'],
  ExposeHeaders: ['ETag'], MaxAgeSeconds: 5 }] }
const website = {
  IndexDocument: { Suffix: 'index.html' }, ErrorDocument: { Key: 'error.html' },
  RoutingRules: [{ Condition: { KeyPrefixEquals: 'old/' }, Redirect: { ReplaceKeyPrefixWith: 'new/' } }],
}
const encryption = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'abc' },
  BucketKeyEnabled: true }] }
const ownership = { Rules: [{ ObjectOwnership: 'ObjectWriter' as const }] }
const block = { BlockPublicAcls: true, IgnorePublicAcls: false, BlockPublicPolicy: true, RestrictPublicBuckets: false }
const blockAll = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true }
const tags = [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '' }]
const analytics = { Id: 'one', Filter: { Prefix: 'x/' }, StorageClassAnalysis: {} }
const metrics = { Id: 'one', Filter: { Prefix: 'x/' } }
const tiering = { Id: 'one', Status: 'Enabled' as const, Tierings: [{ Days: 90, AccessTier: 'ARCHIVE_ACCESS' as const }] }
const inventory = {
  Id: 'one', IsEnabled: true, IncludedObjectVersions: 'All' as const, Schedule: { Frequency: 'Daily' as const },
  Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::bucket', Format: 'CSV' as const } },
}

const cases: readonly Case[] = [
  {
    name: 'cors', before: 'NoSuchCORSConfiguration', expected: cors,
    put: (s3, Bucket) => s3.putBucketCors({ Bucket, CORSConfiguration: cors }),
    get: (s3, Bucket) => s3.getBucketCors({ Bucket }), drop: (s3, Bucket) => s3.deleteBucketCors({ Bucket }),
  },
  {
    name: 'website', before: 'NoSuchWebsiteConfiguration', expected: website,
    put: (s3, Bucket) => s3.putBucketWebsite({ Bucket, WebsiteConfiguration: website }),
    get: (s3, Bucket) => s3.getBucketWebsite({ Bucket }), drop: (s3, Bucket) => s3.deleteBucketWebsite({ Bucket }),
  },
  {
    name: 'encryption', expected: { ServerSideEncryptionConfiguration: encryption },
    before: { ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
      BucketKeyEnabled: false }] } },
    put: (s3, Bucket) => s3.putBucketEncryption({ Bucket, ServerSideEncryptionConfiguration: encryption }),
    get: (s3, Bucket) => s3.getBucketEncryption({ Bucket }), drop: (s3, Bucket) => s3.deleteBucketEncryption({ Bucket }),
  },
  {
    name: 'ownership controls', before: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
      expected: { OwnershipControls: ownership },
    put: (s3, Bucket) => s3.putBucketOwnershipControls({ Bucket, OwnershipControls: ownership }),
    get: (s3, Bucket) => s3.getBucketOwnershipControls({ Bucket }),
  },
  {
    name: 'public access block', before: { PublicAccessBlockConfiguration: blockAll }, expected: { PublicAccessBlockConfiguration: block },
    put: (s3, Bucket) => s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: block }),
    get: (s3, Bucket) => s3.getPublicAccessBlock({ Bucket }),
  },
  {
    name: 'tags', before: 'NoSuchTagSet', expected: { TagSet: tags },
    put: (s3, Bucket) => s3.putBucketTagging({ Bucket, Tagging: { TagSet: tags } }),
    get: (s3, Bucket) => s3.getBucketTagging({ Bucket }), drop: (s3, Bucket) => s3.deleteBucketTagging({ Bucket }),
  },
  {
    name: 'logging', before: {}, expected: { LoggingEnabled: { TargetBucket: 'bucket', TargetPrefix: 'log/' } },
    put: (s3, Bucket) =>
      s3.putBucketLogging({ Bucket, BucketLoggingStatus: { LoggingEnabled: { TargetBucket: Bucket, TargetPrefix: 'log/' } } }),
    get: (s3, Bucket) => s3.getBucketLogging({ Bucket }),
  },
  {
    name: 'acceleration', before: {}, expected: { Status: 'Enabled' },
    put: (s3, Bucket) => s3.putBucketAccelerateConfiguration({ Bucket, AccelerateConfiguration: { Status: 'Enabled' } }),
    get: (s3, Bucket) => s3.getBucketAccelerateConfiguration({ Bucket }),
  },
  {
    name: 'request payment', before: { Payer: 'BucketOwner' }, expected: { Payer: 'Requester' },
    put: (s3, Bucket) => s3.putBucketRequestPayment({ Bucket, RequestPaymentConfiguration: { Payer: 'Requester' } }),
    get: (s3, Bucket) => s3.getBucketRequestPayment({ Bucket }),
  },
  {
    name: 'analytics', before: 'NoSuchConfiguration', expected: { AnalyticsConfiguration: analytics },
    put: (s3, Bucket) => s3.putBucketAnalyticsConfiguration({ Bucket, Id: 'one', AnalyticsConfiguration: analytics }),
    get: (s3, Bucket) => s3.getBucketAnalyticsConfiguration({ Bucket, Id: 'one' }),
    drop: (s3, Bucket) => s3.deleteBucketAnalyticsConfiguration({ Bucket, Id: 'one' }),
  },
  {
    name: 'metrics', before: 'NoSuchConfiguration', expected: { MetricsConfiguration: metrics },
    put: (s3, Bucket) => s3.putBucketMetricsConfiguration({ Bucket, Id: 'one', MetricsConfiguration: metrics }),
    get: (s3, Bucket) => s3.getBucketMetricsConfiguration({ Bucket, Id: 'one' }),
    drop: (s3, Bucket) => s3.deleteBucketMetricsConfiguration({ Bucket, Id: 'one' }),
  },
  {
    name: 'intelligent tiering', before: 'NoSuchConfiguration', expected: { IntelligentTieringConfiguration: tiering },
    put: (s3, Bucket) => s3.putBucketIntelligentTieringConfiguration({ Bucket, Id: 'one', IntelligentTieringConfiguration: tiering }),
    get: (s3, Bucket) => s3.getBucketIntelligentTieringConfiguration({ Bucket, Id: 'one' }),
    drop: (s3, Bucket) => s3.deleteBucketIntelligentTieringConfiguration({ Bucket, Id: 'one' }),
  },
  {
    name: 'inventory', before: 'NoSuchConfiguration', expected: { InventoryConfiguration: inventory },
    put: (s3, Bucket) => s3.putBucketInventoryConfiguration({ Bucket, Id: 'one', InventoryConfiguration: inventory }),
    get: (s3, Bucket) => s3.getBucketInventoryConfiguration({ Bucket, Id: 'one' }),
    drop: (s3, Bucket) => s3.deleteBucketInventoryConfiguration({ Bucket, Id: 'one' }),
  },
]

for (const { name, put, get, drop, expected, before } of cases) {
  test(`${name}: as it was put`, async t => {
    const { s3, Bucket } = await freshBucket(t)
    const shown = async (): Promise<object> => {
      const { $metadata: _, ...output } = await get(s3, Bucket) as { $metadata: object }
      return output
    }
    const isNew = () => typeof before === 'string' ? refused(get(s3, Bucket), before, 404)
      : shown().then(found => assert.deepEqual(found, before))
    await isNew()
    await put(s3, Bucket)
    assert.deepEqual(await shown(), expected)
    if (drop === undefined) return
    await drop(s3, Bucket)
    await isNew()
  })
}
