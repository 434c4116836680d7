// What stands around every operation: dry runs change nothing, unknown members are refused by name.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('a dry run tells that it would have been done, or why not, and does nothing', async t => {
  const { ec2 } = await freshAccount(t)
  await refused(ec2.createVpc({ CidrBlock: '10.0.0.0/16', DryRun: true }), 'DryRunOperation', /^Request would have succeeded/)
  await refused(ec2.deleteVpc({ VpcId: 'vpc-0', DryRun: true }), 'InvalidVpcID.NotFound')
  assert.equal((await ec2.describeVpcs({})).Vpcs!.length, 1)
})

test('a member that is not understood is refused by name', async t => {
  const { ec2 } = await freshAccount(t)
  await refused(ec2.createSubnet({ VpcId: 'vpc-0', CidrBlock: '10.0.0.0/24', OutpostArn: 'arn:aws:outposts:::x' }), 'NotImplemented',
    /OutpostArn/)
})
