// Message move tasks: their rate on the clock, their states, and what they are refused for.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arnOf, bodies, counts, made, queueWithDeadLetters, receive, refused, send } from './account.fixture.ts'

/** Lets so many messages die. */
async function letters({ sqs, cloud, source }: Awaited<ReturnType<typeof queueWithDeadLetters>>, count: number) {
  const fifo = source.endsWith('.fifo')
  for (let i = 0; i < count; i += 1) await send(sqs, source, [`m${i}`], fifo ? `g${i % 3}` : undefined)
  for (let i = 0; i < 3; i += 1) {
    for (let taken = await receive(sqs, source); taken.length > 0; taken = await receive(sqs, source));
    await cloud.clock.advance('1s')
  }
}

test('a task moves letters back at its rate', async t => {
  const { sqs, cloud, dead, source } = await queueWithDeadLetters(t)
  await letters({ sqs, cloud, source, dead }, 5)
  assert.deepEqual(await counts(sqs, dead), [5, 0, 0])
  const arn = await arnOf(sqs, dead)
  const { TaskHandle: handle } = await sqs.startMessageMoveTask({ SourceArn: arn, MaxNumberOfMessagesPerSecond: 2 })
  await refused(sqs.startMessageMoveTask({ SourceArn: arn }), 'AWS.SimpleQueueService.UnsupportedOperation', /already a task running/)
  await cloud.clock.advance('1ms')
  assert.deepEqual(await counts(sqs, source), [2, 0, 0])
  const running = (await sqs.listMessageMoveTasks({ SourceArn: arn })).Results![0]!
  assert.deepEqual(running, {
    TaskHandle: handle, Status: 'RUNNING', SourceArn: arn, MaxNumberOfMessagesPerSecond: 2, ApproximateNumberOfMessagesMoved: 2,
    ApproximateNumberOfMessagesToMove: 5, StartedTimestamp: running.StartedTimestamp,
  })
  await cloud.clock.advance('2s')
  const done = (await sqs.listMessageMoveTasks({ SourceArn: arn, MaxResults: 10 })).Results!
  assert.deepEqual(done.map(({ Status, TaskHandle, ApproximateNumberOfMessagesMoved: moved }) => [Status, TaskHandle, moved]),
    [['COMPLETED', undefined, 5]])
  const back = await receive(sqs, source)
  assert.deepEqual(bodies(back), ['m0', 'm1', 'm2', 'm3', 'm4'])
  assert.equal(back[0]!.Attributes!.ApproximateReceiveCount, '1')
  assert.equal(back[0]!.Attributes!.DeadLetterQueueSourceArn, undefined)
  await refused(sqs.cancelMessageMoveTask({ TaskHandle: handle }), 'AWS.SimpleQueueService.UnsupportedOperation', /Only active tasks/)
})

test('a task can be cancelled, and go elsewhere', async t => {
  const { sqs, cloud, source, dead } = await queueWithDeadLetters(t, '.fifo')
  await letters({ sqs, cloud, source, dead }, 6)
  const arn = await arnOf(sqs, dead)
  const elsewhere = await made(sqs, 'elsewhere.fifo')
  const start = () => sqs.startMessageMoveTask({ SourceArn: arn, DestinationArn: arn.replace('dead', 'elsewhere'),
    MaxNumberOfMessagesPerSecond: 4 })
  const { TaskHandle: handle } = await start()
  await cloud.clock.advance('1ms')
  const { ApproximateNumberOfMessagesMoved: moved } = await sqs.cancelMessageMoveTask({ TaskHandle: handle })
  assert.equal(moved, 4)
  const status = async () => (await sqs.listMessageMoveTasks({ SourceArn: arn })).Results![0]!.Status
  assert.equal(await status(), 'CANCELLING')
  await cloud.clock.advance('1s')
  assert.equal(await status(), 'CANCELLED')
  assert.deepEqual(await counts(sqs, elsewhere), [4, 0, 0])
  await start()
  await cloud.clock.advance('2s')
  assert.deepEqual(await counts(sqs, elsewhere), [6, 0, 0])
  assert.deepEqual((await receive(sqs, elsewhere)).length, 6)
})

test('what tasks are refused for, and fail of', async t => {
  const { sqs, cloud, dead, source } = await queueWithDeadLetters(t)
  const arn = await arnOf(sqs, dead)
  const start = (input: object) => sqs.startMessageMoveTask({ SourceArn: arn, ...input })
  await refused(start({ SourceArn: await arnOf(sqs, source) }), 'InvalidParameterValue', /must be configured as a Dead Letter Queue\./)
  await refused(start({ SourceArn: `${arn}x` }), 'ResourceNotFoundException', /SourceArn/)
  await refused(start({ SourceArn: 'dead' }), 'InvalidParameterValue', /You must use this format/)
  await refused(start({ DestinationArn: arn }), 'InvalidParameterValue', /cannot be the same/)
  await refused(start({ DestinationArn: `${arn}x` }), 'ResourceNotFoundException', /DestinationArn/)
  await refused(start({ MaxNumberOfMessagesPerSecond: 501 }), 'InvalidParameterValue')
  await refused(sqs.cancelMessageMoveTask({ TaskHandle: 'x' }), 'InvalidParameterValue')
  await send(sqs, dead, ['sent here'])
  await start({})
  await cloud.clock.advance('1s')
  const [task] = (await sqs.listMessageMoveTasks({ SourceArn: arn })).Results!
  assert.deepEqual([task!.Status, task!.FailureReason], ['FAILED', 'CouldNotDetermineMessageSource'])
  assert.deepEqual(await counts(sqs, dead), [1, 0, 0])
})
