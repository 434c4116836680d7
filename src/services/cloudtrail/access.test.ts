// A user who may do everything with one trail, and nothing with another.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudTrail } from '@aws-sdk/client-cloudtrail'
import { IAM } from '@aws-sdk/client-iam'
import { freshAccount, refused } from './account.fixture.ts'
import { targetOf } from './access.ts'

test('by name, by ARN, and about none', () => {
  const call = { partition: 'aws', account: '111122223333', region: 'us-east-1' } as never
  const arn = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/own'
  assert.equal(targetOf('GetTrail', { Name: 'own' }, call), arn)
  assert.equal(targetOf('PutEventSelectors', { TrailName: arn }, call), arn)
  assert.equal(targetOf('AddTags', { ResourceId: arn }, call), arn)
  assert.equal(targetOf('DescribeTrails', {}, call), undefined)
})

test('policies that name a trail', async t => {
  const { trails, settings } = await freshAccount(t)
  const iam = new IAM(settings)
  for (const Name of ['own', 'other']) await trails.createTrail({ Name, S3BucketName: 'trail-files' })
  await iam.createUser({ UserName: 'ann' })
  await iam.putUserPolicy({ UserName: 'ann', PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Action: 'cloudtrail:*', Resource: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/own' }] }) })
  const { AccessKey: key } = await iam.createAccessKey({ UserName: 'ann' })
  const ann = new CloudTrail({ ...settings, credentials: { accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! } })
  assert.equal((await ann.getTrailStatus({ Name: 'own' })).IsLogging, false)
  await refused(ann.getTrailStatus({ Name: 'other' }), 'AccessDeniedException')
})
