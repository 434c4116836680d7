// What kinds have in common, seen from outside: ids asked for must be there, changes come with the clock, tags of other kinds are left
// alone.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, network, refused } from './account.fixture.ts'

test('of several ids each must be there', async t => {
  const { ec2 } = await freshAccount(t)
  const { subnetId } = await network(ec2)
  assert.equal((await ec2.describeSubnets({ SubnetIds: [subnetId] })).Subnets!.length, 1)
  await refused(ec2.describeSubnets({ SubnetIds: [subnetId, 'subnet-0'] }), 'InvalidSubnetID.NotFound', /'subnet-0'/)
})

test('a tag specification of another kind is not this one\'s', async t => {
  const { ec2 } = await freshAccount(t)
  const tags = [{ ResourceType: 'subnet' as const, Tags: [{ Key: 'a', Value: 'b' }] }]
  const { Vpc: vpc } = await ec2.createVpc({ CidrBlock: '10.0.0.0/16', TagSpecifications: tags })
  assert.deepEqual(vpc!.Tags, [])
})
