// Managed policies on users, groups and roles: attached, detached, and listed from either side.
// Source: IAM API Reference; "IAM and AWS STS quotas" (policies per identity), IAM User Guide.

import type { Iam } from '../../../generated/aws/iam.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { checkModifiable, heldBy, holderOf, settle } from './holder.ts'
import type { Holder, Kind } from './holder.ts'
import { attachedTo, policyOf } from './managed-policy.ts'
import { Attachment, Role, User } from './structure.ts'

/** "Managed policies attached to an IAM role / user / group". */
const attachmentLimit = 10
const nouns: Readonly<Record<Kind, string>> = { user: 'PoliciesPerUser', group: 'PoliciesPerGroup', role: 'PoliciesPerRole' }

function attach(holder: Holder, arn: string, call: Call): void {
  checkModifiable(holder, call)
  const policy = attachable(arn, call)
  const { handle, kind, name } = holder
  if (call.of(Attachment).get(handle, arn) !== undefined) return
  if (call.of(Attachment).count({ within: [handle] }) >= attachmentLimit) {
    throw call.fault('LimitExceededException', `Cannot exceed quota for ${nouns[kind]}: ${attachmentLimit}`)
  }
  call.of(Attachment).put({ holder: handle, policy: arn })
  call.identity.identitiesOf().setDocument(arn, policy.document)
  settle(kind, name, call)
}

function attachable(arn: string, call: Call): { readonly document: string } {
  if (parseArn(arn)?.service !== 'iam') throw call.fault('InvalidInputException', `ARN ${arn} is not valid.`)
  const policy = policyOf(arn, call)
  if (policy === undefined) throw call.fault('NoSuchEntityException', `Policy ${arn} does not exist or is not attachable.`)
  return policy
}

function detach(holder: Holder, arn: string, call: Call): void {
  checkModifiable(holder, call)
  if (call.of(Attachment).delete(holder.handle, arn) === undefined) {
    throw call.fault('NoSuchEntityException', `Policy ${arn} was not found.`)
  }
  settle(holder.kind, holder.name, call)
}

export const AttachUserPolicy: Iam['AttachUserPolicy'] = ({ UserName, PolicyArn }, call) => {
  attach(holderOf('user', UserName, call), PolicyArn, call)
}
export const AttachGroupPolicy: Iam['AttachGroupPolicy'] = ({ GroupName, PolicyArn }, call) => {
  attach(holderOf('group', GroupName, call), PolicyArn, call)
}
export const AttachRolePolicy: Iam['AttachRolePolicy'] = ({ RoleName, PolicyArn }, call) => {
  attach(holderOf('role', RoleName, call), PolicyArn, call)
}
export const DetachUserPolicy: Iam['DetachUserPolicy'] = ({ UserName, PolicyArn }, call) => {
  detach(holderOf('user', UserName, call), PolicyArn, call)
}
export const DetachGroupPolicy: Iam['DetachGroupPolicy'] = ({ GroupName, PolicyArn }, call) => {
  detach(holderOf('group', GroupName, call), PolicyArn, call)
}
export const DetachRolePolicy: Iam['DetachRolePolicy'] = ({ RoleName, PolicyArn }, call) => {
  detach(holderOf('role', RoleName, call), PolicyArn, call)
}
export const ListAttachedUserPolicies: Iam['ListAttachedUserPolicies'] = function* ({ UserName, PathPrefix = '/' }, call) {
  yield* attachedTo(holderOf('user', UserName, call).handle, PathPrefix, call)
}
export const ListAttachedGroupPolicies: Iam['ListAttachedGroupPolicies'] = function* ({ GroupName, PathPrefix = '/' }, call) {
  yield* attachedTo(holderOf('group', GroupName, call).handle, PathPrefix, call)
}
export const ListAttachedRolePolicies: Iam['ListAttachedRolePolicies'] = function* ({ RoleName, PathPrefix = '/' }, call) {
  yield* attachedTo(holderOf('role', RoleName, call).handle, PathPrefix, call)
}

export const ListEntitiesForPolicy: Iam['ListEntitiesForPolicy'] = (input, call) => {
  const { PolicyArn: arn, EntityFilter: filter, PathPrefix: prefix = '/', PolicyUsageFilter: usage } = input
  if (policyOf(arn, call) === undefined) throw call.fault('NoSuchEntityException', `Policy ${arn} was not found.`)
  const attached = usage === 'PermissionsBoundary' ? [] : [...call.of(Attachment).by('policy').scan({ within: [arn] })]
  const handles = [...attached.map(({ holder }) => holder), ...usage === 'PermissionsPolicy' ? [] : boundBy(arn, call)]
  const holders = [...new Set(handles)].map(handle => heldBy(handle, call))
    .filter(({ kind, path }) => path.startsWith(prefix) && (filter === undefined || filter.toLowerCase() === kind))
  const of = (kind: Kind) => holders.filter(holder => holder.kind === kind)
  return {
    PolicyGroups: of('group').map(({ name, id }) => ({ GroupName: name, GroupId: id })),
    PolicyUsers: of('user').map(({ name, id }) => ({ UserName: name, UserId: id })),
    PolicyRoles: of('role').map(({ name, id }) => ({ RoleName: name, RoleId: id })),
    IsTruncated: false,
  }
}

/** Handles of users and roles that a policy bounds. */
function boundBy(arn: string, call: Call): string[] {
  const of = (kind: Kind, records: Iterable<User | Role>) => [...records].filter(({ boundary }) => boundary === arn)
    .map(({ pathName }) => `${kind}${pathName.slice(pathName.lastIndexOf('/')).toLowerCase()}`)
  return [...of('user', call.of(User).scan()), ...of('role', call.of(Role).scan())]
}
