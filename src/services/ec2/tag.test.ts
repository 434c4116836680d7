// Tags by id, of whatever kind.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, network, refused } from './account.fixture.ts'

test('tags are added, found and removed by the ids of what has them', async t => {
  const { ec2 } = await freshAccount(t)
  const { vpcId, subnetId } = await network(ec2)
  await ec2.createTags({ Resources: [vpcId, subnetId], Tags: [{ Key: 'team', Value: 'sky' }, { Key: 'stage', Value: 'test' }] })
  const tagged = async () => (await ec2.describeTags({ Filters: [{ Name: 'key', Values: ['team'] }] })).Tags!
  assert.deepEqual((await tagged()).map(({ ResourceType }) => ResourceType).sort(), ['subnet', 'vpc'])
  await ec2.deleteTags({ Resources: [vpcId], Tags: [{ Key: 'team', Value: 'other' }] })
  assert.equal((await tagged()).length, 2)
  await ec2.deleteTags({ Resources: [vpcId], Tags: [{ Key: 'team' }] })
  assert.deepEqual((await tagged()).map(({ ResourceId }) => ResourceId), [subnetId])
  await refused(ec2.createTags({ Resources: ['vpc-0'], Tags: [{ Key: 'a', Value: 'b' }] }), 'InvalidVpcID.NotFound')
  await refused(ec2.createTags({ Resources: ['thing-0'], Tags: [{ Key: 'a', Value: 'b' }] }), 'InvalidID')
})
