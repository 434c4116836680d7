// AWS Identity and Access Management: the manifest. One cell for all regions; what an identity may do is told to the judge of calls as it
// changes. What each noun does is in its own file.

import { service } from '../../kernel/service.ts'
import * as accessKeys from './access-key.ts'
import * as accounts from './account.ts'
import * as attachments from './attachment.ts'
import { GetAccountAuthorizationDetails } from './authorization-details.ts'
import {
  DeleteRolePermissionsBoundary, DeleteUserPermissionsBoundary, PutRolePermissionsBoundary, PutUserPermissionsBoundary,
} from './boundary.ts'
import * as contextKeys from './context-keys.ts'
import * as credentialReports from './credential-report.ts'
import { AddUserToGroup, CreateGroup, DeleteGroup, GetGroup, ListGroups, ListGroupsForUser, RemoveUserFromGroup,
  UpdateGroup } from './group.ts'
import * as inlinePolicies from './inline-policy.ts'
import {
  AddRoleToInstanceProfile, CreateInstanceProfile, DeleteInstanceProfile, GetInstanceProfile, ListInstanceProfiles,
  ListInstanceProfilesForRole, RemoveRoleFromInstanceProfile,
} from './instance-profile.ts'
import {
  GenerateServiceLastAccessedDetails, GetServiceLastAccessedDetails, GetServiceLastAccessedDetailsWithEntities,
  ListPoliciesGrantingServiceAccess,
} from './last-access.ts'
import {
  ChangePassword, CreateLoginProfile, DeleteAccountPasswordPolicy, DeleteLoginProfile, GetAccountPasswordPolicy, GetLoginProfile,
  UpdateAccountPasswordPolicy, UpdateLoginProfile,
} from './login-profile.ts'
import {
  CreatePolicy, CreatePolicyVersion, DeletePolicy, DeletePolicyVersion, GetPolicy, GetPolicyVersion, ListPolicies, ListPolicyVersions,
  SetDefaultPolicyVersion,
} from './managed-policy.ts'
import * as devices from './mfa-device.ts'
import { invalid } from './name.ts'
import * as openIdProviders from './openid-provider.ts'
import * as organizationRoots from './organization-root.ts'
import { quotas } from './quota.ts'
import { refuses } from './refusal.ts'
import { CreateRole, DeleteRole, GetRole, ListRoles, UpdateAssumeRolePolicy, UpdateRole, UpdateRoleDescription } from './role.ts'
import * as samlProviders from './saml-provider.ts'
import * as serverCertificates from './server-certificate.ts'
import * as serviceCredentials from './service-credential.ts'
import {
  CreateServiceLinkedRole, deleted, DeleteServiceLinkedRole, GetServiceLinkedRoleDeletionStatus,
} from './service-linked-role.ts'
import * as signingCertificates from './signing-certificate.ts'
import * as simulations from './simulation.ts'
import * as sshKeys from './ssh-key.ts'
import {
  aspects, Group, InstanceProfile, ManagedPolicy, OpenIdProvider, Role, SamlProvider, ServerCertificate, User, VirtualDevice,
} from './structure.ts'
import * as tagged from './tagged.ts'
import { conditionsOf, targetOf } from './target.ts'
import { CreateUser, DeleteUser, GetUser, ListUsers, UpdateUser } from './user.ts'

const operations = {
  ...accessKeys, ...accounts, ...attachments, ...serverCertificates, ...contextKeys, ...credentialReports, ...devices, ...inlinePolicies,
  ...openIdProviders, ...organizationRoots, ...samlProviders, ...serviceCredentials, ...signingCertificates, ...simulations, ...sshKeys,
  ...tagged,
  AddRoleToInstanceProfile, AddUserToGroup, ChangePassword, CreateGroup, CreateInstanceProfile, CreateLoginProfile, CreatePolicy,
  CreatePolicyVersion, CreateRole, CreateServiceLinkedRole, CreateUser, DeleteAccountPasswordPolicy, DeleteGroup, DeleteInstanceProfile,
  DeleteLoginProfile, DeletePolicy, DeletePolicyVersion, DeleteRole, DeleteRolePermissionsBoundary, DeleteServiceLinkedRole, DeleteUser,
  DeleteUserPermissionsBoundary, GenerateServiceLastAccessedDetails, GetAccountAuthorizationDetails, GetAccountPasswordPolicy, GetGroup,
  GetInstanceProfile, GetLoginProfile, GetPolicy, GetPolicyVersion, GetRole, GetServiceLastAccessedDetails,
  GetServiceLastAccessedDetailsWithEntities, GetServiceLinkedRoleDeletionStatus, GetUser, ListGroups, ListGroupsForUser,
  ListInstanceProfiles, ListInstanceProfilesForRole, ListPolicies, ListPoliciesGrantingServiceAccess, ListPolicyVersions, ListRoles,
  ListUsers, PutRolePermissionsBoundary, PutUserPermissionsBoundary, RemoveRoleFromInstanceProfile, RemoveUserFromGroup,
  SetDefaultPolicyVersion, UpdateAccountPasswordPolicy, UpdateAssumeRolePolicy, UpdateGroup, UpdateLoginProfile, UpdateRole,
  UpdateRoleDescription, UpdateUser,
}

/** "If you do not include this parameter, the number of items defaults to 100": the API Reference of each. */
const pageSizes = Object.fromEntries(Object.keys(operations).filter(name => /^(?:List|GetGroup$|Simulate)/.test(name)).map(name => [name,
  100]))

export const iam = service({
  id: 'iam',
  scope: 'account',
  resources: [User, Group, Role, InstanceProfile, ManagedPolicy, VirtualDevice, OpenIdProvider, SamlProvider, ServerCertificate,
    ...aspects],
  operations,
  refuses,
  target: targetOf,
  conditions: conditionsOf,
  invalid,
  timers: { deletion: deleted },
  quotas,
  ownPages: ['GetAccountAuthorizationDetails', 'ListAccountAliases', 'ListEntitiesForPolicy'],
  pageSizes,
})
