// Stored queries: put, changed, listed in pages, deleted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DeleteStoredQueryCommand, GetStoredQueryCommand, ListStoredQueriesCommand,
  PutStoredQueryCommand } from '@aws-sdk/client-config-service'
import { freshAccount, refused } from './account.fixture.ts'

test('a query under a name', async t => {
  const { config } = await freshAccount(t)
  const put = (QueryName: string,
    more: object = { Expression: 'SELECT resourceId' }) => config.send(new PutStoredQueryCommand({ StoredQuery: { QueryName, ...more } }))
  const { QueryArn: arn } = await put('a')
  assert.match(arn!, /:stored-query\/a\/query-[a-z0-9]{16}$/)
  assert.equal((await put('a', { Description: 'all' })).QueryArn, arn)
  const { StoredQuery: query } = await config.send(new GetStoredQueryCommand({ QueryName: 'a' }))
  assert.deepEqual([query!.Expression, query!.Description], ['SELECT resourceId', 'all'])
  await put('b')
  const first = await config.send(new ListStoredQueriesCommand({ MaxResults: 1 }))
  const second = await config.send(new ListStoredQueriesCommand({ MaxResults: 1, NextToken: first.NextToken! }))
  assert.deepEqual([...first.StoredQueryMetadata!, ...second.StoredQueryMetadata!].map(({ QueryName }) => QueryName), ['a', 'b'])
  await config.send(new DeleteStoredQueryCommand({ QueryName: 'a' }))
  await refused(config.send(new GetStoredQueryCommand({ QueryName: 'a' })), 'ResourceNotFoundException')
})
