// Instance profiles: what carries a role to instances, one role each. Source: IAM API Reference; "Use instance profiles", IAM User Guide.

import type { Iam, InstanceProfile as ShownProfile } from '../../../generated/aws/iam.ts'
import type { Call } from '../../kernel/service.ts'
import { checkModifiable, holderOf } from './holder.ts'
import { add, find, remove, second, shownTags } from './name.ts'
import { profilesOf, shown as shownRole } from './role.ts'
import { nameOf, pathOf } from './path-name.ts'
import { InstanceProfile, Role } from './structure.ts'

export const CreateInstanceProfile: Iam['CreateInstanceProfile'] = ({ InstanceProfileName: name, Path: path = '/', Tags = [] }, call) => {
  const profile = add(InstanceProfile,
    { pathName: path + name, id: call.identity.newUniqueId('AIPA'), createdAt: second(call) }, Tags, call)
  return { InstanceProfile: { ...shown(profile, call), ...shownTags(InstanceProfile, name, call) } }
}

export const GetInstanceProfile: Iam['GetInstanceProfile'] = ({ InstanceProfileName: name }, call) => {
  const profile = find(InstanceProfile, name, call)
  return { InstanceProfile: { ...shown(profile, call), ...shownTags(InstanceProfile, name, call) } }
}

export const ListInstanceProfiles: Iam['ListInstanceProfiles'] = function* ({ PathPrefix: prefix = '/' }, call) {
  for (const profile of call.of(InstanceProfile).scan()) if (profile.pathName.startsWith(prefix)) yield shown(profile, call)
}

export const ListInstanceProfilesForRole: Iam['ListInstanceProfilesForRole'] = function* ({ RoleName }, call) {
  const role = nameOf(find(Role, RoleName, call)).toLowerCase()
  for (const profile of call.of(InstanceProfile).scan()) if (profile.role === role) yield shown(profile, call)
}

export const AddRoleToInstanceProfile: Iam['AddRoleToInstanceProfile'] = ({ InstanceProfileName, RoleName }, call) => {
  const profile = find(InstanceProfile, InstanceProfileName, call)
  const holder = holderOf('role', RoleName, call)
  checkModifiable(holder, call)
  if (profile.role !== undefined) {
    throw call.fault('LimitExceededException', 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1')
  }
  call.of(InstanceProfile).put({ ...profile, role: holder.name.toLowerCase() })
}

export const RemoveRoleFromInstanceProfile: Iam['RemoveRoleFromInstanceProfile'] = ({ InstanceProfileName, RoleName }, call) => {
  const { role, ...profile } = find(InstanceProfile, InstanceProfileName, call)
  const holder = holderOf('role', RoleName, call)
  checkModifiable(holder, call)
  if (role !== holder.name.toLowerCase()) {
    throw call.fault('NoSuchEntityException', `Role ${RoleName} in Instance Profile ${InstanceProfileName} cannot be found.`)
  }
  call.of(InstanceProfile).put(profile)
}

export const DeleteInstanceProfile: Iam['DeleteInstanceProfile'] = ({ InstanceProfileName: name }, call) => {
  if (find(InstanceProfile, name, call).role !== undefined) {
    throw call.fault('DeleteConflictException', 'Cannot delete entity, must remove roles from instance profile first.')
  }
  remove(InstanceProfile, name, call)
}

/** The profiles that carry a role, as GetAccountAuthorizationDetails lists them. */
export function carrying(role: Role, call: Call): ShownProfile[] {
  return profilesOf(nameOf(role), call).map(profile => shown(profile, call))
}

function shown(profile: InstanceProfile, call: Call): ShownProfile {
  const role = profile.role === undefined ? undefined : call.of(Role).get(profile.role)
  return {
    Path: pathOf(profile), InstanceProfileName: nameOf(profile), InstanceProfileId: profile.id, Arn: call.arn(InstanceProfile, profile),
    CreateDate: profile.createdAt, Roles: role === undefined ? [] : [shownRole(role, call)],
  }
}
