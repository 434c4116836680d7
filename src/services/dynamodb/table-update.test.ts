// UpdateTable: what changes, when, and what does not.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, invalid, invalidParameter, made, refused, simplest } from './account.fixture.ts'

const provisioned = (units: number) => ({
  ...simplest, BillingMode: 'PROVISIONED' as const, ProvisionedThroughput: { ReadCapacityUnits: units, WriteCapacityUnits: units },
})

test('capacity goes up and down, and to on demand', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music', provisioned(5))
  const update = (units: number) => db.updateTable({ TableName: 'Music',
    ProvisionedThroughput: { ReadCapacityUnits: units, WriteCapacityUnits: units } })
  await invalid(update(5), 'The provisioned throughput for the table will not change. The requested value equals the current value. ' +
    'Current ReadCapacityUnits provisioned for the table: 5. Requested ReadCapacityUnits: 5. ' +
    'Current WriteCapacityUnits provisioned for the table: 5. Requested WriteCapacityUnits: 5. ' +
    'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.')
  await update(3)
  await refused(update(4), 'ResourceInUseException', 'Attempt to change a resource which is still in use: Table is being updated: Music')
  await cloud.clock.advance('1m')
  await update(7)
  await cloud.clock.advance('1m')
  const { Table: table } = await db.describeTable({ TableName: 'Music' })
  const { LastIncreaseDateTime: up, LastDecreaseDateTime: down, ...throughput } = table!.ProvisionedThroughput!
  assert.deepEqual(throughput, { NumberOfDecreasesToday: 1, ReadCapacityUnits: 7, WriteCapacityUnits: 7 })
  assert.ok(up! > down!)
  assert.equal(table!.BillingModeSummary, undefined)
  await db.updateTable({ TableName: 'Music', BillingMode: 'PAY_PER_REQUEST' })
  await cloud.clock.advance('1m')
  const { Table: onDemand } = await db.describeTable({ TableName: 'Music' })
  assert.deepEqual([onDemand!.BillingModeSummary!.BillingMode, onDemand!.ProvisionedThroughput!.ReadCapacityUnits], ['PAY_PER_REQUEST', 0])
  await invalid(db.updateTable({ TableName: 'Music', BillingMode: 'PROVISIONED' }),
    `${invalidParameter}ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED`)
})
