// Gaps against a naive list of dead keys, seeded random.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Gaps } from './gaps.ts'

const name = (index: number): string => String(index).padStart(3, '0')

test('gaps hold no live key, and merge', () => {
  const size = 120
  let state = 5
  const random = (bound: number): number => {
    state = Math.imul(state, 1103515245) + 12345 & 0x7fffffff
    return (state >>> 8) % bound
  }
  const gaps = new Gaps()
  let dead = new Set<number>()
  for (let step = 0; step < 4000; step++) {
    const at = random(size)
    if (random(3) === 0) {
      gaps.revive(name(at))
      dead.delete(at)
    } else {
      const length = random(6)
      gaps.add(name(at), name(Math.min(at + length, size)))
      for (let index = at; index < Math.min(at + length, size); index++) dead.add(index)
    }
    const probe = random(size)
    const end = gaps.endAt(name(probe))
    if (end !== undefined) for (let index = probe; index < Number(end); index++) assert.ok(dead.has(index), `${index} is alive in a gap`)
    if (step % 500 === 499) {
      gaps.clear()
      dead = new Set()
    }
  }
})

test('neighbouring gaps become one', () => {
  const gaps = new Gaps()
  gaps.add('a', 'c')
  gaps.add('e', 'g')
  gaps.add('c', 'e')
  assert.equal(gaps.endAt('a'), 'g')
  gaps.revive('d')
  assert.equal(gaps.endAt('a'), 'd')
  assert.equal(gaps.endAt('d'), undefined)
  gaps.add('b', 'b')
  assert.equal(gaps.endAt('a'), 'd')
})
