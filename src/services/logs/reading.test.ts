// Reading a stream forwards and backwards, by tokens that stay when there is nothing more.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, put, refused, texts } from './account.fixture.ts'

const place = { logGroupName: 'g', logStreamName: 's' }

test('forwards from the head, and on when more has come', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g', 's', 'other')
  await put(here, 'g:s', ['1', '2', '3', '4', '5'])
  await put(here, 'g:other', ['x'])
  const first = await logs.getLogEvents({ ...place, startFromHead: true, limit: 2 })
  assert.equal(texts(first.events), '1,2')
  assert.deepEqual(first.events![1], { timestamp: cloud.clock.now() - 3, message: '2', ingestionTime: cloud.clock.now() })
  const second = await logs.getLogEvents({ ...place, nextToken: first.nextForwardToken, limit: 10 })
  assert.equal(texts(second.events), '3,4,5')
  const end = await logs.getLogEvents({ ...place, nextToken: second.nextForwardToken })
  assert.deepEqual([texts(end.events), end.nextForwardToken], ['', second.nextForwardToken])
  await put(here, 'g:s', ['6'])
  assert.equal(texts((await logs.getLogEvents({ ...place, nextToken: end.nextForwardToken })).events), '6')
  const back = await logs.getLogEvents({ ...place, nextToken: second.nextBackwardToken })
  assert.equal(texts(back.events), '1,2')
})

test('backwards from the end, the latest first', async t => {
  const here = await freshAccount(t)
  const { logs } = here
  await made(logs, 'g', 's')
  const empty = await logs.getLogEvents(place)
  assert.deepEqual([empty.events, empty.nextForwardToken!.length], [[], 60])
  await put(here, 'g:s', ['1', '2', '3', '4', '5'])
  assert.equal(texts((await logs.getLogEvents({ ...place, nextToken: empty.nextForwardToken })).events), '1,2,3,4,5')
  const last = await logs.getLogEvents({ ...place, limit: 2 })
  const before = await logs.getLogEvents({ ...place, limit: 2, nextToken: last.nextBackwardToken })
  const first = await logs.getLogEvents({ ...place, limit: 2, nextToken: before.nextBackwardToken })
  const none = await logs.getLogEvents({ ...place, limit: 2, nextToken: first.nextBackwardToken })
  assert.deepEqual([last, before, first, none].map(({ events }) => texts(events)), ['4,5', '2,3', '1', ''])
  assert.equal(none.nextBackwardToken, first.nextBackwardToken)
})

test('by time, whose end is not included', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g', 's')
  await put(here, 'g:s', ['1', '2', '3', '4'])
  const now = cloud.clock.now()
  assert.equal(texts((await logs.getLogEvents({ ...place, startTime: now - 2, endTime: now })).events), '2,3')
  const byArn = { logGroupIdentifier: `arn:aws:logs:us-east-1:111122223333:log-group:g`, logStreamName: 's' }
  assert.equal(texts((await logs.getLogEvents(byArn)).events), '1,2,3,4')
  await refused(logs.getLogEvents({ ...place, nextToken: 'x' }), 'InvalidParameterException', /^The specified nextToken is invalid\.$/)
  await refused(logs.getLogEvents({ logStreamName: 's' }), 'InvalidParameterException', /Exactly one/)
  await refused(logs.getLogEvents({ ...place, startTime: 2, endTime: 1 }), 'InvalidParameterException', /endTime/)
})

test('a page holds a mebibyte', async t => {
  const here = await freshAccount(t)
  const { logs } = here
  await made(logs, 'g', 's')
  for (let i = 0; i < 3; i += 1) await put(here, 'g:s', [String(i).repeat(500_000)])
  const page = await logs.getLogEvents({ ...place, startFromHead: true })
  const next = await logs.getLogEvents({ ...place, nextToken: page.nextForwardToken })
  assert.deepEqual([page.events!.length, next.events!.length], [2, 1])
})
