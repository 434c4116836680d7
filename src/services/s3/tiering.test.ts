// Objects that tier themselves: by the days that nobody reads them, back by a reading or a restore.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf, freshBucket, refused } from './account.fixture.ts'

const configuration = { Id: 'cold', Status: 'Enabled', Tierings: [{ AccessTier: 'ARCHIVE_ACCESS', Days: 90 },
  { AccessTier: 'DEEP_ARCHIVE_ACCESS', Days: 180 }] } as const

test('what nobody reads is archived, and comes back by a restore', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const at = { Bucket, Key: 'key' }
  await s3.putObject({ ...at, Body: bytesOf(200_000), StorageClass: 'INTELLIGENT_TIERING' })
  await s3.putBucketIntelligentTieringConfiguration({ Bucket, Id: 'cold', IntelligentTieringConfiguration: {
    ...configuration, Tierings: [...configuration.Tierings] } })
  const LambdaFunctionArn = 'arn:aws:lambda:us-east-1:111122223333:function:none'
  await s3.putBucketNotificationConfiguration({ Bucket, SkipDestinationValidation: true, NotificationConfiguration: {
    LambdaFunctionConfigurations: [{ LambdaFunctionArn, Events: ['s3:IntelligentTiering'] }] } })
  await cloud.clock.advance('80d')
  await (await s3.getObject(at)).Body!.transformToByteArray()
  await cloud.clock.advance('80d')
  assert.equal((await s3.headObject(at)).ArchiveStatus, undefined)
  await cloud.clock.advance('10d')
  assert.equal((await s3.headObject(at)).ArchiveStatus, 'ARCHIVE_ACCESS')
  const cold = await refused(s3.getObject(at), 'InvalidObjectState', 403)
  assert.equal(cold['AccessTier'], 'ARCHIVE_ACCESS')
  await cloud.clock.advance('90d')
  assert.equal((await s3.headObject(at)).ArchiveStatus, 'DEEP_ARCHIVE_ACCESS')
  await cloud.clock.advance('1m')
  assert.equal(cloud.core.journal.since(0).filter(({ operation }) => operation === 'Invoke').length, 2)
  await refused(s3.restoreObject({ ...at, RestoreRequest: { Days: 1 } }), 'InvalidArgument', 400)
  await refused(s3.restoreObject({ ...at, RestoreRequest: { GlacierJobParameters: { Tier: 'Expedited' } } }), 'InvalidArgument', 400)
  assert.equal((await s3.restoreObject({ ...at, RestoreRequest: {} })).$metadata.httpStatusCode, 202)
  await cloud.clock.advance('2d')
  assert.equal((await s3.headObject(at)).ArchiveStatus, undefined)
  assert.equal((await s3.getObject(at)).ContentLength, 200_000)
})

test('small objects stay; tierings have their days', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const put = (AccessTier: 'ARCHIVE_ACCESS', Days: number) => s3.putBucketIntelligentTieringConfiguration({ Bucket, Id: 'cold',
    IntelligentTieringConfiguration: { Id: 'cold', Status: 'Enabled', Tierings: [{ AccessTier, Days }] } })
  await refused(put('ARCHIVE_ACCESS', 30), 'InvalidArgument', 400)
  await refused(put('NEVER' as never, 90), 'MalformedXML', 400)
  await put('ARCHIVE_ACCESS', 90)
  await s3.putObject({ Bucket, Key: 'small', Body: 'x', StorageClass: 'INTELLIGENT_TIERING' })
  await cloud.clock.advance('1y')
  assert.equal((await s3.getObject({ Bucket, Key: 'small' })).ContentLength, 1)
})
