// Groups and streams by properties, through Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, byProperties, freshAccount, refused } from './account.fixture.ts'

test('a group by properties', async t => {
  const { logs, cloud } = await freshAccount(t)
  const group = byProperties(cloud, 'AWS::Logs::LogGroup')
  const state = { LogGroupName: 'g', RetentionInDays: 7, Tags: [{ Key: 'a', Value: 'b' }] }
  const name = await group.create(state)
  const fixed = { LogGroupName: 'g', Arn: `arn:aws:logs:us-east-1:${account}:log-group:g:*`, LogGroupClass: 'STANDARD' }
  assert.deepEqual(await group.read(name), { ...fixed, ...state, DeletionProtectionEnabled: false })
  await group.update(name, [
    { op: 'replace', path: '/RetentionInDays', value: 30 }, { op: 'replace', path: '/Tags', value: [{ Key: 'c', Value: 'd' }] },
    { op: 'add', path: '/DeletionProtectionEnabled', value: true },
  ])
  assert.deepEqual(await group.read(name),
    { ...fixed, RetentionInDays: 30, Tags: [{ Key: 'c', Value: 'd' }], DeletionProtectionEnabled: true })
  await group.update(name,
    [{ op: 'remove', path: '/RetentionInDays' }, { op: 'replace', path: '/DeletionProtectionEnabled', value: false }])
  assert.equal((await logs.describeLogGroups({})).logGroups![0]!.retentionInDays, undefined)
  assert.deepEqual(await group.list(), ['g'])
  await group.remove(name)
  await refused(logs.deleteLogGroup({ logGroupName: 'g' }), 'ResourceNotFoundException')
})

test('a stream by properties', async t => {
  const { logs, cloud } = await freshAccount(t)
  await logs.createLogGroup({ logGroupName: 'g' })
  const stream = byProperties(cloud, 'AWS::Logs::LogStream')
  const identifier = await stream.create({ LogGroupName: 'g', LogStreamName: 's' })
  assert.equal(identifier, 'g|s')
  assert.deepEqual(await stream.read(identifier), { LogGroupName: 'g', LogStreamName: 's' })
  assert.deepEqual(await stream.list(), ['g|s'])
  await stream.remove(identifier)
  assert.deepEqual((await logs.describeLogStreams({ logGroupName: 'g' })).logStreams, [])
})
