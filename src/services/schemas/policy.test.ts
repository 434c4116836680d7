// Policies of registries and their revisions.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('a policy is put, read, guarded by its revision, removed', async t => {
  const { schemas } = await freshAccount(t)
  await schemas.createRegistry({ RegistryName: 'r' })
  const Policy = JSON.stringify({ Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: '222233334444' }, Action: 'schemas:*',
    Resource: '*' }] })
  await refused(schemas.getResourcePolicy({ RegistryName: 'r' }), 'NotFoundException')
  const { RevisionId: first } = await schemas.putResourcePolicy({ RegistryName: 'r', Policy })
  await refused(schemas.putResourcePolicy({ RegistryName: 'r', Policy, RevisionId: 'other' }), 'PreconditionFailedException')
  const { RevisionId: second } = await schemas.putResourcePolicy({ RegistryName: 'r', Policy, RevisionId: first! })
  assert.notEqual(first, second)
  const { Policy: read } = await schemas.getResourcePolicy({ RegistryName: 'r' })
  assert.deepEqual(JSON.parse(String(read)), JSON.parse(Policy))
  await schemas.deleteResourcePolicy({ RegistryName: 'r' })
  await refused(schemas.getResourcePolicy({ RegistryName: 'r' }), 'NotFoundException')
})
