// Locations and grants: scopes, what cannot be, lists by who and what, their end.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CreateAccessGrantCommandInput } from '@aws-sdk/client-s3-control'
import { freshControl, refused } from './account.fixture.ts'

const IAMRoleArn = 'arn:aws:iam::111122223333:role/location'
const Grantee = { GranteeType: 'IAM' as const, GranteeIdentifier: 'arn:aws:iam::111122223333:role/reader' }

test('locations are addresses with a role', async t => {
  const { control, AccountId } = await freshControl(t)
  const make = (LocationScope: string,
    role = IAMRoleArn) => control.createAccessGrantsLocation({ AccountId, LocationScope, IAMRoleArn: role })
  await refused(make('s3://'), 'AccessGrantsInstanceNotExistsError', 404)
  await control.createAccessGrantsInstance({ AccountId })
  assert.equal((await make('s3://')).AccessGrantsLocationId, 'default')
  const { AccessGrantsLocationId, AccessGrantsLocationArn } = await make('s3://bucket/a*')
  assert.match(AccessGrantsLocationArn!, /^arn:aws:s3:us-east-1:111122223333:access-grants\/default\/location\/[0-9a-f-]{36}$/)
  await refused(make('s3://bucket/a*'), 'AccessGrantsLocationAlreadyExistsError', 409)
  await refused(make('s3://none'), 'NoSuchBucket', 404)
  await refused(make('bucket'), 'InvalidAccessGrantsLocation', 400)
  await refused(make('s3://bucket', 'role'), 'InvalidIamRole', 400)
  const role = 'arn:aws:iam::111122223333:role/other'
  await control.updateAccessGrantsLocation({ AccountId, AccessGrantsLocationId, IAMRoleArn: role })
  assert.equal((await control.getAccessGrantsLocation({ AccountId, AccessGrantsLocationId })).IAMRoleArn, role)
  const { AccessGrantsLocationsList: found } = await control.listAccessGrantsLocations({ AccountId, LocationScope: 's3://bucket/a*' })
  assert.equal(found!.length, 1)
})

test('grants are parts of locations', async t => {
  const { control, AccountId } = await freshControl(t)
  await control.createAccessGrantsInstance({ AccountId })
  const { AccessGrantsLocationId } = await control.createAccessGrantsLocation({ AccountId, LocationScope: 's3://bucket/a*', IAMRoleArn })
  await control.createAccessGrantsLocation({ AccountId, LocationScope: 's3://', IAMRoleArn })
  const grant = (more: Partial<CreateAccessGrantCommandInput> = {}) =>
    control.createAccessGrant({ AccountId, AccessGrantsLocationId, Grantee, Permission: 'READ', ...more })
  const below = (S3SubPrefix: string) => ({ AccessGrantsLocationConfiguration: { S3SubPrefix } })
  const { AccessGrantId, GrantScope, AccessGrantArn } = await grant()
  assert.equal(GrantScope, 's3://bucket/a*')
  assert.equal(AccessGrantArn, `arn:aws:s3:us-east-1:111122223333:access-grants/default/grant/${AccessGrantId}`)
  await refused(grant(), 'AccessGrantAlreadyExists', 409)
  assert.equal((await grant(below('b/*'))).GrantScope, 's3://bucket/a/b/*')
  assert.equal((await grant({ AccessGrantsLocationId: 'default', ...below('bucket/c*'), Permission: 'WRITE' })).GrantScope,
    's3://bucket/c*')
  assert.equal((await grant({ ...below('one.txt'), S3PrefixType: 'Object' })).GrantScope, 's3://bucket/a/one.txt')
  const cases: readonly (readonly [Partial<CreateAccessGrantCommandInput>, string, number])[] = [
    [{ AccessGrantsLocationId: 'none' }, 'NoSuchAccessGrantsLocationError', 404], [{ AccessGrantsLocationId: 'default' },
      'InvalidAccessGrant', 400], [{ Grantee: { GranteeType: 'DIRECTORY_USER', GranteeIdentifier: 'x' } }, 'InvalidIamIdentity', 400],
    [{ Grantee: { GranteeType: 'IAM', GranteeIdentifier: 'x' } }, 'InvalidIamIdentity', 400], [{ ...below('x*'), S3PrefixType: 'Object' },
      'InvalidAccessGrant', 400],
  ]
  for (const [change, code, status] of cases) await refused(grant(change), code, status)
  const listed = async (more: object) => (await control.listAccessGrants({ AccountId, ...more })).AccessGrantsList!.length
  assert.deepEqual([await listed({}), await listed({ Permission: 'WRITE' }), await listed({ GrantScope: 's3://bucket/a/b/*' })], [4, 1, 1])
  const first = await control.listAccessGrants({ AccountId, MaxResults: 3 })
  const second = await control.listAccessGrants({ AccountId, MaxResults: 3, NextToken: first.NextToken! })
  assert.deepEqual([first.AccessGrantsList!.length, second.AccessGrantsList!.length, second.NextToken], [3, 1, undefined])
  await refused(control.deleteAccessGrantsLocation({ AccountId, AccessGrantsLocationId }), 'AccessGrantsLocationNotEmptyError', 400)
  await control.deleteAccessGrant({ AccountId, AccessGrantId })
  await refused(control.getAccessGrant({ AccountId, AccessGrantId }), 'NoSuchAccessGrantError', 404)
})
