// Kinesis destinations: states that are kept and settle on the clock.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Kinesis } from '@aws-sdk/client-kinesis'
import { freshAccount, invalid, made } from './account.fixture.ts'

test('a Kinesis destination comes and goes', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music')
  const kinesis = new Kinesis({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const refusal = await kinesis.createStream({ StreamName: 'changes', ShardCount: 1 })
    .then(() => undefined, (error: Error) => error.name)
  assert.ok(refusal === undefined || refusal === 'NotImplemented', refusal)
  await cloud.clock.advance('1m')
  const StreamArn = 'arn:aws:kinesis:us-east-1:111122223333:stream/changes'
  const destination = { TableName: 'Music', StreamArn }
  const status = async () =>
    (await db.describeKinesisStreamingDestination({ TableName: 'Music' })).KinesisDataStreamDestinations!.map(each =>
    each.DestinationStatus)
  assert.equal((await db.enableKinesisStreamingDestination(destination)).DestinationStatus, 'ENABLING')
  await invalid(db.disableKinesisStreamingDestination(destination),
    'Table is not in a valid state to disable Kinesis Streaming Destination: KinesisStreamingDestination must be ACTIVE')
  await cloud.clock.advance('1m')
  assert.deepEqual(await status(), ['ACTIVE'])
  await db.updateKinesisStreamingDestination({ ...destination,
    UpdateKinesisStreamingConfiguration: { ApproximateCreationDateTimePrecision: 'MICROSECOND' } })
  await db.disableKinesisStreamingDestination(destination)
  assert.deepEqual(await status(), ['DISABLING'])
  await cloud.clock.advance('1m')
  assert.deepEqual(await status(), ['DISABLED'])
})
