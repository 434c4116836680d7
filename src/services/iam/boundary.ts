// Permissions boundaries: the managed policy that sets how far a user's or role's permissions can go at most.
// Source: "Permissions boundaries for IAM entities", IAM User Guide.

import type { Iam, RolePermissionsBoundary } from '../../../generated/aws/iam.ts'
import type { Call } from '../../kernel/service.ts'
import { checkModifiable, holderOf, settle } from './holder.ts'
import { policyOf } from './managed-policy.ts'
import { find } from './name.ts'
import { Role, User } from './structure.ts'

/** As answers show it. */
export function boundaryOf({ boundary }: { readonly boundary?: string }): { readonly PermissionsBoundary?: RolePermissionsBoundary } {
  if (boundary === undefined) return {}
  return { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary } }
}

/** The policy is kept for the judge of calls, whosever it is. @throws NoSuchEntity */
export function requireBoundary(arn: string, call: Call): void {
  const policy = policyOf(arn, call)
  if (policy === undefined) throw call.fault('NoSuchEntityException', `Scope ARN: ${arn} does not exist or is not attachable.`)
  call.identity.identitiesOf().setDocument(arn, policy.document)
}

export const PutUserPermissionsBoundary: Iam['PutUserPermissionsBoundary'] = ({ UserName, PermissionsBoundary: boundary }, call) => {
  const user = find(User, UserName, call)
  requireBoundary(boundary, call)
  call.of(User).put({ ...user, boundary })
  settle('user', UserName, call)
}

export const DeleteUserPermissionsBoundary: Iam['DeleteUserPermissionsBoundary'] = ({ UserName }, call) => {
  const { boundary, ...user } = find(User, UserName, call)
  if (boundary === undefined) throw call.fault('NoSuchEntityException', `The user with name ${UserName} has no permissions boundary.`)
  call.of(User).put(user)
  settle('user', UserName, call)
}

export const PutRolePermissionsBoundary: Iam['PutRolePermissionsBoundary'] = ({ RoleName, PermissionsBoundary: boundary }, call) => {
  checkModifiable(holderOf('role', RoleName, call), call)
  requireBoundary(boundary, call)
  call.of(Role).put({ ...find(Role, RoleName, call), boundary })
  settle('role', RoleName, call)
}

export const DeleteRolePermissionsBoundary: Iam['DeleteRolePermissionsBoundary'] = ({ RoleName }, call) => {
  checkModifiable(holderOf('role', RoleName, call), call)
  const { boundary, ...role } = find(Role, RoleName, call)
  if (boundary === undefined) throw call.fault('NoSuchEntityException', `The role with name ${RoleName} has no permissions boundary.`)
  call.of(Role).put(role)
  settle('role', RoleName, call)
}
