// How a table is named and shown, without a catalog.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { folded, shownTable } from './stored-table.ts'

test('names are in lower case', () => { assert.equal(folded('Sales_2027'), 'sales_2027') })

test('what is said of a table comes before what AWS gives, and never instead of its name', () => {
  const table = { database: 'lake', name: 'sales', input: { Retention: 7 }, version: 2, createdAt: 1, updatedAt: 2, createdBy: 'me' }
  assert.deepEqual(shownTable(table, { account: '111122223333' }), {
    Retention: 7, Name: 'sales', DatabaseName: 'lake', CreateTime: 1, UpdateTime: 2, CreatedBy: 'me', IsRegisteredWithLakeFormation: false,
    CatalogId: '111122223333', VersionId: '2',
  })
})
