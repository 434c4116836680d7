// Resource policies of the account, and of single groups.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, made, refused } from './account.fixture.ts'

const policyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [
  { Effect: 'Allow', Principal: { Service: 'route53.amazonaws.com' }, Action: 'logs:PutLogEvents', Resource: '*' },
] })

test('policies are kept by name, ten of them', async t => {
  const { logs, cloud } = await freshAccount(t)
  for (let i = 0; i < 10; i += 1) await logs.putResourcePolicy({ policyName: `p${i}`, policyDocument })
  await refused(logs.putResourcePolicy({ policyName: 'q', policyDocument }), 'LimitExceededException')
  const { resourcePolicies } = await logs.describeResourcePolicies({})
  assert.deepEqual([resourcePolicies!.length, resourcePolicies![0]],
    [10, { policyName: 'p0', policyDocument, policyScope: 'ACCOUNT', lastUpdatedTime: cloud.clock.now() }])
  await logs.deleteResourcePolicy({ policyName: 'p0' })
  await refused(logs.deleteResourcePolicy({ policyName: 'p0' }), 'ResourceNotFoundException', /Policy with name \[p0\] does not exist/)
  await refused(logs.putResourcePolicy({ policyName: 'p', policyDocument: '{' }), 'InvalidParameterException')
})

test('the policy of a group has revisions', async t => {
  const { logs } = await freshAccount(t)
  await made(logs, 'g')
  const resourceArn = `arn:aws:logs:us-east-1:${account}:log-group:g`
  const { revisionId } = await logs.putResourcePolicy({ resourceArn, policyDocument })
  await refused(logs.putResourcePolicy({ resourceArn, policyDocument, expectedRevisionId: 'x' }), 'InvalidParameterException', /revision/)
  const { resourcePolicies } = await logs.describeResourcePolicies({ resourceArn })
  assert.deepEqual(resourcePolicies!.map(policy => [policy.policyScope, policy.revisionId]), [['RESOURCE', revisionId]])
  await logs.deleteResourcePolicy({ resourceArn, expectedRevisionId: revisionId })
  assert.deepEqual((await logs.describeResourcePolicies({ policyScope: 'RESOURCE' })).resourcePolicies, [])
})
