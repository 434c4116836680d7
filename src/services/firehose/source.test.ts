// From a stream of Kinesis: what comes after the delivery stream was made, in order, once.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, bytes, freshAccount, made, put, refused, roleArn, written } from './account.fixture.ts'

test('records are read on the clock', async t => {
  const here = await freshAccount(t)
  const { kinesis, cloud, firehose } = here
  const arn = `arn:aws:kinesis:us-east-1:${account}:stream/k`
  const source = { DeliveryStreamType: 'KinesisStreamAsSource',
    KinesisStreamSourceConfiguration: { KinesisStreamARN: arn, RoleARN: roleArn } } as const
  await refused(made(here, 'd', {}, source), 'InvalidArgumentException', /cannot read/)
  await kinesis.createStream({ StreamName: 'k', ShardCount: 1 })
  await cloud.clock.advance('1m')
  const say = (text: string) => kinesis.putRecord({ StreamName: 'k', PartitionKey: 'p', Data: bytes(text) })
  await say('before ')
  await cloud.clock.advance('1s')
  await made(here, 'd', { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } }, source)
  await say('one ')
  await cloud.clock.advance('10s')
  await say('two ')
  await cloud.clock.advance('3m')
  assert.deepEqual((await written(here)).map(({ text }) => text).join(''), 'one two ')
  await refused(put(here, 'd', 'x'), 'InvalidArgumentException', /not permitted on KinesisStreamAsSource/)
  const { DeliveryStreamDescription: found } = await firehose.describeDeliveryStream({ DeliveryStreamName: 'd' })
  assert.equal(found!.Source!.KinesisStreamSourceDescription!.KinesisStreamARN, arn)
  await firehose.deleteDeliveryStream({ DeliveryStreamName: 'd' })
  await say('three')
  await cloud.clock.advance('5m')
  assert.equal((await written(here)).map(({ text }) => text).join(''), 'one two ')
})
