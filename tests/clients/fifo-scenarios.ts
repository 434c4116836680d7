// SQS: FIFO queues. Order within a group, duplicates within five minutes, and groups that wait for what is in flight.

import assert from 'node:assert/strict'
import { arnOf, attributesOf, createQueue, receive, receiveBodies, redriveTo, remove, send, sendAll } from './queues.ts'
import { refused } from './scenario.ts'
import type { Scenario } from './scenario.ts'

export const fifoScenarios: readonly Scenario[] = [
  {
    title: 'a FIFO queue keeps the order of each group, and holds a group back while its messages are in flight',
    async play(stage) {
      const url = await createQueue(stage, 'ledger.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' })
      const sent = await sendAll(stage, url, ['a1', 'a2', 'b1', 'a3', 'b2'].map(body => ({ MessageBody: body, MessageGroupId: body[0]! })))
      const numbers = sent.Successful!.map(({ SequenceNumber: number }) => BigInt(number!))
      assert.deepEqual(numbers, [...numbers].sort((one, other) => one < other ? -1 : 1))
      assert.equal(new Set(numbers).size, 5)
      const [first] = await receive(stage, url, { MaxNumberOfMessages: 1, AttributeNames: ['All'] })
      assert.equal(first?.Body, 'a1')
      assert.equal(first.Attributes?.MessageGroupId, 'a')
      assert.equal(first.Attributes.SequenceNumber, sent.Successful![0]!.SequenceNumber)
      assert.match(first.Attributes.MessageDeduplicationId!, /^[0-9a-f]{64}$/)
      assert.deepEqual(await receiveBodies(stage, url), ['b1', 'b2'])
      assert.deepEqual(await receiveBodies(stage, url), [])
      await remove(stage, url, first)
      assert.deepEqual(await receiveBodies(stage, url), ['a2', 'a3'])
    },
  },
  {
    title: 'a FIFO queue gives one of the messages with the same deduplication id in five minutes',
    async play(stage) {
      const url = await createQueue(stage, 'once.fifo', { FifoQueue: 'true' })
      const post = (body: string, id: string) => send(stage, url, body, { MessageGroupId: 'g', MessageDeduplicationId: id })
      const first = await post('first', 'x')
      const again = await post('again', 'x')
      assert.equal(again.MessageId, first.MessageId)
      assert.equal(again.SequenceNumber, first.SequenceNumber)
      const [message] = await receive(stage, url)
      assert.equal(message?.Body, 'first')
      await remove(stage, url, message)
      await stage.cloud.advance('4m59s')
      await post('still too early', 'x')
      assert.deepEqual(await receive(stage, url), [])
      await stage.cloud.advance('1s')
      await post('after five minutes', 'x')
      assert.deepEqual(await receiveBodies(stage, url), ['after five minutes'])
    },
  },
  {
    title: 'a high-throughput FIFO queue looks for duplicates in each group alone',
    async play(stage) {
      const url = await createQueue(stage, 'fast.fifo', {
        FifoQueue: 'true', DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId',
      })
      await sendAll(stage, url, ['a', 'b', 'a'].map(group => ({
        MessageBody: `to ${group}`, MessageGroupId: group, MessageDeduplicationId: 'same',
      })))
      assert.deepEqual((await receiveBodies(stage, url)).sort(), ['to a', 'to b'])
      const { FifoQueue, DeduplicationScope, FifoThroughputLimit } = await attributesOf(stage, url)
      assert.deepEqual({ FifoQueue, DeduplicationScope, FifoThroughputLimit }, {
        FifoQueue: 'true', DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId',
      })
    },
  },
  {
    title: 'a receive from a FIFO queue that is repeated with its attempt id gives the same messages',
    async play(stage) {
      const url = await createQueue(stage, 'attempts.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' })
      await send(stage, url, 'only', { MessageGroupId: 'g' })
      const [first] = await receive(stage, url, { ReceiveRequestAttemptId: 'try-1' })
      const [again] = await receive(stage, url, { ReceiveRequestAttemptId: 'try-1' })
      assert.equal(again?.MessageId, first!.MessageId)
      assert.deepEqual(await receive(stage, url, { ReceiveRequestAttemptId: 'try-2' }), [])
    },
  },
  {
    title: 'a FIFO queue refuses messages without group or deduplication id, and delays of single messages',
    async play(stage) {
      const url = await createQueue(stage, 'strict.fifo', { FifoQueue: 'true' })
      await refused(send(stage, url, 'x', { MessageDeduplicationId: 'x' }), {
        code: 'MissingParameter', message: /The request must contain the parameter MessageGroupId/,
      })
      await refused(send(stage, url, 'x', { MessageGroupId: 'g' }), {
        code: 'InvalidParameterValue', message: /ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly/,
      })
      await refused(send(stage, url, 'x', { MessageGroupId: 'g', MessageDeduplicationId: 'x', DelaySeconds: 5 }), {
        code: 'InvalidParameterValue', message: /Value 5 for parameter DelaySeconds is invalid/,
      })
      await refused(createQueue(stage, 'strict', { FifoQueue: 'true' }), {
        code: 'InvalidParameterValue', message: /must end with \.fifo suffix/,
      })
    },
  },
  {
    title: 'the dead letters of a FIFO queue go to a FIFO queue in their order',
    async play(stage) {
      const deadUrl = await createQueue(stage, 'dead.fifo', { FifoQueue: 'true' })
      const url = await createQueue(stage, 'live.fifo', {
        FifoQueue: 'true', ContentBasedDeduplication: 'true',
        ...redriveTo(await arnOf(stage, deadUrl), 1),
      })
      await sendAll(stage, url, ['1', '2', '3'].map(body => ({ MessageBody: body, MessageGroupId: 'g' })))
      assert.deepEqual(await receiveBodies(stage, url, { MaxNumberOfMessages: 2, VisibilityTimeout: 0 }), ['1', '2'])
      assert.deepEqual(await receiveBodies(stage, url), ['3'])
      assert.deepEqual(await receiveBodies(stage, deadUrl), ['1', '2'])
    },
  },
]
