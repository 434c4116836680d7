// Managed policies and their versions, the account's own and AWS's; what changes in one is felt at once.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, decoded, fresh, policy, refused } from './account.fixture.ts'

const arn = (name: string) => `arn:aws:iam::${account}:policy/${name}`

test('a policy has versions, five at most, one of which holds', async t => {
  const { iam, asUser } = await fresh(t)
  const { Policy: made } = await iam.createPolicy({ PolicyName: 'queues', PolicyDocument: policy(allow('sqs:ListQueues')), Path: '/a/' })
  assert.match(made!.PolicyId!, /^ANPA[A-Z2-7]{17}$/)
  assert.deepEqual([made!.Arn, made!.DefaultVersionId, made!.AttachmentCount, made!.IsAttachable], [arn('a/queues'), 'v1', 0, true])
  const PolicyArn = arn('a/queues')
  await iam.createUser({ UserName: 'alice' })
  await iam.attachUserPolicy({ UserName: 'alice', PolicyArn })
  const alice = await asUser('alice')
  await alice.sqs.listQueues({})
  const next = policy(allow('sqs:SendMessage'))
  await iam.createPolicyVersion({ PolicyArn, PolicyDocument: next, SetAsDefault: true })
  await refused(alice.sqs.listQueues({}), 'AccessDenied', /no identity-based policy/)
  assert.deepEqual(decoded((await iam.getPolicyVersion({ PolicyArn, VersionId: 'v2' })).PolicyVersion!.Document), JSON.parse(next))
  await iam.setDefaultPolicyVersion({ PolicyArn, VersionId: 'v1' })
  await alice.sqs.listQueues({})
  await refused(iam.deletePolicyVersion({ PolicyArn, VersionId: 'v1' }), 'DeleteConflict', 'Cannot delete the default version of a policy.')
  for (let i = 0; i < 3; i += 1) await iam.createPolicyVersion({ PolicyArn, PolicyDocument: next })
  await refused(iam.createPolicyVersion({ PolicyArn, PolicyDocument: next }), 'LimitExceeded', /up to 5 versions/)
  const { Versions: versions } = await iam.listPolicyVersions({ PolicyArn })
  assert.deepEqual(versions!.map(({ VersionId, IsDefaultVersion }) => `${VersionId}${IsDefaultVersion ? '*' : ''}`),
    ['v5', 'v4', 'v3', 'v2', 'v1*'])
  await iam.deletePolicyVersion({ PolicyArn, VersionId: 'v2' })
  await refused(iam.getPolicyVersion({ PolicyArn, VersionId: 'v2' }), 'NoSuchEntity',
    `Policy ${PolicyArn} version v2 does not exist or is not attachable.`)
})

test('a policy goes when nobody has it and one version is left', async t => {
  const { iam } = await fresh(t)
  const PolicyArn = arn('p')
  await iam.createPolicy({ PolicyName: 'p', PolicyDocument: policy(allow('s3:*')) })
  await refused(iam.createPolicy({ PolicyName: 'P', PolicyDocument: policy(allow('s3:*')) }), 'EntityAlreadyExists',
    'A policy called P already exists. Duplicate names are not allowed.')
  await iam.createGroup({ GroupName: 'crew' })
  await iam.attachGroupPolicy({ GroupName: 'crew', PolicyArn })
  await refused(iam.deletePolicy({ PolicyArn }), 'DeleteConflict', 'Cannot delete a policy attached to entities.')
  await iam.detachGroupPolicy({ GroupName: 'crew', PolicyArn })
  await iam.createPolicyVersion({ PolicyArn, PolicyDocument: policy(allow('s3:*')) })
  await refused(iam.deletePolicy({ PolicyArn }), 'DeleteConflict', /more than one version/)
  await iam.deletePolicyVersion({ PolicyArn, VersionId: 'v2' })
  await iam.deletePolicy({ PolicyArn })
  await refused(iam.getPolicy({ PolicyArn }), 'NoSuchEntity', `Policy ${PolicyArn} was not found.`)
})

test('texts that are no policies, or too long, are refused', async t => {
  const { iam } = await fresh(t)
  const make = (PolicyDocument: string) => iam.createPolicy({ PolicyName: 'p', PolicyDocument })
  await refused(make(policy({ Effect: 'Allow', Action: 's3:*' })), 'MalformedPolicyDocument', 'Policy statement must contain resources.')
  await refused(make(policy({ ...allow('s3:*'), Principal: '*' })), 'MalformedPolicyDocument', 'Has prohibited field Principal')
  await refused(make(policy(allow('everything'))), 'MalformedPolicyDocument', /must be prefaced by a vendor/)
  await refused(make(policy(allow('s3:*', `arn:aws:s3:::${'x'.repeat(6200)}`))), 'LimitExceeded',
    'Cannot exceed quota for PolicySize: 6144')
})

test('AWS\'s policies are there, and not to be changed', async t => {
  const { iam } = await fresh(t)
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
  const { Policy: found } = await iam.getPolicy({ PolicyArn })
  assert.deepEqual([found!.PolicyName, found!.Path, found!.DefaultVersionId], ['AdministratorAccess', '/', 'v1'])
  const { PolicyVersion: version } = await iam.getPolicyVersion({ PolicyArn, VersionId: 'v1' })
  assert.deepEqual(decoded(version!.Document), JSON.parse(policy({ Effect: 'Allow', Action: '*', Resource: '*' })))
  await refused(iam.deletePolicy({ PolicyArn }), 'AccessDenied', /AWS managed policy/)
  const scoped = async (Scope: 'AWS' | 'Local', PathPrefix = '/') =>
    (await iam.listPolicies({ Scope, PathPrefix, MaxItems: 1000 })).Policies!.map(({ PolicyName }) => PolicyName)
  assert.ok((await scoped('AWS')).length > 100)
  assert.ok((await scoped('AWS', '/service-role/')).includes('AWSLambdaBasicExecutionRole'))
  assert.deepEqual(await scoped('Local'), [])
})

test('the list goes on from the account\'s policies to AWS\'s', async t => {
  const { iam } = await fresh(t)
  for (const PolicyName of ['one', 'two']) await iam.createPolicy({ PolicyName, PolicyDocument: policy(allow('s3:*')) })
  const first = await iam.listPolicies({ MaxItems: 3 })
  assert.deepEqual(first.Policies!.map(({ PolicyName }) => PolicyName).slice(0, 2), ['one', 'two'])
  const second = await iam.listPolicies({ MaxItems: 3, Marker: first.Marker! })
  const all = await iam.listPolicies({ MaxItems: 1000 })
  assert.deepEqual([...first.Policies!, ...second.Policies!].map(({ Arn }) => Arn), all.Policies!.slice(0, 6).map(({ Arn }) => Arn))
  const attached = await iam.listPolicies({ OnlyAttached: true })
  assert.deepEqual(attached.Policies, [])
})
