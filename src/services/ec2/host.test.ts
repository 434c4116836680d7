// Dedicated hosts: allocated, described, changed, released, billed by the hour.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linesOf, market } from './reservation.fixture.ts'

const zone = 'us-east-1a'

test('allocated by family or type, changed, released; a released host is shown for an hour', async t => {
  const { cloud, ec2 } = await market(t)
  const { HostIds: [id] = [] } = await ec2.allocateHosts({
    AvailabilityZone: zone, InstanceFamily: 'm5',
      TagSpecifications: [{ ResourceType: 'dedicated-host', Tags: [{ Key: 'for', Value: 'sql' }] }],
  })
  await ec2.modifyHosts({ HostIds: [id!], HostRecovery: 'on', AutoPlacement: 'off' })
  const { Hosts: [host] = [] } = await ec2.describeHosts({ Filter: [{ Name: 'tag:for', Values: ['sql'] }] })
  assert.deepEqual([host!.State, host!.HostProperties!.Cores, host!.AllowsMultipleInstanceTypes, host!.HostRecovery, host!.AutoPlacement],
    ['available', 48, 'on', 'on', 'off'])
  await cloud.clock.advance('10h')
  const usage = linesOf(cloud).filter(({ usageType }) => usageType === 'HostUsage:m5')
  assert.equal(usage.reduce((sum, { cost }) => sum + Number(cost), 0).toFixed(2), (10 * 5.069).toFixed(2))
  const { Successful, Unsuccessful } = await ec2.releaseHosts({ HostIds: [id!, 'h-00000000000000000'] })
  assert.deepEqual([Successful, Unsuccessful!.map(({ Error: error }) => error!.Code)], [[id], ['Client.InvalidHost.NotFound']])
  assert.equal((await ec2.describeHosts({ HostIds: [id!] })).Hosts![0]!.State, 'released')
  await cloud.clock.advance('2h')
  await assert.rejects(ec2.describeHosts({ HostIds: [id!] }), { name: 'InvalidHostID.NotFound' })
})

test('what is refused: both a type and a family, no zone, a family without hosts', async t => {
  const { ec2 } = await market(t)
  await assert.rejects(ec2.allocateHosts({ AvailabilityZone: zone, InstanceFamily: 'm5', InstanceType: 'm5.large' }),
    { name: 'InvalidParameterCombination' })
  await assert.rejects(ec2.allocateHosts({ InstanceFamily: 'm5' }), { name: 'MissingParameter' })
  await assert.rejects(ec2.allocateHosts({ AvailabilityZone: zone, InstanceFamily: 'x9' }), { name: 'InvalidParameterValue' })
  await assert.rejects(ec2.allocateHosts({ AvailabilityZone: 'eu-west-1a', InstanceFamily: 'm5' }), { name: 'InvalidParameterValue' })
})
