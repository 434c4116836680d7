// Tokens of pages hold for their own list only.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, refused } from './account.fixture.ts'

test('pages of secrets', async t => {
  const { secrets } = await freshAccount(t)
  for (const name of ['a', 'b', 'c']) await made(secrets, name)
  const first = await secrets.listSecrets({ MaxResults: 2, SortBy: 'name' })
  const rest = await secrets.listSecrets({ MaxResults: 2, SortBy: 'name', NextToken: first.NextToken })
  assert.deepEqual([...first.SecretList!, ...rest.SecretList!].map(({ Name }) => Name), ['a', 'b', 'c'])
  assert.equal(rest.NextToken, undefined)
  await refused(secrets.listSecrets({ NextToken: 'x' }), 'InvalidNextTokenException')
  await refused(secrets.listSecretVersionIds({ SecretId: 'a', NextToken: first.NextToken }), 'InvalidNextTokenException')
})
