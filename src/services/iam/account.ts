// What an account has one of: its alias, which no other account can have, its counts, and what it prefers of tokens.
// Source: IAM API Reference; "Your AWS account ID and its alias" and "IAM and AWS STS quotas", IAM User Guide.

import type { Iam } from '../../../generated/aws/iam.ts'
import type { Call, RecordType } from '../../kernel/service.ts'
import {
  AccessKey, EnabledDevice, Group, InstanceProfile, ManagedPolicy, OpenIdProvider, PolicyVersion, Role, SamlProvider, ServerCertificate,
    User, VirtualDevice,
} from './structure.ts'

interface Preferences { readonly alias?: string, readonly tokenVersion?: 1 | 2 }

function preferencesOf(call: Call): Preferences {
  return call.table<Preferences>('preferences').get('account') ?? {}
}

function prefer(change: Preferences, call: Call): void {
  call.table<Preferences>('preferences').put('account', { ...preferencesOf(call), ...change })
}

export const CreateAccountAlias: Iam['CreateAccountAlias'] = ({ AccountAlias: alias }, call) => {
  const holder = call.names.holder(alias)
  if (holder !== undefined) {
    if (holder.account === call.account) return
    throw call.fault('EntityAlreadyExistsException', `The account alias ${alias} already exists.`)
  }
  const { alias: before } = preferencesOf(call)
  if (before !== undefined) call.names.release(before)
  call.names.claim(alias, { account: call.account, region: 'global', claimedAt: call.now() })
  prefer({ alias }, call)
}

export const DeleteAccountAlias: Iam['DeleteAccountAlias'] = ({ AccountAlias: alias }, call) => {
  const { alias: present, ...rest } = preferencesOf(call)
  if (present !== alias) throw call.fault('NoSuchEntityException', `The account alias ${alias} cannot be found.`)
  call.names.release(alias)
  call.table<Preferences>('preferences').put('account', rest)
}

export const ListAccountAliases: Iam['ListAccountAliases'] = (_, call) => {
  const { alias } = preferencesOf(call)
  return { AccountAliases: alias === undefined ? [] : [alias], IsTruncated: false }
}

export const SetSecurityTokenServicePreferences: Iam['SetSecurityTokenServicePreferences'] = ({ GlobalEndpointTokenVersion: version },
  call) => {
  prefer({ tokenVersion: version === 'v2Token' ? 2 : 1 }, call)
}

/** "IAM and AWS STS quotas", those that accounts begin with. */
const quotas = {
  AccessKeysPerUserQuota: 2, AssumeRolePolicySizeQuota: 2048, AttachedPoliciesPerGroupQuota: 10, AttachedPoliciesPerRoleQuota: 10,
  AttachedPoliciesPerUserQuota: 10, GroupPolicySizeQuota: 5120, GroupsPerUserQuota: 10, GroupsQuota: 300, InstanceProfilesQuota: 1000,
  PoliciesQuota: 1500, PolicySizeQuota: 6144, PolicyVersionsInUseQuota: 10_000, RolePolicySizeQuota: 10_240, RolesQuota: 1000,
  ServerCertificatesQuota: 20, SigningCertificatesPerUserQuota: 2, UserPolicySizeQuota: 2048, UsersQuota: 5000, VersionsPerPolicyQuota: 5,
}

export const GetAccountSummary: Iam['GetAccountSummary'] = (_, call) => {
  const count = <T>(type: RecordType<T>) => call.of(type).count()
  return { SummaryMap: {
    ...quotas, Users: count(User), Groups: count(Group), Roles: count(Role), InstanceProfiles: count(InstanceProfile),
    Policies: count(ManagedPolicy), PolicyVersionsInUse: count(PolicyVersion), ServerCertificates: count(ServerCertificate),
    Providers: count(OpenIdProvider) + count(SamlProvider), MFADevices: count(VirtualDevice), MFADevicesInUse: count(EnabledDevice),
    AccountMFAEnabled: 0, AccountPasswordPresent: 1, AccountSigningCertificatesPresent: 0,
    AccountAccessKeysPresent: call.of(AccessKey).by('user').count({ within: [''] }) > 0 ? 1 : 0,
    GlobalEndpointTokenVersion: preferencesOf(call).tokenVersion ?? 1,
  } }
}
