// FIFO queues: order within groups, groups that lock, duplicates, and receives that are repeated.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodies, counts, freshAccount, made, receive, refused, send } from './account.fixture.ts'

test('order is kept and a group in flight gives no more', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q.fifo')
  await send(sqs, url, ['a1', 'a2', 'a3'], 'a')
  await send(sqs, url, ['b1'], 'b')
  const [first] = await receive(sqs, url, { MaxNumberOfMessages: 1 })
  assert.equal(first!.Body, 'a1')
  assert.deepEqual(bodies(await receive(sqs, url)), ['b1'])
  assert.deepEqual(await receive(sqs, url), [])
  await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: first!.ReceiptHandle })
  const rest = await receive(sqs, url)
  assert.deepEqual(bodies(rest), ['a2', 'a3'])
  assert.deepEqual(await counts(sqs, url), [0, 0, 3])
  await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: rest[1]!.ReceiptHandle })
  await send(sqs, url, ['a4'], 'a')
  assert.deepEqual(await receive(sqs, url), [], 'a2 is still in flight')
  await cloud.clock.advance('30s')
  assert.deepEqual(bodies(await receive(sqs, url)).sort(), ['a2', 'a4', 'b1'])
})

test('a group stays locked until the last of its messages is back', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q.fifo')
  await send(sqs, url, ['1', '2'], 'g')
  const [one] = await receive(sqs, url)
  await sqs.changeMessageVisibility({ QueueUrl: url, ReceiptHandle: one!.ReceiptHandle, VisibilityTimeout: 0 })
  assert.deepEqual(await receive(sqs, url), [])
  await cloud.clock.advance('30s')
  assert.deepEqual(bodies(await receive(sqs, url)), ['1', '2'])
})

test('sequence numbers have twenty digits and rise', async t => {
  const { sqs } = await freshAccount(t)
  const url = await made(sqs, 'q.fifo', { ContentBasedDeduplication: 'true' })
  const numbers: string[] = []
  for (const body of ['a', 'b', 'c']) {
    const { SequenceNumber: number } = await sqs.sendMessage({ QueueUrl: url, MessageBody: body, MessageGroupId: 'g' })
    const [message] = await receive(sqs, url)
    assert.equal(message!.Attributes!.SequenceNumber, number)
    await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: message!.ReceiptHandle })
    numbers.push(number!)
  }
  assert.ok(numbers.every(number => /^\d{20}$/.test(number)), numbers.join())
  assert.deepEqual(numbers, [...new Set(numbers)].sort())
})

test('duplicates of five minutes are taken and dropped', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q.fifo')
  const put = (body: string, id: string, group = 'g') =>
    sqs.sendMessage({ QueueUrl: url, MessageBody: body, MessageDeduplicationId: id, MessageGroupId: group })
  const original = await put('a', 'id')
  const [message] = await receive(sqs, url)
  await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: message!.ReceiptHandle })
  await cloud.clock.advance('299s')
  const duplicate = await put('other body', 'id', 'other-group')
  assert.deepEqual([duplicate.MessageId, duplicate.SequenceNumber], [original.MessageId, original.SequenceNumber])
  assert.deepEqual(await receive(sqs, url), [])
  await cloud.clock.advance('1s')
  const later = await put('a', 'id')
  assert.notEqual(later.MessageId, original.MessageId)
  assert.deepEqual(bodies(await receive(sqs, url)), ['a'])
})

test('the scope of deduplication may be the group, and the id the content', async t => {
  const { sqs } = await freshAccount(t)
  const url = await made(sqs, 'q.fifo',
    { ContentBasedDeduplication: 'true', DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' })
  const put = async (group: string, id?: string) => (await sqs.sendMessage({
    QueueUrl: url, MessageBody: 'same', MessageGroupId: group, ...(id !== undefined && { MessageDeduplicationId: id }),
  })).MessageId
  const first = await put('a')
  assert.equal(await put('a'), first)
  const sha256OfBody = '0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5'
  assert.equal(await put('a', sha256OfBody), first)
  assert.notEqual(await put('a', 'another'), first)
  assert.notEqual(await put('b'), first)
  assert.deepEqual(await counts(sqs, url), [3, 0, 0])
})

test('what a FIFO queue asks of a message', async t => {
  const { sqs } = await freshAccount(t)
  const url = await made(sqs, 'q.fifo')
  const attempt = (input: object) => sqs.sendMessage({ QueueUrl: url, MessageBody: 'x', MessageGroupId: 'g', MessageDeduplicationId: 'd',
    ...input })
  await refused(attempt({ MessageGroupId: undefined }), 'MissingParameter', /The request must contain the parameter MessageGroupId\./)
  await refused(attempt({ MessageDeduplicationId: undefined }), 'InvalidParameterValue',
    /^The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly$/)
  await refused(attempt({ MessageDeduplicationId: 'x'.repeat(129) }), 'InvalidParameterValue', /MessageDeduplicationId can only include/)
  await refused(attempt({ MessageGroupId: 'é' }), 'InvalidParameterValue', /MessageGroupId can only include/)
  await refused(attempt({ DelaySeconds: 1 }), 'InvalidParameterValue', /DelaySeconds is invalid\. Reason: The request include parameter/)
  await attempt({ MessageGroupId: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~' })
})

test('a queue\'s delay holds its groups', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q.fifo', { DelaySeconds: '10' })
  await send(sqs, url, ['a'], 'g')
  await sqs.setQueueAttributes({ QueueUrl: url, Attributes: { DelaySeconds: '0' } })
  await send(sqs, url, ['b'], 'g')
  assert.deepEqual(await receive(sqs, url), [], 'b does not overtake a')
  await cloud.clock.advance('10s')
  assert.deepEqual(bodies(await receive(sqs, url)), ['a', 'b'])
})

test('a receive can be repeated by its attempt id', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q.fifo')
  await send(sqs, url, ['a', 'b'], 'g')
  const again = (attempt: string) => receive(sqs, url, { ReceiveRequestAttemptId: attempt })
  const first = await again('one')
  await cloud.clock.advance('20s')
  const second = await again('one')
  assert.deepEqual(second.map(({ ReceiptHandle }) => ReceiptHandle), first.map(({ ReceiptHandle }) => ReceiptHandle))
  await cloud.clock.advance('20s')
  assert.deepEqual(await again('two'), [], 'the timeout began anew')
  await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: first[0]!.ReceiptHandle })
  assert.deepEqual(await again('one'), [], 'one of them was deleted')
})
