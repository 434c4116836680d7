// The account's alias is one and nobody else's; its counts count.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh, refused } from './account.fixture.ts'

test('an alias is one account\'s', async t => {
  const { iam, as } = await fresh(t)
  const aliases = async () => (await iam.listAccountAliases({})).AccountAliases
  await iam.createAccountAlias({ AccountAlias: 'acme' })
  await iam.createAccountAlias({ AccountAlias: 'acme' })
  await refused(as({ accessKeyId: '444455556666' }).iam.createAccountAlias({ AccountAlias: 'acme' }), 'EntityAlreadyExists',
    'The account alias acme already exists.')
  await iam.createAccountAlias({ AccountAlias: 'acme-two' })
  assert.deepEqual(await aliases(), ['acme-two'])
  await as({ accessKeyId: '444455556666' }).iam.createAccountAlias({ AccountAlias: 'acme' })
  await refused(iam.deleteAccountAlias({ AccountAlias: 'acme' }), 'NoSuchEntity', 'The account alias acme cannot be found.')
  await iam.deleteAccountAlias({ AccountAlias: 'acme-two' })
  assert.deepEqual(await aliases(), [])
})

test('the summary counts', async t => {
  const { iam } = await fresh(t)
  await iam.createUser({ UserName: 'alice' })
  await iam.createGroup({ GroupName: 'crew' })
  await iam.createAccessKey({})
  await iam.setSecurityTokenServicePreferences({ GlobalEndpointTokenVersion: 'v2Token' })
  const { SummaryMap: map } = await iam.getAccountSummary({})
  assert.deepEqual([map!.Users, map!.Groups, map!.Roles, map!.UsersQuota, map!.AccountAccessKeysPresent, map!.GlobalEndpointTokenVersion],
    [1, 1, 0, 5000, 1, 2])
})
