// The daily usage report: a line for each part, a day after the day, in the bucket that was named.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { S3 } from '@aws-sdk/client-s3'
import { Cloud } from '../../index.ts'
import { clientsOf, handIn } from './account.fixture.ts'

test('a day of messages', async t => {
  const cloud = await Cloud.open({ now: '2027-01-30T22:00:00Z' })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const { sns } = clientsOf(cloud, '111122223333')
  const s3 = new S3(cloud.client({ accessKeyId: '111122223333' }))
  await s3.createBucket({ Bucket: 'usage' })
  await s3.putBucketPolicy({ Bucket: 'usage', Policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' }, Action: 's3:PutObject', Resource: 'arn:aws:s3:::usage/*' }] }) })
  await sns.setSMSAttributes({ attributes: { UsageReportS3Bucket: 'usage' } })
  const { MessageId: id } = await sns.publish({ PhoneNumber: '+15550100', Message: 'x'.repeat(161) })
  await handIn(cloud, 'sms/stop', { account: '111122223333', number: '+15550101' })
  await sns.publish({ PhoneNumber: '+15550101', Message: 'x' })
  await cloud.clock.advance('25h')
  assert.equal((await s3.listObjectsV2({ Bucket: 'usage' })).KeyCount, 0)
  await cloud.clock.advance('2h')
  const { Body: body } = await s3.getObject({ Bucket: 'usage', Key: 'SMSUsageReports/us-east-1/2027/01/30/001.csv.gz' })
  const lines = gunzipSync(await body!.transformToByteArray()).toString().trimEnd().split('\n').map(line => line.split(','))
  assert.equal(lines.length, 3)
  assert.equal(lines[0]![5], 'MessagePriceInUSD')
  assert.deepEqual(lines.slice(1).map(line => line.slice(1)), [1, 2].map(part =>
    [id, '+15550100', 'Promotional', 'Message has been accepted by phone carrier', '0.00645', String(part), '2']))
})
