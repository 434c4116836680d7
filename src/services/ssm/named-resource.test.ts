// Policies that name windows, nodes and OpsItems.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SSM } from '@aws-sdk/client-ssm'
import { IAM } from '@aws-sdk/client-iam'
import { account, freshAccount, refused } from './account.fixture.ts'
import { registered } from './fleet.fixture.ts'

test('a user may do what its policy names, and no more', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const InstanceId = await registered({ ssm, cloud })
  const other = await registered({ ssm, cloud })
  const window = { Schedule: 'rate(1 day)', Duration: 2, Cutoff: 1, AllowUnassociatedTargets: true }
  const { WindowId = '' } = await ssm.createMaintenanceWindow({ Name: 'mine', ...window })
  const { OpsItemId = '' } = await ssm.createOpsItem({ Title: 'a', Source: 'fleet', Description: 'x' })
  const iam = new IAM({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  await iam.createUser({ UserName: 'operator' })
  const Resource = [`managed-instance/${InstanceId}`, `maintenancewindow/${WindowId}`].map(each => `arn:aws:ssm:*:${account}:${each}`)
  const Statement = { Effect: 'Allow', Action: 'ssm:*', Resource }
  await iam.putUserPolicy({ UserName: 'operator', PolicyName: 'own', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }) })
  const { AccessKey: key } = await iam.createAccessKey({ UserName: 'operator' })
  const theirs = new SSM({ ...cloud.client({ accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! }), maxAttempts: 1 })
  assert.equal((await theirs.getMaintenanceWindow({ WindowId })).Name, 'mine')
  await theirs.startSession({ Target: InstanceId })
  await theirs.addTagsToResource({ ResourceType: 'MaintenanceWindow', ResourceId: WindowId, Tags: [{ Key: 'a', Value: 'b' }] })
  await refused(theirs.startSession({ Target: other }), 'AccessDeniedException', new RegExp(`managed-instance/${other}`))
  await refused(theirs.getOpsItem({ OpsItemId }), 'AccessDeniedException', new RegExp(`opsitem/${OpsItemId}`))
  await refused(theirs.createMaintenanceWindow({ Name: 'own', ...window }), 'AccessDeniedException')
})
