// The instance: one in a Region, its policy, and its end when nothing is in it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshControl, refused } from './account.fixture.ts'

const IAMRoleArn = 'arn:aws:iam::111122223333:role/location'

test('an instance is made, found, shared and removed', async t => {
  const { control, AccountId } = await freshControl(t)
  await refused(control.getAccessGrantsInstance({ AccountId }), 'AccessGrantsInstanceNotExistsError', 404)
  const { AccessGrantsInstanceArn: arn } = await control.createAccessGrantsInstance({ AccountId })
  assert.equal(arn, 'arn:aws:s3:us-east-1:111122223333:access-grants/default')
  await refused(control.createAccessGrantsInstance({ AccountId }), 'AccessGrantsInstanceAlreadyExists', 409)
  assert.equal((await control.getAccessGrantsInstanceForPrefix({ AccountId, S3Prefix: 's3://bucket/a' })).AccessGrantsInstanceArn, arn)
  await refused(control.getAccessGrantsInstanceForPrefix({ AccountId, S3Prefix: 's3://none/a' }), 'NoSuchBucket', 404)
  const { AccessGrantsInstancesList: all } = await control.listAccessGrantsInstances({ AccountId })
  assert.deepEqual(all!.map(each => each.AccessGrantsInstanceId), ['default'])
  await refused(control.getAccessGrantsInstanceResourcePolicy({ AccountId }), 'AccessGrantsInstanceResourcePolicyNotExists', 404)
  await refused(control.putAccessGrantsInstanceResourcePolicy({ AccountId, Policy: 'x' }), 'InvalidResourcePolicy', 400)
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '444455556666' },
    Action: 's3:GetDataAccess', Resource: arn }] })
  await control.putAccessGrantsInstanceResourcePolicy({ AccountId, Policy })
  assert.equal((await control.getAccessGrantsInstanceResourcePolicy({ AccountId })).Policy, Policy)
  await control.deleteAccessGrantsInstanceResourcePolicy({ AccountId })
  await refused(control.getAccessGrantsInstanceResourcePolicy({ AccountId }), 'AccessGrantsInstanceResourcePolicyNotExists', 404)
  const { AccessGrantsLocationId } = await control.createAccessGrantsLocation({ AccountId, LocationScope: 's3://', IAMRoleArn })
  await refused(control.deleteAccessGrantsInstance({ AccountId }), 'AccessGrantsInstanceNotEmptyError', 400)
  await control.deleteAccessGrantsLocation({ AccountId, AccessGrantsLocationId })
  await control.deleteAccessGrantsInstance({ AccountId })
  assert.deepEqual((await control.listAccessGrantsInstances({ AccountId })).AccessGrantsInstancesList ?? [], [])
})

test('people of a directory are refused by name', async t => {
  const { control, AccountId } = await freshControl(t)
  const IdentityCenterArn = 'arn:aws:sso:::instance/ssoins-1'
  await refused(control.createAccessGrantsInstance({ AccountId, IdentityCenterArn }), 'NotImplemented', 501)
  await refused(control.associateAccessGrantsIdentityCenter({ AccountId, IdentityCenterArn }), 'NotImplemented', 400)
})
