// Replicas in other regions: made, told of each other, taken away, and what is refused. One cloud, three regions, a frozen clock.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientOf, freshAccount, indexed, invalid, item, made, refused } from './account.fixture.ts'
import { regionalClient, replicasOf, replicated } from './region.fixture.ts'

test('a replica is made with its items, and members know each other', async t => {
  const account = await freshAccount(t)
  const { cloud, db } = account
  const frankfurt = regionalClient(cloud, 'eu-central-1')
  await made(account, 'Music', indexed)
  await db.updateTimeToLive({ TableName: 'Music', TimeToLiveSpecification: { Enabled: true, AttributeName: 'ends' } })
  for (let sk = 0; sk < 60; sk += 1) await db.putItem({ TableName: 'Music', Item: item({ id: 'a', sk, genre: 'jazz', rank: sk }) })
  const { TableDescription: updating } = await db.updateTable({ TableName: 'Music',
    ReplicaUpdates: [{ Create: { RegionName: 'eu-central-1' } }] })
  assert.equal(updating!.TableStatus, 'UPDATING')
  assert.deepEqual(updating!.Replicas!.map(({ RegionName, ReplicaStatus }) => [RegionName, ReplicaStatus]), [['eu-central-1', 'CREATING']])
  await cloud.clock.advance('2m')
  assert.deepEqual(await replicasOf(db), [['eu-central-1', 'ACTIVE']])
  assert.deepEqual(await replicasOf(frankfurt), [['us-east-1', 'ACTIVE']])
  const { Table: there } = await frankfurt.describeTable({ TableName: 'Music' })
  assert.equal(there!.GlobalTableVersion, '2019.11.21')
  assert.equal(there!.TableArn, 'arn:aws:dynamodb:eu-central-1:111122223333:table/Music')
  assert.deepEqual(there!.StreamSpecification, { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' })
  assert.deepEqual(there!.GlobalSecondaryIndexes!.map(({ IndexName }) => IndexName), ['byGenre'])
  assert.equal(there!.ItemCount, 60)
  const { TimeToLiveDescription: timeToLive } = await frankfurt.describeTimeToLive({ TableName: 'Music' })
  assert.deepEqual(timeToLive, { TimeToLiveStatus: 'ENABLED', AttributeName: 'ends' })
  const { Items: found } = await frankfurt.query({ TableName: 'Music', IndexName: 'byGenre', KeyConditionExpression: 'genre = :g',
    ExpressionAttributeValues: { ':g': { S: 'jazz' } }, Limit: 1 })
  assert.deepEqual(found, [item({ id: 'a', sk: 0, genre: 'jazz', rank: 0 })])
})

test('a third member is made known to the second', async t => {
  const { cloud, db, others: [frankfurt, tokyo] } = await replicated(t, ['eu-central-1', 'ap-northeast-1'])
  assert.deepEqual(await replicasOf(db), [['ap-northeast-1', 'ACTIVE'], ['eu-central-1', 'ACTIVE']])
  assert.deepEqual(await replicasOf(frankfurt!), [['ap-northeast-1', 'ACTIVE'], ['us-east-1', 'ACTIVE']])
  await tokyo!.putItem({ TableName: 'Music', Item: item({ id: 'far' }) })
  await cloud.clock.advance('5s')
  for (const each of [db, frankfurt!]) {
    assert.deepEqual((await each.getItem({ TableName: 'Music', Key: item({ id: 'far' }) })).Item, item({ id: 'far' }))
  }
})

test('a replica is deleted from another region, or by its owner, and the others forget it', async t => {
  const { cloud, db, others: [frankfurt, tokyo] } = await replicated(t, ['eu-central-1', 'ap-northeast-1'])
  const { TableDescription: deleting } = await db.updateTable({ TableName: 'Music',
    ReplicaUpdates: [{ Delete: { RegionName: 'eu-central-1' } }] })
  assert.equal(deleting!.Replicas!.find(({ RegionName }) => RegionName === 'eu-central-1')!.ReplicaStatus, 'DELETING')
  await cloud.clock.advance('2m')
  await refused(frankfurt!.describeTable({ TableName: 'Music' }), 'ResourceNotFoundException', /Table: Music not found$/)
  assert.deepEqual(await replicasOf(db), [['ap-northeast-1', 'ACTIVE']])
  assert.deepEqual(await replicasOf(tokyo!), [['us-east-1', 'ACTIVE']])
  await tokyo!.deleteTable({ TableName: 'Music' })
  await cloud.clock.advance('2m')
  const { Table: alone } = await db.describeTable({ TableName: 'Music' })
  assert.deepEqual([alone!.Replicas, alone!.GlobalTableVersion], [undefined, undefined])
})

test('what cannot be a replica is refused', async t => {
  const account = await freshAccount(t)
  const { cloud, db } = account
  await made(account, 'Music')
  await made({ cloud, db: regionalClient(cloud, 'eu-central-1') }, 'Music')
  const update = (...updates: object[]) => db.updateTable({ TableName: 'Music', ReplicaUpdates: updates })
  await invalid(update({ Create: { RegionName: 'us-east-1' } }), /^Cannot add, delete, or update the local region through ReplicaUpdates\./)
  await invalid(update({ Create: { RegionName: 'eu-central-1' } }),
    'Failed to create a the new replica of table with name: \'Music\' because one or more replicas already existed as tables.')
  await invalid(update({ Delete: { RegionName: 'eu-central-1' } }),
    'Update global table operation failed because one or more replicas were not part of the global table.')
  await refused(db.updateTable({ TableName: 'Nothing', ReplicaUpdates: [{ Create: { RegionName: 'eu-central-1' } }] }),
    'ResourceNotFoundException', /Table: Nothing not found$/)
  await refused(db.updateTable({ TableName: 'Music', MultiRegionConsistency: 'STRONG',
    ReplicaUpdates: [{ Create: { RegionName: 'eu-west-1' } }] }), 'NotImplemented', /^Multi-Region strong consistency is not modelled/)
  const other = clientOf(cloud, '444455556666')
  await refused(other.updateTable({ TableName: 'Music', ReplicaUpdates: [{ Create: { RegionName: 'eu-west-1' } }] }),
    'ResourceNotFoundException', /Music not found$/)
})
