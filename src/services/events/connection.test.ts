// Connections keep their secrets in Secrets Manager.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SecretsManager } from '@aws-sdk/client-secrets-manager'
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

test('what is secret lies in a secret that goes with the connection', async t => {
  const { events, cloud } = await freshAccount(t)
  const secrets = new SecretsManager({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  await events.createConnection({ Name: 'c', AuthorizationType: 'API_KEY',
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'k', ApiKeyValue: 'v' } } })
  const { SecretArn: arn } = await events.describeConnection({ Name: 'c' })
  assert.match(arn!, /:secret:events!connection\/c\/[0-9a-f-]{36}-\w{6}$/)
  const held = async () => JSON.parse((await secrets.getSecretValue({ SecretId: arn! })).SecretString!) as unknown
  assert.deepEqual(await held(), { api_key_name: 'k', api_key_value: 'v' })
  await events.updateConnection({ Name: 'c', AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'k', ApiKeyValue: 'w' } } })
  assert.deepEqual(await held(), { api_key_name: 'k', api_key_value: 'w' })
  await events.deauthorizeConnection({ Name: 'c' })
  assert.equal((await events.describeConnection({ Name: 'c' })).SecretArn, undefined)
  await refused(secrets.getSecretValue({ SecretId: arn! }), 'ResourceNotFoundException')
  await events.updateConnection({ Name: 'c', AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'k', ApiKeyValue: 'x' } } })
  assert.equal((await events.describeConnection({ Name: 'c' })).ConnectionState, 'AUTHORIZED')
  await events.deleteConnection({ Name: 'c' })
  assert.deepEqual((await secrets.listSecrets({})).SecretList, [])
})
