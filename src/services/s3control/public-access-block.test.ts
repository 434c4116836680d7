// The account's block: kept, obeyed by S3 in all regions, and gone again.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anonymous, clientOf, freshControl, refused } from './account.fixture.ts'

const open = { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false }

test('every bucket of the account obeys it besides its own', async t => {
  const { cloud, control, AccountId } = await freshControl(t)
  await refused(control.getPublicAccessBlock({ AccountId }), 'NoSuchPublicAccessBlockConfiguration', 404)
  const far = clientOf(cloud, AccountId, { region: 'eu-west-1' })
  const Bucket = 'far'
  await far.createBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } })
  await far.deletePublicAccessBlock({ Bucket })
  await far.putObject({ Bucket, Key: 'key', Body: 'x' })
  const Policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::far/*' }] })
  await control.putPublicAccessBlock({ AccountId, PublicAccessBlockConfiguration: { BlockPublicPolicy: true } })
  await refused(far.putBucketPolicy({ Bucket, Policy }), 'AccessDenied', 403)
  await control.putPublicAccessBlock({ AccountId, PublicAccessBlockConfiguration: open })
  await far.putBucketPolicy({ Bucket, Policy })
  const nobody = clientOf(cloud, '', { ...anonymous, region: 'eu-west-1' })
  assert.equal((await nobody.getObject({ Bucket, Key: 'key' })).ContentLength, 1)
  await control.putPublicAccessBlock({ AccountId, PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } })
  const { PublicAccessBlockConfiguration: kept } = await control.getPublicAccessBlock({ AccountId })
  assert.deepEqual(kept, { ...open, RestrictPublicBuckets: true })
  await refused(nobody.getObject({ Bucket, Key: 'key' }), 'AccessDenied', 403)
  await control.deletePublicAccessBlock({ AccountId })
  assert.equal((await nobody.getObject({ Bucket, Key: 'key' })).ContentLength, 1)
})
