// Quotas on tables and capacity, and the decreases of a day.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, indexed, made, refused, simplest } from './account.fixture.ts'

const units = (read: number, write: number) => ({ ReadCapacityUnits: read, WriteCapacityUnits: write })

test('four decreases a day, then one an hour; each day begins anew', async t => {
  const account = await freshAccount(t, undefined, { quotas: 'real' })
  const { cloud, db } = account
  await cloud.clock.set('2030-10-10T00:00:00Z')
  const { BillingMode: _, ...rest } = simplest
  await made(account, 'Music', { ...rest, ProvisionedThroughput: units(100, 100) })
  let read = 100
  const decrease = async () => {
    read -= 1
    await db.updateTable({ TableName: 'Music', ProvisionedThroughput: units(read, 100) })
    await cloud.clock.advance('1m')
  }
  for (let i = 0; i < 4; i += 1) await decrease()
  await refused(decrease(), 'LimitExceededException', 'Subscriber limit exceeded: Provisioned throughput decreases are limited within a ' +
    'given UTC day. After the first 4 decreases, each subsequent decrease in the same UTC day can be performed at most once every ' +
    '3600 seconds. Number of decreases today: 4. Last decrease at Thursday, October 10, 2030 at 12:04:00 AM Coordinated Universal Time. ' +
    'Next decrease can be made at Thursday, October 10, 2030 at 1:04:00 AM Coordinated Universal Time')
  await db.updateTable({ TableName: 'Music', ProvisionedThroughput: units(200, 100) })
  await cloud.clock.advance('1h')
  read = 101
  await decrease()
  const { Table: table } = await db.describeTable({ TableName: 'Music' })
  assert.equal(table!.ProvisionedThroughput!.NumberOfDecreasesToday, 5)
  await cloud.clock.advance('1d')
  assert.equal((await db.describeTable({ TableName: 'Music' })).Table!.ProvisionedThroughput!.NumberOfDecreasesToday, 0)
  await decrease()
})

test('a table, its indexes and the account have a limit of capacity', async t => {
  const account = await freshAccount(t, undefined, { quotas: 'real' })
  const { BillingMode: _, ...rest } = simplest
  const create = (name: string, read: number, write: number) => made(account, name, { ...rest, ProvisionedThroughput: units(read, write) })
  await refused(create('Music', 40_001, 1), 'LimitExceededException', /ReadCapacityUnits of 40001 exceeds the maximum of 40000/)
  await create('Music', 40_000, 1)
  await create('Film', 40_000, 1)
  await refused(create('Books', 1, 1), 'LimitExceededException', /ReadCapacityUnits of 80001 exceeds the maximum of 80000/)
  await refused(account.db.updateTable({ TableName: 'Music', ProvisionedThroughput: units(1, 40_001) }), 'LimitExceededException',
    /WriteCapacityUnits of 40001/)
})

test('so many tables may be made at a time', async t => {
  const account = await freshAccount(t, undefined, { quotas: 'real' })
  const { cloud, db } = account
  const create = (name: string) => db.createTable({ TableName: name, ...indexed } as never)
  for (let i = 0; i < 250; i += 1) await create(`t${String(i).padStart(3, '0')}`)
  await refused(create('Music'), 'LimitExceededException',
    /^Subscriber limit exceeded: (You have exceeded the maximum number of indexed tables|Only 500 tables can be created)/)
  await cloud.clock.advance('1m')
  await create('Music')
})

test('warm throughput is raised and never lowered', async t => {
  const account = await freshAccount(t)
  const { cloud, db } = account
  await made(account, 'Music', { ...simplest, WarmThroughput: { ReadUnitsPerSecond: 15_000, WriteUnitsPerSecond: 5000 } })
  const warm = async () => (await db.describeTable({ TableName: 'Music' })).Table!.WarmThroughput
  assert.deepEqual(await warm(), { ReadUnitsPerSecond: 15_000, WriteUnitsPerSecond: 5000, Status: 'ACTIVE' })
  await refused(db.updateTable({ TableName: 'Music', WarmThroughput: { WriteUnitsPerSecond: 4999 } }), 'ValidationException',
    /must not be less than the current 5000$/)
  await db.updateTable({ TableName: 'Music', WarmThroughput: { WriteUnitsPerSecond: 6000 } })
  assert.deepEqual(await warm(), { ReadUnitsPerSecond: 15_000, WriteUnitsPerSecond: 6000, Status: 'UPDATING' })
  await cloud.clock.advance('1m')
  assert.equal((await warm())!.Status, 'ACTIVE')
})
