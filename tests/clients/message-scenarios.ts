// SQS: messages of standard queues, from their sending to their end.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { bytesOf } from './client.ts'
import { arnOf, attributesOf, createQueue, receive, receiveBodies, redriveTo, remove, send, sendAll } from './queues.ts'
import type { Received } from './queues.ts'
import { refused } from './scenario.ts'
import type { Scenario, Stage } from './scenario.ts'

export const messageScenarios: readonly Scenario[] = [
  {
    title: 'a message is sent, received, hidden, received again and deleted',
    async play(stage) {
      const url = await createQueue(stage, 'work')
      const sent = await send(stage, url, 'one')
      assert.equal(sent.MD5OfMessageBody, md5('one'))
      const sentAt = await stage.cloud.now()
      await stage.cloud.advance('2s')
      const [first, ...others] = await receive(stage, url, { AttributeNames: ['All'] })
      assert.deepEqual(others, [])
      const { ReceiptHandle: _, Attributes: attributes, ...rest } = first!
      assert.deepEqual(rest, { MessageId: sent.MessageId, MD5OfBody: md5('one'), Body: 'one' })
      assert.deepEqual(attributes, {
        SenderId: stage.account, SentTimestamp: String(sentAt),
        ApproximateReceiveCount: '1', ApproximateFirstReceiveTimestamp: String(sentAt + 2000),
      })
      await stage.cloud.advance('29s')
      assert.deepEqual(await receive(stage, url), [])
      await stage.cloud.advance('1s')
      const [second] = await receive(stage, url, { AttributeNames: ['All'] })
      assert.equal(second?.Attributes?.ApproximateReceiveCount, '2')
      assert.equal(second.MessageId, sent.MessageId)
      await remove(stage, url, second)
      await stage.cloud.advance('31s')
      assert.deepEqual(await receive(stage, url), [])
    },
  },
  {
    title: 'system attributes are asked for by their new parameter too',
    async play(stage) {
      const url = await createQueue(stage, 'traced')
      await send(stage, url, 'step', { MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-2-3' } } })
      const [message] = await receive(stage, url, { MessageSystemAttributeNames: ['AWSTraceHeader'] })
      assert.deepEqual(message?.Attributes, { AWSTraceHeader: 'Root=1-2-3' })
    },
    except: [{ clients: /^(AWS CLI 2\.\d\.|boto3 1\.28\.)/, because: 'it is older than MessageSystemAttributeNames, which came in 2024' }],
  },
  {
    title: 'message attributes of every type come back, with the MD5s that clients check',
    async play(stage) {
      const url = await createQueue(stage, 'described')
      const attributes = {
        city: { DataType: 'String', StringValue: 'Kraków' },
        'size.mm': { DataType: 'Number.int', StringValue: '-12' },
        'size.kg': { DataType: 'Number', StringValue: '2.50' },
        seal: { DataType: 'Binary.png', BinaryValue: Buffer.from('¡bytes!') },
      }
      const sent = await send(stage, url, 'parcel', { MessageAttributes: attributes })
      assert.equal(sent.MD5OfMessageAttributes, attributesMd5(attributes))
      const [all] = await receive(stage, url, { MessageAttributeNames: ['All'], VisibilityTimeout: 0 })
      assert.equal(all?.MD5OfMessageAttributes, attributesMd5(attributes))
      const { seal, ...texts } = all.MessageAttributes!
      const { seal: sealSent, ...textsSent } = attributes
      assert.deepEqual(textAttributes(texts), textsSent)
      assert.equal(seal?.DataType, sealSent.DataType)
      assert.deepEqual(bytesOf(seal.BinaryValue), sealSent.BinaryValue)
      const [some] = await receive(stage, url, { MessageAttributeNames: ['size.*'] })
      const { city: _, ...sizes } = textsSent
      assert.deepEqual(textAttributes(some!.MessageAttributes!), sizes)
      assert.equal(some!.MD5OfMessageAttributes, attributesMd5(sizes))
    },
  },
  {
    title: 'bodies keep every character that they may hold, and no others are taken',
    async play(stage) {
      const url = await createQueue(stage, 'text')
      const body = ' \t\r\n<a href="x">&amp;</a> %20+\'{"ключ": "値"}\u{1f980} '
      await send(stage, url, body)
      assert.deepEqual(await receiveBodies(stage, url), [body])
      await refused(send(stage, url, 'a\u0001b'), { code: 'InvalidMessageContents', message: /Invalid characters|characters/ })
    },
  },
  {
    title: 'messages may hold a mebibyte and no more',
    async play(stage) {
      const url = await createQueue(stage, 'large')
      await send(stage, url, 'x'.repeat(1_048_576))
      await refused(send(stage, url, 'x'.repeat(1_048_577)), {
        code: 'InvalidParameterValue', message: /One or more parameters are invalid\. Reason: Message must be shorter than 1048576 bytes/,
      })
      const [message] = await receive(stage, url)
      assert.equal(message?.Body?.length, 1_048_576)
    },
  },
  {
    title: 'batches succeed and fail entry by entry',
    async play(stage) {
      const url = await createQueue(stage, 'batched')
      const sent = await sendAll(stage, url, [{ MessageBody: 'good' }, { MessageBody: 'late', DelaySeconds: 901 }, { MessageBody: 'fine' }])
      assert.deepEqual(sent.Successful?.map(({ Id, MD5OfMessageBody }) => [Id, MD5OfMessageBody]), [['0', md5('good')], ['2', md5('fine')]])
      assert.deepEqual(sent.Failed?.map(({ Id, Code, SenderFault }) => [Id, Code, SenderFault]), [['1', 'InvalidParameterValue', true]])
      const [one, other] = await receive(stage, url)
      const changed = await stage.call('sqs', 'ChangeMessageVisibilityBatch', {
        QueueUrl: url,
        Entries: [
          { Id: 'one', ReceiptHandle: one!.ReceiptHandle, VisibilityTimeout: 60 },
          { Id: 'bad', ReceiptHandle: 'none', VisibilityTimeout: 1 },
        ],
      })
      assert.deepEqual(changed.Successful, [{ Id: 'one' }])
      assert.deepEqual(changed.Failed?.map(({ Id, Code }) => [Id, Code]), [['bad', 'ReceiptHandleIsInvalid']])
      const deleted = await stage.call('sqs', 'DeleteMessageBatch', {
        QueueUrl: url, Entries: [{ Id: 'a', ReceiptHandle: other!.ReceiptHandle }, { Id: 'b', ReceiptHandle: 'none' }],
      })
      assert.deepEqual(deleted.Successful, [{ Id: 'a' }])
      assert.deepEqual(deleted.Failed?.map(({ Id, Code }) => [Id, Code]), [['b', 'ReceiptHandleIsInvalid']])
      await stage.cloud.advance('60s')
      assert.deepEqual(await receiveBodies(stage, url), [one!.Body])
    },
  },
  {
    title: 'batches that break the rules of batches are refused whole',
    async play(stage) {
      const url = await createQueue(stage, 'rules')
      const batch = (ids: readonly string[], body = 'x') =>
        stage.call('sqs', 'SendMessageBatch', { QueueUrl: url, Entries: ids.map(Id => ({ Id, MessageBody: body })) })
      const refusal = (shape: string, message: RegExp) => ({ code: `AWS.SimpleQueueService.${shape}`, shape, message })
      await refused(batch(['same', 'same']), refusal('BatchEntryIdsNotDistinct', /Id same repeated/))
      await refused(batch(['not an id']), refusal('InvalidBatchEntryId', /A batch entry id can only contain alphanumeric characters/))
      await refused(batch(Array.from({ length: 11 }, (_, index) => String(index))),
        refusal('TooManyEntriesInBatchRequest', /Maximum number of entries per request are 10\. You have sent 11/))
      await refused(batch(['a', 'b'], 'x'.repeat(600_000)),
        refusal('BatchRequestTooLong', /Batch requests cannot be longer than 1048576 bytes/))
      assert.deepEqual(await receive(stage, url), [])
    },
  },
  {
    title: 'a long poll is answered when a message arrives',
    async play(stage) {
      const url = await createQueue(stage, 'patient')
      const poll = receiveBodies(stage, url, { WaitTimeSeconds: 20 })
      await hangs(stage, url, poll)
      await send(stage, url, 'at last')
      assert.deepEqual(await poll, ['at last'])
    },
  },
  {
    title: 'a long poll is answered when a delayed message comes due, and when its time is over',
    async play(stage) {
      const url = await createQueue(stage, 'clocked', { ReceiveMessageWaitTimeSeconds: '20' })
      await send(stage, url, 'delayed', { DelaySeconds: 5 })
      const first = receiveBodies(stage, url)
      await hangs(stage, url, first)
      await stage.cloud.advance('5s')
      assert.deepEqual(await first, ['delayed'])
      const second = receiveBodies(stage, url)
      await hangs(stage, url, second)
      await stage.cloud.advance('20s')
      assert.deepEqual(await second, [])
    },
  },
  {
    title: 'messages are delayed by their queue, or by themselves',
    async play(stage) {
      const url = await createQueue(stage, 'slow', { DelaySeconds: '60' })
      await sendAll(stage, url, [
        { MessageBody: 'as the queue' }, { MessageBody: 'at once', DelaySeconds: 0 }, { MessageBody: 'later', DelaySeconds: 900 },
      ])
      assert.deepEqual(await receiveBodies(stage, url, { VisibilityTimeout: 3600 }), ['at once'])
      const counts = await attributesOf(stage, url)
      assert.equal(counts.ApproximateNumberOfMessagesDelayed, '2')
      assert.equal(counts.ApproximateNumberOfMessagesNotVisible, '1')
      await stage.cloud.advance('60s')
      assert.deepEqual(await receiveBodies(stage, url, { VisibilityTimeout: 3600 }), ['as the queue'])
      await stage.cloud.advance('14m')
      assert.deepEqual(await receiveBodies(stage, url), ['later'])
    },
  },
  {
    title: 'visibility is lengthened, ended, and no more to be changed when it is over',
    async play(stage) {
      const url = await createQueue(stage, 'hidden')
      await send(stage, url, 'seen')
      const [message] = await receive(stage, url)
      const change = (seconds: number) =>
        stage.call('sqs', 'ChangeMessageVisibility', { QueueUrl: url, ReceiptHandle: message!.ReceiptHandle, VisibilityTimeout: seconds })
      await change(100)
      await stage.cloud.advance('99s')
      assert.deepEqual(await receive(stage, url), [])
      await refused(change(43_201), { code: 'InvalidParameterValue', message: /Value 43201 for parameter VisibilityTimeout is invalid/ })
      await change(0)
      await refused(change(10), { code: 'AWS.SimpleQueueService.MessageNotInflight', shape: 'MessageNotInflight', message: /./ })
      assert.deepEqual(await receiveBodies(stage, url), ['seen'])
    },
  },
  {
    title: 'what was not received in time expires as the clock is wound',
    async play(stage) {
      const url = await createQueue(stage, 'kept', { MessageRetentionPeriod: '3600' })
      await send(stage, url, 'old')
      await stage.cloud.advance('30m')
      await send(stage, url, 'young')
      await stage.cloud.advance('30m')
      assert.deepEqual(await receiveBodies(stage, url, { VisibilityTimeout: 0 }), ['young'])
      await stage.cloud.advance('30m')
      const { ApproximateNumberOfMessages: count } = await attributesOf(stage, url, 'ApproximateNumberOfMessages')
      assert.equal(count, '0')
      assert.deepEqual(await receiveBodies(stage, url), [])
    },
  },
  {
    title: 'messages received too often go to the dead-letter queue, and back by a move task',
    async play(stage) {
      const deadUrl = await createQueue(stage, 'dead')
      const deadArn = await arnOf(stage, deadUrl)
      const url = await createQueue(stage, 'source', redriveTo(deadArn, 2))
      const sources = await stage.call('sqs', 'ListDeadLetterSourceQueues', { QueueUrl: deadUrl })
      assert.deepEqual(sources.queueUrls, [url])
      const sent = await send(stage, url, 'poison')
      for (const _ of [1, 2]) assert.deepEqual(await receiveBodies(stage, url, { VisibilityTimeout: 0 }), ['poison'])
      assert.deepEqual(await receive(stage, url), [])
      const [dead] = await receive(stage, deadUrl, { AttributeNames: ['All'], VisibilityTimeout: 0 })
      assert.equal(dead!.MessageId, sent.MessageId)
      assert.equal(dead!.Attributes?.DeadLetterQueueSourceArn, await arnOf(stage, url))
      assert.equal(dead!.Attributes?.ApproximateReceiveCount, '3')
    },
  },
  {
    title: 'a move task takes dead letters back to where they came from',
    async play(stage) {
      const deadUrl = await createQueue(stage, 'graveyard')
      const deadArn = await arnOf(stage, deadUrl)
      const url = await createQueue(stage, 'origin', redriveTo(deadArn, 1))
      await sendAll(stage, url, [{ MessageBody: 'one' }, { MessageBody: 'two' }])
      assert.equal((await receive(stage, url, { VisibilityTimeout: 0 })).length, 2)
      assert.deepEqual(await receive(stage, url), [])
      const { TaskHandle: handle } = await stage.call('sqs', 'StartMessageMoveTask', { SourceArn: deadArn })
      assert.equal(typeof handle, 'string')
      await stage.cloud.advance('5s')
      const { Results: tasks } = await stage.call('sqs', 'ListMessageMoveTasks', { SourceArn: deadArn })
      assert.deepEqual(tasks?.map(({ Status, SourceArn, ApproximateNumberOfMessagesMoved: moved }) => [Status, SourceArn, Number(moved)]), [
        ['COMPLETED', deadArn, 2],
      ])
      assert.deepEqual((await receiveBodies(stage, url)).sort(), ['one', 'two'])
      await refused(stage.call('sqs', 'StartMessageMoveTask', { SourceArn: await arnOf(stage, url) }), {
        code: 'InvalidParameterValue', message: /Source queue must be configured as a Dead Letter Queue/,
      })
      await refused(stage.call('sqs', 'StartMessageMoveTask', { SourceArn: `${deadArn}-not` }), {
        code: 'ResourceNotFoundException', message: /The resource that you specified for the SourceArn parameter doesn't exist/,
      })
    },
    except: [{ clients: /^AWS CLI 2\.\d\./, because: 'it is older than move tasks, which came in 2023' }],
  },
  {
    title: 'a dead-letter queue must exist, be of the same type, and allow its sources',
    async play(stage) {
      const url = await createQueue(stage, 'strict')
      const redrive = (deadLetterTargetArn: string) => stage.call('sqs', 'SetQueueAttributes', {
        QueueUrl: url, Attributes: redriveTo(deadLetterTargetArn, 3),
      })
      const arn = (name: string) => `arn:aws:sqs:us-east-1:${stage.account}:${name}`
      await refused(redrive(arn('missing')), { code: 'InvalidParameterValue', message: /Dead letter target does not exist/ })
      await createQueue(stage, 'ordered.fifo', { FifoQueue: 'true' })
      await refused(redrive(arn('ordered.fifo')), {
        code: 'InvalidParameterValue', message: /Dead-letter queue must be same type of queue as the source/,
      })
      await createQueue(stage, 'closed', { RedriveAllowPolicy: JSON.stringify({ redrivePermission: 'denyAll' }) })
      await refused(redrive(arn('closed')), { code: 'InvalidParameterValue', message: /./ })
    },
  },
  {
    title: 'what a message may not be is refused',
    async play(stage) {
      const url = await createQueue(stage, 'choosy')
      await refused(send(stage, url, 'x', { DelaySeconds: 901 }), {
        code: 'InvalidParameterValue', message: /DelaySeconds must be >= 0 and <= 900/,
      })
      await refused(send(stage, url, 'x', { MessageAttributes: { n: { DataType: 'Number', StringValue: 'many' } } }), {
        code: 'InvalidParameterValue', message: /Can't cast the value of message \(user\) attribute 'n' to a number/,
      })
      await refused(receive(stage, url, { MaxNumberOfMessages: 11 }), {
        code: 'InvalidParameterValue',
        message: /Value 11 for parameter MaxNumberOfMessages is invalid\. Reason: Must be between 1 and 10, if provided/,
      })
      await refused(remove(stage, url, { ReceiptHandle: 'no handle' }), {
        code: 'ReceiptHandleIsInvalid', message: /The input receipt handle "no handle" is not a valid receipt handle/,
      })
      assert.deepEqual(await receive(stage, url), [])
    },
  },
]

/** The poll must not be answered while nothing happens: calls that are made after it end before it. */
async function hangs(stage: Stage, url: string, poll: Promise<unknown>): Promise<void> {
  const state = { isAnswered: false }
  void poll.then(() => { state.isAnswered = true }, () => { state.isAnswered = true })
  for (const _ of [1, 2]) await attributesOf(stage, url, 'QueueArn')
  assert.equal(state.isAnswered, false, 'the poll was answered before anything had arrived')
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

interface AttributeValue { readonly DataType: string, readonly StringValue?: string, readonly BinaryValue?: Uint8Array }

/** Some clients add empty lists, which SQS never had a use for. */
function textAttributes(attributes: NonNullable<Received['MessageAttributes']>): Record<string, AttributeValue> {
  const texts = Object.entries(attributes).map(([name, { DataType, StringValue }]) => [name, { DataType, StringValue }])
  return Object.fromEntries(texts) as Record<string, AttributeValue>
}

/** Source: "Calculating the MD5 message digest for message attributes", SQS Developer Guide. */
function attributesMd5(attributes: Readonly<Record<string, AttributeValue>>): string {
  const hash = createHash('md5')
  const add = (value: string | Uint8Array) => {
    const bytes = Buffer.from(value as Uint8Array)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hash.update(length).update(bytes)
  }
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes).sort()) {
    add(name)
    add(DataType)
    hash.update(Buffer.of(BinaryValue === undefined ? 1 : 2))
    add(BinaryValue ?? StringValue!)
  }
  return hash.digest('hex')
}
