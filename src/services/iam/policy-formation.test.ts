// Managed policies, one policy on several holders, and the inline policy of one holder, under Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, policy, trust } from './account.fixture.ts'
import { controlled } from './formation.fixture.ts'

const document = (action: string) => JSON.parse(policy(allow(action))) as object

test('a managed policy gets a new version with each change, and room for it', async t => {
  const { make, read, change, remove, iam, list } = await controlled(t)
  const type = 'AWS::IAM::ManagedPolicy'
  await iam.createUser({ UserName: 'alice' })
  const arn = await make(type, { ManagedPolicyName: 'p', PolicyDocument: document('s3:*'), Users: ['alice'], Description: 'd' })
  assert.equal(arn, `arn:aws:iam::${account}:policy/p`)
  for (let i = 0; i < 6; i += 1) await change(type, arn, { op: 'replace', path: '/PolicyDocument', value: document(`s3:Get${i}`) })
  const shown = await read(type, arn)
  assert.deepEqual([shown['DefaultVersionId'], shown['PolicyDocument'], shown['Users'], shown['AttachmentCount'], shown['Description']],
    ['v7', document('s3:Get5'), ['alice'], 1, 'd'])
  await change(type, arn, { op: 'remove', path: '/Users' })
  assert.deepEqual((await iam.listAttachedUserPolicies({ UserName: 'alice' })).AttachedPolicies, [])
  assert.deepEqual(await list(type), [arn])
  await remove(type, arn)
})

test('one policy on several holders', async t => {
  const { make, read, change, remove, iam } = await controlled(t)
  const type = 'AWS::IAM::Policy'
  await iam.createUser({ UserName: 'alice' })
  await iam.createRole({ RoleName: 'worker', AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }) })
  const state = { PolicyName: 'p', PolicyDocument: document('s3:*'), Users: ['alice'], Roles: ['worker'] }
  const id = await make(type, state)
  assert.deepEqual(await read(type, id), { ...state, Id: id })
  await change(type, id, { op: 'replace', path: '/PolicyDocument', value: document('sqs:*') })
  for (const read of [iam.getUserPolicy({ UserName: 'alice', PolicyName: 'p' }),
    iam.getRolePolicy({ RoleName: 'worker', PolicyName: 'p' })]) {
    assert.match((await read).PolicyDocument!, /sqs/)
  }
  await remove(type, id)
  assert.deepEqual((await iam.listUserPolicies({ UserName: 'alice' })).PolicyNames, [])
})

test('the inline policy of one holder', async t => {
  const { make, read, change, remove, list, iam } = await controlled(t)
  await iam.createUser({ UserName: 'alice' })
  await iam.createGroup({ GroupName: 'crew' })
  await iam.createRole({ RoleName: 'worker', AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }) })
  for (const [noun, name] of [['User', 'alice'], ['Group', 'crew'], ['Role', 'worker']] as const) {
    const type = `AWS::IAM::${noun}Policy`
    const id = await make(type, { PolicyName: 'p', [`${noun}Name`]: name, PolicyDocument: document('s3:*') })
    assert.equal(id, `p|${name}`)
    await change(type, id, { op: 'replace', path: '/PolicyDocument', value: document('sqs:*') })
    assert.deepEqual(await read(type, id), { PolicyName: 'p', [`${noun}Name`]: name, PolicyDocument: document('sqs:*') })
    assert.deepEqual(await list(type), [id])
    await remove(type, id)
    assert.deepEqual(await list(type), [])
  }
})
