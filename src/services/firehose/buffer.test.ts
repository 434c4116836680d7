// When the buffer is due: by its size, or by the wait of its oldest record.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, put, written } from './account.fixture.ts'

test('the interval begins with the first record', async t => {
  const here = await freshAccount(t)
  const { cloud } = here
  await made(here, 'd', { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 120 } })
  await put(here, 'd', 'a')
  await cloud.clock.advance('90s')
  await put(here, 'd', 'b')
  assert.deepEqual(await written(here), [])
  await cloud.clock.advance('31s')
  assert.deepEqual((await written(here)).map(({ text }) => text), ['ab'])
  await put(here, 'd', 'c')
  await cloud.clock.advance('119s')
  assert.equal((await written(here)).length, 1)
  await cloud.clock.advance('2s')
  assert.deepEqual((await written(here)).map(({ text }) => text).sort(), ['ab', 'c'])
})

test('a full buffer goes at once, the rest waits', async t => {
  const here = await freshAccount(t)
  const { cloud } = here
  await made(here, 'd', { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 900 } })
  await put(here, 'd', ...Array.from({ length: 5 }, () => 'x'.repeat(500_000)))
  await cloud.clock.advance('1s')
  assert.deepEqual((await written(here)).map(({ text }) => text.length), [1_500_000])
  await cloud.clock.advance('15m')
  assert.deepEqual((await written(here)).map(({ text }) => text.length).sort(), [1_000_000, 1_500_000])
})
