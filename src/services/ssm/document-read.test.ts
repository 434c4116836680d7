// Lists of documents and their filters.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandDocument, freshAccount, refused } from './account.fixture.ts'

test('lists by owner, tag and keyword, in pages', async t => {
  const { ssm } = await freshAccount(t)
  for (const name of ['a-one', 'a-two', 'b-one']) await commandDocument(ssm, name, ['ls'])
  await ssm.addTagsToResource({ ResourceType: 'Document', ResourceId: 'a-two', Tags: [{ Key: 'team', Value: 'x' }] })
  const names = async (...Filters: { Key: string, Values: string[] }[]) =>
    (await ssm.listDocuments({ Filters: [{ Key: 'Owner', Values: ['Self'] }, ...Filters],
      MaxResults: 50 })).DocumentIdentifiers!.map(({ Name }) => Name)
  assert.deepEqual(await names(), ['a-one', 'a-two', 'b-one'])
  assert.deepEqual(await names({ Key: 'Name', Values: ['a-'] }), ['a-one', 'a-two'])
  assert.deepEqual(await names({ Key: 'tag:team', Values: ['x'] }), ['a-two'])
  assert.deepEqual(await names({ Key: 'SearchKeyword', Values: ['ONE'] }), ['a-one', 'b-one'])
  await refused(names({ Key: 'Colour', Values: ['x'] }), 'InvalidFilterKey')
  const first = await ssm.listDocuments({ Filters: [{ Key: 'Owner', Values: ['Private'] }], MaxResults: 2 })
  const rest = await ssm.listDocuments({ Filters: [{ Key: 'Owner', Values: ['Private'] }], NextToken: first.NextToken! })
  assert.deepEqual([first.DocumentIdentifiers!.length, rest.DocumentIdentifiers!.map(({ Name }) => Name), rest.NextToken],
    [2, ['b-one'], undefined])
})
