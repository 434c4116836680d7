// Reports in S3: where they lie, what is in them, and what is said when they cannot be delivered.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { S3 } from '@aws-sdk/client-s3'
import { account, opened, report } from './account.fixture.ts'

test('delivered every day, and a last time with the number of the invoice', async t => {
  const { cloud, call } = await opened(t)
  const s3 = new S3({ ...cloud.client({ accessKeyId: account }), forcePathStyle: true })
  await s3.createBucket({ Bucket: 'reports' })
  await call('PutReportDefinition', { ReportDefinition: report })
  await cloud.clock.advance('10h')
  const read = async () => {
    const { Body } = await s3.getObject({ Bucket: 'reports', Key: 'p/r/20270301-20270401/r-00001.csv.gz' })
    const [head = '', ...rows] = gunzipSync(await Body!.transformToByteArray()).toString().trim().split('\n')
    const own = rows.map(row => Object.fromEntries(row.split(',').map((cell, i) => [head.split(',')[i]!, cell])))
      .filter(row => row['lineItem/UsageType'] === 'BoxUsage:m5.large')
    const sum = (column: string) => own.reduce((total, row) => total + Number(row[column]), 0).toFixed(3)
    return [sum('lineItem/UnblendedCost'), sum('lineItem/UsageAmount'), own[0]?.['bill/InvoiceId']]
  }
  await cloud.clock.set('2027-04-01T01:00:00Z')
  assert.deepEqual(await read(), ['71.424', '744.000', `202703-${account}`])
  const { Body } = await s3.getObject({ Bucket: 'reports', Key: 'p/r/20270301-20270401/r-Manifest.json' })
  assert.deepEqual((JSON.parse(await Body!.transformToString()) as { reportKeys: string[] }).reportKeys,
    ['p/r/20270301-20270401/r-00001.csv.gz'])
})

test('without a bucket the status says so', async t => {
  const { cloud, call } = await opened(t)
  await call('PutReportDefinition', { ReportDefinition: report })
  await cloud.clock.advance('1h')
  const { ReportDefinitions } = await call('DescribeReportDefinitions', {}) as { ReportDefinitions: { ReportStatus?: object }[] }
  assert.deepEqual(ReportDefinitions[0]!.ReportStatus, { lastStatus: 'ERROR_NO_BUCKET' })
})

test('a report that is kept has a folder for each delivery; ZIP and what lies beside it', async t => {
  const { cloud, call } = await opened(t)
  const s3 = new S3({ ...cloud.client({ accessKeyId: account }), forcePathStyle: true })
  await s3.createBucket({ Bucket: 'reports' })
  await call('PutReportDefinition', {
    ReportDefinition: { ...report, Compression: 'ZIP', ReportVersioning: 'CREATE_NEW_REPORT', AdditionalArtifacts: ['QUICKSIGHT'] },
  })
  await cloud.clock.advance('2d')
  const { Contents } = await s3.listObjectsV2({ Bucket: 'reports', Prefix: 'p/r/20270301-20270401/' })
  const keys = Contents!.map(({ Key }) => Key!.replace(/[0-9a-f-]{36}/, 'ID'))
  assert.deepEqual([...new Set(keys)].sort(), [
    'p/r/20270301-20270401/ID/r-00001.csv.zip', 'p/r/20270301-20270401/ID/r-Manifest.json',
    'p/r/20270301-20270401/ID/r-QuickSightManifest.json', 'p/r/20270301-20270401/r-Manifest.json',
  ])
  assert.equal(keys.filter(key => key.endsWith('.zip')).length, 3)
})

test('Parquet for Athena: the report, its table, its status', async t => {
  const { cloud, call } = await opened(t)
  const s3 = new S3({ ...cloud.client({ accessKeyId: account }), forcePathStyle: true })
  await s3.createBucket({ Bucket: 'reports' })
  await call('PutReportDefinition', {
    ReportDefinition: { ...report, Format: 'Parquet', Compression: 'Parquet', AdditionalArtifacts: ['ATHENA'] },
  })
  await cloud.clock.advance('1h')
  const { Contents } = await s3.listObjectsV2({ Bucket: 'reports', Prefix: 'p/r/' })
  assert.deepEqual(Contents!.map(({ Key }) => Key).filter(key => !/20270201|month=2/.test(key!)), [
    'p/r/20270301-20270401/r-Manifest.json', 'p/r/r/cost_and_usage_data_status/year=2027/month=3/status.csv', 'p/r/r/r-create-table.sql',
    'p/r/r/year=2027/month=3/r-00001.snappy.parquet',
  ])
})
