// Which messages come: once a receive, and those of quiet tenants first.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodies, freshAccount, made, receive, send } from './account.fixture.ts'

test('a timeout of nothing gives a message once a receive', async t => {
  const { sqs } = await freshAccount(t)
  for (const name of ['q', 'q.fifo']) {
    const url = await made(sqs, name, { VisibilityTimeout: '0' })
    await send(sqs, url, ['a', 'b'], name === 'q' ? undefined : 'g')
    assert.deepEqual(bodies(await receive(sqs, url)), ['a', 'b'])
    assert.deepEqual(bodies(await receive(sqs, url)), ['a', 'b'])
  }
})

test('quiet tenants are served before a noisy one', async t => {
  const { sqs } = await freshAccount(t)
  const url = await made(sqs, 'q')
  const flood = async (group: string, count: number) => {
    for (let i = 0; i < count; i += 1) await sqs.sendMessage({ QueueUrl: url, MessageBody: `${group}${i}`, MessageGroupId: group })
  }
  await flood('noisy', 60)
  for (let i = 0; i < 3; i += 1) await receive(sqs, url)
  await flood('quiet', 2)
  await send(sqs, url, ['nobody\'s'])
  assert.deepEqual(bodies(await receive(sqs, url)),
    ['quiet0', 'quiet1', 'nobody\'s', ...[30, 31, 32, 33, 34, 35, 36].map(i => `noisy${i}`)])
})
