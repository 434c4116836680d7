// Time to live on the clock: what goes, when, and what stays.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, invalid, item, made } from './account.fixture.ts'

const specification = (Enabled: boolean) => ({ TableName: 'Music', TimeToLiveSpecification: { Enabled, AttributeName: 'ends' } })

test('items go when their time has come, and only they', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music')
  const now = Math.floor(cloud.clock.now() / 1000)
  const put = (id: string, ends: number | string) => db.putItem({ TableName: 'Music', Item: item({ id, ends }) })
  const ids = async () => (await db.scan({ TableName: 'Music' })).Items!.map(({ id }) => id!.S!).sort()
  await put('before it was on', now + 3600)
  await db.updateTimeToLive(specification(true))
  assert.deepEqual((await db.describeTimeToLive({ TableName: 'Music' })).TimeToLiveDescription,
    { TimeToLiveStatus: 'ENABLED', AttributeName: 'ends' })
  await put('in an hour', now + 3600)
  await put('in two', now + 7200)
  await put('put off', now + 3600)
  await put('put off', now + 7200)
  await put('a string', String(now))
  await put('six years ago', now - 6 * 366 * 86_400)
  await put('yesterday', now - 86_400)
  assert.ok((await ids()).includes('yesterday'))
  await cloud.clock.advance('59m')
  assert.deepEqual(await ids(), ['a string', 'before it was on', 'in an hour', 'in two', 'put off', 'six years ago'])
  await cloud.clock.advance('2m')
  assert.deepEqual(await ids(), ['a string', 'in two', 'put off', 'six years ago'])
  await cloud.clock.advance('1h')
  assert.deepEqual(await ids(), ['a string', 'six years ago'])
})

test('turned off, nothing goes', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music')
  await db.updateTimeToLive(specification(true))
  await invalid(db.updateTimeToLive(specification(true)), 'TimeToLive is already enabled')
  await invalid(db.updateTimeToLive(specification(false)), 'Time to live has been modified multiple times within a fixed interval')
  await db.putItem({ TableName: 'Music', Item: item({ id: 'a', ends: Math.floor(cloud.clock.now() / 1000) + 86_400 }) })
  await cloud.clock.advance('2h')
  await db.updateTimeToLive(specification(false))
  await cloud.clock.advance('2d')
  assert.equal((await db.scan({ TableName: 'Music' })).Count, 1)
})
