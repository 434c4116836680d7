// Auto scaling of DynamoDB's tables and indexes: what the clock and the load make of targets and policies.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { decide } from './scaling.ts'
import { scene as base, write } from './table.fixture.ts'

async function scene(t: TestContext) {
  const { cloud, db, scaling, units: unitsOf } = await base(t)
  const units = () => unitsOf('Write')
  /** Uses so many write units in each of so many minutes. */
  const use = async (perMinute: number, minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      for (let left = perMinute; left > 0; left -= 300) {
        const text = 'x'.repeat(1024 * Math.min(left, 300) - 20)
        await db.putItem({ TableName: 'Music', Item: { id: { S: 'a' }, text: { S: text } } })
      }
      await cloud.clock.advance('1m')
    }
  }
  const track = (more: object = {}) => scaling.putScalingPolicy({ ...write, PolicyName: 'track', PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: { TargetValue: 50,
      PredefinedMetricSpecification: { PredefinedMetricType: 'DynamoDBWriteCapacityUtilization' }, ...more } })
  return { cloud, scaling, units, use, track }
}

test('a table that is used hard grows, and shrinks when it is not', async t => {
  const { scaling, units, use, track } = await scene(t)
  await scaling.registerScalableTarget({ ...write, MinCapacity: 5, MaxCapacity: 40 })
  const { Alarms: alarms } = await track()
  assert.equal(alarms!.length, 4)
  await use(300, 1)
  assert.equal(await units(), 5, 'one minute is not enough')
  await use(300, 2)
  assert.equal(await units(), 10, 'five a second at half use')
  await use(6000, 3)
  assert.equal(await units(), 40, 'no more than the most')
  await use(60, 17)
  assert.equal(await units(), 5, 'no less than the least')
  const { ScalingActivities: activities } = await scaling.describeScalingActivities({ ServiceNamespace: 'dynamodb' })
  assert.deepEqual(activities!.map(({ Description, StatusCode }) => [Description, StatusCode]), [
    ['Setting write capacity units to 5.', 'Successful'], ['Setting write capacity units to 10.', 'Successful'],
    ['Setting write capacity units to 40.', 'Successful'], ['Setting write capacity units to 10.', 'Successful'],
  ])
  assert.match(activities![3]!.Cause!, /^monitor alarm TargetTracking-table\/Music-AlarmHigh-\S+ in state ALARM triggered policy track$/)
  assert.equal(activities![3]!.StatusMessage, 'Successfully set write capacity units to 10. Change successfully fulfilled by dynamodb.')
})

test('a table that is not used at all stays as it is, and costs the clock nothing', async t => {
  const { cloud, scaling, units, track } = await scene(t)
  await scaling.registerScalableTarget({ ...write, MinCapacity: 1, MaxCapacity: 40 })
  await track()
  await cloud.clock.advance('30d')
  assert.equal(await units(), 5)
  assert.deepEqual((await scaling.describeScalingActivities({ ServiceNamespace: 'dynamodb' })).ScalingActivities, [])
})

test('suspended, cooling down, or told not to, nothing scales', async t => {
  const { scaling, units, use, track } = await scene(t)
  await scaling.registerScalableTarget({ ...write, MinCapacity: 1, MaxCapacity: 40, SuspendedState: { DynamicScalingOutSuspended: true } })
  await track({ DisableScaleIn: true, ScaleOutCooldown: 600 })
  await use(300, 3)
  assert.equal(await units(), 5, 'suspended')
  await scaling.registerScalableTarget({ ...write, SuspendedState: { DynamicScalingOutSuspended: false } })
  await use(300, 1)
  assert.equal(await units(), 10)
  await use(1200, 3)
  assert.equal(await units(), 10, 'cooling down')
  await use(1200, 8)
  assert.equal(await units(), 40)
  await use(10, 20)
  assert.equal(await units(), 40, 'no scaling in')
})

test('decisions', () => {
  const data = (...sums: number[]) => sums.map((sum, i) => ({ at: i * 60_000, sum, count: 1, most: sum, least: sum }))
  const policy = (more = {}) => ({ tracking: { TargetValue: 70, ...more } })
  const quiet = Array.from({ length: 15 }, () => 60)
  assert.deepEqual(decide(policy(), data(600, 660), 10, 120_000), { wanted: 16, alarm: 0 })
  assert.deepEqual(decide(policy(), data(600, 300), 10, 120_000), { wanted: 10, alarm: undefined })
  assert.deepEqual(decide(policy(), data(...quiet), 10, 15 * 60_000), { wanted: 2, alarm: 1 })
  assert.deepEqual(decide(policy(), data(...quiet.slice(1)), 10, 14 * 60_000), { wanted: 10, alarm: undefined })
  assert.deepEqual(decide(policy({ DisableScaleIn: true }), data(...quiet), 10, 15 * 60_000), { wanted: 10, alarm: undefined })
})
