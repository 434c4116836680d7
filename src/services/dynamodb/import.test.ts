// Imports: a new table out of files, what is counted as wrong, what fails, and an export read back.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ImportTableCommandInput } from '@aws-sdk/client-dynamodb'
import { indexed, invalid, item, refused, simplest } from './account.fixture.ts'
import { exchange } from './bucket.fixture.ts'
import type { Exchange } from './bucket.fixture.ts'

const source = { S3BucketSource: { S3Bucket: 'music-files', S3KeyPrefix: 'in/' } }
const asked = (more: object = {}): ImportTableCommandInput =>
  ({ ...source, InputFormat: 'DYNAMODB_JSON', TableCreationParameters: { TableName: 'Copy', ...simplest }, ...more })

async function imported({ cloud, db }: Exchange, input: ImportTableCommandInput) {
  const { ImportTableDescription: begun } = await db.importTable(input)
  assert.equal((await db.describeTable({ TableName: 'Copy' })).Table!.TableStatus, 'CREATING')
  await cloud.clock.advance('1h')
  return (await db.describeImport({ ImportArn: begun!.ImportArn })).ImportTableDescription!
}

test('an import makes a table, counts what it cannot take, and is made once for a token', async t => {
  const scene = await exchange(t)
  const { cloud, db, s3 } = scene
  const lines = ['{"Item":{"id":{"S":"a"},"n":{"N":"1"}}}', '{"Item":{"id":{"S":"b"}}}', '{"Item":{"id":{"N":"1"}}}', 'nonsense',
    '{"Item":{"id":{"S":5}}}', '{"Item":{"id":{"S":"a"},"n":{"N":"2"}}}', '']
  await s3.putObject({ Bucket: 'music-files', Key: 'in/one.json', Body: lines.join('\n') })
  const done = await imported(scene, asked({ ClientToken: 'once' }))
  assert.deepEqual([done.ImportStatus, done.ProcessedItemCount, done.ImportedItemCount, done.ErrorCount], ['COMPLETED', 6, 3, 3])
  assert.equal((await db.describeTable({ TableName: 'Copy' })).Table!.TableStatus, 'ACTIVE')
  const { Items: items } = await db.scan({ TableName: 'Copy' })
  assert.deepEqual(items!.sort((a, b) => a.id!.S! < b.id!.S! ? -1 : 1), [item({ id: 'a', n: 2 }), item({ id: 'b' })])
  assert.equal((await db.importTable(asked({ ClientToken: 'once' }))).ImportTableDescription!.ImportArn, done.ImportArn)
  await refused(db.importTable(asked({ ClientToken: 'once', InputFormat: 'ION' })), 'ImportConflictException', /another import$/)
  await refused(db.importTable(asked()), 'ResourceInUseException', 'Table already exists: Copy')
  await cloud.clock.advance('1h')
  const { ImportSummaryList: summaries } = await db.listImports({})
  assert.deepEqual(summaries!.map(({ ImportStatus, InputFormat }) => [ImportStatus, InputFormat]), [['COMPLETED', 'DYNAMODB_JSON']])
})

test('what was exported is imported again, indexes and all', async t => {
  for (const format of ['DYNAMODB_JSON', 'ION'] as const) {
    const scene = await exchange(t, indexed)
    const { cloud, db, tableArn } = scene
    const items = Array.from({ length: 30 }, (_, sk) => item({ id: 'a', sk, genre: 'jazz', rank: sk / 4, title: 'x'.repeat(sk) }))
    for (const Item of items) await db.putItem({ TableName: 'Music', Item })
    await db.exportTableToPointInTime({ TableArn: tableArn, S3Bucket: 'music-files', S3Prefix: 'in', ExportFormat: format })
    await cloud.clock.advance('10m')
    const { ExportSummaries: [summary] = [] } = await db.listExports({})
    const id = summary!.ExportArn!.split('/').at(-1)!
    const { LocalSecondaryIndexes: _, ...parameters } = indexed
    const done = await imported(scene, asked({
      InputFormat: format, InputCompressionType: 'GZIP',
      S3BucketSource: { S3Bucket: 'music-files', S3KeyPrefix: `in/AWSDynamoDB/${id}/data/` },
      TableCreationParameters: { TableName: 'Copy', ...parameters },
    }))
    assert.deepEqual([done.ImportStatus, done.ImportedItemCount, done.ErrorCount], ['COMPLETED', 30, 0])
    const { Items: copied } = await db.query({ TableName: 'Copy', KeyConditionExpression: 'id = :i',
      ExpressionAttributeValues: { ':i': { S: 'a' } } })
    assert.deepEqual(copied, items)
    assert.equal((await db.scan({ TableName: 'Copy', IndexName: 'byGenre', Select: 'COUNT' })).Count, 30)
  }
})

test('a bucket or a file that cannot be read fails the import, and there is no table', async t => {
  const scene = await exchange(t)
  const { db, s3 } = scene
  const elsewhere = await imported(scene, asked({ S3BucketSource: { S3Bucket: 'nowhere-at-all' } }))
  assert.deepEqual([elsewhere.ImportStatus, elsewhere.FailureCode], ['FAILED', 'S3NoSuchBucket'])
  await s3.putObject({ Bucket: 'music-files', Key: 'in/broken', Body: 'no gzip' })
  const broken = await imported(scene, asked({ InputCompressionType: 'GZIP' }))
  assert.deepEqual([broken.ImportStatus, broken.FailureCode], ['FAILED', 'S3InvalidObjectState'])
  await refused(db.describeTable({ TableName: 'Copy' }), 'ResourceNotFoundException', /Copy not found$/)
  await invalid(db.importTable(asked({ InputFormatOptions: { Csv: { Delimiter: ',' } } })), /only be specified for the CSV format$/)
  await refused(db.describeImport({ ImportArn: 'arn:aws:dynamodb:us-east-1:111122223333:table/Copy/import/01234567890123-a1b2c3d4' }),
    'ImportNotFoundException', /^Import not found/)
})
