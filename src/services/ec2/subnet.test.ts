// Subnets: their place in the VPC, the addresses that are free.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, network, refused } from './account.fixture.ts'

test('a subnet lies within its VPC and beside the others', async t => {
  const { ec2 } = await freshAccount(t)
  const { vpcId } = await network(ec2)
  await refused(ec2.createSubnet({ VpcId: vpcId, CidrBlock: '10.0.0.128/25' }), 'InvalidSubnet.Conflict')
  await refused(ec2.createSubnet({ VpcId: vpcId, CidrBlock: '10.1.0.0/24' }), 'InvalidSubnet.Range')
  await refused(ec2.createSubnet({ VpcId: vpcId, CidrBlock: '10.0.1.0/24', AvailabilityZone: 'eu-west-1a' }), 'InvalidParameterValue')
  const { Subnet: subnet } = await ec2.createSubnet({ VpcId: vpcId, CidrBlock: '10.0.1.0/24', AvailabilityZone: 'us-east-1c' })
  assert.deepEqual([subnet!.AvailabilityZoneId, subnet!.AvailableIpAddressCount, subnet!.MapPublicIpOnLaunch], ['use1-az3', 251, false])
  await ec2.modifySubnetAttribute({ SubnetId: subnet!.SubnetId!, MapPublicIpOnLaunch: { Value: true } })
  const { Subnets: [after] = [] } = await ec2.describeSubnets({ SubnetIds: [subnet!.SubnetId!] })
  assert.equal(after!.MapPublicIpOnLaunch, true)
})

test('an interface takes an address and gives it back', async t => {
  const { ec2 } = await freshAccount(t)
  const { subnetId } = await network(ec2)
  const free = async () => (await ec2.describeSubnets({ SubnetIds: [subnetId] })).Subnets![0]!.AvailableIpAddressCount
  const { NetworkInterface: card } = await ec2.createNetworkInterface({ SubnetId: subnetId })
  assert.deepEqual([card!.PrivateIpAddress, await free()], ['10.0.0.4', 250])
  await refused(ec2.createNetworkInterface({ SubnetId: subnetId, PrivateIpAddress: '10.0.0.4' }), 'InvalidIPAddress.InUse')
  await refused(ec2.deleteSubnet({ SubnetId: subnetId }), 'DependencyViolation')
  await ec2.deleteNetworkInterface({ NetworkInterfaceId: card!.NetworkInterfaceId! })
  assert.equal(await free(), 251)
})
