// What is written of executions.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { S3 } from '@aws-sdk/client-s3'
import { freshAccount, madeQueue, running, taken } from './account.fixture.ts'

test('steps are logged to a bucket, as far as the level goes', async t => {
  const account = await freshAccount(t)
  const s3 = new S3({ ...account.cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1, forcePathStyle: true })
  await s3.createBucket({ Bucket: 'logs' })
  const [from, to] = [await madeQueue(account, 'from'), await madeQueue(account, 'to')]
  await running(account, { Source: from.arn, Target: to.arn, LogConfiguration: {
    Level: 'INFO', IncludeExecutionData: ['ALL'], S3LogDestination: { BucketName: 'logs', BucketOwner: '111122223333', Prefix: 'pre' },
  } })
  await account.sqs.sendMessage({ QueueUrl: from.url, MessageBody: 'x' })
  assert.equal((await taken(account, to)).length, 1)
  const { Contents: [log] = [] } = await s3.listObjectsV2({ Bucket: 'logs' })
  assert.match(log!.Key!, /^pre\/AWSLogs\/111122223333\/vendedlogs\/pipes\/us-east-1\/p\//)
  const { Body: body } = await s3.getObject({ Bucket: 'logs', Key: log!.Key! })
  const records = (await body!.transformToString()).trim().split('\n').map(line => JSON.parse(line) as Record<string, string>)
  assert.deepEqual(records.map(({ messageType }) => messageType),
    ['EXECUTION_STARTED', 'TARGET_STAGE_ENTERED', 'TARGET_STAGE_SUCCEEDED', 'EXECUTION_SUCCEEDED'])
  assert.match(records[0]!.payload!, /"body":"x"/)
})
