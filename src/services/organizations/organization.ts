// The organization itself: its making, its end, its features, and the services that may act in it.

import type { Organizations } from '../../../generated/aws/organizations.ts'
import type { Call } from '../../kernel/service.ts'
import { dismiss, enrol, joined, managed, memberName, overseen } from './membership.ts'
import { fullAccess } from './policy-text.ts'
import { Account, Handshake, Organization, Policy, Root, Unit } from './structure.ts'
import type { FeatureSet } from './structure.ts'

function described(organization: Organization, call: Call) {
  return {
    Id: organization.id,
    Arn: call.arn(Organization, organization),
    FeatureSet: organization.featureSet,
    MasterAccountArn: call.arn(Account, call.of(Account).require(call.account)),
    MasterAccountId: call.account,
    MasterAccountEmail: organization.email,
    // "Organization", Organizations API Reference: the member says the same for every organization; ListRoots tells what is enabled.
    AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
  } as const
}

export const CreateOrganization: Organizations['CreateOrganization'] = ({ FeatureSet: featureSet = 'ALL' }, call) => {
  const { kind, account } = call.principal
  if (kind === 'anonymous') throw call.fault('AccessDeniedException', 'You don\'t have permissions to access this resource.')
  if (call.names.holder(memberName(account)) !== undefined) {
    throw call.fault('AlreadyInOrganizationException', 'The AWS account is already a member of an organization.')
  }
  const email = `root@${call.account}.example`
  const organization = call.of(Organization).insert({
    id: `o-${call.alphanumeric(10).toLowerCase()}`, featureSet: featureSet as FeatureSet, email, createdAt: call.now(), trusted: {},
  })
  const root = call.of(Root).insert({
    id: `r-${call.alphanumeric(4).toLowerCase()}`, organization: organization.id, name: 'Root', policyTypes: [],
  })
  call.of(Policy).insert({ ...fullAccess, organization: organization.id })
  enrol({
    id: call.account, organization: organization.id, parent: root.id, name: 'Management account', email, state: 'ACTIVE',
      joinedBy: 'INVITED',
    joinedAt: call.now(), delegated: {},
  }, call)
  return { Organization: described(organization, call) }
}

export const DescribeOrganization: Organizations['DescribeOrganization'] = (_, call) => ({ Organization: described(joined(call), call) })

export const DeleteOrganization: Organizations['DeleteOrganization'] = (_, call) => {
  const { id } = managed(call)
  const others = [...call.of(Account).scan()].some(account => account.id !== call.account)
  if (others || call.of(Unit).first() !== undefined) {
    throw call.fault('OrganizationNotEmptyException',
      'The organization isn\'t empty. To delete an organization, you must first remove all accounts except the management account.')
  }
  for (const policy of call.of(Policy).scan()) call.of(Policy).delete(policy.id)
  for (const handshake of call.of(Handshake).scan()) call.of(Handshake).delete(handshake.id)
  for (const root of call.of(Root).scan()) call.of(Root).delete(root.id)
  dismiss(call.account, call)
  call.of(Organization).delete(id)
}

export const EnableAWSServiceAccess: Organizations['EnableAWSServiceAccess'] = ({ ServicePrincipal: service }, call) => {
  const organization = managed(call)
  call.of(Organization).put({ ...organization, trusted: { ...organization.trusted, [service]: call.now() } })
}

export const DisableAWSServiceAccess: Organizations['DisableAWSServiceAccess'] = ({ ServicePrincipal: service }, call) => {
  const organization = managed(call)
  const { [service]: _, ...trusted } = organization.trusted
  call.of(Organization).put({ ...organization, trusted })
}

export const ListAWSServiceAccessForOrganization: Organizations['ListAWSServiceAccessForOrganization'] = function* (_, call) {
  for (const [ServicePrincipal, DateEnabled] of Object.entries(overseen(call).trusted).sort()) yield { ServicePrincipal, DateEnabled }
}

/** @throws ConstraintViolationException for an account that manages the organization */
function delegate(id: string, call: Call): Account {
  const account = call.of(Account).require(id)
  if (id !== call.account) return account
  throw call.fault('ConstraintViolationException', 'You cannot register the management account as a delegated administrator.',
    { Reason: 'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR' })
}

export const RegisterDelegatedAdministrator: Organizations['RegisterDelegatedAdministrator'] = (input, call) => {
  const { AccountId: id, ServicePrincipal: service } = input
  managed(call)
  const account = delegate(id, call)
  if (service in account.delegated) {
    throw call.fault('AccountAlreadyRegisteredException',
      'The provided account is already a delegated administrator for your organization.')
  }
  call.of(Account).put({ ...account, delegated: { ...account.delegated, [service]: call.now() } })
}

export const DeregisterDelegatedAdministrator: Organizations['DeregisterDelegatedAdministrator'] = (input, call) => {
  const { AccountId: id, ServicePrincipal: service } = input
  managed(call)
  const account = call.of(Account).require(id)
  const { [service]: since, ...delegated } = account.delegated
  if (since === undefined) throw notRegistered(call)
  call.of(Account).put({ ...account, delegated })
}

function notRegistered(call: Call) {
  return call.fault('AccountNotRegisteredException',
    'The provided account is not a registered delegated administrator for your organization.')
}

export const ListDelegatedAdministrators: Organizations['ListDelegatedAdministrators'] = function* ({ ServicePrincipal: service }, call) {
  overseen(call)
  for (const account of call.of(Account).scan()) {
    const since = service === undefined ? Math.min(...Object.values(account.delegated)) : account.delegated[service]
    if (since === undefined || since === Infinity) continue
    yield {
      Id: account.id, Arn: call.arn(Account, account), Email: account.email, Name: account.name, Status: 'ACTIVE',
        JoinedMethod: account.joinedBy,
      JoinedTimestamp: account.joinedAt, DelegationEnabledDate: since,
    }
  }
}

export const ListDelegatedServicesForAccount: Organizations['ListDelegatedServicesForAccount'] = function* ({ AccountId: id }, call) {
  overseen(call)
  const delegated = Object.entries(call.of(Account).require(id).delegated)
  if (delegated.length === 0) throw notRegistered(call)
  for (const [ServicePrincipal, DelegationEnabledDate] of delegated.sort()) yield { ServicePrincipal, DelegationEnabledDate }
}
