// A target that nothing tracks is not watched: deleting its policy, or the target, ends the watch.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scene, write } from './table.fixture.ts'

test('a metric is watched as long as a policy tracks it', async t => {
  const { cloud, db, scaling } = await scene(t)
  const watches = () => cloud.core.store.cell('111122223333/us-east-1').table('metric.watch').count()
  await scaling.registerScalableTarget({ ...write, MinCapacity: 5, MaxCapacity: 20 })
  await cloud.clock.advance('1m')
  const policy = { ...write, PolicyName: 'track' }
  const track = () => scaling.putScalingPolicy({ ...policy, PolicyType: 'TargetTrackingScaling', TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 50, PredefinedMetricSpecification: { PredefinedMetricType: 'DynamoDBWriteCapacityUtilization' } } })
  assert.equal(watches(), 0)
  await track()
  assert.equal(watches(), 1)
  await db.putItem({ TableName: 'Music', Item: { id: { S: 'a' } } })
  assert.equal(cloud.core.timers.nextDueAt(), cloud.clock.now() + 60_000 - cloud.clock.now() % 60_000)
  await scaling.deleteScalingPolicy(policy)
  assert.equal(watches(), 0)
  await track()
  await scaling.deregisterScalableTarget(write)
  assert.equal(watches(), 0)
})
