// The fleet listed and counted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, refused } from './account.fixture.ts'
import { launched, registered } from './fleet.fixture.ts'

test('nodes by filters, and counts within counts', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const windows = { platformType: 'Windows', platformName: 'Windows Server', platformVersion: '10.0' }
  const rack = await registered({ ssm, cloud }, windows)
  await registered({ ssm, cloud })
  await launched(cloud, 'fleet')
  const { Nodes: nodes } = await ssm.listNodes({ Filters: [{ Key: 'PlatformName', Values: ['Windows'], Type: 'BeginWith' }] })
  assert.deepEqual(nodes!.map(({ Id, Region, Owner }) => [Id, Region, Owner!.AccountId]), [[rack, 'us-east-1', account]])
  const { Summary: summary } = await ssm.listNodesSummary({ Aggregators: [{
    AggregatorType: 'Count', TypeName: 'Instance', AttributeName: 'PlatformType',
    Aggregators: [{ AggregatorType: 'Count', TypeName: 'Instance', AttributeName: 'ResourceType' }],
  }] })
  assert.deepEqual(summary, [
    { PlatformType: 'Linux', ResourceType: 'EC2Instance', Count: '1' },
      { PlatformType: 'Linux', ResourceType: 'ManagedInstance', Count: '1' },
    { PlatformType: 'Windows', ResourceType: 'ManagedInstance', Count: '1' },
  ])
  await refused(ssm.listNodes({ SyncName: 'none' }), 'ResourceDataSyncNotFoundException')
})
