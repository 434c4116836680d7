// Receipt handles at work: deleting, and changing the visibility.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodies, counts, freshAccount, made, receive, refused, send } from './account.fixture.ts'

test('deleting from a standard queue', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q')
  await send(sqs, url, ['a'])
  const [first] = await receive(sqs, url)
  const remove = (handle: string | undefined, queue = url) => sqs.deleteMessage({ QueueUrl: queue, ReceiptHandle: handle })
  await cloud.clock.advance('30s')
  const [second] = await receive(sqs, url)
  await remove(first!.ReceiptHandle)
  assert.deepEqual(await counts(sqs, url), [0, 0, 1], 'an old handle is accepted and deletes nothing')
  await cloud.clock.advance('30s')
  await remove(second!.ReceiptHandle)
  assert.deepEqual(await counts(sqs, url), [0, 0, 0], 'the latest one still does when the message is visible again')
  await remove(second!.ReceiptHandle)
  await refused(remove('nonsense'), 'ReceiptHandleIsInvalid', /^The input receipt handle "nonsense" is not a valid receipt handle\.$/)
  await refused(remove(second!.ReceiptHandle, await made(sqs, 'other')), 'ReceiptHandleIsInvalid')
  await refused(remove(undefined), 'MissingParameter', /ReceiptHandle/)
})

test('a handle is good for twelve hours', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q')
  await send(sqs, url, ['a'])
  const [message] = await receive(sqs, url)
  await cloud.clock.advance('12h')
  await refused(sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: message!.ReceiptHandle }), 'InvalidParameterValue',
    /The receipt handle has expired\./)
})

test('a FIFO queue refuses handles whose time is over', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q.fifo')
  await send(sqs, url, ['a'], 'g')
  const [first] = await receive(sqs, url)
  const remove = (handle: string | undefined) => sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: handle })
  await cloud.clock.advance('30s')
  await refused(remove(first!.ReceiptHandle), 'InvalidParameterValue', /The receipt handle has expired\./)
  const [second] = await receive(sqs, url)
  await refused(remove(first!.ReceiptHandle), 'InvalidParameterValue', /expired/)
  await remove(second!.ReceiptHandle)
  await remove(second!.ReceiptHandle)
  assert.deepEqual(await counts(sqs, url), [0, 0, 0])
})

test('visibility is changed from the time of the change', async t => {
  const { sqs, cloud } = await freshAccount(t)
  for (const name of ['q', 'q.fifo']) {
    const url = await made(sqs, name)
    await send(sqs, url, ['a'], name === 'q' ? undefined : 'g')
    const [message] = await receive(sqs, url)
    const change = (seconds: number, handle = message!.ReceiptHandle) =>
      sqs.changeMessageVisibility({ QueueUrl: url, ReceiptHandle: handle, VisibilityTimeout: seconds })
    await cloud.clock.advance('15s')
    await change(60)
    await cloud.clock.advance('59s')
    assert.deepEqual(await receive(sqs, url), [])
    await change(120)
    await change(2)
    await cloud.clock.advance('2s')
    await refused(change(10), 'AWS.SimpleQueueService.MessageNotInflight')
    const [again] = await receive(sqs, url)
    assert.equal(again!.Attributes!.ApproximateReceiveCount, '2')
    await change(0, again!.ReceiptHandle)
    const [third] = await receive(sqs, url)
    assert.equal(third!.Attributes!.ApproximateReceiveCount, '3')
    await change(5, third!.ReceiptHandle)
    await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: third!.ReceiptHandle })
    assert.deepEqual(await counts(sqs, url), [0, 0, 0])
    await refused(change(5, third!.ReceiptHandle), 'InvalidParameterValue',
      /Message does not exist or is not available for visibility timeout change\./)
  }
})

test('limits of the visibility', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q')
  await send(sqs, url, ['a'])
  const [message] = await receive(sqs, url)
  const change = (seconds: number) => sqs.changeMessageVisibility({ QueueUrl: url, ReceiptHandle: message!.ReceiptHandle,
    VisibilityTimeout: seconds })
  await refused(change(43_201), 'InvalidParameterValue', /VisibilityTimeout/)
  await refused(change(-1), 'InvalidParameterValue')
  await change(43_200)
  await cloud.clock.advance('1s')
  await refused(change(43_200), 'InvalidParameterValue', /Total VisibilityTimeout for the message is beyond the limit \[43200 seconds\]\./)
  await change(43_199)
})

test('a batch of changes', async t => {
  const { sqs } = await freshAccount(t)
  const url = await made(sqs, 'q')
  await send(sqs, url, ['a', 'b'])
  const [a, b] = await receive(sqs, url)
  const outcome = await sqs.changeMessageVisibilityBatch({
    QueueUrl: url,
    Entries: [
      { Id: 'a', ReceiptHandle: a!.ReceiptHandle, VisibilityTimeout: 0 }, { Id: 'b', ReceiptHandle: b!.ReceiptHandle },
      { Id: 'c', ReceiptHandle: 'nonsense', VisibilityTimeout: 0 },
    ],
  })
  assert.deepEqual(outcome.Successful!.map(({ Id }) => Id), ['a'])
  assert.deepEqual(outcome.Failed!.map(({ Id, Code }) => [Id, Code]), [['b', 'MissingParameter'], ['c', 'ReceiptHandleIsInvalid']])
  assert.deepEqual(bodies(await receive(sqs, url)), ['a'])
})
