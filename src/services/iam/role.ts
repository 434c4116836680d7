// Roles: who may become one, and for how long at most. Source: IAM API Reference; "IAM roles", IAM User Guide.

import type { Iam, Role as ShownRole } from '../../../generated/aws/iam.ts'
import type { Call } from '../../kernel/service.ts'
import { boundaryOf, requireBoundary } from './boundary.ts'
import { checkTrust } from './document.ts'
import { checkEmpty, checkModifiable, holderOf, settle, unsettle } from './holder.ts'
import { lastUseOf } from './last-use.ts'
import { add, encoded, find, remove, second, shownTags } from './name.ts'
import { nameOf, pathOf } from './path-name.ts'
import { InstanceProfile, Role } from './structure.ts'

const defaultSeconds = 3600

export const CreateRole: Iam['CreateRole'] = (input, call) => {
  const {
    RoleName: name, Path: path = '/', AssumeRolePolicyDocument: trust, Description: description, PermissionsBoundary: boundary, Tags = [],
    MaxSessionDuration: longestSessionSeconds = defaultSeconds,
  } = input
  if (path.startsWith('/aws-service-role/')) {
    throw call.fault('InvalidInputException', 'Path /aws-service-role/ is reserved for service-linked roles.')
  }
  checkTrust(trust, call)
  if (boundary !== undefined) requireBoundary(boundary, call)
  const role = add(Role, {
    pathName: path + name, id: call.identity.newUniqueId('AROA'), createdAt: second(call), trust, longestSessionSeconds,
    ...(description !== undefined && { description }), ...(boundary !== undefined && { boundary }),
  }, Tags, call)
  settle('role', name, call)
  const { MaxSessionDuration: _, Description: __, ...told } = shown(role, call)
  return { Role: { ...told, ...boundaryOf(role), ...shownTags(Role, name, call) } }
}

export const GetRole: Iam['GetRole'] = ({ RoleName }, call) => {
  const role = find(Role, RoleName, call)
  return { Role: { ...shown(role, call), ...boundaryOf(role), ...shownTags(Role, nameOf(role), call), RoleLastUsed: lastUsed(role, call) } }
}

export function lastUsed(role: Role, call: Call): NonNullable<ShownRole['RoleLastUsed']> {
  const use = lastUseOf(({ principal: { issuerArn } }) => issuerArn === call.arn(Role, role), call)
  return use === undefined ? {} : { LastUsedDate: use.at, Region: use.region }
}

export const ListRoles: Iam['ListRoles'] = function* ({ PathPrefix: prefix = '/' }, call) {
  for (const role of call.of(Role).scan()) if (role.pathName.startsWith(prefix)) yield shown(role, call)
}

export const UpdateRole: Iam['UpdateRole'] = ({ RoleName, Description, MaxSessionDuration }, call) => {
  checkModifiable(holderOf('role', RoleName, call), call)
  call.of(Role).put({
    ...find(Role, RoleName, call), ...(Description !== undefined && { description: Description }),
    ...(MaxSessionDuration !== undefined && { longestSessionSeconds: MaxSessionDuration }),
  })
  settle('role', RoleName, call)
  return {}
}

/** Service-linked roles' descriptions are everyone's to change ("Edit a service-linked role description", IAM User Guide). */
export const UpdateRoleDescription: Iam['UpdateRoleDescription'] = ({ RoleName, Description: description }, call) => {
  const role = call.of(Role).put({ ...find(Role, RoleName, call), description })
  return { Role: shown(role, call) }
}

export const UpdateAssumeRolePolicy: Iam['UpdateAssumeRolePolicy'] = ({ RoleName, PolicyDocument: trust }, call) => {
  const role = find(Role, RoleName, call)
  checkModifiable(holderOf('role', RoleName, call), call)
  checkTrust(trust, call)
  call.of(Role).put({ ...role, trust })
  settle('role', RoleName, call)
}

export const DeleteRole: Iam['DeleteRole'] = ({ RoleName }, call) => {
  const holder = holderOf('role', RoleName, call)
  checkModifiable(holder, call)
  const { name, arn } = holder
  checkEmpty(holder, [[profilesOf(name, call).length > 0, 'remove roles from instance profile']], call)
  remove(Role, name, call)
  unsettle(arn, call)
}

/** Instance profiles that hold a role. */
export function profilesOf(role: string, call: Call): InstanceProfile[] {
  return [...call.of(InstanceProfile).scan()].filter(profile => profile.role === role.toLowerCase())
}

export function shown(role: Role, call: Call): ShownRole {
  return {
    Path: pathOf(role), RoleName: nameOf(role), RoleId: role.id, Arn: call.arn(Role, role), CreateDate: role.createdAt,
    AssumeRolePolicyDocument: encoded(role.trust), ...(role.description !== undefined && { Description: role.description }),
    MaxSessionDuration: role.longestSessionSeconds,
  }
}
