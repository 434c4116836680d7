// Keys, devices, instance profiles, services' roles and members of groups under Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, trust } from './account.fixture.ts'
import { controlled } from './formation.fixture.ts'

test('a key', async t => {
  const { make, read, change, remove, list, iam } = await controlled(t)
  const type = 'AWS::IAM::AccessKey'
  await iam.createUser({ UserName: 'alice' })
  const id = await make(type, { UserName: 'alice' })
  assert.deepEqual(await list(type), [id])
  await change(type, id, { op: 'add', path: '/Status', value: 'Inactive' })
  assert.deepEqual(await read(type, id), { Id: id, UserName: 'alice', Status: 'Inactive' })
  await remove(type, id)
  assert.deepEqual(await list(type), [])
})

test('a device', async t => {
  const { make, read, change, remove } = await controlled(t)
  const type = 'AWS::IAM::VirtualMFADevice'
  const serial = await make(type, { VirtualMfaDeviceName: 'phone', Users: [] })
  await change(type, serial, { op: 'add', path: '/Tags', value: [{ Key: 'a', Value: 'b' }] })
  assert.deepEqual(await read(type, serial),
    { SerialNumber: `arn:aws:iam::${account}:mfa/phone`, Path: '/', VirtualMfaDeviceName: 'phone', Users: [],
    Tags: [{ Key: 'a', Value: 'b' }] })
  await remove(type, serial)
})

test('a profile changes its role', async t => {
  const { make, read, change, remove, iam } = await controlled(t)
  const type = 'AWS::IAM::InstanceProfile'
  for (const RoleName of ['one', 'two']) await iam.createRole({ RoleName,
    AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }) })
  const name = await make(type, { Roles: ['one'] })
  await change(type, name, { op: 'replace', path: '/Roles', value: ['two'] })
  assert.deepEqual(await read(type, name), { InstanceProfileName: name, Path: '/', Roles: ['two'],
    Arn: `arn:aws:iam::${account}:instance-profile/${name}` })
  await remove(type, name)
})

test('a service\'s role', async t => {
  const { make, read, change, remove, list } = await controlled(t)
  const type = 'AWS::IAM::ServiceLinkedRole'
  const name = await make(type, { AWSServiceName: 'ecs.amazonaws.com' })
  await change(type, name, { op: 'add', path: '/Description', value: 'd' })
  assert.deepEqual(await read(type, name), { RoleName: 'AWSServiceRoleForECS', AWSServiceName: 'ecs.amazonaws.com', Description: 'd' })
  await remove(type, name)
  assert.deepEqual(await list(type), [])
})

test('members of a group', async t => {
  const { make, read, change, remove, iam } = await controlled(t)
  const type = 'AWS::IAM::UserToGroupAddition'
  await iam.createGroup({ GroupName: 'crew' })
  for (const UserName of ['alice', 'bob']) await iam.createUser({ UserName })
  const id = await make(type, { GroupName: 'crew', Users: ['alice'] })
  await change(type, id, { op: 'replace', path: '/Users', value: ['bob'] })
  assert.deepEqual(await read(type, id), { Id: 'crew', GroupName: 'crew', Users: ['bob'] })
  await remove(type, id)
  assert.deepEqual((await iam.getGroup({ GroupName: 'crew' })).Users, [])
})
