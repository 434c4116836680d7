// Resource policies by properties.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, put, throughCloudControl } from './account.fixture.ts'

test('a policy of a parameter', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await put(ssm, 'shared', 'x', { Tier: 'Advanced' })
  const ResourceArn = `arn:aws:ssm:us-east-1:${account}:parameter/shared`
  const policy = (Action: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '444455556666' }, Action,
    Resource: ResourceArn }] })
  const { create, patch, read, remove } = throughCloudControl(cloud, 'AWS::SSM::ResourcePolicy')
  const id = await create({ ResourceArn, Policy: policy('ssm:GetParameter') })
  assert.deepEqual([(await read(id)).Policy, (await read(id)).ResourceArn], [policy('ssm:GetParameter'), ResourceArn])
  await patch(id, [{ op: 'replace', path: '/Policy', value: policy('ssm:GetParameters') }])
  assert.deepEqual((await read(id)).Policy, policy('ssm:GetParameters'))
  await remove(id)
  assert.deepEqual((await ssm.getResourcePolicies({ ResourceArn })).Policies, [])
})
