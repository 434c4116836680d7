// What a region has before anybody makes anything, and how it comes back after it was deleted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('a region has a default VPC with a subnet in each zone, open to the internet', async t => {
  const { ec2 } = await freshAccount(t)
  const { Vpcs: [vpc] = [] } = await ec2.describeVpcs({ Filters: [{ Name: 'is-default', Values: ['true'] }] })
  assert.equal(vpc!.CidrBlock, '172.31.0.0/16')
  const { Subnets: subnets } = await ec2.describeSubnets({})
  assert.deepEqual(subnets!.map(({ CidrBlock }) => CidrBlock).sort(),
    ['172.31.0.0/20', '172.31.16.0/20', '172.31.32.0/20', '172.31.48.0/20', '172.31.64.0/20', '172.31.80.0/20'])
  assert.ok(subnets!.every(each => each.DefaultForAz === true && each.MapPublicIpOnLaunch === true
    && each.AvailableIpAddressCount === 4_091))
  const { RouteTables: [table] = [] } = await ec2.describeRouteTables({})
  assert.deepEqual(table!.Routes!.map(({ DestinationCidrBlock }) => DestinationCidrBlock), ['172.31.0.0/16', '0.0.0.0/0'])
})

test('a default VPC is made again only after it is gone', async t => {
  const { ec2 } = await freshAccount(t)
  await refused(ec2.createDefaultVpc({}), 'DefaultVpcAlreadyExists')
  await refused(ec2.createDefaultSubnet({ AvailabilityZone: 'us-east-1a' }), 'DefaultSubnetAlreadyExistsInAvailabilityZone')
  const { Subnets: subnets } = await ec2.describeSubnets({})
  for (const { SubnetId } of subnets!) await ec2.deleteSubnet({ SubnetId: SubnetId! })
  const { InternetGateways: [gateway] = [] } = await ec2.describeInternetGateways({})
  const vpcId = gateway!.Attachments![0]!.VpcId!
  await ec2.detachInternetGateway({ InternetGatewayId: gateway!.InternetGatewayId!, VpcId: vpcId })
  await ec2.deleteVpc({ VpcId: vpcId })
  assert.deepEqual((await ec2.describeVpcs({})).Vpcs, [])
  assert.equal((await ec2.createDefaultVpc({})).Vpc!.IsDefault, true)
})
