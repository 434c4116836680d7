// Access logs: who asked for what, delivered on the clock.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { S3 } from '@aws-sdk/client-s3'
import { freshAccount, keysOf, put, refused, textOf } from './account.fixture.ts'

/** As the console writes it: "Enabling Amazon S3 server access logging", Amazon S3 User Guide. */
function letIn(s3: S3, Bucket: string, source = 'arn:aws:s3:::site') {
  return s3.putBucketPolicy({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject', Resource: `arn:aws:s3:::${Bucket}/*`,
    Condition: { ArnLike: { 'aws:SourceArn': source } } }] }) })
}

test('requests to a bucket are told in another, an hour later', async t => {
  const { cloud, s3 } = await freshAccount(t)
  for (const Bucket of ['site', 'logs']) await s3.createBucket({ Bucket })
  await letIn(s3, 'logs')
  await put(s3, 'site', 'before')
  await s3.putBucketLogging({ Bucket: 'site', BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'logs', TargetPrefix: 'log/' } } })
  await s3.putObject({ Bucket: 'site', Key: 'a b.txt', Body: 'hello' })
  assert.equal(await textOf(s3, 'site', 'a b.txt'), 'hello')
  await refused(s3.getObject({ Bucket: 'site', Key: 'none' }), 'NoSuchKey', 404)
  await s3.getBucketVersioning({ Bucket: 'site' })
  assert.deepEqual(await keysOf(s3, 'logs'), [])
  await cloud.clock.advance('1h')
  const [key, ...others] = await keysOf(s3, 'logs')
  assert.deepEqual(others, [])
  assert.match(key!, /^log\/2027-03-10-\d\d-\d\d-\d\d-[0-9A-F]{16}$/)
  const lines = (await textOf(s3, 'logs', key!)).trimEnd().split('\n')
  const told = lines.map(line => /(REST\.\S+) (\S+) "(\S+) [^"]*" (\d+) (\S+) (\S+) (\S+)/.exec(line)!.slice(1))
  assert.deepEqual(told.slice(-4), [
    ['REST.PUT.OBJECT', 'a%2520b.txt', 'PUT', '200', '-', '-', '5'],
    ['REST.GET.OBJECT', 'a%2520b.txt', 'GET', '200', '-', '5', '5'],
    ['REST.GET.OBJECT', 'none', 'GET', '404', 'NoSuchKey', told.at(-2)![5], '-'],
    ['REST.GET.VERSIONING', '-', 'GET', '200', '-', told.at(-1)![5], '-'],
  ])
  assert.match(lines.at(-3)!, /^[0-9a-f]{64} site \[10\/Mar\/2027:10:30:00 \+0000\] /)
  assert.match(lines.at(-3)!, / SigV4 - AuthHeader /)
  await cloud.clock.advance('1d')
  assert.equal((await keysOf(s3, 'logs')).length, 1)
})

test('keys by account, region, bucket and day', async t => {
  const { cloud, s3 } = await freshAccount(t)
  for (const Bucket of ['site', 'logs']) await s3.createBucket({ Bucket })
  await letIn(s3, 'logs')
  await s3.putBucketLogging({ Bucket: 'site', BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'logs', TargetPrefix: '',
    TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource: 'DeliveryTime' } } } } })
  await s3.headBucket({ Bucket: 'site' })
  await cloud.clock.advance('1h')
  assert.match((await keysOf(s3, 'logs'))[0]!, /^111122223333\/us-east-1\/site\/2027\/03\/10\/2027-03-10-/)
})

test('logs come where the policy of the target lets them in, or its list', async t => {
  const { cloud, s3 } = await freshAccount(t)
  for (const Bucket of ['site', 'logs']) await s3.createBucket({ Bucket })
  await s3.putBucketLogging({ Bucket: 'site', BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'logs', TargetPrefix: '' } } })
  const delivered = async () => {
    await s3.headBucket({ Bucket: 'site' })
    const before = (await keysOf(s3, 'logs')).length
    await cloud.clock.advance('1h')
    return (await keysOf(s3, 'logs')).length - before
  }
  assert.equal(await delivered(), 0)
  await letIn(s3, 'logs', 'arn:aws:s3:::other')
  assert.equal(await delivered(), 0)
  await letIn(s3, 'logs')
  assert.equal(await delivered(), 1)
  await s3.deleteBucketPolicy({ Bucket: 'logs' })
  await s3.putBucketOwnershipControls({ Bucket: 'logs', OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } })
  assert.equal(await delivered(), 0)
  await s3.putBucketAcl({ Bucket: 'logs', ACL: 'log-delivery-write' as never })
  assert.equal(await delivered(), 1)
})
