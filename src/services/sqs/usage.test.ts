// What SQS bills.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made } from './account.fixture.ts'

test('requests are metered in chunks of 64 KB', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q')
  const metered: number[] = []
  const { meter } = cloud.core
  const count = meter.count.bind(meter)
  meter.count = (...usage: Parameters<typeof count>) => {
    if (usage[1].usageType === 'Requests-RBP') metered.push(usage[3])
    count(...usage)
  }
  await sqs.sendMessage({ QueueUrl: url, MessageBody: 'x'.repeat(65_536) })
  await sqs.sendMessage({ QueueUrl: url, MessageBody: 'x'.repeat(65_537) })
  assert.deepEqual(metered, [1, 2])
})
