// Who may open a session of a directory bucket, by its policy.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientOf, directoryBucket, refused, zonal } from './account.fixture.ts'

test('others come in where the policy lets them open a session, in the mode that it says', async t => {
  const { cloud, s3, Bucket } = await directoryBucket(t)
  await s3.putObject({ Bucket, Key: 'a', Body: 'x' })
  const other = clientOf(cloud, '222233334444', zonal)
  await refused(other.getObject({ Bucket, Key: 'a' }), 'AccessDenied', 403)
  const policy = (Resource: string, Action = 's3express:CreateSession') => s3.putBucketPolicy({ Bucket, Policy: JSON.stringify({
    Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '222233334444' }, Action, Resource,
      Condition: { StringEquals: { 's3express:SessionMode': 'ReadOnly' } } }] }) })
  await refused(policy('arn:aws:s3:::base--use1-az4--x-s3'), 'MalformedPolicy', 400)
  await refused(policy(`arn:aws:s3express:us-east-1:111122223333:bucket/${Bucket}`, 's3:GetObject'), 'MalformedPolicy', 400)
  await policy(`arn:aws:s3express:us-east-1:111122223333:bucket/${Bucket}`)
  assert.match((await s3.getBucketPolicy({ Bucket })).Policy!, /SessionMode/)
  await refused(other.createSession({ Bucket }), 'AccessDenied', 403)
  const { Credentials: keys } = await other.createSession({ Bucket, SessionMode: 'ReadOnly' })
  assert.equal(keys!.Expiration!.getTime(), cloud.clock.now() + 300_000)
})
