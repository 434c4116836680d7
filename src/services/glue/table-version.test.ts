// Versions of tables: archived by updates unless they are told not to, shown newest first, deleted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, freshAccount, refused } from './account.fixture.ts'

test('updates archive what was, newest first', async t => {
  const { glue } = await freshAccount(t)
  const update = (Description: string, SkipArchive = false) =>
    glue.updateTable({ DatabaseName: 'lake', TableInput: { Name: 'sales', Description }, SkipArchive }).promise()
  await update('one')
  await update('two', true)
  await update('three')
  const { TableVersions: all } = await glue.getTableVersions(at).promise()
  assert.deepEqual(all!.map(({ VersionId, Table: table }) => [VersionId, table!.Description]),
    [['3', 'three'], ['2', 'two'], ['0', undefined]])
  const shown = async (VersionId?: string) =>
    (await glue.getTableVersion({ ...at, ...(VersionId !== undefined && { VersionId }) }).promise())
    .TableVersion!.Table!.Description
  assert.deepEqual([await shown(), await shown('2')], ['three', 'two'])
  await refused(shown('1'), 'EntityNotFoundException')
  await glue.deleteTableVersion({ ...at, VersionId: '2' }).promise()
  const { Errors: errors } = await glue.batchDeleteTableVersion({ ...at, VersionIds: ['0', '2'] }).promise()
  assert.deepEqual(errors!.map(({ VersionId }) => VersionId), ['2'])
  await refused(glue.deleteTableVersion({ ...at, VersionId: '3' }).promise(), 'InvalidInputException')
})
