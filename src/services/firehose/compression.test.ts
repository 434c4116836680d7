// Compressed objects can be read again.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync, inflateRawSync } from 'node:zlib'
import { snappyUncompress } from 'hyparquet'
import { freshAccount, made, put, written } from './account.fixture.ts'
import { compressed } from './compression.ts'

test('each format gives back what went in', async () => {
  const data = new Uint8Array(Buffer.from('some text, some text, '.repeat(20_000)))
  assert.deepEqual(new Uint8Array(gunzipSync(await compressed(data, 'GZIP', 'n', 0))), data)
  const archive = Buffer.from(await compressed(data, 'ZIP', 'n', 0))
  const from = 30 + archive.readUInt16LE(26) + archive.readUInt16LE(28)
  assert.deepEqual(new Uint8Array(inflateRawSync(archive.subarray(from))), data)
  const blocks = Buffer.from(await compressed(data, 'HADOOP_SNAPPY', 'n', 0))
  const parts: Uint8Array[] = []
  for (let at = 0; at < blocks.length;) {
    const [length, size] = [blocks.readUInt32BE(at), blocks.readUInt32BE(at + 4)]
    const block = new Uint8Array(length)
    snappyUncompress(blocks.subarray(at + 8, at + 8 + size), block)
    parts.push(block)
    at += 8 + size
  }
  assert.deepEqual(new Uint8Array(Buffer.concat(parts)), data)
  assert.equal(await compressed(data, undefined, 'n', 0), data)
})

test('endings say how', async t => {
  const here = await freshAccount(t)
  await made(here, 'd', { CompressionFormat: 'GZIP' })
  await made(here, 'e', { CompressionFormat: 'GZIP', FileExtension: '.json.gz' })
  await put(here, 'd', 'x')
  await put(here, 'e', 'y')
  await here.cloud.clock.advance('301s')
  assert.deepEqual((await written(here)).map(({ key, bytes }) => [/\.[a-z.]+$/.exec(key)?.[0], gunzipSync(bytes).toString()]),
    [['.gz', 'x'], ['.json.gz', 'y']])
})
