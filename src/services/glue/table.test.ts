// Tables: shown as they were put, found by a pattern, changed under their version, deleted alone or together.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columns, freshAccount, refused } from './account.fixture.ts'

test('a table is shown as it was put, with what AWS adds', async t => {
  const { glue } = await freshAccount(t)
  const { Table: table } = await glue.getTable({ DatabaseName: 'lake', Name: 'SALES' }).promise()
  assert.deepEqual([table!.Name, table!.DatabaseName, table!.StorageDescriptor!.Columns, table!.PartitionKeys!.map(({ Name }) => Name)],
    ['sales', 'lake', columns, ['year', 'day']])
  assert.deepEqual([table!.CatalogId, table!.VersionId, table!.Retention, table!.CreatedBy],
    ['111122223333', '0', 0, 'arn:aws:iam::111122223333:root'])
  await refused(glue.getTable({ DatabaseName: 'lake', Name: 'none' }).promise(), 'EntityNotFoundException', /Entity Not Found/)
  await refused(glue.createTable({ DatabaseName: 'lake', TableInput: { Name: 'sales' } }).promise(), 'AlreadyExistsException')
  await refused(glue.createTable({ DatabaseName: 'sea', TableInput: { Name: 'fish' } }).promise(), 'EntityNotFoundException',
    /sea not found/)
})

test('names are found by a regular expression', async t => {
  const { glue } = await freshAccount(t)
  for (const Name of ['sales_2026', 'returns']) await glue.createTable({ DatabaseName: 'lake', TableInput: { Name } }).promise()
  const found = async (Expression: string) =>
    (await glue.getTables({ DatabaseName: 'lake', Expression }).promise()).TableList!.map(({ Name }) => Name)
  assert.deepEqual(await found('sales.*'), ['sales', 'sales_2026'])
  assert.deepEqual(await found('sales'), ['sales'])
  assert.deepEqual(await found('*|none'), ['returns', 'sales', 'sales_2026'])
  await refused(found('('), 'InvalidInputException')
  const page = await glue.getTables({ DatabaseName: 'lake', MaxResults: 2 }).promise()
  const rest = await glue.getTables({ DatabaseName: 'lake', NextToken: page.NextToken! }).promise()
  assert.deepEqual([page.TableList!.length, rest.TableList!.map(({ Name }) => Name)], [2, ['sales_2026']])
})

test('an update replaces the table, and may insist on the version that it changes', async t => {
  const { glue } = await freshAccount(t)
  const update = (VersionId?: string) => glue.updateTable({ DatabaseName: 'lake', TableInput: { Name: 'sales', Description: 'new' },
    ...(VersionId !== undefined && { VersionId }) }).promise()
  await refused(update('7'), 'ConcurrentModificationException', /concurrent modifications/)
  await update('0')
  const { Table: table } = await glue.getTable({ DatabaseName: 'lake', Name: 'sales' }).promise()
  assert.deepEqual([table!.Description, table!.StorageDescriptor, table!.VersionId], ['new', undefined, '1'])
})

test('tables are deleted together, and those that are not there are told', async t => {
  const { glue } = await freshAccount(t)
  const { Errors: errors } = await glue.batchDeleteTable({ DatabaseName: 'lake', TablesToDelete: ['sales', 'none'] }).promise()
  assert.deepEqual(errors, [{ TableName: 'none', ErrorDetail: { ErrorCode: 'EntityNotFoundException', ErrorMessage: 'Entity Not Found' } }])
  await refused(glue.deleteTable({ DatabaseName: 'lake', Name: 'sales' }).promise(), 'EntityNotFoundException')
})

test('what needs an engine of table formats is refused by name', async t => {
  const { glue } = await freshAccount(t)
  await refused(glue.createTable({ DatabaseName: 'lake', TableInput: { Name: 'ice' },
    OpenTableFormatInput: { IcebergInput: { MetadataOperation: 'CREATE' } } }).promise(), 'NotImplemented', /OpenTableFormatInput/)
})
