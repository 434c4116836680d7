// Saved queries.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('saved, changed, listed by name and deleted', async t => {
  const { logs, cloud } = await freshAccount(t)
  const put = async (name: string,
    more: object = {}) => (await logs.putQueryDefinition({ name, queryString: 'limit 1', ...more })).queryDefinitionId!
  const id = await put('team/b', { logGroupNames: ['g'] })
  await put('team/a')
  await put('other')
  assert.equal(await put('team/b2', { queryDefinitionId: id }), id)
  const list = async (input: object) => (await logs.describeQueryDefinitions(input)).queryDefinitions!.map(({ name }) => name)
  assert.deepEqual(await list({ queryDefinitionNamePrefix: 'team/' }), ['team/a', 'team/b2'])
  const page = await logs.describeQueryDefinitions({ maxResults: 2 })
  assert.deepEqual([page.queryDefinitions!.length, await list({ nextToken: page.nextToken })], [2, ['team/b2']])
  assert.equal(page.queryDefinitions![0]!.lastModified, cloud.clock.now())
  assert.equal((await logs.deleteQueryDefinition({ queryDefinitionId: id })).success, true)
  await refused(logs.deleteQueryDefinition({ queryDefinitionId: id }), 'ResourceNotFoundException')
  await refused(put('x', { queryDefinitionId: id }), 'ResourceNotFoundException')
})
