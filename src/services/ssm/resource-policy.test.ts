// Policies of parameters and of the group of OpsItems, and reading across accounts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, clientOf, freshAccount, put, refused } from './account.fixture.ts'

const other = '444455556666'
const arnOf = (name: string) => `arn:aws:ssm:us-east-1:${account}:parameter/${name}`
const allowing = (...Action: string[]) => JSON.stringify({ Version: '2012-10-17', Statement: [{
  Effect: 'Allow', Principal: { AWS: other }, Action, Resource: arnOf('shared'),
}] })

test('a shared parameter is read by its ARN', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const ResourceArn = arnOf('shared')
  await put(ssm, 'shared', 'one', { Tier: 'Advanced' })
  const theirs = clientOf(cloud, other)
  await refused(theirs.getParameter({ Name: ResourceArn }), 'AccessDeniedException')
  const Policy = allowing('ssm:GetParameter', 'ssm:GetParameters')
  const { PolicyId = '', PolicyHash = '' } = await ssm.putResourcePolicy({ ResourceArn, Policy })
  assert.equal((await theirs.getParameter({ Name: ResourceArn })).Parameter!.Value, 'one')
  const { Parameters: [found] = [], InvalidParameters } = await theirs.getParameters({ Names: [ResourceArn, arnOf('none')] })
  assert.deepEqual([found!.Value, found!.ARN, InvalidParameters], ['one', ResourceArn, [arnOf('none')]])
  await refused(theirs.getParameterHistory({ Name: ResourceArn }), 'AccessDeniedException')
  await refused(theirs.putParameter({ Name: ResourceArn, Value: 'two', Overwrite: true }), 'AccessDeniedException')
  assert.deepEqual((await ssm.getResourcePolicies({ ResourceArn })).Policies, [{ PolicyId, PolicyHash, Policy }])
  await refused(ssm.deleteResourcePolicy({ ResourceArn, PolicyId, PolicyHash: 'stale' }), 'ResourcePolicyConflictException')
  const { PolicyHash: next = '' } = await ssm.putResourcePolicy({ ResourceArn, PolicyId, PolicyHash,
    Policy: allowing('ssm:GetParameterHistory') })
  await refused(theirs.getParameter({ Name: ResourceArn }), 'AccessDeniedException')
  await ssm.deleteResourcePolicy({ ResourceArn, PolicyId, PolicyHash: next })
  assert.deepEqual((await ssm.getResourcePolicies({ ResourceArn })).Policies, [])
})

test('what cannot be shared', async t => {
  const { ssm } = await freshAccount(t)
  await put(ssm, 'plain', 'x')
  const attempt = async (name: string, Policy: string) => ssm.putResourcePolicy({ ResourceArn: arnOf(name), Policy })
  await refused(attempt('plain', allowing('ssm:GetParameter')), 'ResourcePolicyInvalidParameterException', /advanced/)
  await refused(attempt('none', allowing('ssm:GetParameter')), 'ResourceNotFoundException')
  await put(ssm, 'plain', 'x', { Tier: 'Advanced' })
  await refused(attempt('plain', 'no policy'), 'MalformedResourcePolicyDocumentException')
  await refused(attempt('plain', allowing('ssm:PutParameter')), 'MalformedResourcePolicyDocumentException', /PutParameter/)
  const group = `arn:aws:ssm:us-east-1:${account}:opsitemgroup/default`
  const put1 = async (Policy: string) => ssm.putResourcePolicy({ ResourceArn: group, Policy })
  await refused(put1(JSON.stringify({ ...JSON.parse(allowing('ssm:GetOpsItem')) as object, Id: 'x'.repeat(1024) })),
    'ResourcePolicyLimitExceededException')
  await put1(allowing('ssm:GetOpsItem'))
  await refused(put1(allowing('ssm:GetOpsItem')), 'ResourcePolicyLimitExceededException')
})
