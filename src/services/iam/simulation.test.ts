// Simulated calls are judged as real ones: by policies, boundaries, resources' policies, organizations' and the keys that are given.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, fresh, policy, refused } from './account.fixture.ts'

const deny = (action: string) => ({ ...allow(action), Effect: 'Deny' })

test('custom policies', async t => {
  const { iam } = await fresh(t)
  const { EvaluationResults: results } = await iam.simulateCustomPolicy({
    PolicyInputList: [policy(allow('s3:Get*', 'arn:aws:s3:::b/*')), policy(deny('s3:GetObjectAcl'))],
    ActionNames: ['s3:GetObject', 's3:GetObjectAcl', 's3:PutObject'], ResourceArns: ['arn:aws:s3:::b/k', 'arn:aws:s3:::c/k'],
  })
  assert.deepEqual(results!.map(({ EvalActionName, EvalResourceName, EvalDecision }) => [EvalActionName, EvalResourceName!.slice(13),
    EvalDecision]), [
    ['s3:GetObject', 'b/k', 'allowed'], ['s3:GetObject', 'c/k', 'implicitDeny'],
    ['s3:GetObjectAcl', 'b/k', 'explicitDeny'], ['s3:GetObjectAcl', 'c/k', 'explicitDeny'],
    ['s3:PutObject', 'b/k', 'implicitDeny'], ['s3:PutObject', 'c/k', 'implicitDeny'],
  ])
  assert.deepEqual(results![2]!.MatchedStatements!.map(({ SourcePolicyId, StartPosition }) => [SourcePolicyId, StartPosition]),
    [['PolicyInputList.1', { Line: 1, Column: 38 }], ['PolicyInputList.2', { Line: 1, Column: 38 }]])
})

test('keys that are given and keys that are missed', async t => {
  const { iam } = await fresh(t)
  const PolicyInputList = [policy(allow('sqs:*', '*', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }))]
  const simulate = async (...ContextKeyValues: string[]) =>
    (await iam.simulateCustomPolicy({ PolicyInputList, ActionNames: ['sqs:SendMessage'],
    ...(ContextKeyValues.length > 0 && {
      ContextEntries: [{ ContextKeyName: 'aws:RequestedRegion', ContextKeyValues, ContextKeyType: 'string' as const }] }),
  })).EvaluationResults![0]!
  const missed = await simulate()
  assert.deepEqual([missed.EvalDecision, missed.MissingContextValues], ['implicitDeny', ['aws:requestedregion']])
  assert.equal((await simulate('eu-west-1')).EvalDecision, 'allowed')
  assert.equal((await simulate('us-east-1')).EvalDecision, 'implicitDeny')
})

test('boundaries, resources and organizations have their say', async t => {
  const { iam } = await fresh(t)
  const CallerArn = `arn:aws:iam::${account}:user/alice`
  const [result] = (await iam.simulateCustomPolicy({ PolicyInputList: [policy(allow('sqs:*'))], ActionNames: ['sqs:SendMessage'],
    PermissionsBoundaryPolicyInputList: [policy(allow('s3:*'))] })).EvaluationResults!
  assert.deepEqual([result!.EvalDecision, result!.PermissionsBoundaryDecisionDetail],
    ['implicitDeny', { AllowedByPermissionsBoundary: false }])
  const queue = 'arn:aws:sqs:us-east-1:111122223333:q'
  const [shared] = (await iam.simulateCustomPolicy({ PolicyInputList: [], ActionNames: ['sqs:SendMessage'], ResourceArns: [queue],
    CallerArn,
    ResourcePolicy: policy({ ...allow('sqs:SendMessage', queue), Principal: { AWS: CallerArn } }) })).EvaluationResults!
  assert.equal(shared!.EvalDecision, 'allowed')
  const [above] = (await iam.simulateCustomPolicy({ PolicyInputList: [policy(allow('sqs:*'))], ActionNames: ['sqs:SendMessage'],
    OrderedOrganizationPolicyInputList: [{ ServiceControlPolicyInputList: [policy(allow('s3:*'))] }] })).EvaluationResults!
  assert.deepEqual([above!.EvalDecision, above!.OrganizationsDecisionDetail], ['implicitDeny', { AllowedByOrganizations: false }])
})

test('an identity\'s own policies', async t => {
  const { iam } = await fresh(t)
  await iam.createUser({ UserName: 'alice' })
  await iam.putUserPolicy({ UserName: 'alice', PolicyName: 'home',
    PolicyDocument: policy(allow('s3:*', 'arn:aws:s3:::home/${aws:username}/*')) })
  await iam.attachUserPolicy({ UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/AmazonSQSFullAccess' })
  const PolicySourceArn = `arn:aws:iam::${account}:user/alice`
  const simulate = async (more: object = {}) => (await iam.simulatePrincipalPolicy({ PolicySourceArn,
    ActionNames: ['s3:GetObject', 'sqs:SendMessage'], ResourceArns: ['arn:aws:s3:::home/alice/k'], ...more })).EvaluationResults!
  assert.deepEqual((await simulate()).map(({ EvalDecision, MatchedStatements: [matched] = [] }) =>
    [EvalDecision, matched?.SourcePolicyId, matched?.SourcePolicyType]),
  [['allowed', 'user_alice_home', 'user'], ['allowed', 'AmazonSQSFullAccess', 'aws-managed']])
  const more = { PolicyInputList: [policy(deny('sqs:*'))] }
  assert.deepEqual((await simulate(more)).map(({ EvalDecision }) => EvalDecision), ['allowed', 'explicitDeny'])
  await refused(iam.simulatePrincipalPolicy({ PolicySourceArn: `${PolicySourceArn}x`, ActionNames: ['s3:GetObject'] }), 'NoSuchEntity',
    'The user with name alicex cannot be found.')
  await refused(simulate({ ActionNames: ['nonsense'] }), 'InvalidInput', 'Invalid Action: nonsense')
})
