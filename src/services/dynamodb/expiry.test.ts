// Which attribute values are times, and when their items go.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expiryOf } from './expiry.ts'
import type { Table } from './table.ts'

const now = Date.parse('2027-01-01T00:00:00Z')
const table = { timeToLive: { attribute: 'ends', enabled: true, changedAt: now } } as Table
const seconds = now / 1000

const rows: readonly [string, string, number | undefined][] = [
  ['in an hour', String(seconds + 3600), now + 3_600_000],
  ['a fraction', `${seconds + 3600}.9`, now + 3_600_000],
  ['now', String(seconds), now + 60_000],
  ['a year ago', String(seconds - 31_536_000), now + 60_000],
  ['six years ago', String(seconds - 189_216_000), undefined],
  ['beyond all calendars', '1'.padEnd(30, '0'), undefined],
]

for (const [name, N, expected] of rows) test(name, () => assert.equal(expiryOf(table, { ends: { N } }, now), expected))

test('no number, no attribute, not turned on', () => {
  assert.equal(expiryOf(table, { ends: { S: String(seconds + 60) } }, now), undefined)
  assert.equal(expiryOf(table, {}, now), undefined)
  assert.equal(expiryOf({ ...table, timeToLive: { ...table.timeToLive!, enabled: false } }, { ends: { N: String(seconds + 60) } }, now),
    undefined)
})
