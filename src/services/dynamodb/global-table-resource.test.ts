// AWS::DynamoDB::GlobalTable by Cloud Control: replicas with settings of their own, joined, changed, parted and removed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { controlled } from './control.fixture.ts'
import { tableProperties } from './global-table-resource.ts'

test('a global table by properties', async t => {
  const { cloud, db, create, update, remove, read } = await controlled(t, 'AWS::DynamoDB::GlobalTable')
  const abroad = (region: string) => new DynamoDB({ ...cloud.client({ accessKeyId: '111122223333', region }), maxAttempts: 1 })
  const replica = (Region: string, more: object = {}) => ({ Region, ...more })
  assert.equal(await create({
    TableName: 'Music', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    TimeToLiveSpecification: { Enabled: true, AttributeName: 'ends' },
    Replicas: [replica('us-east-1', { Tags: [{ Key: 'team', Value: 'a' }] }),
      replica('eu-west-1', { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        Tags: [{ Key: 'team', Value: 'b' }] })],
  }), 'Music')
  await cloud.clock.advance('1m')
  const made = await read('Music')
  assert.deepEqual(made.Replicas, [
    { Region: 'us-east-1', DeletionProtectionEnabled: false, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
      Tags: [{ Key: 'team', Value: 'a' }] },
    { Region: 'eu-west-1', DeletionProtectionEnabled: false, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      Tags: [{ Key: 'team', Value: 'b' }] },
  ])
  assert.deepEqual(made.TimeToLiveSpecification, { Enabled: true, AttributeName: 'ends' })
  await db.putItem({ TableName: 'Music', Item: { id: { S: 'a' } } })
  await cloud.clock.advance('1m')
  assert.deepEqual((await abroad('eu-west-1').getItem({ TableName: 'Music', Key: { id: { S: 'a' } } })).Item, { id: { S: 'a' } })
  await update('Music', [
    { op: 'replace', path: '/Replicas/1', value: replica('ap-southeast-2', { DeletionProtectionEnabled: true }) },
    { op: 'replace', path: '/Replicas/0/Tags/0/Value', value: 'c' },
  ])
  await cloud.clock.advance('5m')
  const changed = (await read('Music')).Replicas as { Region: string, Tags?: unknown, DeletionProtectionEnabled: boolean }[]
  assert.deepEqual(changed.map(({ Region: region, Tags: tags, DeletionProtectionEnabled: isProtected }) => [region, tags, isProtected]),
    [['us-east-1', [{ Key: 'team', Value: 'c' }], false], ['ap-southeast-2', undefined, true]])
  await assert.rejects(abroad('eu-west-1').describeTable({ TableName: 'Music' }), { name: 'ResourceNotFoundException' })
  await update('Music', [{ op: 'replace', path: '/Replicas/1/DeletionProtectionEnabled', value: false }])
  await cloud.clock.advance('5m')
  await remove('Music')
  await cloud.clock.advance('5m')
  for (const each of [db, abroad('ap-southeast-2')]) {
    await assert.rejects(each.describeTable({ TableName: 'Music' }), { name: 'ResourceNotFoundException' })
  }
})

test('a resource without a replica where it is made is refused', async t => {
  const { create } = await controlled(t, 'AWS::DynamoDB::GlobalTable')
  await assert.rejects(create({ TableName: 'Music', Replicas: [{ Region: 'eu-west-1' }] }), /must include the region .* us-east-1/)
})

test('units and limits come from the table and its replica', () => {
  const replica = { Region: 'us-east-1', TableClass: 'STANDARD', ReadProvisionedThroughputSettings: { ReadCapacityUnits: 7 },
    ReadOnDemandThroughputSettings: { MaxReadRequestUnits: 9 } }
  const index = { IndexName: 'byGenre', WriteProvisionedThroughputSettings: { WriteCapacityAutoScalingSettings: {
    MinCapacity: 3, MaxCapacity: 10 } } }
  const write = { WriteCapacityAutoScalingSettings: { MinCapacity: 1, SeedCapacity: 5, MaxCapacity: 10 } }
  assert.deepEqual(tableProperties({ WriteProvisionedThroughputSettings: write, GlobalSecondaryIndexes: [index] }, replica), {
    TableClass: 'STANDARD', BillingMode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: 7, WriteCapacityUnits: 5 },
    GlobalSecondaryIndexes: [{ IndexName: 'byGenre', ProvisionedThroughput: { ReadCapacityUnits: 7, WriteCapacityUnits: 3 } }],
  })
  assert.deepEqual(tableProperties({ BillingMode: 'PAY_PER_REQUEST', WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 4 } },
    replica),
    { TableClass: 'STANDARD', BillingMode: 'PAY_PER_REQUEST', OnDemandThroughput: { MaxReadRequestUnits: 9, MaxWriteRequestUnits: 4 } })
})
