// A boundary is how far permissions can go at most, whatever else allows.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, fresh, policy, refused, trust } from './account.fixture.ts'

const boundary = `arn:aws:iam::${account}:policy/limit`

test('a user goes as far as his boundary', async t => {
  const { iam, asUser } = await fresh(t)
  await iam.createPolicy({ PolicyName: 'limit', PolicyDocument: policy(allow('s3:*')) })
  await iam.createUser({ UserName: 'alice' })
  await iam.putUserPolicy({ UserName: 'alice', PolicyName: 'queues', PolicyDocument: policy(allow('sqs:*')) })
  const alice = await asUser('alice')
  await alice.sqs.listQueues({})
  await iam.putUserPermissionsBoundary({ UserName: 'alice', PermissionsBoundary: boundary })
  await refused(alice.sqs.listQueues({}), 'AccessDenied', /because no permissions boundary allows the sqs:listqueues action$/)
  assert.deepEqual((await iam.getUser({ UserName: 'alice' })).User!.PermissionsBoundary,
    { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary })
  await refused(iam.deletePolicy({ PolicyArn: boundary }), 'DeleteConflict', /attached/)
  await iam.deleteUserPermissionsBoundary({ UserName: 'alice' })
  await alice.sqs.listQueues({})
  await refused(iam.deleteUserPermissionsBoundary({ UserName: 'alice' }), 'NoSuchEntity', /has no permissions boundary/)
})

test('a role has one from the start, or gets it later', async t => {
  const { iam } = await fresh(t)
  const make = (RoleName: string, PermissionsBoundary?: string) => iam.createRole({ RoleName, PermissionsBoundary,
    AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }) })
  await refused(make('one', boundary), 'NoSuchEntity', `Scope ARN: ${boundary} does not exist or is not attachable.`)
  await iam.createPolicy({ PolicyName: 'limit', PolicyDocument: policy(allow('s3:*')) })
  await make('one', boundary)
  await make('two')
  await iam.putRolePermissionsBoundary({ RoleName: 'two', PermissionsBoundary: boundary })
  await iam.deleteRolePermissionsBoundary({ RoleName: 'one' })
  const boundaries = await Promise.all(['one', 'two'].map(async RoleName => (await iam.getRole({ RoleName })).Role!.PermissionsBoundary))
  assert.deepEqual(boundaries.map(each => each?.PermissionsBoundaryArn), [undefined, boundary])
})
