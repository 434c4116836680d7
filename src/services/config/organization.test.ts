// Whose organization it is, by what Organizations says.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../../kernel/service.ts'
import { membersOf } from './organization.ts'

function caller(account: string, organization: object | undefined) {
  const pages = [{ Accounts: [{ Id: '1', Status: 'ACTIVE' }, { Id: '2', Status: 'SUSPENDED' }], NextToken: 'x' },
    { Accounts: [{ Id: '3', Status: 'ACTIVE' }] }]
  const to = () => ({
    DescribeOrganization: async () => {
      if (organization === undefined) throw new Fault('AWSOrganizationsNotInUseException', 'no')
      return { Organization: organization }
    },
    ListAccounts: async ({ NextToken: token }: { NextToken?: string }) => pages[token === undefined ? 0 : 1],
  })
  return { account, to } as never
}

test('active accounts, of all pages, for the management account only', async () => {
  assert.deepEqual(await membersOf(caller('1', { MasterAccountId: '1' })), ['1', '3'])
  await assert.rejects(membersOf(caller('3', { MasterAccountId: '1' })), { code: 'OrganizationAccessDeniedException' })
  await assert.rejects(membersOf(caller('3', undefined)), { code: 'NoAvailableOrganizationException' })
})
