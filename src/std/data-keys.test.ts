// Data keys are made and opened as seldom as their time allows.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DataKeys, openUnder, sealedKeyOf, sealUnder } from './data-keys.ts'

test('a key is used for its time', async () => {
  const keys = new DataKeys()
  let made = 0
  const make = async () => ({ plain: Uint8Array.of(made += 1), sealed: Uint8Array.of(made) })
  const current = async (owner: string, now: number) => (await keys.current(owner, now, 100, make)).plain[0]
  assert.deepEqual([await current('a', 0), await current('a', 99), await current('b', 0), await current('a', 100)], [1, 1, 2, 3])
  let opened = 0
  const open = async () => Uint8Array.of(opened += 1)
  const plain = async (owner: string, sealed: number, now: number) => (await keys.opened(owner, Uint8Array.of(sealed), now, 100, open))[0]
  const asked = [['a', 1, 0], ['a', 1, 50], ['a', 2, 50], ['b', 1, 50], ['a', 1, 100]] as const
  for (const [i, [owner, sealed, now]] of asked.entries()) assert.equal(await plain(owner, sealed, now), [1, 1, 2, 3, 4][i])
  await assert.rejects(keys.current('c', 0, 100, () => Promise.reject(new Error('no'))))
  assert.equal(await current('c', 0), 4)
})

test('contents bring their key with them', () => {
  const key = { plain: new Uint8Array(32).fill(7), sealed: new Uint8Array(300).fill(1) }
  const contents = sealUnder(key, Buffer.from('hello'), 'a')
  assert.deepEqual(sealedKeyOf(contents), key.sealed)
  assert.equal(Buffer.from(openUnder(key.plain, contents, 'a')).toString(), 'hello')
  assert.throws(() => openUnder(key.plain, contents, 'b'))
})
