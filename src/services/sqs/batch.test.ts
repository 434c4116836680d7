// Batches: each entry succeeds or fails by itself, and what is no batch fails whole.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodies, counts, freshAccount, made, receive, refused } from './account.fixture.ts'

const mebibyte = 1_048_576

test('batches succeed and fail entry by entry', async t => {
  const { sqs } = await freshAccount(t)
  const url = await made(sqs, 'q')
  const batch = (entries: object[]) => sqs.sendMessageBatch({ QueueUrl: url, Entries: entries as never })
  const outcome = await batch([{ Id: 'a', MessageBody: '1' }, { Id: 'b', MessageBody: '\u0001' },
    { Id: 'c', MessageBody: '2', DelaySeconds: 1000 }, { Id: 'd', MessageBody: '3' }])
  assert.deepEqual(outcome.Successful!.map(({ Id }) => Id), ['a', 'd'])
  assert.deepEqual(outcome.Failed!.map(({ Id, Code, SenderFault }) => [Id, Code, SenderFault]),
    [['b', 'InvalidMessageContents', true], ['c', 'InvalidParameterValue', true]])
  const received = await receive(sqs, url)
  assert.deepEqual(bodies(received), ['1', '3'])
  const entries = (ids: string[]) => ids.map(id => ({ Id: id, MessageBody: 'x' }))
  await refused(batch([]), 'AWS.SimpleQueueService.EmptyBatchRequest', /at least one SendMessageBatchRequestEntry/)
  await refused(batch(entries([...'abcdefghijk'])), 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest', /are 10\. You have sent 11\./)
  await refused(batch(entries(['a', 'a'])), 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct', /Id a repeated\./)
  await refused(batch(entries(['a b'])), 'AWS.SimpleQueueService.InvalidBatchEntryId')
  await refused(batch(['a', 'b'].map(id => ({ Id: id, MessageBody: 'x'.repeat(mebibyte / 2 + 1) }))),
    'AWS.SimpleQueueService.BatchRequestTooLong',
    /cannot be longer than 1048576 bytes\. You have sent 1048578 bytes\./)
  const deleted = await sqs.deleteMessageBatch({
    QueueUrl: url,
    Entries: [...received.map((message, i) => ({ Id: `m${i}`, ReceiptHandle: message.ReceiptHandle! })),
      { Id: 'bad', ReceiptHandle: 'nonsense' }],
  })
  assert.equal(deleted.Successful!.length, 2)
  assert.deepEqual(deleted.Failed!.map(({ Id, Code }) => [Id, Code]), [['bad', 'ReceiptHandleIsInvalid']])
  assert.deepEqual(await counts(sqs, url), [0, 0, 0])
})
