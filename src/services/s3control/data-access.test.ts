// Credentials by a grant: for whom it is, as far as it goes, for its time.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { S3 } from '@aws-sdk/client-s3'
import { S3Control } from '@aws-sdk/client-s3-control'
import { STS } from '@aws-sdk/client-sts'
import { freshControl, refused } from './account.fixture.ts'

const roleArn = (name: string) => `arn:aws:iam::111122223333:role/${name}`

/** With a grant to read below `bucket/a`, and a client in a session of the role that it is for. */
async function granted(t: Parameters<typeof freshControl>[0]) {
  const world = await freshControl(t)
  const { cloud, control, s3, AccountId } = world
  await control.createAccessGrantsInstance({ AccountId })
  const { AccessGrantsLocationId } = await control.createAccessGrantsLocation({ AccountId, LocationScope: 's3://bucket',
    IAMRoleArn: roleArn('location') })
  await control.createAccessGrant({ AccountId, AccessGrantsLocationId, Permission: 'READ',
    Grantee: { GranteeType: 'IAM', GranteeIdentifier: roleArn('reader') }, AccessGrantsLocationConfiguration: { S3SubPrefix: 'a/*' } })
  for (const Key of ['a/one', 'b/one']) await s3.putObject({ Bucket: 'bucket', Key, Body: Key })
  const { requestHandler, ...root } = cloud.client({ accessKeyId: AccountId })
  const sts = new STS({ ...root, requestHandler: requestHandler as never })
  const as = async (name: string) => {
    const { Credentials: given } = await sts.assumeRole({ RoleArn: roleArn(name), RoleSessionName: 'one' })
    return new S3Control({ ...root, requestHandler: requestHandler as never, maxAttempts: 1, credentials: {
      accessKeyId: given!.AccessKeyId!, secretAccessKey: given!.SecretAccessKey!, sessionToken: given!.SessionToken! } })
  }
  return { ...world, as, settings: { ...root, requestHandler: requestHandler as never, forcePathStyle: true, maxAttempts: 1 } }
}

test('the grantee reads what is granted and nothing else', async t => {
  const { AccountId, as, settings } = await granted(t)
  const reader = await as('reader')
  const ask = { AccountId, Target: 's3://bucket/a/*', Permission: 'READ' as const }
  const { Credentials: given, MatchedGrantTarget: matched, Grantee } = await reader.getDataAccess(ask)
  assert.deepEqual([matched, Grantee!.GranteeIdentifier], ['s3://bucket/a/*', roleArn('reader')])
  const s3 = new S3({ ...settings, credentials: { accessKeyId: given!.AccessKeyId!, secretAccessKey: given!.SecretAccessKey!,
    sessionToken: given!.SessionToken! } })
  const { Body: body } = await s3.getObject({ Bucket: 'bucket', Key: 'a/one' })
  assert.equal(await body!.transformToString(), 'a/one')
  await refused(s3.putObject({ Bucket: 'bucket', Key: 'a/one', Body: 'x' }), 'AccessDenied', 403)
  await refused(s3.getObject({ Bucket: 'bucket', Key: 'b/one' }), 'AccessDenied', 403)
  const { CallerAccessGrantsList: own } = await reader.listCallerAccessGrants({ AccountId })
  assert.deepEqual(own!.map(({ GrantScope, Permission }) => [GrantScope, Permission]), [['s3://bucket/a/*', 'READ']])
})

test('nobody else, nothing more', async t => {
  const { AccountId, as } = await granted(t)
  const [reader, other] = [await as('reader'), await as('other')]
  const ask = { AccountId, Target: 's3://bucket/a/*', Permission: 'READ' as const }
  await refused(other.getDataAccess(ask), 'AccessDenied', 403)
  await refused(reader.getDataAccess({ ...ask, Permission: 'READWRITE' }), 'AccessDenied', 403)
  await refused(reader.getDataAccess({ ...ask, Target: 's3://bucket/b/*' }), 'AccessDenied', 403)
  await refused(reader.getDataAccess({ ...ask, DurationSeconds: 60 }), 'InvalidRequest', 400)
  assert.deepEqual((await other.listCallerAccessGrants({ AccountId })).CallerAccessGrantsList ?? [], [])
  const { MatchedGrantTarget: least } = await reader.getDataAccess({ ...ask, Target: 's3://bucket/a/one', Privilege: 'Minimal' })
  assert.equal(least, 's3://bucket/a/one')
})
