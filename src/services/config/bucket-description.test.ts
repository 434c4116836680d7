// What is recorded of a bucket.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BatchGetResourceConfigCommand } from '@aws-sdk/client-config-service'
import { freshAccount, recording } from './account.fixture.ts'

test('its owner, and each setting that was made', async t => {
  const account = await freshAccount(t)
  const { config, s3, cloud } = account
  await recording(account, ['AWS::S3::Bucket'])
  await s3.createBucket({ Bucket: 'shop' })
  await s3.putBucketTagging({ Bucket: 'shop', Tagging: { TagSet: [{ Key: 'team', Value: 'shop' }] } })
  await s3.putBucketPolicy({ Bucket: 'shop', Policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*' }] }) })
  await cloud.clock.advance('1s')
  const { baseConfigurationItems: [item] = [] } = await config.send(new BatchGetResourceConfigCommand({
    resourceKeys: [{ resourceType: 'AWS::S3::Bucket', resourceId: 'shop' }] }))
  const configuration = JSON.parse(item!.configuration!) as { name: string, creationDate: string }
  assert.deepEqual([configuration.name, item!.arn, item!.resourceName], ['shop', 'arn:aws:s3:::shop', 'shop'])
  const settings = item!.supplementaryConfiguration!
  assert.match((JSON.parse(settings['BucketPolicy']!) as { policy: string }).policy, /s3:GetObject/)
  assert.deepEqual(JSON.parse(settings['BucketTaggingConfiguration']!), { tagSet: [{ key: 'team', value: 'shop' }] })
  assert.equal(settings['BucketVersioningConfiguration'], undefined)
})
