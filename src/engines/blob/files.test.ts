// Blobs as files: whole or not at all, kept while read or held, reclaimed otherwise.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { BlobStore } from '../../std/blob-store.ts'
import { BlobFiles } from './files.ts'

const big = Buffer.alloc(1_500_000, 'a large body ')

async function folder(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'blob-test-'))
  t.after(() => rm(directory, { recursive: true, force: true }))
  return directory
}

async function* inParts(bytes: Uint8Array, partBytes = 65_536): AsyncGenerator<Uint8Array, undefined> {
  for (let at = 0; at < bytes.length; at += partBytes) yield bytes.subarray(at, at + partBytes)
  return undefined
}

async function written(store: BlobStore, bytes: Uint8Array = big): Promise<string> {
  const { id, sizeBytes } = await store.write([], inParts(bytes), () => {})
  assert.equal(sizeBytes, bytes.length)
  store.settle(id)
  return id
}

async function read(store: BlobStore, blob: string, fromBytes = 0, sizeBytes = big.length): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of store.read([{ blob, fromBytes, sizeBytes }])) parts.push(part)
  return Buffer.concat(parts)
}

async function count(directory: string): Promise<number> {
  return (await readdir(directory, { recursive: true })).filter(name => /\.[0-9a-f-]{36}$/.test(name)).length
}

test('what was written is read again, in whole and in part', async t => {
  const store = await BlobFiles.open({ directory: await folder(t) })
  let seenBytes = 0
  const first = big.subarray(0, 100)
  const { id, sizeBytes } = await store.write([first], inParts(big.subarray(100)), bytes => { seenBytes += bytes.length })
  assert.equal(sizeBytes, big.length)
  assert.equal(seenBytes, big.length - 100)
  assert.ok((await read(store, id)).equals(big))
  assert.ok((await read(store, id, 700_001, 333)).equals(big.subarray(700_001, 700_334)))
})

test('a body that breaks off leaves nothing', async t => {
  const directory = await folder(t)
  const store = await BlobFiles.open({ directory })
  async function* broken(): AsyncGenerator<Uint8Array, undefined> {
    yield big
    throw new Error('cut')
  }
  await assert.rejects(store.write([], broken(), () => {}), /cut/)
  await assert.rejects(store.write([], inParts(big), () => { throw new Error('refused') }), /refused/)
  assert.equal(await count(directory), 0)
})

test('a removed blob is read to its end by whoever had begun, then its file goes', async t => {
  const directory = await folder(t)
  const store = await BlobFiles.open({ directory })
  const id = await written(store)
  const reading = store.read([{ blob: id, fromBytes: 0, sizeBytes: big.length }])
  store.remove(id)
  const parts: Uint8Array[] = []
  for await (const part of reading) parts.push(part)
  assert.ok(Buffer.concat(parts).equals(big))
  await store.close()
  assert.equal(await count(directory), 0)
})

test('a reading that is never begun lets go when it is returned', async t => {
  const directory = await folder(t)
  const store = await BlobFiles.open({ directory })
  const id = await written(store)
  const reading = store.read([{ blob: id, fromBytes: 0, sizeBytes: 10 }])
  store.remove(id)
  assert.equal(await count(directory), 1)
  await reading.return()
  await store.close()
  assert.equal(await count(directory), 0)
})

test('a hold keeps what was there, and nothing younger', async t => {
  const directory = await folder(t)
  const store = await BlobFiles.open({ directory })
  const older = await written(store)
  await store.hold('monday', async () => {})
  const younger = await written(store)
  store.remove(older)
  store.remove(younger)
  await store.close()
  assert.equal(await count(directory), 1)

  const again = await BlobFiles.open({ directory })
  assert.deepEqual(again.holds, ['monday'])
  assert.equal(await again.sweep(() => false), 0)
  await again.letGo('monday')
  assert.equal(await again.sweep(() => false), 1)
})

test('a sweep takes orphans and leaves what is referred to or still being written', async t => {
  const directory = await folder(t)
  const store = await BlobFiles.open({ directory })
  const kept = await written(store)
  await written(store)
  await store.write([], inParts(big), () => {})
  assert.equal(await store.sweep(id => id === kept), 1)
  assert.equal(await count(directory), 2)
})

test('a branch reads what lay in its parent, writes apart, and leaves the parent alone', async t => {
  const directory = await folder(t)
  const store = await BlobFiles.open({ directory })
  const id = await written(store)
  const branch = await store.branch()
  const own = await written(branch)
  store.remove(id)
  branch.remove(id)
  assert.ok((await read(branch, id)).equals(big))
  assert.ok((await read(branch, own)).equals(big))
  assert.equal(await count(directory), 1)
  await branch.close()
  assert.equal(await store.sweep(() => false), 1)
})

test('a store without a folder makes one at its first blob, and takes it along with its last branch', async () => {
  const store = await BlobFiles.open()
  const id = await written(store)
  const directory = store.directory!
  assert.equal(existsSync(directory), true)
  const branch = await store.branch()
  await store.close()
  assert.ok((await read(branch, id)).equals(big))
  await branch.close()
  assert.equal(existsSync(directory), false)
})
