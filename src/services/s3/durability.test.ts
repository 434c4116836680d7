// What outlives the process, snapshots and branches: objects whole, space given back.

import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { S3 } from '@aws-sdk/client-s3'
import { Cloud } from '../../index.ts'
import { bytesOf, clientOf } from './account.fixture.ts'

const Bucket = 'bucket'
const large = bytesOf(200_000)

async function folder(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 's3-test-'))
  t.after(async () => {
    await Promise.all(open.map(cloud => cloud.close()))
    await rm(directory, { recursive: true, force: true })
  })
  const open: Cloud[] = []
  opened.set(directory, open)
  return directory
}

/** Clouds by their folders, to be closed before those go. */
const opened = new Map<string, Cloud[]>()

async function openCloud(directory: string): Promise<Cloud> {
  const cloud = await Cloud.open({ directory })
  opened.get(directory)!.push(cloud)
  return cloud
}

async function files(directory: string): Promise<number> {
  return (await readdir(join(directory, 'blobs'), { recursive: true })).filter(name => /[0-9a-f-]{36}$/.test(name)).length
}

async function bytes(s3: S3, Key: string): Promise<Buffer> {
  const { Body } = await s3.getObject({ Bucket, Key })
  return Buffer.from(await Body!.transformToByteArray())
}

test('objects are there after the cloud was closed and opened again', async t => {
  const directory = await folder(t)
  const first = await openCloud(directory)
  const s3 = clientOf(first, '111122223333')
  await s3.createBucket({ Bucket })
  await s3.putObject({ Bucket, Key: 'small', Body: 'x' })
  for (const Key of ['large', 'other', 'overwritten', 'overwritten']) await s3.putObject({ Bucket, Key, Body: large })
  await s3.copyObject({ Bucket, Key: 'shared', CopySource: 'bucket/large' })
  await s3.deleteObject({ Bucket, Key: 'other' })
  await s3.deleteObject({ Bucket, Key: 'large' })
  await first.close()
  assert.equal(await files(directory), 2)

  const second = await openCloud(directory)
  const again = clientOf(second, '111122223333')
  assert.equal((await bytes(again, 'small')).toString(), 'x')
  assert.ok((await bytes(again, 'shared')).equals(large))
  assert.ok((await bytes(again, 'overwritten')).equals(large))
})

test('a snapshot keeps its objects, and gives their space back when it goes', async t => {
  const directory = await folder(t)
  const cloud = await openCloud(directory)
  const s3 = clientOf(cloud, '111122223333')
  await s3.createBucket({ Bucket })
  await s3.putObject({ Bucket, Key: 'old', Body: large })
  await cloud.saveSnapshot('monday')
  await s3.deleteObject({ Bucket, Key: 'old' })
  await s3.putObject({ Bucket, Key: 'new', Body: bytesOf(200_000, 2) })
  assert.equal(await files(directory), 2)
  await cloud.restoreSnapshot('monday')
  assert.ok((await bytes(s3, 'old')).equals(large))
  await assert.rejects(s3.headObject({ Bucket, Key: 'new' }))
  await s3.deleteObject({ Bucket, Key: 'old' })
  await cloud.deleteSnapshot('monday')
  await cloud.clock.advance(0)
  await cloud.core.background.settled()
  assert.equal(await files(directory), 0)
})

test('a branch has what was there, and goes its own way', async t => {
  const cloud = await Cloud.open({})
  t.after(() => cloud.close())
  const s3 = clientOf(cloud, '111122223333')
  await s3.createBucket({ Bucket })
  await s3.putObject({ Bucket, Key: 'key', Body: large })
  const branch = await cloud.branch()
  const other = clientOf(branch, '111122223333')
  await s3.deleteObject({ Bucket, Key: 'key' })
  assert.ok((await bytes(other, 'key')).equals(large))
  await other.putObject({ Bucket, Key: 'own', Body: bytesOf(100_000, 3) })
  await assert.rejects(s3.headObject({ Bucket, Key: 'own' }))
  assert.ok((await bytes(other, 'own')).equals(bytesOf(100_000, 3)))
  await branch.close()
})

test('an upload that breaks off leaves the old object', async t => {
  const directory = await folder(t)
  const cloud = await openCloud(directory)
  const { url } = await cloud.listen(0)
  const s3 = clientOf(cloud, '111122223333')
  await s3.createBucket({ Bucket })
  await s3.putObject({ Bucket, Key: 'key', Body: large })
  const aborting = new AbortController()
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(bytesOf(100_000, 4))
      setImmediate(() => { aborting.abort() })
    },
  })
  const path = `${url}/${Bucket}/key`
  await assert.rejects(fetch(path, { method: 'PUT', body, duplex: 'half', signal: aborting.signal,
    headers: { 'content-length': '200000' } } as RequestInit))
  assert.ok((await bytes(s3, 'key')).equals(large))
  await cloud.core.background.settled()
  assert.equal(await files(directory), 1)
})
