// API calls as events: with a trail, without reads, each once.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudTrail } from '@aws-sdk/client-cloudtrail'
import { S3 } from '@aws-sdk/client-s3'
import { SNS } from '@aws-sdk/client-sns'
import { freshAccount, listening, taken } from './account.fixture.ts'

const type = 'AWS API Call via CloudTrail'

test('a rule hears of calls once a trail is there', async t => {
  const account = await freshAccount(t)
  const settings = account.cloud.client({ accessKeyId: '111122223333' })
  const sns = new SNS(settings)
  const queue = await listening(account, 'calls', { pattern: { 'detail-type': [type], source: ['aws.sns'] } })
  const heard = async () => {
    await account.cloud.clock.advance('5s')
    return (await taken(account, queue)).map(body => JSON.parse(body) as { source: string, detail: Record<string, unknown> })
      .map(({ source, detail }) => `${source} ${String(detail.eventName)}`)
  }
  await sns.createTopic({ Name: 'before' })
  assert.deepEqual(await heard(), [])
  await new S3(settings).createBucket({ Bucket: 'bucket' })
  await new CloudTrail(settings).createTrail({ Name: 'trail', S3BucketName: 'bucket' })
  await account.cloud.clock.advance('5s')
  const { TopicArn } = await sns.createTopic({ Name: 'after' })
  await sns.listTopics({})
  assert.deepEqual((await heard()).slice(-1), ['aws.sns CreateTopic'])
  await sns.deleteTopic({ TopicArn: TopicArn! })
  assert.deepEqual(await heard(), ['aws.sns DeleteTopic'])
  await account.events.disableRule({ Name: 'calls' })
  await sns.createTopic({ Name: 'unheard' })
  await account.cloud.clock.advance('5s')
  await account.events.enableRule({ Name: 'calls' })
  assert.deepEqual(await heard(), [])
})
