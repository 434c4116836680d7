// A process killed under 200 uploads at once: afterwards each object is whole, the old one or the new, its listing, bytes and checksums
// agree, what was acknowledged is there, and what the halves took on disk is given back.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { startOrrery } from './orrery-process.ts'
import { temporaryFolder } from './temporary-folder.ts'

const uploads = 200
/** Larger objects are files of their own. */
const largestRowBytes = 64 * 1024

/** Some are rows and most are files, and no two are alike. */
function bodyOf(number: number, generation: 'old' | 'new'): Buffer {
  const sizeBytes = number % 5 === 0 ? 1000 + number : 70_000 + number * 1500
  return Buffer.alloc(sizeBytes, `${generation} bytes of object ${number}, `)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64')
}

/** Signed in the older way, by a key that takes any secret. */
function ask(url: string, path: string, method = 'GET', body?: Buffer): Promise<Response> {
  const date = new Date().toUTCString()
  const headers = { 'authorization': 'AWS test:any', 'x-amz-date': date, 'x-amz-checksum-mode': 'ENABLED',
    ...(body !== undefined && { 'x-amz-checksum-sha256': sha256(body) }) }
  return fetch(`${url}/bucket${path}`, { method, headers, ...(body !== undefined && { body: new Uint8Array(body) }) })
}

const put = (url: string, number: number, generation: 'old' | 'new') => ask(url, `/${number}`, 'PUT', bodyOf(number, generation))

interface Listed { readonly number: number, readonly etag: string, readonly sizeBytes: number }

async function listed(url: string): Promise<Listed[]> {
  const text = await (await ask(url, '?list-type=2')).text()
  return [...text.matchAll(/<Contents>.*?<\/Contents>/gs)].map(([whole]) => {
    const part = (name: string): string => new RegExp(`<${name}>(?:&quot;)?(.*?)(?:&quot;)?</${name}>`).exec(whole)![1]!
    return { number: Number(part('Key')), etag: part('ETag'), sizeBytes: Number(part('Size')) }
  })
}

async function blobFiles(folder: string): Promise<number> {
  return (await readdir(join(folder, 'blobs'), { recursive: true })).filter(name => /[0-9a-f-]{36}$/.test(name)).length
}

test('kill -9 under 200 uploads leaves every object whole', async t => {
  const folder = await temporaryFolder()
  const first = await startOrrery(t, '--data', folder)
  assert.equal((await ask(first.url, '', 'PUT')).status, 200)
  for (let number = 0; number < uploads; number += 2) assert.equal((await put(first.url, number, 'old')).status, 200)

  const acknowledged = new Set<number>()
  const enough = new Promise<void>(resolve => {
    const all = Array.from({ length: uploads }, async (_, number) => {
      const answer = await put(first.url, number, 'new').catch(cut)
      if (answer?.status === 200) acknowledged.add(number)
      if (acknowledged.size === 40) resolve()
    })
    void Promise.all(all).then(() => { resolve() })
  })
  await enough
  const { signal } = await first.end('SIGKILL')
  assert.equal(signal, 'SIGKILL')

  const { url } = await startOrrery(t, '--data', folder)
  const objects = await listed(url)
  const present = new Set(objects.map(({ number }) => number))
  for (let number = 0; number < uploads; number += 2) assert.ok(present.has(number), `${number} is gone`)
  for (const number of acknowledged) assert.ok(present.has(number), `${number} was acknowledged and is gone`)
  for (const { number, etag, sizeBytes } of objects) {
    const answer = await ask(url, `/${number}`)
    const bytes = Buffer.from(await answer.arrayBuffer())
    const generation = bytes.equals(bodyOf(number, 'new')) ? 'new' : 'old'
    assert.ok(bytes.equals(bodyOf(number, generation)), `${number} is neither the old object nor the new`)
    assert.ok(generation === 'new' || !acknowledged.has(number), `${number} was acknowledged and is the old one`)
    assert.deepEqual([etag, sizeBytes], [createHash('md5').update(bytes).digest('hex'), bytes.length])
    assert.deepEqual([answer.headers.get('etag'), answer.headers.get('x-amz-checksum-sha256')], [`"${etag}"`, sha256(bytes)])
  }
  assert.equal(await blobFiles(folder), objects.filter(({ sizeBytes }) => sizeBytes > largestRowBytes).length)
  t.diagnostic(`${acknowledged.size} acknowledged, ${objects.length} there`)
})

/** The connection went with the process. */
function cut(error: unknown): undefined {
  if (error instanceof TypeError) return undefined
  throw error
}
