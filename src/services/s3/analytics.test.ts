// Storage class analyses: what lies there by age, what was uploaded and read that day, put into another bucket.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { S3 } from '@aws-sdk/client-s3'
import { bytesOf, freshAccount, keysOf, refused, textOf } from './account.fixture.ts'

const analysis = (s3: S3, more: object = {}) => s3.putBucketAnalyticsConfiguration({ Bucket: 'source', Id: 'a', AnalyticsConfiguration: {
  Id: 'a', Filter: { Prefix: 'logs/' }, StorageClassAnalysis: { DataExport: { OutputSchemaVersion: 'V_1',
    Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::reports', Format: 'CSV', Prefix: 'out' } } } }, ...more } })

test('a report a day', async t => {
  const { cloud, s3 } = await freshAccount(t)
  for (const Bucket of ['source', 'reports']) await s3.createBucket({ Bucket })
  await analysis(s3)
  await s3.putObject({ Bucket: 'source', Key: 'logs/old', Body: bytesOf(2 ** 20) })
  await s3.putObject({ Bucket: 'source', Key: 'other', Body: bytesOf(10) })
  await cloud.clock.advance('14h')
  assert.deepEqual(await keysOf(s3, 'reports'), ['out/source/a/2027-03-10.csv'])
  const [head, ...rows] = (await textOf(s3, 'reports', 'out/source/a/2027-03-10.csv')).trimEnd().split('\n')
  assert.match(head!, /^"Date","ConfigId","Filter","StorageClass","ObjectAge","ObjectCount"/)
  assert.deepEqual(rows, ['"2027-03-10","a","prefix=logs/","STANDARD","000-014","1","1.00000000","1.00000000","0.00000000","0",'
    + '"0.00000000","",""'])
  await cloud.clock.advance('20d')
  await s3.putObject({ Bucket: 'source', Key: 'logs/new', Body: bytesOf(2 ** 19) })
  await (await s3.getObject({ Bucket: 'source', Key: 'logs/old' })).Body!.transformToByteArray()
  await cloud.clock.advance('1d')
  const last = (await keysOf(s3, 'reports')).at(-1)!
  const lines = (await textOf(s3, 'reports', last)).trimEnd().split('\n').slice(1).map(line => line.replaceAll('"', '').split(',').slice(4))
  assert.deepEqual(lines, [['000-014', '1', '0.50000000', '0.50000000', '0.00000000', '0', '0.00000000', '', ''],
    ['015-029', '1', '0.00000000', '1.00000000', '1.00000000', '1', '1.00000000', '', '']])
  const count = (await keysOf(s3, 'reports')).length
  await s3.deleteBucketAnalyticsConfiguration({ Bucket: 'source', Id: 'a' })
  await cloud.clock.advance('3d')
  assert.equal((await keysOf(s3, 'reports')).length, count)
})

test('what cannot be exported is refused', async t => {
  const { s3 } = await freshAccount(t)
  await s3.createBucket({ Bucket: 'source' })
  await refused(analysis(s3), 'NoSuchBucket', 404)
  await s3.createBucket({ Bucket: 'reports' })
  await refused(analysis(s3, { Filter: { Prefix: 'a', Tag: { Key: 'k', Value: 'v' } } }), 'MalformedXML', 400)
  await refused(analysis(s3, { StorageClassAnalysis: { DataExport: { OutputSchemaVersion: 'V_2', Destination: { S3BucketDestination: {
    Bucket: 'arn:aws:s3:::reports', Format: 'CSV' } } } } }), 'MalformedXML', 400)
})
