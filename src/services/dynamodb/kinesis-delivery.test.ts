// Delivery to Kinesis: calls are real, and where Kinesis answers with a refusal the destination says so and the table goes on. Once there
// are streams in this cloud, what is delivered is read from them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Kinesis } from '@aws-sdk/client-kinesis'
import { freshAccount, item, made } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

const StreamArn = 'arn:aws:kinesis:us-east-1:111122223333:stream/changes'

async function destinationOf({ db }: Account) {
  return (await db.describeKinesisStreamingDestination({ TableName: 'Music' })).KinesisDataStreamDestinations![0]!
}

/** Whether this cloud has Kinesis. */
async function streaming({ cloud }: Account): Promise<Kinesis | undefined> {
  const kinesis = new Kinesis({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const error = await kinesis.createStream({ StreamName: 'changes', ShardCount: 1 }).then(() => undefined, (reason: Error) => reason)
  if (error !== undefined) assert.equal(error.name, 'NotImplemented', error.message)
  await cloud.clock.advance('1m')
  return error === undefined ? kinesis : undefined
}

test('changes go to the stream, or the destination says why they do not', async t => {
  const account = await freshAccount(t)
  const { cloud, db } = account
  await made(account, 'Music')
  const kinesis = await streaming(account)
  await db.enableKinesisStreamingDestination({ TableName: 'Music', StreamArn })
  await cloud.clock.advance('1m')
  await db.putItem({ TableName: 'Music', Item: item({ id: 'a', title: 'one' }) })
  await db.deleteItem({ TableName: 'Music', Key: item({ id: 'a' }) })
  await cloud.clock.advance('1m')
  const { DestinationStatus: status, DestinationStatusDescription: problem } = await destinationOf(account)
  assert.equal(status, 'ACTIVE')
  const captured = cloud.core.store.cell('111122223333/us-east-1').table('dynamodb/captured')
  assert.equal(captured.count(), 0, 'nothing waits for ever')
  if (kinesis === undefined) {
    assert.match(problem!, /kinesis/i)
    return
  }
  const { StreamDescription: stream } = await kinesis.describeStream({ StreamARN: StreamArn })
  const { ShardIterator } = await kinesis.getShardIterator({ StreamARN: StreamArn, ShardId: stream!.Shards![0]!.ShardId,
    ShardIteratorType: 'TRIM_HORIZON' })
  const { Records: records } = await kinesis.getRecords({ ShardIterator })
  const told = records!.map(({ Data }) => JSON.parse(Buffer.from(Data!).toString()) as Record<string, unknown>)
  assert.deepEqual(told.map(({ eventName, tableName }) => [eventName, tableName]), [['INSERT', 'Music'], ['REMOVE', 'Music']])
})
