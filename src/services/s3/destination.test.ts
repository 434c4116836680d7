// Notices on their way: taken, refused for good, tried again; and the calls as which they go.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { send, tell, tellAgain } from './destination.ts'

const arn = 'arn:aws:sns:eu-west-1:222233334444:topic'

/** A call whose neighbours answer as `answer` does, and what it was asked to do. */
function wired(answer: (operation: string) => void = () => {}) {
  const calls: unknown[] = []
  const timers: unknown[] = []
  const effects: (() => Promise<void>)[] = []
  const call = {
    now: () => 1_000_000, sequence: () => 7, endpoint: 'http://localhost', arn: () => 'arn:aws:s3:::bucket',
    afterCommit: (effect: () => Promise<void>) => { effects.push(effect) },
    transact: (body: () => void) => { body() },
    setTimer: (_kind: string, id: string, dueAt: number, payload: { attempt: number }) => { timers.push([id, dueAt, payload.attempt]) },
    cancelTimer: (_kind: string, id: string) => { timers.push([id, 'cancelled']) },
    to: (service: string, target: object) => new Proxy({}, {
      get: (_, operation) => async (input: object) => {
        calls.push([service, String(operation), target, input])
        answer(String(operation))
      },
    }),
  } as unknown as Call
  return { call, calls, timers, committed: async () => { for (const effect of effects) await effect() } }
}

test('a topic, a queue, a function and the bus are called in their own way, for the bucket', async () => {
  const { call, calls } = wired()
  const message = '{}'
  await send({ bucket: 'bucket', arn, message }, call)
  await send({ bucket: 'bucket', arn: 'arn:aws:sqs:us-east-1:1:queue', message }, call)
  await send({ bucket: 'bucket', arn: 'arn:aws:lambda:us-east-1:1:function:f', message }, call)
  const entry = { Time: 0, Source: 'aws.s3', Resources: [], DetailType: 'Object Created', Detail: '{}' }
  await send({ bucket: 'bucket', entry }, call)
  const sourceArn = 'arn:aws:s3:::bucket'
  assert.deepEqual(calls, [
    ['sns', 'Publish', { account: '222233334444', region: 'eu-west-1', sourceArn },
      { TopicArn: arn, Message: message, Subject: 'Amazon S3 Notification' }],
    ['sqs', 'SendMessage', { account: '1', region: 'us-east-1', sourceArn },
      { QueueUrl: 'http://localhost/1/queue', MessageBody: message }],
    ['lambda', 'Invoke', { account: '1', region: 'us-east-1', sourceArn },
      { FunctionName: 'arn:aws:lambda:us-east-1:1:function:f', InvocationType: 'Event', Payload: Buffer.from(message) }],
    ['events', 'PutEvents', { sourceArn }, { Entries: [entry] }],
  ])
})

for (const [name, status, isKept] of [['taken', 0, false], ['refused', 403, false], ['out of order', 503, true]] as const) {
  test(`a notice that is ${name} is ${isKept ? 'kept' : 'done with'}`, async () => {
    const { call, timers, committed } = wired(() => { if (status > 0) throw new Fault('Some', 'some', status) })
    tell({ bucket: 'bucket', arn, message: '{}' }, call)
    await committed()
    assert.deepEqual(timers, [['7', 1_060_000, 1], ...(isKept ? [] : [['7', 'cancelled']])])
    timers.length = 0
    await tellAgain({ notice: { bucket: 'bucket', arn, message: '{}' }, attempt: 1 }, call, { id: '7' })
    assert.deepEqual(timers, isKept ? [['7', 1_120_000, 2]] : [])
    timers.length = 0
    await tellAgain({ notice: { bucket: 'bucket', arn, message: '{}' }, attempt: 5 }, call, { id: '7' })
    assert.deepEqual(timers, [])
  })
}
