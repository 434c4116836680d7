// What a secret costs by being there.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, made } from './account.fixture.ts'

test('a secret stands on the bill until it is marked for deletion', async t => {
  const { secrets, cloud } = await freshAccount(t)
  const standing = () => cloud.core.meter.changes(`${account}/us-east-1`).hours
    .filter(({ usageType }) => usageType === 'AWSSecretsManager-Secrets').map(({ after }) => after)
  const SecretId = await made(secrets, 's')
  assert.deepEqual(standing(), [1])
  await secrets.deleteSecret({ SecretId })
  assert.deepEqual(standing(), [0])
  await secrets.restoreSecret({ SecretId })
  assert.deepEqual(standing(), [1])
})
