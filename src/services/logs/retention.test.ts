// Retention on the clock: what is over is not shown, and goes; nothing else does.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, put, refused, texts } from './account.fixture.ts'

test('events go one by one as they fall due', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g', 's')
  await put(here, 'g:s', ['first'])
  await logs.putRetentionPolicy({ logGroupName: 'g', retentionInDays: 3 })
  await cloud.clock.advance('2d')
  await put(here, 'g:s', ['second'])
  const left = async () => texts((await logs.filterLogEvents({ logGroupName: 'g' })).events)
  const bytes = async () => (await logs.describeLogGroups({})).logGroups![0]!.storedBytes
  assert.deepEqual([await left(), await bytes()], ['first,second', 63])
  await cloud.clock.advance('25h')
  assert.deepEqual([await left(), await bytes()], ['second', 32])
  await logs.deleteRetentionPolicy({ logGroupName: 'g' })
  await cloud.clock.advance('30d')
  assert.deepEqual([await left(), (await logs.describeLogGroups({})).logGroups![0]!.retentionInDays], ['second', undefined])
  await logs.putRetentionPolicy({ logGroupName: 'g', retentionInDays: 1 })
  await cloud.clock.advance('1s')
  assert.deepEqual([await left(), await bytes()], ['', 0])
})

test('only some numbers of days, and none for the delivery class', async t => {
  const { logs } = await freshAccount(t)
  await made(logs, 'g')
  await refused(logs.putRetentionPolicy({ logGroupName: 'g', retentionInDays: 2 }), 'InvalidParameterException',
    /enum value set: \[1, 3, 5/)
  await logs.createLogGroup({ logGroupName: 'd', logGroupClass: 'DELIVERY' })
  await refused(logs.putRetentionPolicy({ logGroupName: 'd', retentionInDays: 7 }), 'InvalidParameterException', /DELIVERY/)
  assert.equal((await logs.describeLogGroups({ logGroupNamePrefix: 'd' })).logGroups![0]!.retentionInDays, 2)
})
