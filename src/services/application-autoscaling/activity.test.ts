// Activities, newest first, those of a target alone, and no older ones than six weeks.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { read, scene, write } from './table.fixture.ts'

test('activities are told of for six weeks', async t => {
  const { cloud, scaling } = await scene(t)
  for (const target of [read, write]) {
    await scaling.registerScalableTarget({ ...target, MinCapacity: 10, MaxCapacity: 20 })
    await cloud.clock.advance('1m')
  }
  const causes = async (more = {}) => (await scaling.describeScalingActivities({ ServiceNamespace: 'dynamodb', ...more }))
    .ScalingActivities!.map(({ Cause: cause, Description: description }) => `${description} ${cause}`)
  const [reading, writing] = ['read', 'write'].map(word => `Setting ${word} capacity units to 10. minimum capacity was set to 10`)
  assert.deepEqual(await causes(), [writing, reading])
  assert.deepEqual(await causes({ ResourceId: read.ResourceId, ScalableDimension: read.ScalableDimension }), [reading])
  await cloud.clock.advance('43d')
  assert.deepEqual(await causes(), [])
})
