// The rising numbers: within a process, over reopening after a crash, under a clock that stands, and in transactions that fail.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Sequence } from './sequence.ts'
import { openStore } from './store/open.ts'
import type { Store } from './store/face.ts'

const now = 1_700_000_000_000

function sequenceOf(store: Store): Sequence {
  return new Sequence(store, store.cell('kernel').table('state'))
}

test('numbers rise at one moment and keep the order of moments', async () => {
  const sequence = sequenceOf(await openStore())
  const numbers: number[] = []
  for (let i = 0; i < 200_000; i += 1) numbers.push(sequence.next(now))
  numbers.push(sequence.next(now + 1000), sequence.next(now + 1001), sequence.next(now - 5))
  assert.ok(numbers.every((each, i) => i === 0 || each > numbers[i - 1]!))
  assert.ok(numbers.every(Number.isSafeInteger))
  assert.equal(numbers[0], now * 1024)
  assert.equal(numbers.at(-2), (now + 1001) * 1024)
})

test('numbers go on rising when the store is opened again, though the clock stands and nothing was closed', async () => {
  const store = await openStore()
  let last = 0
  for (let opening = 0; opening < 4; opening += 1) {
    const sequence = sequenceOf(store)
    for (let i = 0; i < 70_000; i += 1) {
      const next = sequence.next(now)
      assert.ok(next > last)
      last = next
    }
  }
})

test('a transaction that fails takes no number back', async () => {
  const store = await openStore()
  const sequence = sequenceOf(store)
  let inside = 0
  assert.throws(() => store.transact(() => {
    inside = sequence.next(now)
    throw new Error('undone')
  }), /undone/)
  assert.ok(sequence.next(now) > inside)
  assert.ok(sequenceOf(store).next(now) > inside)
})

test('a snapshot that is restored takes no number back, nor does opening it again', async () => {
  const store = await openStore()
  const sequence = sequenceOf(store)
  sequence.next(now)
  await store.saveSnapshot('one', now)
  const later = sequence.next(now + 86_400_000)
  await store.restoreSnapshot('one')
  sequence.keep()
  assert.ok(sequenceOf(store).next(now) > later)
  assert.ok(sequence.next(now) > later)
})

test('few numbers cost a write', async () => {
  const store = await openStore()
  const sequence = sequenceOf(store)
  sequence.next(now)
  const state = store.cell('kernel').table('state')
  const reserved = state.get('sequence')
  for (let i = 0; i < 60_000; i += 1) sequence.next(now)
  assert.equal(state.get('sequence'), reserved)
})
