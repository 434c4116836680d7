// Nodes found by what they are.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'
import { control, launched, registered } from './fleet.fixture.ts'

test('filters of both kinds, by tags too', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const rack = await registered({ ssm, cloud }, { platformType: 'Windows', platformName: 'Windows Server' }, { team: 'till' })
  const instance = await launched(cloud, 'fleet', { team: 'shop' })
  await control(cloud, 'silence-node', { instanceId: rack })
  const found = async (Key: string, ...Values: string[]) =>
    (await ssm.describeInstanceInformation({ Filters: [{ Key, Values }] })).InstanceInformationList!.map(({ InstanceId }) => InstanceId)
  assert.deepEqual(await found('PingStatus', 'Online'), [instance])
  assert.deepEqual(await found('PlatformTypes', 'Windows'), [rack])
  assert.deepEqual(await found('tag:team', 'shop', 'other'), [instance])
  assert.deepEqual(await found('tag-key', 'team'), [instance, rack])
  assert.deepEqual(await found('InstanceIds', 'i-0123456789abcdef0'), [])
  const { InstanceInformationList: old } = await ssm.describeInstanceInformation({
    InstanceInformationFilterList: [{ key: 'ResourceType', valueSet: ['ManagedInstance'] }],
  })
  assert.deepEqual(old!.map(({ InstanceId }) => InstanceId), [rack])
  await refused(found('Colour', 'red'), 'InvalidFilterKey')
  await refused(found('PingStatus', 'Asleep'), 'InvalidInstanceInformationFilterValue')
})

test('properties add what EC2 knows', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const id = await launched(cloud, 'fleet', { Name: 'web' })
  await registered({ ssm, cloud })
  const { InstanceProperties: [node, other] = [] } = await ssm.describeInstanceProperties({
    FiltersWithOperator: [{ Key: 'InstanceIds', Values: ['i-', 'mi-'], Operator: 'BeginWith' }],
  })
  const { InstanceId, Name, InstanceType, InstanceState, Architecture } = node!
  assert.deepEqual([InstanceId, Name, InstanceType, InstanceState, Architecture], [id, 'web', 't3.micro', 'running', 'x86_64'])
  assert.equal(other!.InstanceType, undefined)
})
