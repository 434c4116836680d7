// Lifecycle on the clock: what expires, moves and is given up, at the midnights at which S3 would.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf, freshBucket, keysOf, put, refused, ruled } from './account.fixture.ts'

test('objects expire at the midnight after their days, by prefix, tag and size', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  await ruled(s3, Bucket,
    { ID: 'logs', Filter: { Prefix: 'log/' }, Expiration: { Days: 3 } },
    { ID: 'tagged', Filter: { And: { Prefix: '', Tags: [{ Key: 'brief', Value: 'yes' }] } }, Expiration: { Days: 1 } },
    { ID: 'large', Filter: { ObjectSizeGreaterThan: 100 }, Expiration: { Days: 5 } },
    { ID: 'off', Status: 'Disabled', Expiration: { Days: 1 } })
  const { Expiration } = await s3.putObject({ Bucket, Key: 'log/1', Body: 'x' })
  assert.equal(Expiration, 'expiry-date="Sun, 14 Mar 2027 00:00:00 GMT", rule-id="logs"')
  await put(s3, Bucket, 'kept')
  await s3.putObject({ Bucket, Key: 'brief', Body: 'x', Tagging: 'brief=yes' })
  await s3.putObject({ Bucket, Key: 'large', Body: bytesOf(101) })
  assert.equal((await s3.headObject({ Bucket, Key: 'log/1' })).Expiration, Expiration)
  assert.equal((await s3.headObject({ Bucket, Key: 'kept' })).Expiration, undefined)
  await cloud.clock.set('2027-03-11T23:59:59Z')
  assert.deepEqual(await keysOf(s3, Bucket), ['brief', 'kept', 'large', 'log/1'])
  await cloud.clock.set('2027-03-12T00:00:00Z')
  assert.deepEqual(await keysOf(s3, Bucket), ['kept', 'large', 'log/1'])
  await cloud.clock.set('2027-03-14T00:00:00Z')
  assert.deepEqual(await keysOf(s3, Bucket), ['kept', 'large'])
  await cloud.clock.set('2027-03-16T00:00:00Z')
  assert.deepEqual(await keysOf(s3, Bucket), ['kept'])
  // Until the month ends, when the account is billed.
  const { fired } = await cloud.clock.advance('15d')
  assert.equal(fired, 0)
})

test('a rule that comes later holds for what was there before; a date is a day', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  await put(s3, Bucket, 'a')
  await cloud.clock.advance('30d')
  await ruled(s3, Bucket, { Expiration: { Days: 2 } })
  assert.deepEqual(await keysOf(s3, Bucket), ['a'])
  await cloud.clock.advance('1d')
  assert.deepEqual(await keysOf(s3, Bucket), [])
  await ruled(s3, Bucket, { Expiration: { Date: new Date('2027-05-01T00:00:00Z') } })
  await put(s3, Bucket, 'b')
  await cloud.clock.set('2027-04-30T23:00:00Z')
  assert.deepEqual(await keysOf(s3, Bucket), ['b'])
  await cloud.clock.set('2027-05-01T00:00:00Z')
  assert.deepEqual(await keysOf(s3, Bucket), [])
})

test('rules that cannot be', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await refused(ruled(s3, Bucket, {}), 'InvalidRequest', 400, /At least one action/)
  await refused(ruled(s3, Bucket, { Expiration: { Days: 0 } }), 'InvalidArgument', 400)
  await refused(ruled(s3, Bucket, { Expiration: { Days: 1, Date: new Date('2027-05-01') } }), 'MalformedXML', 400)
  await refused(ruled(s3, Bucket, { Expiration: { Date: new Date('2027-05-01T01:00:00Z') } }), 'InvalidArgument', 400, /midnight/)
  await refused(ruled(s3, Bucket, { Transitions: [{ Days: 10, StorageClass: 'STANDARD_IA' }] }), 'InvalidArgument', 400)
  await refused(ruled(s3, Bucket, { Transitions: [{ Days: 40, StorageClass: 'GLACIER' }], Expiration: { Days: 40 } }), 'InvalidArgument',
    400)
  await refused(ruled(s3, Bucket, { ID: 'x', Expiration: { Days: 1 } }, { ID: 'x', Expiration: { Days: 1 } }), 'InvalidArgument', 400,
    /unique/)
  await ruled(s3, Bucket, { ID: 'x', Expiration: { Days: 1 } })
  const got = await s3.getBucketLifecycleConfiguration({ Bucket })
  assert.deepEqual(got.Rules, [{ ID: 'x', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } }])
  assert.equal(got.TransitionDefaultMinimumObjectSize, 'all_storage_classes_128K')
  await s3.deleteBucketLifecycle({ Bucket })
  await refused(s3.getBucketLifecycleConfiguration({ Bucket }), 'NoSuchLifecycleConfiguration', 404)
})
