// Whose organization an organization trail is of.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { organizationOf } from './member.ts'

test('of its management account only', async () => {
  const call = (account: string, organization: object | undefined) => ({ account, to: () => ({
    DescribeOrganization: async () => ({ Organization: organization }),
      ListAccounts: async () => ({ Accounts: [{ Id: '1' }, { Id: '2' }] }),
  }) }) as never
  assert.deepEqual(await organizationOf(call('1', { Id: 'o-1', MasterAccountId: '1' })), { id: 'o-1', accounts: ['1', '2'] })
  await assert.rejects(organizationOf(call('2', { Id: 'o-1', MasterAccountId: '1' })), { code: 'NotOrganizationMasterAccountException' })
  await assert.rejects(organizationOf(call('2', undefined)), { code: 'OrganizationsNotInUseException' })
})
