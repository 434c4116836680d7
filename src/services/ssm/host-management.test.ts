// A role for instances that have no profile.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IAM } from '@aws-sdk/client-iam'
import { account, freshAccount, refused } from './account.fixture.ts'
import { launched } from './fleet.fixture.ts'

test('with a default role, instances without a profile are nodes', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const id = await launched(cloud)
  const nodes = async () =>
    (await ssm.describeInstanceInformation({})).InstanceInformationList!.map(node => [node.InstanceId, node.IamRole])
  assert.deepEqual(await nodes(), [])
  const RoleArn = `arn:aws:iam::${account}:role/hosts`
  const register = async (more: object = {}) =>
    ssm.registerDefaultHostManagementConfiguration({ PermissionModel: 'SELF_MANAGED', RoleArn, ...more })
  assert.equal((await register()).RoleArn, RoleArn)
  assert.deepEqual(await nodes(), [[id, 'hosts']])
  await refused(register({ RoleArn: `${RoleArn}2` }), 'ValidationException')
  await register({ RoleArn: `${RoleArn}2`, Overwrite: true })
  await refused(register({ RoleArn: undefined }), 'ValidationException')
  await ssm.deregisterDefaultHostManagementConfiguration({})
  assert.deepEqual(await nodes(), [])
})

test('a role that the service makes has AWS\'s own policy', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const { RoleArn } = await ssm.registerDefaultHostManagementConfiguration({ PermissionModel: 'SERVICE_MANAGED' })
  const RoleName = 'AWSSystemsManagerDefaultEC2InstanceManagementRole'
  assert.equal(RoleArn, `arn:aws:iam::${account}:role/service-role/${RoleName}`)
  const iam = new IAM({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const { AttachedPolicies: policies } = await iam.listAttachedRolePolicies({ RoleName })
  assert.deepEqual(policies!.map(({ PolicyName }) => PolicyName), ['AmazonSSMManagedEC2InstanceDefaultPolicy'])
})
