// Blobs as calls see them: small and large, shared, composed, cut out of one another, rolled back.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { BlobFiles } from '../engines/blob/files.ts'
import type { Body } from '../wire/message.ts'
import { Blobs } from './blobs.ts'
import type { CallBlobs } from './blobs.ts'
import { openStore } from './store/open.ts'
import type { Store } from './store/face.ts'

interface Opened { readonly store: Store, readonly blobs: CallBlobs, readonly files: BlobFiles, transact<T>(body: () => T): T }

async function opened(t: TestContext): Promise<Opened> {
  const store = await openStore()
  const files = await BlobFiles.open()
  t.after(async () => {
    await files.close()
    await store.close()
  })
  const effects: (() => void)[] = []
  const transact = <T>(body: () => T): T => {
    const result = store.transact(body)
    for (const effect of effects.splice(0)) effect()
    return result
  }
  const blobs = new Blobs(files, store).forCall({ cell: store.cell('1/x'), transact, afterCommit: effect => { effects.push(effect) } })
  return { store, blobs, files, transact }
}

async function bytes(body: Body): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body)
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts)
}

const small = Buffer.from('a small body')
const large = Buffer.alloc(300_000, 'a large body ')
const keep = (blob: string): string => blob

function stored({ store }: Opened): number {
  return store.cell('1/x').table('blob').count()
}

test('small blobs are bytes, large ones streams; both in part', async t => {
  const { blobs } = await opened(t)
  const a = await blobs.store(small, () => {}, keep)
  const b = await blobs.store(large, () => {}, keep)
  const none = await blobs.store(undefined, () => {}, keep)
  assert.ok(blobs.read(a) instanceof Uint8Array)
  assert.ok(!(blobs.read(b) instanceof Uint8Array))
  assert.equal((await bytes(blobs.read(a, { fromBytes: 2, sizeBytes: 5 }))).toString(), 'small')
  assert.ok((await bytes(blobs.read(b, { fromBytes: 260_000, sizeBytes: 40_000 }))).equals(large.subarray(260_000)))
  assert.equal((await bytes(blobs.read(none))).length, 0)
})

test('a composition of both kinds reads as one, and outlives its parts\' own uses', async t => {
  const it = await opened(t)
  const { blobs, transact } = it
  const [a, b] = [await blobs.store(small, () => {}, keep), await blobs.store(large, () => {}, keep)]
  const first = transact(() => blobs.compose([{ blob: a }, { blob: b }, { blob: a, fromBytes: 2, sizeBytes: 5 }]))
  const second = transact(() => blobs.compose([{ blob: first, fromBytes: 8, sizeBytes: 300_000 }, { blob: b, fromBytes: 5, sizeBytes: 1 }]))
  transact(() => { for (const blob of [a, b, first]) blobs.release(blob) })
  const whole = Buffer.concat([small, large, Buffer.from('small')])
  const expected = Buffer.concat([whole.subarray(8, 300_008), large.subarray(5, 6)])
  assert.ok((await bytes(blobs.read(second))).equals(expected))
  for (const [fromBytes, sizeBytes] of [[0, 4], [3, 10], [299_990, 11], [0, 300_001]] as const) {
    assert.ok((await bytes(blobs.read(second, { fromBytes, sizeBytes }))).equals(expected.subarray(fromBytes, fromBytes + sizeBytes)))
  }
  transact(() => { blobs.release(second) })
  assert.equal(stored(it), 0)
})

test('what fails leaves nothing, and an undone release releases nothing', async t => {
  const it = await opened(t)
  const { blobs, transact } = it
  for (const body of [small, large]) {
    await assert.rejects(blobs.store(body, () => {}, () => { throw new Error('refused') }), /refused/)
  }
  assert.equal(stored(it), 0)
  const b = await blobs.store(large, () => {}, keep)
  assert.throws(() => transact(() => {
    blobs.release(b)
    throw new Error('undone')
  }), /undone/)
  transact(() => {})
  assert.ok((await bytes(blobs.read(b))).equals(large))
})

test('a source that fails is closed', async t => {
  const { blobs } = await opened(t)
  let closed = false
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      yield large
      yield large
    } finally {
      closed = true
    }
  }
  await assert.rejects(blobs.store(source(), () => { throw new Error('seen enough') }, keep), /seen enough/)
  assert.equal(closed, true)
})
