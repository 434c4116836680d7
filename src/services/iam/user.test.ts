// Users over the wire: made, shown, renamed with everything of theirs, taken away when nothing is left.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, fresh, policy, refused } from './account.fixture.ts'

const arn = (name: string) => `arn:aws:iam::${account}:user/${name}`

test('a user has a path, an id, tags', async t => {
  const { iam, cloud } = await fresh(t)
  const { User: made } = await iam.createUser({ UserName: 'Alice', Path: '/team/', Tags: [{ Key: 'Floor', Value: '3' }] })
  assert.match(made!.UserId!, /^AIDA[A-Z2-7]{17}$/)
  assert.deepEqual([made!.Arn, made!.Path, made!.CreateDate!.getTime(), made!.Tags], [arn('team/Alice'), '/team/',
    Math.floor(cloud.clock.now() / 1000) * 1000, [{ Key: 'Floor', Value: '3' }]])
  const { User: shown } = await iam.getUser({ UserName: 'Alice' })
  assert.deepEqual(shown, made)
  const { Users: listed } = await iam.listUsers({ PathPrefix: '/team/' })
  assert.deepEqual(listed!.map(({ UserName, Tags }) => [UserName, Tags]), [['Alice', undefined]])
  assert.deepEqual((await iam.listUsers({ PathPrefix: '/x/' })).Users, [])
})

test('names are one whatever their case', async t => {
  const { iam } = await fresh(t)
  await iam.createUser({ UserName: 'Alice' })
  await refused(iam.createUser({ UserName: 'alice' }), 'EntityAlreadyExists', 'User with name alice already exists.')
  await refused(iam.getUser({ UserName: 'Bob' }), 'NoSuchEntity', 'The user with name Bob cannot be found.')
  await refused(iam.createUser({ UserName: 'a b' }), 'ValidationError',
    'The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-')
})

test('lists are cut into pages', async t => {
  const { iam } = await fresh(t)
  for (const UserName of ['a', 'b', 'c']) await iam.createUser({ UserName })
  const first = await iam.listUsers({ MaxItems: 2 })
  assert.deepEqual([first.Users!.map(({ UserName }) => UserName), first.IsTruncated], [['a', 'b'], true])
  const second = await iam.listUsers({ MaxItems: 2, Marker: first.Marker! })
  assert.deepEqual([second.Users!.map(({ UserName }) => UserName), second.IsTruncated, second.Marker], [['c'], false, undefined])
})

test('who names nobody means himself', async t => {
  const { iam, asUser } = await fresh(t)
  assert.equal((await iam.getUser({})).User!.Arn, `arn:aws:iam::${account}:root`)
  await iam.createUser({ UserName: 'alice' })
  await iam.putUserPolicy({ UserName: 'alice', PolicyName: 'self', PolicyDocument: policy(allow('iam:GetUser', arn('alice'))) })
  const alice = await asUser('alice')
  assert.equal((await alice.iam.getUser({})).User!.UserName, 'alice')
  await refused(alice.iam.getUser({ UserName: 'bob' }), 'AccessDenied',
    `User: ${arn('alice')} is not authorized to perform: iam:GetUser on resource: ${arn('bob')} because no identity-based policy allows ` +
    'the iam:GetUser action')
})

test('a renamed user keeps what is his', async t => {
  const { iam, asUser } = await fresh(t)
  await iam.createUser({ UserName: 'alice', Tags: [{ Key: 'Floor', Value: '3' }] })
  await iam.createGroup({ GroupName: 'crew' })
  await iam.addUserToGroup({ GroupName: 'crew', UserName: 'alice' })
  await iam.putUserPolicy({ UserName: 'alice', PolicyName: 'queues', PolicyDocument: policy(allow('sqs:*')) })
  await iam.attachUserPolicy({ UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' })
  const alice = await asUser('alice')
  await iam.updateUser({ UserName: 'alice', NewUserName: 'anna', NewPath: '/team/' })
  await refused(iam.getUser({ UserName: 'alice' }), 'NoSuchEntity', /cannot be found/)
  assert.equal((await alice.sts.getCallerIdentity({})).Arn, arn('team/anna'))
  await alice.sqs.listQueues({})
  assert.deepEqual((await alice.iam.listUserTags({ UserName: 'anna' })).Tags, [{ Key: 'Floor', Value: '3' }])
  assert.deepEqual((await iam.getGroup({ GroupName: 'crew' })).Users!.map(({ Arn }) => Arn), [arn('team/anna')])
  assert.equal((await iam.listAccessKeys({ UserName: 'anna' })).AccessKeyMetadata!.length, 1)
  await iam.createUser({ UserName: 'bob' })
  await refused(iam.updateUser({ UserName: 'bob', NewUserName: 'Anna' }), 'EntityAlreadyExists', /already exists/)
})

test('a user goes when nothing of his is left', async t => {
  const { iam } = await fresh(t)
  const UserName = 'alice'
  await iam.createUser({ UserName })
  await iam.createGroup({ GroupName: 'crew' })
  await iam.addUserToGroup({ GroupName: 'crew', UserName })
  await iam.attachUserPolicy({ UserName, PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' })
  await iam.putUserPolicy({ UserName, PolicyName: 'p', PolicyDocument: policy(allow('sqs:*')) })
  const { AccessKey: key } = await iam.createAccessKey({ UserName })
  const deletion = () => iam.deleteUser({ UserName })
  const must = (todo: string) => refused(deletion(), 'DeleteConflict', `Cannot delete entity, must ${todo} first.`)
  await must('remove users from group')
  await iam.removeUserFromGroup({ GroupName: 'crew', UserName })
  await must('delete access keys')
  await iam.deleteAccessKey({ UserName, AccessKeyId: key!.AccessKeyId! })
  await must('detach all policies')
  await iam.detachUserPolicy({ UserName, PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' })
  await must('delete policies')
  await iam.deleteUserPolicy({ UserName, PolicyName: 'p' })
  await deletion()
  await refused(deletion(), 'NoSuchEntity', 'The user with name alice cannot be found.')
})
