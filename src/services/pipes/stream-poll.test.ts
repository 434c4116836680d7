// Pipes from streams: order, starting positions, retries, halves, dead letters, ages, resharding.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiDestination, freshAccount, madeQueue, madeStream, running, taken } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

async function put({ kinesis }: Account, ...texts: string[]): Promise<void> {
  for (const text of texts) await kinesis.putRecord({ StreamName: 's', PartitionKey: 'k', Data: Buffer.from(text) })
}

const dataOnly = { InputTemplate: '<$.data>' }

test('records of a Kinesis stream come in order, from the latest or the oldest', async t => {
  const account = await freshAccount(t)
  const stream = await madeStream(account, 's')
  await put(account, 'old')
  const [late, all] = [await madeQueue(account, 'late'),
    await madeQueue(account, 'all.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' })]
  await running(account, { Source: stream, Target: late.arn, TargetParameters: dataOnly,
    SourceParameters: { KinesisStreamParameters: { StartingPosition: 'LATEST' , BatchSize: 10 } } }, 'late')
  await running(account, { Source: stream, Target: all.arn,
    TargetParameters: { ...dataOnly, SqsQueueParameters: { MessageGroupId: '$.partitionKey' } },
    SourceParameters: { KinesisStreamParameters: { StartingPosition: 'TRIM_HORIZON' } } }, 'all')
  assert.deepEqual(await taken(account, all), ['old'])
  await put(account, 'a', 'b', 'c')
  assert.deepEqual((await taken(account, late)).toSorted(), ['a', 'b', 'c'])
  assert.deepEqual(await taken(account, all), ['a', 'b', 'c'])
})

test('children of a shard are read after it', async t => {
  const account = await freshAccount(t)
  const { kinesis, cloud } = account
  const stream = await madeStream(account, 's')
  const to = await madeQueue(account, 'to.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' })
  await running(account, { Source: stream, Target: to.arn,
    TargetParameters: { ...dataOnly, SqsQueueParameters: { MessageGroupId: '$.partitionKey' } },
    SourceParameters: { KinesisStreamParameters: { StartingPosition: 'LATEST' } } })
  await put(account, '1')
  await kinesis.splitShard({ StreamName: 's', ShardToSplit: 'shardId-000000000000', NewStartingHashKey: String(2n ** 127n) })
  await cloud.clock.advance('1m')
  await put(account, '2', '3')
  assert.deepEqual(await taken(account, to), ['1', '2', '3'])
})

test('a batch that fails is cut in halves until the bad record is alone, and word of it goes to the dead letters', async t => {
  const account = await freshAccount(t)
  const { cloud } = account
  const stream = await madeStream(account, 's')
  const dead = await madeQueue(account, 'dead')
  const endpoint = await apiDestination(account, t, body => ({ status: body.includes('bad') ? 400 : 200 }))
  await running(account,
    { Source: stream, Target: endpoint.arn, TargetParameters: { ...dataOnly, HttpParameters: { PathParameterValues: ['in'] } },
    SourceParameters: { KinesisStreamParameters: { StartingPosition: 'LATEST', MaximumRetryAttempts: 1,
      DeadLetterConfig: { Arn: dead.arn } } } })
  await put(account, 'good', 'bad', 'fine')
  await cloud.clock.advance('1m')
  assert.deepEqual(endpoint.seen, ['secret /in good', 'secret /in bad', 'secret /in bad', 'secret /in fine'])
  const [text] = await taken(account, dead)
  const letter = JSON.parse(text!) as { context: object, KinesisBatchInfo: Record<string, unknown> }
  assert.deepEqual(letter.context,
    { partnerResourceArn: 'arn:aws:pipes:us-east-1:111122223333:pipe/p', condition: 'RetryAttemptsExhausted' })
  assert.deepEqual([letter.KinesisBatchInfo.batchSize, letter.KinesisBatchInfo.shardId, letter.KinesisBatchInfo.streamArn],
    [1, 'shardId-000000000000', stream])
})

test('halves', async t => {
  const account = await freshAccount(t)
  const { cloud, events } = account
  const stream = await madeStream(account, 's')
  const [to, dead] = [await madeQueue(account, 'to'), await madeQueue(account, 'dead')]
  // A bus takes no event whose detail is no object, and refuses the whole batch where none of it is good.
  await events.putRule({ Name: 'r', EventPattern: '{"source":["Pipe p"]}' })
  await events.putTargets({ Rule: 'r', Targets: [{ Id: 't', Arn: to.arn, InputPath: '$.detail.n' }] })
  await running(account, { Source: stream, Target: 'arn:aws:events:us-east-1:111122223333:event-bus/default', TargetParameters: dataOnly,
    SourceParameters: { KinesisStreamParameters: { StartingPosition: 'LATEST', MaximumRetryAttempts: 0, BatchSize: 10,
      MaximumBatchingWindowInSeconds: 1, OnPartialBatchItemFailure: 'AUTOMATIC_BISECT', DeadLetterConfig: { Arn: dead.arn } } } })
  await put(account, '{"n":1}', 'bad', '{"n":3}')
  await cloud.clock.advance('10m')
  assert.deepEqual([...new Set(await taken(account, to))].toSorted(), ['1', '3'])
  const letters = (await taken(account,
    dead)).map(text => (JSON.parse(text) as { KinesisBatchInfo: { batchSize: number } }).KinesisBatchInfo.batchSize)
  assert.deepEqual(letters, [1])
})
