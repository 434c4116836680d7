// Exports: their life, their refusals, what is asked twice; what stands in the bucket is `export-files.test.ts`'s matter.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exchange } from './bucket.fixture.ts'
import { invalid, item, made, refused } from './account.fixture.ts'

test('an export is in progress, then completed, listed, and made once for a token', async t => {
  const scene = await exchange(t)
  const { cloud, db, tableArn } = scene
  await db.putItem({ TableName: 'Music', Item: item({ id: 'a' }) })
  const input = { TableArn: tableArn, S3Bucket: 'music-files', S3Prefix: 'out', ClientToken: 'once' }
  const { ExportDescription: begun } = await db.exportTableToPointInTime(input)
  assert.match(begun!.ExportArn!, /^arn:aws:dynamodb:us-east-1:111122223333:table\/Music\/export\/\d{14}-[0-9a-f]{8}$/)
  assert.deepEqual([begun!.ExportStatus, begun!.ExportType, begun!.ExportFormat], ['IN_PROGRESS', 'FULL_EXPORT', 'DYNAMODB_JSON'])
  assert.equal((await db.exportTableToPointInTime(input)).ExportDescription!.ExportArn, begun!.ExportArn)
  await refused(db.exportTableToPointInTime({ ...input, S3Prefix: 'other' }), 'ExportConflictException', /another export$/)
  await cloud.clock.advance('1h')
  const { ExportDescription: done } = await db.describeExport({ ExportArn: begun!.ExportArn })
  assert.deepEqual([done!.ExportStatus, done!.ItemCount, done!.BilledSizeBytes], ['COMPLETED', 1, 3])
  assert.match(done!.ExportManifest!, /^out\/AWSDynamoDB\/\d{14}-[0-9a-f]{8}\/manifest-summary\.json$/)
  await db.exportTableToPointInTime({ TableArn: tableArn, S3Bucket: 'music-files' })
  const first = await db.listExports({ TableArn: tableArn, MaxResults: 1 })
  const second = await db.listExports({ TableArn: tableArn, MaxResults: 1, NextToken: first.NextToken })
  assert.deepEqual([first, second].map(({ ExportSummaries: [summary] = [] }) => summary!.ExportStatus), ['COMPLETED', 'IN_PROGRESS'])
  assert.equal(second.NextToken, undefined)
})

test('a bucket that cannot be written fails the export', async t => {
  const { cloud, db, tableArn } = await exchange(t)
  const { ExportDescription: begun } = await db.exportTableToPointInTime({ TableArn: tableArn, S3Bucket: 'nowhere-at-all' })
  await cloud.clock.advance('1h')
  const { ExportDescription: failed } = await db.describeExport({ ExportArn: begun!.ExportArn })
  assert.deepEqual([failed!.ExportStatus, failed!.FailureCode, failed!.FailureMessage],
    ['FAILED', 'S3NoSuchBucket', 'The specified bucket does not exist'])
})

test('what cannot be exported is refused', async t => {
  const scene = await exchange(t)
  const { cloud, db, tableArn } = scene
  await made(scene, 'Plain')
  const exporting = (more: object) => db.exportTableToPointInTime({ TableArn: tableArn, S3Bucket: 'music-files', ...more })
  await refused(exporting({ TableArn: tableArn.replace('Music', 'Plain') }), 'PointInTimeRecoveryUnavailableException',
    'Point in time recovery is not enabled for table \'Plain\'')
  await refused(exporting({ TableArn: tableArn.replace('Music', 'Nothing') }), 'TableNotFoundException', 'Table not found: Nothing')
  await refused(exporting({ ExportTime: new Date(cloud.clock.now() - 3_600_000) }), 'InvalidExportTimeException', /outside of the point/)
  await cloud.clock.advance('2d')
  const from = (ms: number, to: number) => ({ ExportType: 'INCREMENTAL_EXPORT', IncrementalExportSpecification: {
    ExportFromTime: new Date(cloud.clock.now() - ms), ExportToTime: new Date(cloud.clock.now() - to) } })
  await refused(exporting(from(600_000, 0)), 'InvalidExportTimeException', /at least 15 minutes/)
  await refused(exporting(from(30 * 3_600_000, 0)), 'InvalidExportTimeException', /at most 24 hours\.$/)
  await invalid(exporting({ ExportType: 'INCREMENTAL_EXPORT' }), /^ExportFromTime must be specified/)
  await refused(db.describeExport({ ExportArn: `${tableArn}/export/01234567890123-a1b2c3d4` }), 'ExportNotFoundException', /^Export not/)
})
