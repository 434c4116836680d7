// The AWS SDK for JavaScript v3 with its default checksums, and the Upload of lib-storage.

import assert from 'node:assert/strict'
import { createReadStream, createWriteStream, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import { paginateListObjectsV2, S3 } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { becomeBare } from './environment.ts'
import { filesIn, sameTrees, storageTest } from './storage.ts'

const Bucket = 'sdk-bucket'

/** Eight at a time. */
async function forEach<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = [...items]
  const lane = async () => { for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item) }
  await Promise.all(Array.from({ length: 8 }, lane))
}

storageTest('the SDK v3', 'node', '', async ({ url, tree, folder }) => {
  becomeBare({})
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const s3 = new S3({ endpoint: url, region: 'us-east-1', credentials, forcePathStyle: true })
  const back = join(folder, 'back')
  await s3.createBucket({ Bucket })
  const files = filesIn(tree)
  await forEach(files.filter(file => file !== 'large.bin'), Key => s3.putObject({ Bucket, Key, Body: readFileSync(join(tree, Key)) }))
  const upload = new Upload({ client: s3, params: { Bucket, Key: 'large.bin', Body: createReadStream(join(tree, 'large.bin')) } })
  const made = await upload.done() as { ChecksumCRC32?: string, ETag?: string }
  assert.match(made.ETag!, /-4"$/)
  const keys: string[] = []
  for await (const page of paginateListObjectsV2({ client: s3, pageSize: 300 }, { Bucket })) {
    keys.push(...page.Contents!.map(({ Key }) => Key!))
  }
  assert.deepEqual([...keys].sort(), files)
  await forEach(keys, async Key => {
    mkdirSync(dirname(join(back, Key)), { recursive: true })
    const { Body } = await s3.getObject({ Bucket, Key })
    await pipeline(Body as Readable, createWriteStream(join(back, Key)))
  })
  sameTrees(tree, back)
  for (let at = 0; at < keys.length; at += 1000) {
    const { Deleted } = await s3.deleteObjects({ Bucket, Delete: { Objects: keys.slice(at, at + 1000).map(Key => ({ Key })) } })
    assert.equal(Deleted!.length, Math.min(1000, keys.length - at))
  }
  await s3.deleteBucket({ Bucket })
  s3.destroy()
})
