// Policies that cannot be.

import { test } from 'node:test'
import { freshBucket, refused } from './account.fixture.ts'

function policy(Bucket: string, statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${Bucket}/*`, ...statement }] })
}

test('policies that cannot be', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const bad = ['no json', '{}', policy(Bucket, { Effect: 'Maybe' }), policy(Bucket, { Action: 'ec2:Run' }), policy('other', {}),
    policy(Bucket, { Principal: undefined })]
  for (const Policy of bad) await refused(s3.putBucketPolicy({ Bucket, Policy }), 'MalformedPolicy', 400)
  await refused(s3.putBucketPolicy({ Bucket, Policy: policy(Bucket, {}) }), 'AccessDenied', 403)
})
