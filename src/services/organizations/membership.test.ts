// Who may ask for what, and that a member's call is answered where its organization lives.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh, joinedBy, management, member, organized } from './account.fixture.ts'

test('outsiders have no organization; members see it and change nothing; delegated administrators look', async t => {
  const all = await fresh(t)
  const { organizations, of } = all
  await assert.rejects(organizations.listAccounts({}), { name: 'AWSOrganizationsNotInUseException' })
  await organized(all)
  await joinedBy(all, member)
  await assert.rejects(of('333333333333').describeOrganization({}), { name: 'AWSOrganizationsNotInUseException' })
  assert.equal((await of(member).describeOrganization({})).Organization!.MasterAccountId, management)
  await assert.rejects(of(member).listAccounts({}), { name: 'AccessDeniedException' })
  await assert.rejects(of(member).createOrganization({}), { name: 'AlreadyInOrganizationException' })
  await organizations.registerDelegatedAdministrator({ AccountId: member, ServicePrincipal: 'config.amazonaws.com' })
  assert.equal((await of(member).listAccounts({})).Accounts!.length, 2)
  await assert.rejects(of(member).createPolicy({ Name: 'p', Description: '', Type: 'TAG_POLICY', Content: '{"tags":{}}' }),
    { name: 'AccessDeniedException' })
})
