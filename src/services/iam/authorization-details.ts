// Everything that has permissions in an account, with them: users, groups, roles and managed policies, cut into pages across the four
// lists.
// Source: GetAccountAuthorizationDetails, IAM API Reference.

import type {
  GetAccountAuthorizationDetailsResponse, GroupDetail, Iam, ManagedPolicyDetail, PolicyDetail, RoleDetail, UserDetail,
} from '../../../generated/aws/iam.ts'
import type { Call } from '../../kernel/service.ts'
import { awsPolicies } from './aws-policy.ts'
import { boundaryOf } from './boundary.ts'
import { shown as shownGroup } from './group.ts'
import { groupsOf, handleOf } from './holder.ts'
import type { Kind } from './holder.ts'
import { carrying } from './instance-profile.ts'
import { attachedTo, shown as shownPolicy, shownAws, usesOf, versionsOf } from './managed-policy.ts'
import { encoded, shownTags } from './name.ts'
import { lastUsed, shown as shownRole } from './role.ts'
import { nameOf } from './path-name.ts'
import { Group, InlinePolicy, ManagedPolicy, Role, User } from './structure.ts'
import { shown as shownUser } from './user.ts'

type List = 'UserDetailList' | 'GroupDetailList' | 'RoleDetailList' | 'Policies'

/** An entry not yet worked out, and the list it belongs to. */
interface Entry { readonly list: List, readonly make: () => object }

const defaultItems = 100
const purpose = 'authorization-details'

export const GetAccountAuthorizationDetails: Iam['GetAccountAuthorizationDetails'] = ({ Filter: filter, MaxItems = defaultItems, Marker },
  call) => {
  const from = Marker === undefined ? 0 : call.open(purpose, Marker)
  if (typeof from !== 'number') throw call.fault('ValidationError', 'Invalid Marker.')
  const all = entries(filter ?? ['User', 'Group', 'Role', 'LocalManagedPolicy', 'AWSManagedPolicy'], call)
  const page = all.slice(from, from + MaxItems)
  const of = (list: List) => page.filter(entry => entry.list === list).map(({ make }) => make())
  const isTruncated = from + MaxItems < all.length
  return {
    UserDetailList: of('UserDetailList'), GroupDetailList: of('GroupDetailList'), RoleDetailList: of('RoleDetailList'),
      Policies: of('Policies'),
    IsTruncated: isTruncated, ...(isTruncated && { Marker: call.seal(purpose, from + MaxItems) }),
  } as GetAccountAuthorizationDetailsResponse
}

/** Without a filter AWS's policies count as far as they are attached. */
function entries(filter: readonly string[], call: Call): Entry[] {
  const wanted = (kind: string) => filter.includes(kind)
  const made = <T>(list: List, records: Iterable<T>, make: (record: T) => object): Entry[] =>
    [...records].map(record => ({ list, make: () => make(record) }))
  return [
    ...wanted('User') ? made('UserDetailList', call.of(User).scan(), user => userDetail(user, call)) : [],
    ...wanted('Group') ? made('GroupDetailList', call.of(Group).scan(), group => groupDetail(group, call)) : [],
    ...wanted('Role') ? made('RoleDetailList', call.of(Role).scan(), role => roleDetail(role, call)) : [],
    ...wanted('LocalManagedPolicy') ? made('Policies', call.of(ManagedPolicy).scan(), policy => policyDetail(policy, call)) : [],
    ...wanted('AWSManagedPolicy') ? made('Policies', awsPolicies(call).filter(({ arn }) => usesOf(arn, call) > 0), policy => ({
      ...shownAws(policy, call),
      PolicyVersionList: [{ Document: encoded(policy.document), VersionId: 'v1', IsDefaultVersion: true, CreateDate: policy.createdAt }],
    })) : [],
  ]
}

function inlineOf(kind: Kind, name: string, call: Call): PolicyDetail[] {
  return [...call.of(InlinePolicy).scan({ within: [handleOf(kind, name)] })]
    .map(policy => ({ PolicyName: policy.name, PolicyDocument: encoded(policy.document) }))
}

function attached(kind: Kind, name: string, call: Call) {
  return { AttachedManagedPolicies: [...attachedTo(handleOf(kind, name), '/', call)] }
}

function userDetail(user: User, call: Call): UserDetail {
  const name = nameOf(user)
  return {
    ...shownUser(user, call), UserPolicyList: inlineOf('user', name, call), GroupList: groupsOf(name, call).map(nameOf),
    ...attached('user', name, call), ...boundaryOf(user), ...shownTags(User, name, call),
  }
}

function groupDetail(group: Group, call: Call): GroupDetail {
  const name = nameOf(group)
  return { ...shownGroup(group, call), GroupPolicyList: inlineOf('group', name, call), ...attached('group', name, call) }
}

function roleDetail(role: Role, call: Call): RoleDetail {
  const name = nameOf(role)
  const { Description: _, MaxSessionDuration: __, ...told } = shownRole(role, call)
  return {
    ...told, InstanceProfileList: carrying(role, call), RolePolicyList: inlineOf('role', name, call), ...attached('role', name, call),
    ...boundaryOf(role), ...shownTags(Role, name, call), RoleLastUsed: lastUsed(role, call),
  }
}

function policyDetail(policy: ManagedPolicy, call: Call): ManagedPolicyDetail {
  return { ...shownPolicy(policy, call), PolicyVersionList: versionsOf(policy, call) }
}
