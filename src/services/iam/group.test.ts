// Groups lend their policies to their users, keep them under a new name, and go when they are empty.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, fresh, policy, refused } from './account.fixture.ts'

test('a user may what his groups may', async t => {
  const { iam, asUser } = await fresh(t)
  const { Group: group } = await iam.createGroup({ GroupName: 'crew', Path: '/ship/' })
  assert.match(group!.GroupId!, /^AGPA[A-Z2-7]{17}$/)
  assert.equal(group!.Arn, `arn:aws:iam::${account}:group/ship/crew`)
  await iam.putGroupPolicy({ GroupName: 'crew', PolicyName: 'queues', PolicyDocument: policy(allow('sqs:*')) })
  await iam.createUser({ UserName: 'alice' })
  const alice = await asUser('alice')
  await refused(alice.sqs.listQueues({}), 'AccessDenied', /because no identity-based policy allows the sqs:listqueues action$/)
  await iam.addUserToGroup({ GroupName: 'crew', UserName: 'alice' })
  await iam.addUserToGroup({ GroupName: 'crew', UserName: 'alice' })
  await alice.sqs.listQueues({})
  assert.deepEqual((await iam.listGroupsForUser({ UserName: 'alice' })).Groups!.map(({ GroupName }) => GroupName), ['crew'])
  await iam.updateGroup({ GroupName: 'crew', NewGroupName: 'band', NewPath: '/' })
  await alice.sqs.listQueues({})
  assert.deepEqual((await iam.listGroupPolicies({ GroupName: 'band' })).PolicyNames, ['queues'])
  assert.deepEqual((await iam.listGroups({})).Groups!.map(({ Arn }) => Arn), [`arn:aws:iam::${account}:group/band`])
  await iam.removeUserFromGroup({ GroupName: 'band', UserName: 'alice' })
  await refused(alice.sqs.listQueues({}), 'AccessDenied', /no identity-based policy/)
  await refused(iam.removeUserFromGroup({ GroupName: 'band', UserName: 'alice' }), 'NoSuchEntity', /not a member/)
})

test('a group goes when it is empty', async t => {
  const { iam } = await fresh(t)
  const GroupName = 'crew'
  await iam.createGroup({ GroupName })
  await refused(iam.createGroup({ GroupName: 'CREW' }), 'EntityAlreadyExists', 'Group with name CREW already exists.')
  await iam.createUser({ UserName: 'alice' })
  await iam.addUserToGroup({ GroupName, UserName: 'alice' })
  await refused(iam.deleteGroup({ GroupName }), 'DeleteConflict', 'Cannot delete entity, must remove users from group first.')
  await iam.removeUserFromGroup({ GroupName, UserName: 'alice' })
  await iam.deleteGroup({ GroupName })
  await refused(iam.getGroup({ GroupName }), 'NoSuchEntity', 'The group with name crew cannot be found.')
})

test('a user is in ten groups at most', async t => {
  const { iam } = await fresh(t)
  await iam.createUser({ UserName: 'alice' })
  for (let i = 0; i < 11; i += 1) await iam.createGroup({ GroupName: `g${i}` })
  for (let i = 0; i < 10; i += 1) await iam.addUserToGroup({ GroupName: `g${i}`, UserName: 'alice' })
  await refused(iam.addUserToGroup({ GroupName: 'g10', UserName: 'alice' }), 'LimitExceeded', 'Cannot exceed quota for GroupsPerUser: 10')
})
