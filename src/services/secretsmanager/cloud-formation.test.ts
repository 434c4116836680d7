// Secrets by properties, with the SDK's client in place of calls between services.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '../../kernel/service.ts'
import { cloudFormationCall } from './cloud-formation.fixture.ts'
import { freshAccount, refused, valueOf } from './account.fixture.ts'
import { secretHandlers } from './cloud-formation.ts'

test('a secret by properties', async t => {
  const { secrets } = await freshAccount(t)
  const call: Call = cloudFormationCall(secrets)
  const properties = { Name: 's', Description: 'mine', SecretString: 'one', Tags: [{ Key: 'a', Value: 'b' }] }
  const id = await secretHandlers.create(properties, call)
  const { SecretString: _, ...shown } = properties
  assert.deepEqual(await secretHandlers.read(id, call), { ...shown, Id: id })
  await secretHandlers.update(id, { Name: 's', SecretString: 'two', Tags: [{ Key: 'c', Value: 'd' }] }, properties, call)
  assert.equal(await valueOf(secrets, id), 'two')
  assert.deepEqual((await secretHandlers.read(id, call)).Tags, [{ Key: 'c', Value: 'd' }])
  const GenerateSecretString = { SecretStringTemplate: '{"user":"me"}', GenerateStringKey: 'password', PasswordLength: 10 }
  const generated = await secretHandlers.create({ GenerateSecretString }, call)
  const { user, password } = JSON.parse(await valueOf(secrets, generated))
  assert.deepEqual([user, password.length], ['me', 10])
  const listed = []
  for await (const each of secretHandlers.list(call)) listed.push(each)
  assert.equal(listed.length, 2)
  await secretHandlers.delete(id, call)
  await refused(secretHandlers.read(id, call), 'ResourceNotFoundException')
})
