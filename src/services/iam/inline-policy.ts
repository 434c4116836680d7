// Inline policies: those that belong to one user, group or role and go with it.
// Source: IAM API Reference; "IAM and AWS STS quotas" (sizes of inline policies), IAM User Guide.

import type { Iam } from '../../../generated/aws/iam.ts'
import type { Call } from '../../kernel/service.ts'
import { checkDocument, checkTotalSize, sizeOf } from './document.ts'
import { checkModifiable, holderOf, settle } from './holder.ts'
import type { Holder, Kind } from './holder.ts'
import { encoded } from './name.ts'
import { InlinePolicy } from './structure.ts'

/** "Inline policies": characters in all of an identity's inline policies together. */
const inlineLimits: Readonly<Record<Kind, number>> = { user: 2048, group: 5120, role: 10_240 }

interface Inline { readonly PolicyName: string, readonly PolicyDocument: string }

function putInline(holder: Holder, { PolicyName: name, PolicyDocument: document }: Inline, call: Call): void {
  checkModifiable(holder, call)
  checkDocument(document, 'identity', call)
  const { handle, kind } = holder
  const others = [...call.of(InlinePolicy).scan({ within: [handle] })].filter(other => other.name !== name)
  const total = others.reduce((sum, other) => sum + sizeOf(other.document), sizeOf(document))
  checkTotalSize(total, inlineLimits[kind], `${kind} ${holder.name}`, call)
  call.of(InlinePolicy).put({ holder: handle, name, document })
  settle(kind, holder.name, call)
}

function deleteInline(holder: Holder, name: string, call: Call): void {
  checkModifiable(holder, call)
  if (call.of(InlinePolicy).delete(holder.handle, name) === undefined) noInline(holder, name, call)
  settle(holder.kind, holder.name, call)
}

function readInline(holder: Holder, name: string, call: Call): Inline {
  const policy = call.of(InlinePolicy).get(holder.handle, name) ?? noInline(holder, name, call)
  return { PolicyName: name, PolicyDocument: encoded(policy.document) }
}

function noInline({ kind }: Holder, name: string, call: Call): never {
  throw call.fault('NoSuchEntityException', `The ${kind} policy with name ${name} cannot be found.`)
}

function* inlineNames({ handle }: Holder, call: Call): Generator<string> {
  for (const { name } of call.of(InlinePolicy).scan({ within: [handle] })) yield name
}

export const PutUserPolicy: Iam['PutUserPolicy'] = (input, call) => { putInline(holderOf('user', input.UserName, call), input, call) }
export const PutGroupPolicy: Iam['PutGroupPolicy'] = (input, call) => { putInline(holderOf('group', input.GroupName, call), input, call) }
export const PutRolePolicy: Iam['PutRolePolicy'] = (input, call) => { putInline(holderOf('role', input.RoleName, call), input, call) }
export const DeleteUserPolicy: Iam['DeleteUserPolicy'] = ({ UserName, PolicyName }, call) => {
  deleteInline(holderOf('user', UserName, call), PolicyName, call)
}
export const DeleteGroupPolicy: Iam['DeleteGroupPolicy'] = ({ GroupName, PolicyName }, call) => {
  deleteInline(holderOf('group', GroupName, call), PolicyName, call)
}
export const DeleteRolePolicy: Iam['DeleteRolePolicy'] = ({ RoleName, PolicyName }, call) => {
  deleteInline(holderOf('role', RoleName, call), PolicyName, call)
}
export const GetUserPolicy: Iam['GetUserPolicy'] = ({ UserName, PolicyName }, call) =>
  ({ UserName, ...readInline(holderOf('user', UserName, call), PolicyName, call) })
export const GetGroupPolicy: Iam['GetGroupPolicy'] = ({ GroupName, PolicyName }, call) =>
  ({ GroupName, ...readInline(holderOf('group', GroupName, call), PolicyName, call) })
export const GetRolePolicy: Iam['GetRolePolicy'] = ({ RoleName, PolicyName }, call) =>
  ({ RoleName, ...readInline(holderOf('role', RoleName, call), PolicyName, call) })
export const ListUserPolicies: Iam['ListUserPolicies'] = function* ({ UserName }, call) {
  yield* inlineNames(holderOf('user', UserName, call), call)
}
export const ListGroupPolicies: Iam['ListGroupPolicies'] = function* ({ GroupName }, call) {
  yield* inlineNames(holderOf('group', GroupName, call), call)
}
export const ListRolePolicies: Iam['ListRolePolicies'] = function* ({ RoleName }, call) {
  yield* inlineNames(holderOf('role', RoleName, call), call)
}
