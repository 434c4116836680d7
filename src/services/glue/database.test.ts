// Databases: named in lower case, shown, changed, deleted with their tables.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, freshAccount, refused } from './account.fixture.ts'

test('a database is named in lower case and shown with what AWS gives it', async t => {
  const { glue } = await freshAccount(t)
  const { Database: found } = await glue.getDatabase({ Name: 'LAKE' }).promise()
  assert.deepEqual([found!.Name, found!.Description, found!.CreateTime!.toISOString(), (found as { CatalogId?: string }).CatalogId],
    ['lake', 'all of it', '2027-01-01T00:00:00.000Z', '111122223333'])
  assert.equal(found!.CreateTableDefaultPermissions![0]!.Principal!.DataLakePrincipalIdentifier, 'IAM_ALLOWED_PRINCIPALS')
  await refused(glue.createDatabase({ DatabaseInput: { Name: 'lake' } }).promise(), 'AlreadyExistsException', /Database already exists/)
  await refused(glue.getDatabase({ Name: 'sea' }).promise(), 'EntityNotFoundException', /Database sea not found/)
})

test('an update replaces what is said of it', async t => {
  const { glue } = await freshAccount(t)
  await glue.updateDatabase({ Name: 'lake', DatabaseInput: { Name: 'lake', LocationUri: 's3://lake' } }).promise()
  const { DatabaseList: [only] } = await glue.getDatabases().promise()
  assert.deepEqual([only!.LocationUri, only!.Description], ['s3://lake', undefined])
})

test('its tables go with it', async t => {
  const { glue, addPartitions } = await freshAccount(t)
  await addPartitions(['2027', '01'])
  await glue.deleteDatabase({ Name: 'lake' }).promise()
  await glue.createDatabase({ DatabaseInput: { Name: 'lake' } }).promise()
  await refused(glue.getPartitions(at).promise(), 'EntityNotFoundException')
})
