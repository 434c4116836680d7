// Targets as they are kept, described, refused and taken away.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { read, rejected, scene } from './table.fixture.ts'

test('a target brings capacity inside its bounds, is described, tagged and deregistered', async t => {
  const { cloud, scaling, units } = await scene(t)
  const { ScalableTargetARN: arn } = await scaling.registerScalableTarget({ ...read, MinCapacity: 10, MaxCapacity: 20,
    Tags: { team: 'a' } })
  assert.match(arn!, /^arn:aws:application-autoscaling:us-east-1:111122223333:scalable-target\/[0-9a-f]{32}$/)
  await cloud.clock.advance('1m')
  assert.equal(await units('Read'), 10)
  const { ScalableTargets: [target] = [] } = await scaling.describeScalableTargets({ ServiceNamespace: 'dynamodb' })
  assert.deepEqual([target!.MinCapacity, target!.MaxCapacity, target!.SuspendedState!.DynamicScalingInSuspended], [10, 20, false])
  assert.match(target!.RoleARN!, /AWSServiceRoleForApplicationAutoScaling_DynamoDBTable$/)
  assert.deepEqual((await scaling.listTagsForResource({ ResourceARN: arn })).Tags, { team: 'a' })
  await scaling.deregisterScalableTarget(read)
  assert.deepEqual((await scaling.describeScalableTargets({ ServiceNamespace: 'dynamodb' })).ScalableTargets, [])
})

test('what cannot be a target is refused', async t => {
  const { scaling } = await scene(t)
  const register = (more: object) => scaling.registerScalableTarget({ ...read, MinCapacity: 1, MaxCapacity: 5, ...more })
  await rejected(register({ MinCapacity: 6 }), 'ValidationException', /^Maximum capacity cannot be less than minimum capacity$/)
  await rejected(register({ ResourceId: 'table/Nothing' }), 'ValidationException', /^DynamoDB table does not exist/)
  await rejected(register({ ScalableDimension: 'dynamodb:index:ReadCapacityUnits' }), 'ValidationException',
    /^Unsupported service namespace/)
  await rejected(scaling.registerScalableTarget(read), 'ValidationException', /must be specified for a new scalable target$/)
  await rejected(scaling.deregisterScalableTarget(read), 'ObjectNotFoundException', /resource ID: table\/Music/)
})
