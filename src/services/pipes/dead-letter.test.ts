// What a pipe gives up, and where word of it goes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, madeQueue, madeStream, running, taken } from './account.fixture.ts'

test('records that are too old are given up', async t => {
  const account = await freshAccount(t)
  const { cloud, pipes, kinesis } = account
  const put = (text: string) => kinesis.putRecord({ StreamName: 's', PartitionKey: 'k', Data: Buffer.from(text) })
  const stream = await madeStream(account, 's')
  const [to, dead] = [await madeQueue(account, 'to'), await madeQueue(account, 'dead')]
  await running(account,
    { Source: stream, Target: to.arn, TargetParameters: { InputTemplate: '<$.data>' }, SourceParameters: { KinesisStreamParameters: {
    StartingPosition: 'TRIM_HORIZON', MaximumRecordAgeInSeconds: 300, BatchSize: 10, DeadLetterConfig: { Arn: dead.arn } } } })
  await pipes.stopPipe({ Name: 'p' })
  await cloud.clock.advance('1m')
  await put('old')
  await cloud.clock.advance('10m')
  await put('new')
  await pipes.startPipe({ Name: 'p' })
  await cloud.clock.advance('1m')
  assert.deepEqual(await taken(account, to), ['new'])
  assert.match((await taken(account, dead))[0]!, /RecordAgeExceeded/)
})
