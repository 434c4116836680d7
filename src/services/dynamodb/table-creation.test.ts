// Tables from their making to their end, on the clock.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientOf, freshAccount, invalid, made, refused, simplest, sorted } from './account.fixture.ts'

test('a table is made, becomes active, and is described', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  const { TableDescription: made } = await db.createTable({ TableName: 'Music', ...sorted, DeletionProtectionEnabled: true })
  assert.equal(made!.TableStatus, 'CREATING')
  assert.equal(made!.TableArn, 'arn:aws:dynamodb:us-east-1:111122223333:table/Music')
  assert.match(made!.TableId!, /^[0-9a-f]{8}-[0-9a-f]{4}-4/)
  assert.equal(made!.CreationDateTime!.getTime(), cloud.clock.now())
  await refused(db.getItem({ TableName: 'Music', Key: { id: { S: 'a' }, sk: { N: '1' } } }), 'ResourceNotFoundException',
    'Requested resource not found')
  await refused(db.createTable({ TableName: 'Music', ...simplest }), 'ResourceInUseException', 'Table already exists: Music')
  await cloud.clock.advance('10s')
  const { Table: table } = await db.describeTable({ TableName: 'Music' })
  assert.equal(table!.TableStatus, 'ACTIVE')
  assert.deepEqual(table!.KeySchema, sorted.KeySchema)
  assert.deepEqual(table!.AttributeDefinitions, sorted.AttributeDefinitions)
  assert.deepEqual(table!.ProvisionedThroughput, { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 })
  assert.deepEqual([table!.ItemCount, table!.TableSizeBytes, table!.DeletionProtectionEnabled], [0, 0, true])
  assert.equal(table!.BillingModeSummary!.BillingMode, 'PAY_PER_REQUEST')
  assert.deepEqual((await db.describeTable({ TableName: table!.TableArn })).Table, table)
})

test('a table goes, and its name is free', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music', { ...simplest, DeletionProtectionEnabled: true })
  await db.putItem({ TableName: 'Music', Item: { id: { S: 'a' } } })
  await invalid(db.deleteTable({ TableName: 'Music' }),
    'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.')
  await db.updateTable({ TableName: 'Music', DeletionProtectionEnabled: false })
  await refused(db.deleteTable({ TableName: 'Music' }), 'ResourceInUseException',
    'Attempt to change a resource which is still in use: Table is being updated: Music')
  await cloud.clock.advance('1m')
  assert.equal((await db.deleteTable({ TableName: 'Music' })).TableDescription!.TableStatus, 'DELETING')
  await refused(db.deleteTable({ TableName: 'Music' }), 'ResourceInUseException',
    'Attempt to change a resource which is still in use: Table is being deleted: Music')
  await cloud.clock.advance('1m')
  await refused(db.describeTable({ TableName: 'Music' }), 'ResourceNotFoundException',
    'Requested resource not found: Table: Music not found')
  await made(account, 'Music')
  assert.equal((await db.getItem({ TableName: 'Music', Key: { id: { S: 'a' } } })).Item, undefined)
})

test('tables are listed by name, in pages', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  for (const name of ['ccc', 'aaa', 'bbb']) await db.createTable({ TableName: name, ...simplest })
  assert.deepEqual((await db.listTables({})).TableNames, ['aaa', 'bbb', 'ccc'])
  const page = await db.listTables({ Limit: 2 })
  assert.deepEqual([page.TableNames, page.LastEvaluatedTableName], [['aaa', 'bbb'], 'bbb'])
  const rest = await db.listTables({ Limit: 2, ExclusiveStartTableName: 'bbb' })
  assert.deepEqual([rest.TableNames, rest.LastEvaluatedTableName], [['ccc'], undefined])
  assert.deepEqual((await clientOf(cloud, '444455556666').listTables({})).TableNames, [])
  await invalid(db.listTables({ Limit: 101 }),
    '1 validation error detected: Value \'101\' at \'limit\' failed to satisfy constraint: Member must have value less than or ' +
      'equal to 100')
})
