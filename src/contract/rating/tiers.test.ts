// Cutting at limits: against the plain way, which walks hour by hour and piece by piece.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hourMs } from '../calendar.ts'
import { cut, sumOf } from './tiers.ts'
import type { Stretch } from './tiers.ts'

interface Named extends Stretch { readonly name: number }

/** What each piece has in each tier in each hour. */
function plainly(pieces: readonly Named[], limits: readonly bigint[]): Map<string, bigint> {
  const found = new Map<string, bigint>()
  let sum = 0n
  const end = Math.max(0, ...pieces.map(({ beforeAt }) => beforeAt))
  for (let hourAt = 0; hourAt < end; hourAt += hourMs) {
    for (const { name, fromAt, beforeAt, amount } of pieces) {
      if (hourAt < fromAt || hourAt >= beforeAt) continue
      for (let unit = 0n; unit < amount; unit += 1n) {
        const key = `${name} ${hourAt} ${limits.filter(limit => limit <= sum).length}`
        found.set(key, (found.get(key) ?? 0n) + 1n)
        sum += 1n
      }
    }
  }
  return found
}

test('like walking hour by hour, for all kinds of pieces and limits', () => {
  let state = 7
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor(state / 2_147_483_648 * below)
  }
  for (let round = 0; round < 300; round += 1) {
    const pieces: Named[] = Array.from({ length: next(6) }, (_, name) => {
      const from = next(10)
      return { name, fromAt: from * hourMs, beforeAt: (from + 1 + next(10)) * hourMs, amount: BigInt(1 + next(9)) }
    })
    const limits = [...new Set(Array.from({ length: next(4) }, () => 1 + next(200)))].sort((a, b) => a - b).map(BigInt)
    const found = new Map<string, bigint>()
    for (const { of, fromAt, beforeAt, amount, tier } of cut(pieces, limits)) {
      for (let hourAt = fromAt; hourAt < beforeAt; hourAt += hourMs) {
        const key = `${of.name} ${hourAt} ${tier}`
        found.set(key, (found.get(key) ?? 0n) + amount)
      }
    }
    const sorted = (map: Map<string, bigint>) => [...map].map(([key, amount]) => `${key}: ${amount}`).sort()
    assert.deepEqual(sorted(found), sorted(plainly(pieces, limits)), `round ${round}, limits ${limits.join()}`)
  }
})

test('a year of unchanging pieces is cut at its limits only', () => {
  const pieces = Array.from({ length: 1000 }, (_, name) => ({ name, fromAt: 0, beforeAt: 8760 * hourMs, amount: 1n }))
  const cuts = cut(pieces, [100_500n, 1_000_000n])
  assert.equal(sumOf(cuts), sumOf(pieces))
  // One of them has all of the hour in which the first limit is passed on either side of it.
  assert.ok(cuts.length <= 5001, `${cuts.length} parts`)
})
