// VPCs: what comes with one, what keeps it from being deleted, its attributes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, network, refused } from './account.fixture.ts'

test('a VPC comes with its main route table, default group and default ACL, and goes with them', async t => {
  const { cloud, ec2 } = await freshAccount(t)
  const tags = [{ ResourceType: 'vpc' as const, Tags: [{ Key: 'Name', Value: 'lab' }] }]
  const { Vpc: made } = await ec2.createVpc({ CidrBlock: '10.0.3.0/16', TagSpecifications: tags })
  assert.match(made!.VpcId!, /^vpc-[0-9a-f]{17}$/)
  assert.deepEqual([made!.State, made!.CidrBlock, made!.IsDefault], ['pending', '10.0.0.0/16', false])
  await cloud.clock.advance('5s')
  const only = [{ Name: 'vpc-id', Values: [made!.VpcId!] }]
  const { Vpcs: shown } = await ec2.describeVpcs({ Filters: [{ Name: 'tag:Name', Values: ['lab'] }] })
  assert.deepEqual(shown!.map(({ State, Tags }) => [State, Tags]), [['available', [{ Key: 'Name', Value: 'lab' }]]])
  const { RouteTables: tables } = await ec2.describeRouteTables({ Filters: only })
  assert.deepEqual(tables!.map(({ Associations }) => Associations!.map(({ Main }) => Main)), [[true]])
  assert.equal((await ec2.describeSecurityGroups({ Filters: only })).SecurityGroups![0]!.GroupName, 'default')
  assert.equal((await ec2.describeNetworkAcls({ Filters: only })).NetworkAcls![0]!.IsDefault, true)
  await ec2.deleteVpc({ VpcId: made!.VpcId! })
  assert.deepEqual((await ec2.describeRouteTables({ Filters: only })).RouteTables, [])
  await refused(ec2.describeVpcs({ VpcIds: [made!.VpcId!] }), 'InvalidVpcID.NotFound', /^The vpc ID 'vpc-.*' does not exist$/)
})

test('a VPC in use is not deleted, and a bad block is not made', async t => {
  const { ec2 } = await freshAccount(t)
  const { vpcId, subnetId } = await network(ec2)
  await refused(ec2.deleteVpc({ VpcId: vpcId }), 'DependencyViolation')
  await ec2.deleteSubnet({ SubnetId: subnetId })
  await ec2.deleteVpc({ VpcId: vpcId })
  await refused(ec2.createVpc({ CidrBlock: '10.0.0.0/8' }), 'InvalidVpc.Range')
  await refused(ec2.createVpc({ CidrBlock: 'ten' }), 'InvalidParameterValue')
  await refused(ec2.createVpc({ CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true }), 'NotImplemented',
    /AmazonProvidedIpv6CidrBlock/)
})

test('attributes are kept', async t => {
  const { ec2 } = await freshAccount(t)
  const { vpcId } = await network(ec2)
  const names = async () => (await ec2.describeVpcAttribute({ VpcId: vpcId, Attribute: 'enableDnsHostnames' })).EnableDnsHostnames!.Value
  assert.equal(await names(), false)
  await ec2.modifyVpcAttribute({ VpcId: vpcId, EnableDnsHostnames: { Value: true } })
  assert.equal(await names(), true)
})
