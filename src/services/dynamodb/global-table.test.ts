// Global tables of the older version: made of tables that are there, described, changed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, invalid, item, made, refused, simplest } from './account.fixture.ts'
import { regionalClient } from './region.fixture.ts'

test('the older version joins tables that are there, and marks items', async t => {
  const account = await freshAccount(t)
  const { cloud, db } = account
  const frankfurt = regionalClient(cloud, 'eu-central-1')
  const group = (...regions: string[]) => ({ GlobalTableName: 'Music', ReplicationGroup: regions.map(RegionName => ({ RegionName })) })
  const streaming = { ...simplest, StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' as const } }
  await made(account, 'Music', streaming)
  await refused(db.createGlobalTable(group('us-east-1', 'eu-central-1')), 'TableNotFoundException', /eu-central-1$/)
  await made({ cloud, db: frankfurt }, 'Music')
  await invalid(db.createGlobalTable(group('us-east-1', 'eu-central-1')), /do not have a stream enabled/)
  await frankfurt.updateTable({ TableName: 'Music', StreamSpecification: streaming.StreamSpecification })
  await cloud.clock.advance('1m')
  const { GlobalTableDescription: joined } = await db.createGlobalTable(group('us-east-1', 'eu-central-1'))
  assert.equal(joined!.GlobalTableArn, 'arn:aws:dynamodb::111122223333:global-table/Music')
  await refused(db.createGlobalTable(group('us-east-1')), 'GlobalTableAlreadyExistsException', /already exists$/)
  await db.putItem({ TableName: 'Music', Item: item({ id: 'a', title: 'marked' }) })
  await cloud.clock.advance('5s')
  const { Item: marked } = await frankfurt.getItem({ TableName: 'Music', Key: item({ id: 'a' }) })
  assert.deepEqual(Object.keys(marked!).sort(), ['aws:rep:deleting', 'aws:rep:updateregion', 'aws:rep:updatetime', 'id', 'title'])
  assert.equal(marked!['aws:rep:updateregion']!.S, 'us-east-1')
  assert.deepEqual((await frankfurt.listGlobalTables({})).GlobalTables,
    [{ GlobalTableName: 'Music', ReplicationGroup: [{ RegionName: 'eu-central-1' }, { RegionName: 'us-east-1' }] }])
  const { ReplicaSettings: settings } = await db.describeGlobalTableSettings({ GlobalTableName: 'Music' })
  assert.deepEqual(settings!.map(({ RegionName }) => RegionName), ['eu-central-1', 'us-east-1'])
  const update = (change: object) => db.updateGlobalTable({ GlobalTableName: 'Music', ReplicaUpdates: [change] })
  await refused(update({ Create: { RegionName: 'eu-central-1' } }), 'ReplicaAlreadyExistsException', /eu-central-1$/)
  await refused(update({ Delete: { RegionName: 'eu-west-1' } }), 'ReplicaNotFoundException', /eu-west-1$/)
  await update({ Delete: { RegionName: 'eu-central-1' } })
  await refused(db.describeGlobalTable({ GlobalTableName: 'Music' }), 'GlobalTableNotFoundException', /does not exist: Music$/)
  assert.ok((await frankfurt.describeTable({ TableName: 'Music' })).Table)
})
