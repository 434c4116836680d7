// With a bus go its rules.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, listening, refused } from './account.fixture.ts'

test('a bus is removed with its rules; the default one is not', async t => {
  const account = await freshAccount(t)
  const { events } = account
  await events.createEventBus({ Name: 'b' })
  await listening(account, 'r', { pattern: { source: ['shop'] }, bus: 'b' })
  await events.deleteEventBus({ Name: 'b' })
  await events.deleteEventBus({ Name: 'b' })
  await events.createEventBus({ Name: 'b' })
  assert.deepEqual((await events.listRules({ EventBusName: 'b' })).Rules, [])
  await refused(events.deleteEventBus({ Name: 'default' }), 'ValidationException', /Cannot delete event bus default\./)
})
