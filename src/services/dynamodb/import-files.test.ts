// Files as imports find them: several under a prefix, plain, gzipped and in Zstandard, CSV with and without a header.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { InputCompressionType, InputFormat, InputFormatOptions } from '@aws-sdk/client-dynamodb'
import { item, simplest } from './account.fixture.ts'
import { exchange } from './bucket.fixture.ts'

/** One frame of one raw block: what every decoder must read. RFC 8878. */
function zstandard(text: string): Buffer {
  const bytes = Buffer.from(text)
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, bytes.length, (bytes.length << 3 | 1) & 0xff, bytes.length >> 5, 0])
  return Buffer.concat([header, bytes])
}

test('files of every kind', async t => {
  const csv = 'id,title\na,"x, y"\nb,z\n'
  const rows: [InputFormat, InputCompressionType, (string | Buffer)[], InputFormatOptions][] = [
    ['CSV', 'NONE', [csv], {}],
    ['CSV', 'GZIP', [gzipSync(csv)], {}],
    ['CSV', 'ZSTD', [zstandard(csv)], {}],
    ['CSV', 'NONE', ['a;x, y\n', 'b;z\n'], { Csv: { Delimiter: ';', HeaderList: ['id', 'title'] } }],
    ['ION', 'NONE', ['{Item:{id:"a",title:"x, y"}} {Item:{id:"b",title:"z"}}'], {}],
  ]
  for (const [format, compression, files, options] of rows) {
    const { cloud, db, s3 } = await exchange(t)
    for (const [i, Body] of files.entries()) await s3.putObject({ Bucket: 'music-files', Key: `in/${i}`, Body })
    await s3.putObject({ Bucket: 'music-files', Key: 'other', Body: 'not to be read' })
    const { ImportTableDescription: begun } = await db.importTable({
      S3BucketSource: { S3Bucket: 'music-files', S3KeyPrefix: 'in/' }, 
      InputFormat: format, InputCompressionType: compression, InputFormatOptions: options,
      TableCreationParameters: { TableName: 'Copy', ...simplest },
    })
    await cloud.clock.advance('1h')
    const { ImportTableDescription: done } = await db.describeImport({ ImportArn: begun!.ImportArn })
    assert.deepEqual([done!.ImportStatus, done!.ErrorCount], ['COMPLETED', 0], done!.FailureMessage)
    const { Items: items } = await db.scan({ TableName: 'Copy' })
    assert.deepEqual(items!.sort((a, b) => a.id!.S! < b.id!.S! ? -1 : 1), [item({ id: 'a', title: 'x, y' }), item({ id: 'b', title: 'z' })])
  }
})
