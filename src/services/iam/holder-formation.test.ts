// Users, groups and roles under Cloud Control, with their policies.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, policy, trust } from './account.fixture.ts'
import { controlled } from './formation.fixture.ts'

const document = JSON.parse(policy(allow('sqs:*'))) as object
const managed = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess'

test('a user', async t => {
  const { make, read, change, remove, list, iam } = await controlled(t)
  const type = 'AWS::IAM::User'
  for (const name of ['one', 'two']) await make('AWS::IAM::Group', { GroupName: name })
  const state = { UserName: 'alice', Path: '/team/', Groups: ['one'], ManagedPolicyArns: [managed], Tags: [{ Key: 'a', Value: 'b' }],
    Policies: [{ PolicyName: 'p', PolicyDocument: document }] }
  assert.equal(await make(type, { ...state, LoginProfile: { Password: 'Secret-123' } }), 'alice')
  const arn = `arn:aws:iam::${account}:user/team/alice`
  assert.deepEqual(await read(type, 'alice'), { ...state, Arn: arn })
  await change(type, 'alice', { op: 'replace', path: '/Groups', value: ['two'] }, { op: 'remove', path: '/ManagedPolicyArns' },
    { op: 'replace', path: '/Tags', value: [{ Key: 'c', Value: 'd' }] }, { op: 'replace', path: '/Policies/0/PolicyName', value: 'q' })
  assert.deepEqual(await read(type, 'alice'),
    { UserName: 'alice', Path: '/team/', Arn: arn, Groups: ['two'], Tags: [{ Key: 'c', Value: 'd' }],
    Policies: [{ PolicyName: 'q', PolicyDocument: document }] })
  assert.deepEqual(await list(type), ['alice'])
  await remove(type, 'alice')
  assert.deepEqual((await iam.listUsers({})).Users, [])
})

test('a group', async t => {
  const { make, read, change, remove } = await controlled(t)
  const type = 'AWS::IAM::Group'
  await make(type, { GroupName: 'crew', Policies: [{ PolicyName: 'p', PolicyDocument: document }] })
  await change(type, 'crew', { op: 'add', path: '/Path', value: '/ship/' }, { op: 'add', path: '/ManagedPolicyArns', value: [managed] })
  assert.deepEqual(await read(type, 'crew'), { GroupName: 'crew', Path: '/ship/', Arn: `arn:aws:iam::${account}:group/ship/crew`,
    Policies: [{ PolicyName: 'p', PolicyDocument: document }], ManagedPolicyArns: [managed] })
  await remove(type, 'crew')
})

test('a role', async t => {
  const { make, read, change, remove, iam } = await controlled(t)
  const type = 'AWS::IAM::Role'
  const lambda = JSON.parse(trust({ Service: 'lambda.amazonaws.com' })) as object
  const name = await make(type,
    { AssumeRolePolicyDocument: lambda, Description: 'd', MaxSessionDuration: 7200, PermissionsBoundary: managed,
    ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] })
  const { Role: role } = await iam.getRole({ RoleName: name })
  assert.deepEqual(await read(type, name), { RoleName: name, Arn: role!.Arn, RoleId: role!.RoleId, Path: '/', Description: 'd',
    MaxSessionDuration: 7200, PermissionsBoundary: managed, AssumeRolePolicyDocument: lambda,
    ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] })
  const ecs = JSON.parse(trust({ Service: 'ecs.amazonaws.com' })) as object
  await change(type, name, { op: 'replace', path: '/AssumeRolePolicyDocument', value: ecs }, { op: 'remove', path: '/PermissionsBoundary' },
    { op: 'replace', path: '/MaxSessionDuration', value: 3600 })
  const changed = await read(type, name)
  assert.deepEqual([changed['AssumeRolePolicyDocument'], changed['PermissionsBoundary'], changed['MaxSessionDuration']],
    [ecs, undefined, 3600])
  await remove(type, name)
})
