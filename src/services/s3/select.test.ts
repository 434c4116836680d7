// SelectObjectContent through the SDK: events, errors before and within the stream, objects that change meanwhile.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { S3, SelectObjectContentCommandInput } from '@aws-sdk/client-s3'
import { freshBucket, refused } from './account.fixture.ts'

const request = (Bucket: string, Expression: string,
  more: Partial<SelectObjectContentCommandInput> = {}): SelectObjectContentCommandInput => ({
  Bucket, Key: 'key', Expression, ExpressionType: 'SQL', InputSerialization: { CSV: { FileHeaderInfo: 'USE' } },
  OutputSerialization: { CSV: {} }, ...more,
})

async function answers(s3: S3, input: SelectObjectContentCommandInput) {
  const { Payload } = await s3.selectObjectContent(input)
  const records: Buffer[] = []
  const kinds: string[] = []
  let stats: unknown
  for await (const event of Payload!) {
    kinds.push(Object.keys(event)[0]!)
    if (event.Records !== undefined) records.push(Buffer.from(event.Records.Payload!))
    if (event.Stats !== undefined) stats = event.Stats.Details
  }
  return { text: Buffer.concat(records).toString(), records, kinds, stats }
}

test('records, progress, stats, end', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const Body = 'name,age\nann,31\nbob,9\n'
  await s3.putObject({ Bucket, Key: 'key', Body })
  const expression = 'SELECT s.name FROM S3Object s WHERE CAST(s.age AS INT) > 10'
  const { text, kinds, stats } = await answers(s3, request(Bucket, expression, { RequestProgress: { Enabled: true } }))
  assert.equal(text, 'ann\n')
  assert.deepEqual(kinds, ['Records', 'Progress', 'Stats', 'End'])
  assert.deepEqual(stats, { BytesScanned: Body.length, BytesProcessed: Body.length, BytesReturned: 4 })
  const nothing = await answers(s3, request(Bucket, 'SELECT * FROM S3Object s WHERE s.name = \'zoe\''))
  assert.deepEqual(nothing.kinds, ['Stats', 'End'])
})

test('a large object comes in events of at most 1 MB, though it is overwritten and deleted meanwhile', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const line = `${'x'.repeat(99)}\n`
  await s3.putObject({ Bucket, Key: 'key', Body: line.repeat(50_000) })
  const { Payload } = await s3.selectObjectContent(request(Bucket, 'SELECT * FROM S3Object', { InputSerialization: { CSV: {} } }))
  await s3.putObject({ Bucket, Key: 'key', Body: 'other' })
  await s3.deleteObject({ Bucket, Key: 'key' })
  let sizeBytes = 0
  for await (const { Records } of Payload!) {
    assert.ok((Records?.Payload?.length ?? 0) <= 2 ** 20)
    sizeBytes += Records?.Payload?.length ?? 0
  }
  assert.equal(sizeBytes, line.length * 50_000)
})

test('errors: of the request, of the expression, of a record', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await refused(s3.selectObjectContent(request(Bucket, 'SELECT 1 FROM S3Object')), 'NoSuchKey', 404)
  await s3.putObject({ Bucket, Key: 'key', Body: 'a\n1\n'.repeat(40_000) + 'x\n' })
  await refused(s3.selectObjectContent(request(Bucket, 'SELEC')), 'ParseUnexpectedToken', 400)
  await refused(s3.selectObjectContent(request(Bucket, 'SELECT b FROM S3Object')), 'MissingHeaders', 400)
  await refused(s3.selectObjectContent(request(Bucket, 'SELECT * FROM S3Object', { OutputSerialization: {} })), 'InvalidDataSource', 400)
  const late = answers(s3, request(Bucket, 'SELECT CAST(_1 AS INT) FROM S3Object WHERE _1 <> \'a\'', { InputSerialization: { CSV: {} } }))
  await assert.rejects(late, /CAST failed|CastFailed/)
  await s3.putObject({ Bucket, Key: 'key', Body: 'a', StorageClass: 'GLACIER' })
  await refused(s3.selectObjectContent(request(Bucket, 'SELECT 1 FROM S3Object')), 'UnsupportedStorageClass', 400)
})
