// Deprecated versions go, the oldest first, once there are more than a hundred.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made } from './account.fixture.ts'

test('old versions make room', async t => {
  const { secrets, cloud } = await freshAccount(t)
  const SecretId = await made(secrets, 's')
  const count = async () => {
    let [found, token]: [number, string | undefined] = [0, undefined]
    do {
      const page: { Versions?: object[], NextToken?: string } =
        await secrets.listSecretVersionIds({ SecretId, IncludeDeprecated: true, ...(token !== undefined && { NextToken: token }) })
      found += page.Versions!.length
      token = page.NextToken
    } while (token !== undefined)
    return found
  }
  for (let i = 0; i < 110; i += 1) await secrets.putSecretValue({ SecretId, SecretString: String(i) })
  assert.equal(await count(), 111)
  await cloud.clock.advance('25h')
  await secrets.putSecretValue({ SecretId, SecretString: 'last' })
  assert.equal(await count(), 100)
})
