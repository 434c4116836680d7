// What an answer means for the next attempt.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../../kernel/service.ts'
import { listener } from './account.fixture.ts'
import { attempt, postNotification } from './attempt.ts'

const delivery = { body: 'x', contentType: 'text/plain', messageId: 'm', topicArn: 't', subscriptionArn: 's', raw: false }

test('answers of HTTP endpoints', async t => {
  for (const [status, kind] of [[200, 'delivered'], [302, 'delivered'], [404, 'refused'], [429, 'failed'], [500, 'failed']] as const) {
    const { url } = await listener(t, status)
    assert.equal((await postNotification({ ...delivery, url })).kind, kind, String(status))
  }
  assert.deepEqual(await postNotification({ ...delivery, url: 'http://127.0.0.1:1/' }),
    { kind: 'failed', code: 'NoResponse', reason: 'ECONNREFUSED' })
})

test('faults of other services: refused unless throttled or out of order', async () => {
  const outcome = (fault: Error) => attempt(() => Promise.reject(fault))
  assert.equal((await attempt(async () => {})).kind, 'delivered')
  assert.deepEqual(await outcome(new Fault('NoSuchQueue', 'none')), { kind: 'refused', code: 'NoSuchQueue', reason: 'none' })
  assert.equal((await outcome(new Fault('ThrottlingException', 'slow'))).kind, 'failed')
  assert.equal((await outcome(new Fault('InternalFailure', 'ours', 500))).kind, 'failed')
  await assert.rejects(outcome(new Error('a bug')), /a bug/)
})
