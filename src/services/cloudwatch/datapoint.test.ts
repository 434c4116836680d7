// What is kept of a metric, how finely and how long. Source: "Metrics retention", CloudWatch User Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, put } from './account.fixture.ts'

const dayMs = 86_400_000
const begin = Date.parse('2027-01-01T00:00:00Z')

test('seconds for 3 hours, minutes for 15 days, five minutes for 63, hours for 455', async t => {
  const { watch, cloud } = await freshAccount(t)
  for (const second of [1, 31, 61, 301]) await put(watch, second, { StorageResolution: 1, Timestamp: new Date(begin + second * 1000) })
  const sums = async (Period: number) => {
    const { Datapoints: points } = await watch.getMetricStatistics({
      StartTime: new Date(begin), EndTime: new Date(begin + 600_000), Namespace: 'shop', MetricName: 'orders', Period, Statistics: ['Sum'],
    })
    return points!.map(({ Sum }) => Sum)
  }
  const all = async () => [await sums(1), await sums(60), await sums(300), await sums(3600)]
  assert.deepEqual(await all(), [[1, 31, 61, 301], [32, 61, 301], [93, 301], [394]])
  const rows: readonly (readonly [throughDays: number, expected: readonly (readonly number[])[]])[] = [
    [0.13, [[], [32, 61, 301], [93, 301], [394]]], [1, [[], [32, 61, 301], [93, 301], [394]]], [15.01, [[], [], [93, 301], [394]]],
    [30, [[], [], [93, 301], [394]]], [63.1, [[], [], [], [394]]], [454, [[], [], [], [394]]], [455.1, [[], [], [], []]],
  ]
  for (const [days, expected] of rows) {
    await cloud.clock.set(new Date(begin + days * dayMs).toISOString())
    assert.deepEqual(await all(), expected, `after ${days} days`)
  }
})

test('a metric costs a few timers in a year without data, and is gone in the end', async t => {
  const { watch, cloud } = await freshAccount(t)
  for (let minute = 0; minute < 60; minute += 1) await put(watch, 1, { Timestamp: new Date(begin + minute * 60_000) })
  const { fired } = await cloud.clock.advance('470d')
  assert.ok(fired < 12, `timers fired: ${fired}`)
  assert.equal((await cloud.clock.advance('365d')).fired, 0)
})
