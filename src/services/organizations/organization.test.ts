// The organization's making and end, trusted services, delegated administrators.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh, joinedBy, management, member, organized } from './account.fixture.ts'

test('it is made once and ended when it is empty', async t => {
  const all = await fresh(t)
  const { organizations } = all
  const { Organization: made } = await organizations.createOrganization({})
  assert.match(made!.Arn!, new RegExp(`^arn:aws:organizations::${management}:organization/o-[a-z0-9]{10}$`))
  assert.equal(made!.FeatureSet, 'ALL')
  await assert.rejects(organizations.createOrganization({}), { name: 'AlreadyInOrganizationException' })
  await joinedBy(all, member)
  await assert.rejects(organizations.deleteOrganization({}), { name: 'OrganizationNotEmptyException' })
  await organizations.removeAccountFromOrganization({ AccountId: member })
  await organizations.deleteOrganization({})
  await assert.rejects(organizations.describeOrganization({}), { name: 'AWSOrganizationsNotInUseException' })
  await organizations.createOrganization({ FeatureSet: 'CONSOLIDATED_BILLING' })
})

test('the management account is neither closed nor removed nor a delegate', async t => {
  const all = await fresh(t)
  await organized(all)
  const { organizations } = all
  await assert.rejects(organizations.closeAccount({ AccountId: management }), { name: 'ConstraintViolationException' })
  await assert.rejects(organizations.removeAccountFromOrganization({ AccountId: management }),
    { name: 'MasterCannotLeaveOrganizationException' })
  await assert.rejects(organizations.registerDelegatedAdministrator({ AccountId: management, ServicePrincipal: 's.amazonaws.com' }),
    { name: 'ConstraintViolationException' })
})

test('services and delegates are listed with their dates; a delegate cannot leave', async t => {
  const all = await fresh(t)
  const { organizations, of, cloud } = all
  await organized(all)
  await joinedBy(all, member)
  const service = 'config.amazonaws.com'
  await organizations.enableAWSServiceAccess({ ServicePrincipal: service })
  const { EnabledServicePrincipals: trusted } = await organizations.listAWSServiceAccessForOrganization({})
  assert.deepEqual(trusted, [{ ServicePrincipal: service, DateEnabled: new Date(cloud.clock.now()) }])
  await organizations.disableAWSServiceAccess({ ServicePrincipal: service })
  assert.deepEqual((await organizations.listAWSServiceAccessForOrganization({})).EnabledServicePrincipals, [])
  const delegate = { AccountId: member, ServicePrincipal: service }
  await assert.rejects(organizations.deregisterDelegatedAdministrator(delegate), { name: 'AccountNotRegisteredException' })
  await organizations.registerDelegatedAdministrator(delegate)
  await assert.rejects(organizations.registerDelegatedAdministrator(delegate), { name: 'AccountAlreadyRegisteredException' })
  assert.deepEqual((await organizations.listDelegatedAdministrators({})).DelegatedAdministrators!.map(({ Id }) => Id), [member])
  assert.equal((await organizations.listDelegatedServicesForAccount({ AccountId: member })).DelegatedServices!.length, 1)
  await assert.rejects(of(member).leaveOrganization({}), { name: 'ConstraintViolationException' })
})
