// Buckets over time: bursts, growth on demand, partitions and their splits.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { key } from '../../std/key.ts'
import { keyOfPartition } from './engine/key.ts'
import { Throughput } from './throughput.ts'
import type { Bounds } from './throughput.ts'

const place = (id: string) => keyOfPartition({ id: { S: id } }, { hash: [{ name: 'id', type: 'S' }], range: [] })

/** How many units are let in, one by one, at one moment. */
function admitted(throughput: Throughput, bounds: Bounds, now: number, at = undefined as string | undefined, most = 1_000_000): number {
  for (let count = 0; count < most; count += 1) {
    if (throughput.limit(bounds, at, now) !== undefined) return count
    throughput.take(bounds, at, 1, now)
  }
  return most
}

test('what is provisioned comes by the second, and unused capacity is kept for 300 seconds', () => {
  const bounds = { provisioned: 10, warm: 0 }
  const throughput = new Throughput('write', 0)
  assert.equal(admitted(throughput, bounds, 0), 10)
  assert.equal(admitted(throughput, bounds, 500), 5)
  assert.equal(throughput.limit(bounds, undefined, 500), 'ProvisionedThroughputExceeded')
  assert.equal(admitted(throughput, bounds, 60_500), 600)
  assert.equal(admitted(throughput, bounds, 3_600_000), 3000)
})

test('a request may take more than is left, and the debt is waited for', () => {
  const bounds = { provisioned: 1, warm: 0 }
  const throughput = new Throughput('read', 0)
  throughput.take(bounds, undefined, 11, 0)
  assert.equal(admitted(throughput, bounds, 10_000), 0)
  assert.equal(admitted(throughput, bounds, 11_000), 1)
})

test('more capacity is there at once', () => {
  const throughput = new Throughput('write', 0)
  assert.equal(admitted(throughput, { provisioned: 1, warm: 0 }, 0), 1)
  assert.equal(admitted(throughput, { provisioned: 5, warm: 0 }, 0), 4)
})

test('on demand grows to twice the peak of the half hour before, and to the limits that are set', () => {
  const bounds = { warm: 4000 }
  const throughput = new Throughput('write', 0)
  assert.equal(admitted(throughput, bounds, 0), 4000)
  assert.equal(throughput.limit(bounds, undefined, 0), 'KeyRangeThroughputExceeded')
  assert.equal(throughput.reach(bounds, 29 * 60_000), 4000)
  assert.equal(throughput.reach(bounds, 31 * 60_000), 8000)
  const limited = new Throughput('write', 0)
  assert.equal(admitted(limited, { warm: 4000, most: 100 }, 0), 100)
  assert.equal(limited.limit({ warm: 4000, most: 100 }, undefined, 0), 'MaxOnDemandThroughputExceeded')
  const whole = new Throughput('read', 0)
  assert.equal(admitted(whole, { warm: 50_000 }, 0), 40_000)
  assert.equal(whole.limit({ warm: 50_000 }, undefined, 0), 'AccountLimitExceeded')
})

test('a partition takes 1,000 writes and 3,000 reads a second, whatever the table has', () => {
  const writes = new Throughput('write', 0)
  const bounds = { provisioned: 4000, warm: 0 }
  assert.equal(admitted(writes, bounds, 0, place('hot')), 1000)
  assert.equal(writes.limit(bounds, place('hot'), 0), 'KeyRangeThroughputExceeded')
  const reads = new Throughput('read', 0)
  assert.equal(admitted(reads, { provisioned: 9000, warm: 0 }, 0, place('hot')), 3000)
})

test('a partition under pressure for five minutes is split, and its keys part', () => {
  const throughput = new Throughput('write', 0)
  const bounds = { provisioned: 1000, warm: 0 }
  const ids = Array.from({ length: 50 }, (_, i) => place(key(`k${i}`)))
  const both = (now: number) => ids.reduce((sum, at) => sum + admitted(throughput, bounds, now, at, 200), 0)
  // What was saved up is more than the partition takes.
  for (let second = 1000; second <= 1300; second += 1) assert.equal(both(second * 1000), 1000)
  assert.equal(both(1_301_000), 2000)
})
