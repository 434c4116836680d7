// Scheduled rules on the virtual clock.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Cloud } from '../../index.ts'
import { clientsOf, freshAccount, listening, taken } from './account.fixture.ts'

test('a rate comes as often as it says', async t => {
  const account = await freshAccount(t)
  const queue = await listening(account, 'r', { schedule: 'rate(5 minutes)' }, { Input: '{"tick":true}' })
  await account.cloud.clock.advance('26m')
  assert.deepEqual(await taken(account, queue), Array.from({ length: 5 }, () => '{"tick":true}'))
  await account.events.disableRule({ Name: 'r' })
  await account.cloud.clock.advance('1h')
  assert.deepEqual(await taken(account, queue), [])
})

test('a cron comes at its time, in UTC', async t => {
  const cloud = await Cloud.open({ seed: t.name, now: '2027-01-01T11:00:00Z' })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const account = { cloud, ...clientsOf(cloud, '111122223333') }
  const queue = await listening(account, 'r', { schedule: 'cron(0 12 ? * MON-FRI *)' })
  await cloud.clock.advance('4d')
  const events = (await taken(account, queue)).map(body => JSON.parse(body) as Record<string, unknown>)
  assert.deepEqual(events.map(({ time, source, 'detail-type': kind }) => [time, source, kind]), [
    ['2027-01-01T12:00:00Z', 'aws.events', 'Scheduled Event'], ['2027-01-04T12:00:00Z', 'aws.events', 'Scheduled Event'],
  ])
})
