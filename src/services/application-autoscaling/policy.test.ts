// Policies as they are kept, checked and taken away.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PutScalingPolicyCommandInput } from '@aws-sdk/client-application-auto-scaling'
import { read, rejected, scene } from './table.fixture.ts'

const service = { ServiceNamespace: 'ecs', ResourceId: 'service/default/web', ScalableDimension: 'ecs:service:DesiredCount' } as const

test('policies of other services are kept, and those of tables checked', async t => {
  const { scaling } = await scene(t)
  const steps: PutScalingPolicyCommandInput = {
    ...service, PolicyName: 'steps', PolicyType: 'StepScaling',
    StepScalingPolicyConfiguration: { AdjustmentType: 'ChangeInCapacity',
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }] },
  }
  await rejected(scaling.putScalingPolicy(steps), 'ObjectNotFoundException', /^No scalable target registered for service namespace: ecs/)
  await scaling.registerScalableTarget({ ...service, MinCapacity: 1, MaxCapacity: 3 })
  await scaling.putScalingPolicy(steps)
  const { ScalingPolicies: [policy] = [] } = await scaling.describeScalingPolicies({ ServiceNamespace: 'ecs' })
  assert.deepEqual([policy!.PolicyName, policy!.PolicyType], ['steps', 'StepScaling'])
  await scaling.deleteScalingPolicy({ ...service, PolicyName: 'steps' })
  await rejected(scaling.deleteScalingPolicy({ ...service, PolicyName: 'steps' }), 'ObjectNotFoundException', /^No scaling policy found/)
  await scaling.registerScalableTarget({ ...read, MinCapacity: 1, MaxCapacity: 3 })
  await rejected(scaling.putScalingPolicy({ ...read, PolicyName: 'p', PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: { TargetValue: 95,
      PredefinedMetricSpecification: { PredefinedMetricType: 'DynamoDBReadCapacityUtilization' } } }),
  'ValidationException', /between 20 and 90/)
})
