// Statistics of small sets, and against sorting everything. Source: "CloudWatch statistics definitions", CloudWatch User Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { distributionOf, isStatistic, merged, statistic } from './statistic.ts'

const ten = distributionOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [])
const rows: readonly (readonly [string, number | undefined])[] = [
  ['SampleCount', 10], ['Sum', 55], ['Average', 5.5], ['Minimum', 1], ['Maximum', 10], ['p0', 1], ['p50', 5.5], ['p100', 10], ['p90', 9.1],
  ['tm90', 5], ['IQM', 5.5], ['TM(10%:90%)', 5.5], ['TC(:5)', 5], ['TS(8:)', 19], ['PR(:3)', 30],
]
for (const [name, value] of rows) test(`${name} of one to ten`, () => { assert.ok(Math.abs(statistic(name, ten)! - value!) < 1e-9) })

test('counts weigh, and sets add up', () => {
  const all = merged(distributionOf([1, 5], [3, 1]), distributionOf([5], [2]))
  assert.deepEqual([all.count, all.sum, statistic('p50', all), all.values], [6, 18, 3, [[1, 3], [5, 3]]])
})

test('sets of sums alone have no percentiles, unless all values are one', () => {
  assert.equal(statistic('p50', { count: 2, sum: 3, min: 1, max: 2 }), undefined)
  assert.equal(statistic('p50', { count: 2, sum: 4, min: 2, max: 2 }), 2)
})

test('names', () => {
  for (const name of ['Average', 'p99.9', 'tm95', 'IQM', 'PR(10:20)', 'TC(10%:)']) assert.ok(isStatistic(name), name)
  for (const name of ['', 'Median', 'p101', 'PR(1%:2%)', 'TM(:)']) assert.ok(!isStatistic(name), name)
})

test('percentiles agree with sorting', () => {
  let state = 9
  const roll = (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor(state / 65_536) % sides
  }
  for (let i = 0; i < 300; i += 1) {
    const values = Array.from({ length: 1 + roll(20) }, () => roll(10))
    const percent = roll(101)
    const sorted = values.toSorted((a, b) => a - b)
    const rank = percent / 100 * (sorted.length - 1)
    const below = sorted[Math.floor(rank)]!
    const expected = below + ((sorted[Math.ceil(rank)] ?? below) - below) * (rank - Math.floor(rank))
    assert.ok(Math.abs(statistic(`p${percent === 100 ? 100 : percent}`, distributionOf(values, []))! - expected) < 1e-9)
  }
})
