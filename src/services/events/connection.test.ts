// Connections keep their secrets to themselves.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('a connection is made, changed, shown without secrets, removed', async t => {
  const { events } = await freshAccount(t)
  const asked = { Name: 'c', AuthorizationType: 'BASIC' as const,
    AuthParameters: { BasicAuthParameters: { Username: 'u', Password: 'p' } } }
  assert.equal((await events.createConnection(asked)).ConnectionState, 'AUTHORIZED')
  await refused(events.createConnection(asked), 'ResourceAlreadyExistsException')
  assert.deepEqual((await events.describeConnection({ Name: 'c' })).AuthParameters, { BasicAuthParameters: { Username: 'u' } })
  await events.updateConnection({ Name: 'c', Description: 'x' })
  assert.equal((await events.listConnections({ NamePrefix: 'c' })).Connections!.length, 1)
  assert.equal((await events.deleteConnection({ Name: 'c' })).ConnectionState, 'DELETING')
  await refused(events.describeConnection({ Name: 'c' }), 'ResourceNotFoundException')
  await refused(events.createConnection({ ...asked, AuthorizationType: 'API_KEY' }), 'ValidationException', /ApiKeyAuthParameters/)
})
