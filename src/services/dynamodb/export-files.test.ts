// The objects of exports: data, manifests and checksums; full and incremental, JSON and Ion, as of a time that is past.

import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { item } from './account.fixture.ts'
import { bytesAt, dataLines, exchange, keysIn, textAt } from './bucket.fixture.ts'
import type { Exchange } from './bucket.fixture.ts'

interface Summary { readonly manifestFilesS3Key: string, readonly itemCount: number, readonly [name: string]: unknown }

async function exported(scene: Exchange, more: object): Promise<Summary> {
  const { cloud, db, tableArn } = scene
  const { ExportDescription: begun } = await db.exportTableToPointInTime({ TableArn: tableArn, S3Bucket: 'music-files', ...more })
  await cloud.clock.advance('10m')
  const { ExportDescription: done } = await db.describeExport({ ExportArn: begun!.ExportArn })
  assert.equal(done!.ExportStatus, 'COMPLETED', done!.FailureMessage)
  return JSON.parse(await textAt(scene, done!.ExportManifest!)) as Summary
}

test('a full export has data files, manifests and their checksums', async t => {
  const scene = await exchange(t)
  for (let i = 0; i < 10; i += 1) await scene.db.putItem({ TableName: 'Music', Item: { id: { S: `${i}` }, raw: { B: Uint8Array.of(i) } } })
  const summary = await exported(scene, { S3Prefix: 'out' })
  const { exportArn, startTime, endTime, exportTime, tableId, manifestFilesS3Key, ...rest } = summary
  assert.deepEqual(rest, {
    version: '2020-06-30', tableArn: scene.tableArn, s3Bucket: 'music-files', s3Prefix: 'out', s3SseAlgorithm: 'AES256',
    s3SseKmsKeyId: null, billedSizeBytes: 70, itemCount: 10, outputFormat: 'DYNAMODB_JSON', exportType: 'FULL_EXPORT',
  })
  assert.ok([exportArn, startTime, endTime, exportTime, tableId].every(each => typeof each === 'string'))
  assert.deepEqual(await dataLines(scene, manifestFilesS3Key), Array.from({ length: 10 }, (_, i) =>
    `{"Item":{"id":{"S":"${i}"},"raw":{"B":"${Buffer.of(i).toString('base64')}"}}}`).sort())
  const keys = await keysIn(scene)
  const folder = manifestFilesS3Key.replace(/manifest-files\.json$/, '')
  for (const name of ['_started', 'manifest-files.checksum', 'manifest-files.json', 'manifest-summary.checksum', 'manifest-summary.json']) {
    assert.ok(keys.includes(folder + name), name)
  }
  for (const name of ['manifest-files', 'manifest-summary']) {
    assert.equal(await textAt(scene, `${folder}${name}.checksum`), hash('md5', await textAt(scene, `${folder}${name}.json`), 'base64'))
  }
  const files = (await textAt(scene, manifestFilesS3Key)).trim().split('\n').map(line => JSON.parse(line) as Record<string, string>)
  assert.equal(files.length, 4)
  for (const { md5Checksum, etag, dataFileS3Key } of files) {
    const bytes = await bytesAt(scene, dataFileS3Key!)
    assert.deepEqual([md5Checksum, etag], [hash('md5', bytes, 'base64'), hash('md5', bytes)])
    assert.match(dataFileS3Key!, /^out\/AWSDynamoDB\/\d{14}-[0-9a-f]{8}\/data\/[a-z0-9]{26}\.json\.gz$/)
  }
})

test('an export shows the table as it was', async t => {
  const scene = await exchange(t)
  const { cloud, db } = scene
  const put = (id: string, n: number) => db.putItem({ TableName: 'Music', Item: item({ id, n }) })
  await put('a', 1)
  await put('b', 1)
  await cloud.clock.advance('10m')
  const then = new Date(cloud.clock.now())
  await cloud.clock.advance('10m')
  await put('a', 2)
  await put('c', 1)
  await db.deleteItem({ TableName: 'Music', Key: item({ id: 'b' }) })
  const summary = await exported(scene, { ExportTime: then, ExportFormat: 'ION' })
  assert.deepEqual(await dataLines(scene, summary.manifestFilesS3Key), ['$ion_1_0 {Item:{id:"a",n:1.}}', '$ion_1_0 {Item:{id:"b",n:1.}}'])
})

test('an incremental export shows what became of each item', async t => {
  const scene = await exchange(t)
  const { cloud, db } = scene
  const put = (id: string, n: number) => db.putItem({ TableName: 'Music', Item: item({ id, n }) })
  for (const id of ['changed', 'deleted', 'same']) await put(id, 1)
  await cloud.clock.advance('1h')
  const from = cloud.clock.now()
  await put('changed', 2)
  await put('changed', 3)
  await put('new', 1)
  await put('brief', 1)
  for (const id of ['deleted', 'brief']) await db.deleteItem({ TableName: 'Music', Key: item({ id }) })
  await cloud.clock.advance('1h')
  await put('changed', 4)
  const span = { ExportFromTime: new Date(from), ExportToTime: new Date(cloud.clock.now()) }
  const asked = (more: object) => ({ ExportType: 'INCREMENTAL_EXPORT', IncrementalExportSpecification: { ...span, ...more } })
  const both = await exported(scene, asked({}))
  assert.deepEqual([both.version, both.outputView, both.itemCount], ['2023-08-01', 'NEW_AND_OLD_IMAGES', 3])
  const metadata = `"Metadata":{"WriteTimestampMicros":{"N":"${from * 1000}"}}`
  const image = (id: string, n: number) => `{"id":{"S":"${id}"},"n":{"N":"${n}"}}`
  assert.deepEqual(await dataLines(scene, both.manifestFilesS3Key), [
    `{${metadata},"Keys":{"id":{"S":"changed"}},"OldImage":${image('changed', 1)},"NewImage":${image('changed', 3)}}`,
    `{${metadata},"Keys":{"id":{"S":"deleted"}},"OldImage":${image('deleted', 1)}}`,
    `{${metadata},"Keys":{"id":{"S":"new"}},"NewImage":${image('new', 1)}}`,
  ])
  const news = await exported(scene, asked({ ExportViewType: 'NEW_IMAGE' }))
  assert.deepEqual(await dataLines(scene, news.manifestFilesS3Key), [
    `{${metadata},"Keys":{"id":{"S":"changed"}},"NewImage":${image('changed', 3)}}`,
    `{${metadata},"Keys":{"id":{"S":"deleted"}}}`,
    `{${metadata},"Keys":{"id":{"S":"new"}},"NewImage":${image('new', 1)}}`,
  ])
  assert.match(news.manifestFilesS3Key, /^AWSDynamoDB\/\d{14}-/)
  assert.ok((await keysIn(scene)).some(key => key.startsWith('AWSDynamoDB/data/')))
})
