// A global table's capacity that scales is registered where it scales.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApplicationAutoScaling } from '@aws-sdk/client-application-auto-scaling'
import { controlled } from './control.fixture.ts'

test('targets and policies of a table, its index and its replicas', async t => {
  const { cloud, create } = await controlled(t, 'AWS::DynamoDB::GlobalTable')
  const scaled = (MinCapacity: number) => ({ MinCapacity, MaxCapacity: 100, TargetTrackingScalingPolicyConfiguration: { TargetValue: 70 } })
  await create({
    TableName: 'Music', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    WriteProvisionedThroughputSettings: { WriteCapacityAutoScalingSettings: scaled(1) },
    GlobalSecondaryIndexes: [{ IndexName: 'byId', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' }, WriteProvisionedThroughputSettings: { WriteCapacityAutoScalingSettings: scaled(2) } }],
    Replicas: [{ Region: 'us-east-1', ReadProvisionedThroughputSettings: { ReadCapacityAutoScalingSettings: scaled(3) } },
      { Region: 'eu-west-1', ReadProvisionedThroughputSettings: { ReadCapacityUnits: 4 } }],
  })
  const inRegion = async (region: string) => {
    const scaling = new ApplicationAutoScaling({ ...cloud.client({ accessKeyId: '111122223333', region }), maxAttempts: 1 })
    const { ScalableTargets: targets = [] } = await scaling.describeScalableTargets({ ServiceNamespace: 'dynamodb' })
    const { ScalingPolicies: policies = [] } = await scaling.describeScalingPolicies({ ServiceNamespace: 'dynamodb' })
    assert.equal(policies.length, targets.length)
    return targets.map(({ ResourceId: id, ScalableDimension: dimension, MinCapacity: least }) => `${id} ${dimension} ${least}`).sort()
  }
  const writes = ['table/Music dynamodb:table:WriteCapacityUnits 1', 'table/Music/index/byId dynamodb:index:WriteCapacityUnits 2']
  assert.deepEqual(await inRegion('us-east-1'), ['table/Music dynamodb:table:ReadCapacityUnits 3', ...writes].sort())
  assert.deepEqual(await inRegion('eu-west-1'), writes)
})
