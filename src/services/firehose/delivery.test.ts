// Deliveries that a bucket does not take: told to the log, and tried again.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, put, written } from './account.fixture.ts'

test('records wait until the bucket is there', async t => {
  const here = await freshAccount(t)
  const { s3, logs, cloud } = here
  await s3.deleteBucket({ Bucket: 'landing' })
  await logs.createLogGroup({ logGroupName: 'g' })
  await logs.createLogStream({ logGroupName: 'g', logStreamName: 's' })
  await made(here, 'd', { CloudWatchLoggingOptions: { Enabled: true, LogGroupName: 'g', LogStreamName: 's' } })
  await put(here, 'd', 'patient')
  await cloud.clock.advance('20m')
  const { events = [] } = await logs.getLogEvents({ logGroupName: 'g', logStreamName: 's', startFromHead: true })
  assert.ok(events.length > 1)
  assert.equal((JSON.parse(events[0]!.message!) as { errorCode: string }).errorCode, 'S3.NoSuchBucket')
  await s3.createBucket({ Bucket: 'landing' })
  await cloud.clock.advance('10m')
  assert.deepEqual((await written(here)).map(({ text }) => text), ['patient'])
})
