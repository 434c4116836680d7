// OpsData listed and counted, here and in other regions.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SSM } from '@aws-sdk/client-ssm'
import { account, freshAccount, refused } from './account.fixture.ts'
import { registered } from './fleet.fixture.ts'

test('counts of OpsItems and of nodes', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const make = async (Title: string, Source: string, Severity: string, client = ssm) =>
    client.createOpsItem({ Title, Source, Severity, Description: 'x' })
  await make('a', 'fleet', '1')
  await make('b', 'fleet', '2')
  await make('c', 'storage', '2')
  await registered({ ssm, cloud })
  const counted = async (aggregator: object, ...Filters: { Key: string, Values: string[] }[]) => {
    const { Entities: [entity] = [] } = await ssm.getOpsSummary({ Aggregators: [aggregator], ...(Filters.length > 0 && { Filters }) })
    return Object.values(entity!.Data!)[0]!.Content
  }
  const by = (AttributeName: string, more: object = {}) => ({ AggregatorType: 'count', TypeName: 'AWS:OpsItem', AttributeName, ...more })
  assert.deepEqual(await counted(by('Source')), [{ Source: 'fleet', Count: '2' }, { Source: 'storage', Count: '1' }])
  assert.deepEqual(await counted(by('Source', { Aggregators: [by('Severity')] }), { Key: 'AWS:OpsItem.Severity', Values: ['2'] }),
    [{ Source: 'fleet', Severity: '2', Count: '1' }, { Source: 'storage', Severity: '2', Count: '1' }])
  assert.deepEqual(await counted({ AggregatorType: 'count', TypeName: 'AWS:EC2InstanceInformation', AttributeName: 'PlatformType' }),
    [{ PlatformType: 'Linux', Count: '1' }])
  await refused(counted(by('Source', { AggregatorType: 'range' })), 'InvalidAggregatorException')
  await refused(counted({ TypeName: 'AWS:None', AttributeName: 'x' }), 'InvalidTypeNameException')
  await refused(counted(by('Source'), { Key: 'Severity', Values: ['2'] }), 'InvalidFilter')
  const london = new SSM({ ...cloud.client({ accessKeyId: account }), region: 'eu-west-2', maxAttempts: 1 })
  await make('far', 'fleet', '1', london)
  await ssm.createResourceDataSync({ SyncName: 'all', SyncType: 'SyncFromSource',
    SyncSource: { SourceType: 'SingleAccountMultiRegions', SourceRegions: ['us-east-1', 'eu-west-2'] } })
  const { Entities: entities } = await ssm.getOpsSummary({ SyncName: 'all', Filters: [{ Key: 'AWS:OpsItem.Severity', Values: ['1'] }] })
  assert.deepEqual(entities!.map(({ Data }) => Data!['AWS:OpsItem']!.Content![0]!.Title), ['a', 'far'])
})
