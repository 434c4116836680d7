// Inventories on the clock: lists and manifests in another bucket.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import type { InventoryConfiguration, S3 } from '@aws-sdk/client-s3'
import { freshAccount, keysOf, put, refused } from './account.fixture.ts'

const configuration = (more: Partial<InventoryConfiguration> = {}): InventoryConfiguration => ({
  Id: 'all', IsEnabled: true, IncludedObjectVersions: 'All', Schedule: { Frequency: 'Daily' },
  OptionalFields: ['Size', 'StorageClass', 'EncryptionStatus', 'IsMultipartUploaded'],
  Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::lists', Format: 'CSV', Prefix: 'inv' } }, ...more,
})

const configured = (s3: S3, more: Partial<InventoryConfiguration> = {}) =>
  s3.putBucketInventoryConfiguration({ Bucket: 'source', Id: 'all', InventoryConfiguration: configuration(more) })

async function bytesAt(s3: S3, Key: string): Promise<Buffer> {
  return Buffer.from(await (await s3.getObject({ Bucket: 'lists', Key })).Body!.transformToByteArray())
}

test('a list a day, with a manifest', async t => {
  const { cloud, s3 } = await freshAccount(t)
  for (const Bucket of ['source', 'lists']) await s3.createBucket({ Bucket })
  await s3.putBucketVersioning({ Bucket: 'source', VersioningConfiguration: { Status: 'Enabled' } })
  await put(s3, 'source', 'a b', 'c', 'c')
  await s3.deleteObject({ Bucket: 'source', Key: 'a b' })
  await configured(s3)
  await cloud.clock.advance('14h')
  const keys = await keysOf(s3, 'lists')
  const data = keys.find(key => key.startsWith('inv/source/all/data/'))!
  assert.deepEqual(keys.filter(key => key !== data), ['inv/source/all/2027-03-11T00-00Z/manifest.checksum',
    'inv/source/all/2027-03-11T00-00Z/manifest.json', 'inv/source/all/hive/dt=2027-03-11-00-00/symlink.txt'])
  const manifest = await bytesAt(s3, 'inv/source/all/2027-03-11T00-00Z/manifest.json')
  const { files: [file], ...said } = JSON.parse(manifest.toString()) as { files: [{ key: string, size: number, MD5checksum: string }] }
  assert.deepEqual(said, { sourceBucket: 'source', destinationBucket: 'arn:aws:s3:::lists', version: '2016-11-30',
    creationTimestamp: String(Date.parse('2027-03-11T00:00:00Z')), fileFormat: 'CSV',
    fileSchema: 'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, StorageClass, EncryptionStatus, IsMultipartUploaded' })
  const packed = await bytesAt(s3, data)
  assert.deepEqual(file, { key: data, size: packed.length, MD5checksum: createHash('md5').update(packed).digest('hex') })
  assert.equal((await bytesAt(s3, 'inv/source/all/2027-03-11T00-00Z/manifest.checksum')).toString(),
    createHash('md5').update(manifest).digest('hex'))
  const rows = gunzipSync(packed).toString().trimEnd().split('\n').map(line => line.replace(/"[A-Za-z0-9]{32}"/, '"id"'))
  assert.deepEqual(rows, [
    '"source","a+b","id","true","true","","","",""', '"source","a+b","id","false","false","11","STANDARD","SSE-S3","false"',
    '"source","c","id","true","false","9","STANDARD","SSE-S3","false"', '"source","c","id","false","false","9","STANDARD","SSE-S3","false"',
  ])
  await cloud.clock.advance('2d')
  assert.equal((await keysOf(s3, 'lists')).length, 12)
  await s3.deleteBucketInventoryConfiguration({ Bucket: 'source', Id: 'all' })
  await cloud.clock.advance('7d')
  assert.equal((await keysOf(s3, 'lists')).length, 12)
})

test('Parquet, every Sunday, of what a prefix means', async t => {
  const { cloud, s3 } = await freshAccount(t)
  for (const Bucket of ['source', 'lists']) await s3.createBucket({ Bucket })
  await put(s3, 'source', 'in/a', 'out/a')
  await configured(s3, { IncludedObjectVersions: 'Current', Schedule: { Frequency: 'Weekly' }, Filter: { Prefix: 'in/' },
    OptionalFields: ['Size'],
    Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::lists', Format: 'Parquet' } } })
  await cloud.clock.set('2027-03-13T23:59:59Z')
  assert.deepEqual(await keysOf(s3, 'lists'), [])
  await cloud.clock.set('2027-03-14T00:00:00Z')
  const Key = (await keysOf(s3, 'lists')).find(key => key.endsWith('.parquet'))!
  const { Payload } = await s3.selectObjectContent({ Bucket: 'lists', Key, ExpressionType: 'SQL', Expression: 'SELECT * FROM S3Object',
    InputSerialization: { Parquet: {} }, OutputSerialization: { JSON: {} } })
  let text = ''
  for await (const { Records } of Payload!) if (Records?.Payload !== undefined) text += Buffer.from(Records.Payload).toString()
  assert.equal(text, '{"bucket":"source","key":"in/a","size":12}\n')
})

test('what cannot be', async t => {
  const { s3 } = await freshAccount(t)
  for (const Bucket of ['source', 'lists']) await s3.createBucket({ Bucket })
  const to = (more: object) => ({ Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::lists', Format: 'CSV' as const, ...more } } })
  await refused(configured(s3, to({ Format: 'ORC' })), 'NotImplemented', 501, /not as ORC/)
  await refused(configured(s3, to({ Format: 'XLS' })), 'MalformedXML', 400)
  await refused(configured(s3, to({ Bucket: 'lists' })), 'InvalidArgument', 400)
  await refused(configured(s3, to({ Bucket: 'arn:aws:s3:::none' })), 'NoSuchBucket', 404)
  await refused(configured(s3, { Schedule: { Frequency: 'Hourly' as never } }), 'MalformedXML', 400)
  await refused(configured(s3, { OptionalFields: ['Colour' as never] }), 'MalformedXML', 400)
})
