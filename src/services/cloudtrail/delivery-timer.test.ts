// The first call after a delivery begins the five minutes; those that follow do not put it off.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deliverAfterMs, noteActivity } from './delivery-timer.ts'

test('once in five minutes', () => {
  const kept = new Map<string, number>()
  const set: number[] = []
  let now = 0
  const call = { now: () => now,
    table: () => ({ get: (name: string) => kept.get(name), put: (name: string, at: number) => kept.set(name, at) }),
    setTimer: (_kind: string, _id: string, at: number) => set.push(at) } as never
  for (const at of [10, 20, deliverAfterMs + 9, deliverAfterMs + 10, deliverAfterMs + 20]) {
    now = at
    noteActivity(null, call, { id: 'own' })
  }
  assert.deepEqual(set, [deliverAfterMs + 10, 2 * deliverAfterMs + 10])
})
