// AWS Organizations: one organization per management account, in that account's cell; members' calls are answered there.

import { service } from '../../kernel/service.ts'
import {
  CloseAccount, closed, CreateAccount, DescribeAccount, DescribeCreateAccountStatus, LeaveOrganization, ListAccounts, ListAccountsForParent,
  ListCreateAccountStatus, made, RemoveAccountFromOrganization,
} from './account.ts'
import {
  AcceptHandshake, CancelHandshake, DeclineHandshake, DescribeHandshake, EnableAllFeatures, expire, InviteAccountToOrganization,
  ListHandshakesForAccount, ListHandshakesForOrganization,
} from './handshake.ts'
import { governing } from './controls.ts'
import { cellOf } from './membership.ts'
import {
  CreateOrganization, DeleteOrganization, DeregisterDelegatedAdministrator, DescribeOrganization, DisableAWSServiceAccess,
  EnableAWSServiceAccess, ListAWSServiceAccessForOrganization, ListDelegatedAdministrators, ListDelegatedServicesForAccount,
  RegisterDelegatedAdministrator,
} from './organization.ts'
import {
  AttachPolicy, CreatePolicy, DeletePolicy, DescribeEffectivePolicy, DescribePolicy, DetachPolicy, DisablePolicyType, EnablePolicyType,
  ListPolicies, ListPoliciesForTarget, ListTargetsForPolicy, UpdatePolicy,
} from './policy.ts'
import { Account, Handshake, Organization, Policy, Root, Unit } from './structure.ts'
import { ListTagsForResource, TagResource, UntagResource } from './tagged.ts'
import {
  CreateOrganizationalUnit, DeleteOrganizationalUnit, DescribeOrganizationalUnit, ListChildren, ListOrganizationalUnitsForParent,
    ListParents,
  ListRoots, MoveAccount, UpdateOrganizationalUnit,
} from './unit.ts'

const transfer = 'Transfers of billing responsibility between organizations are not carried out.'

export const organizations = service({
  id: 'organizations',
  scope: 'account',
  resources: [Organization, Root, Unit, Account, Policy, Handshake],
  operations: {
    AcceptHandshake: governing(AcceptHandshake), AttachPolicy: governing(AttachPolicy), CancelHandshake, CloseAccount, CreateAccount,
      CreateOrganization, CreateOrganizationalUnit, CreatePolicy,
    DeclineHandshake, DeleteOrganization: governing(DeleteOrganization), DeleteOrganizationalUnit, DeletePolicy,
      DeregisterDelegatedAdministrator, DescribeAccount,
    DescribeCreateAccountStatus, DescribeEffectivePolicy, DescribeHandshake, DescribeOrganization, DescribeOrganizationalUnit,
      DescribePolicy,
    DetachPolicy: governing(DetachPolicy), DisableAWSServiceAccess, DisablePolicyType: governing(DisablePolicyType),
      EnableAWSServiceAccess, EnableAllFeatures, EnablePolicyType: governing(EnablePolicyType),
    InviteAccountToOrganization, LeaveOrganization, ListAWSServiceAccessForOrganization, ListAccounts, ListAccountsForParent, ListChildren,
    ListCreateAccountStatus, ListDelegatedAdministrators, ListDelegatedServicesForAccount, ListHandshakesForAccount,
    ListHandshakesForOrganization, ListOrganizationalUnitsForParent, ListParents, ListPolicies, ListPoliciesForTarget, ListRoots,
    ListTagsForResource, ListTargetsForPolicy, MoveAccount: governing(MoveAccount), RegisterDelegatedAdministrator,
      RemoveAccountFromOrganization, TagResource,
    UntagResource, UpdateOrganizationalUnit, UpdatePolicy: governing(UpdatePolicy),
  },
  refuses: {
    CreateGovCloudAccount: 'Accounts of the GovCloud partition are not made here.',
    InviteOrganizationToTransferResponsibility: transfer,
    DescribeResponsibilityTransfer: transfer,
    ListInboundResponsibilityTransfers: transfer,
    ListOutboundResponsibilityTransfers: transfer,
    TerminateResponsibilityTransfer: transfer,
    UpdateResponsibilityTransfer: transfer,
    PutResourcePolicy: 'Delegation policies of organizations are not evaluated.',
    DescribeResourcePolicy: 'Delegation policies of organizations are not evaluated.',
    DeleteResourcePolicy: 'Delegation policies of organizations are not evaluated.',
    ListAccountsWithInvalidEffectivePolicy: 'Effective policies are not validated.',
    ListEffectivePolicyValidationErrors: 'Effective policies are not validated.',
  },
  // It judges its callers itself: members ask about an organization that lives in another account.
  admitsAnonymous: true,
  locate: cellOf,
  timers: { account: made, closure: closed, expiry: expire },
  pageSizes: { ListAccounts: 20, ListAccountsForParent: 20, ListPolicies: 20, ListRoots: 20, ListChildren: 20 },
})
