// The spot market's path: below on demand, the same whenever asked, changing in steps, and what an operator says.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SpotMarket, spotOperation, spotPlaceOf, spotStepMs } from './spot.ts'

const start = Date.UTC(2027, 0, 1)

test('a path lies below on demand, moves, and is the same whenever it is asked for', () => {
  const [one, other] = [new SpotMarket(), new SpotMarket()]
  const steps = Array.from({ length: 1460 }, (_, i) => start + i * spotStepMs)
  const path = (market: SpotMarket) => steps.map(at => market.permille('m5.large', 'us-east-1a', at))
  const found = path(one)
  assert.deepEqual(path(other), found)
  assert.ok(found.every(permille => permille >= 270n && permille <= 950n))
  assert.ok(new Set(found).size > 100)
  assert.equal(one.permille('m5.large', 'us-east-1a', start + 1), one.permille('m5.large', 'us-east-1a', start + spotStepMs - 1))
  assert.notDeepEqual(steps.map(at => one.permille('m5.large', 'us-east-1b', at)), found)
})

test('turns are the steps within a time, and what an operator says', () => {
  const market = new SpotMarket()
  assert.deepEqual(market.turns('m5.large', start, start + 13 * 3_600_000), [start + spotStepMs, start + 2 * spotStepMs])
  market.change([
    { zone: 'us-east-1a', type: 'm5.large', fromAt: start + 1000, permille: 940 },
    { zone: 'us-east-1a', type: 'm5.large', fromAt: start + 2000 },
  ])
  assert.deepEqual(market.turns('m5.large', start, start + spotStepMs), [start + 1000, start + 2000])
  assert.equal(market.permille('m5.large', 'us-east-1a', start + 1500), 940n)
  assert.equal(market.permille('m5.large', 'us-east-1a', start + 2500), new SpotMarket().permille('m5.large', 'us-east-1a', start + 2500))
})

test('spot operations tell the zone', () => {
  assert.equal(spotOperation('RunInstances', 'eu-west-1c'), 'RunInstances:SV002')
  assert.deepEqual(spotPlaceOf('RunInstances:0002:SV001', 'eu-west-1'), { operation: 'RunInstances:0002', zone: 'eu-west-1b' })
  assert.equal(spotPlaceOf('RunInstances', 'eu-west-1'), undefined)
})
