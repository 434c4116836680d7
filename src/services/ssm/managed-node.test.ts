// Who is a node: machines that registered, and instances of EC2 that have a profile.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IAM } from '@aws-sdk/client-iam'
import { account, freshAccount, refused } from './account.fixture.ts'
import { ec2Of, launched, registered } from './fleet.fixture.ts'

test('instances with a profile are nodes while they run, others are not', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const id = await launched(cloud, 'fleet', { team: 'shop' })
  await launched(cloud)
  const nodes = async () => (await ssm.describeInstanceInformation({})).InstanceInformationList!
  const [node, ...others] = await nodes()
  assert.equal(others.length, 0)
  const { PingStatus, PlatformName, PlatformVersion, PlatformType, ResourceType, InstanceId } = node!
  assert.deepEqual([InstanceId, PingStatus, PlatformName, PlatformVersion, PlatformType, ResourceType],
    [id, 'Online', 'Amazon Linux', '2023', 'Linux', 'EC2Instance'])
  await ec2Of(cloud).stopInstances({ InstanceIds: [id] })
  await cloud.clock.advance('2m')
  assert.equal((await nodes())[0]!.PingStatus, 'ConnectionLost')
  await ec2Of(cloud).terminateInstances({ InstanceIds: [id] })
  await cloud.clock.advance('2m')
  assert.deepEqual(await nodes(), [])
})

test('a registered machine has a role that can be changed', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const InstanceId = await registered({ ssm, cloud })
  await ssm.updateManagedInstanceRole({ InstanceId, IamRole: 'Other' })
  const { InstanceInformationList: [node] = [] } = await ssm.describeInstanceInformation({})
  assert.deepEqual([node!.IamRole, node!.Name, node!.ResourceType], ['Other', 'rack', 'ManagedInstance'])
  await refused(ssm.updateManagedInstanceRole({ InstanceId: `mi-${'0'.repeat(17)}`, IamRole: 'Other' }), 'InvalidInstanceId')
})

test('an instance whose role may not report is no node', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const iam = new IAM({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }
  await iam.createRole({ RoleName: 'web', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }) })
  await iam.createInstanceProfile({ InstanceProfileName: 'web' })
  const id = await launched(cloud, 'web')
  const nodes = async () => (await ssm.describeInstanceInformation({})).InstanceInformationList!.map(({ InstanceId }) => InstanceId)
  assert.deepEqual(await nodes(), [])
  await iam.addRoleToInstanceProfile({ InstanceProfileName: 'web', RoleName: 'web' })
  assert.deepEqual(await nodes(), [])
  await iam.attachRolePolicy({ RoleName: 'web', PolicyArn: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore' })
  assert.deepEqual(await nodes(), [id])
})
