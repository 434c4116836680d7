// Users: made, renamed and taken away with nothing left of them. A call that names none means the user that calls, or the root.
// Source: IAM API Reference; "Remove or deactivate an IAM user" for what must be gone first, IAM User Guide.

import type { Iam, User as ShownUser } from '../../../generated/aws/iam.ts'
import { userPrincipal } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { boundaryOf, requireBoundary } from './boundary.ts'
import { checkEmpty, handleOf, handOver, holderOf, settle, unsettle } from './holder.ts'
import { add, find, remove, rename, second, shownTags } from './name.ts'
import { nameOf, pathOf } from './path-name.ts'
import { AccessKey, Credential, EnabledDevice, LoginProfile, Membership, User } from './structure.ts'

export const CreateUser: Iam['CreateUser'] = ({ UserName: name, Path: path = '/', PermissionsBoundary, Tags = [] }, call) => {
  if (PermissionsBoundary !== undefined) requireBoundary(PermissionsBoundary, call)
  const user = add(User, {
    pathName: path + name, id: call.identity.newUniqueId('AIDA'), createdAt: second(call),
    ...(PermissionsBoundary !== undefined && { boundary: PermissionsBoundary }),
  }, Tags, call)
  settle('user', name, call)
  return { User: { ...shown(user, call), ...boundaryOf(user), ...shownTags(User, name, call) } }
}

/** The user that an input names, or means by naming none. @throws NoSuchEntity */
export function userOf({ UserName: name }: { readonly UserName?: string }, call: Call): User {
  return find(User, name ?? callerName(call), call)
}

/** Name of the user that calls; the root's calls mean nobody. @throws ValidationError */
export function callerName(call: Call): string {
  const { kind, arn } = call.principal
  if (kind === 'user') return arn.slice(arn.lastIndexOf('/') + 1)
  throw call.fault('ValidationError', 'Must specify userName when calling with non-User credentials')
}

export const GetUser: Iam['GetUser'] = (input, call) => {
  const { kind, account, arn } = call.principal
  if (input.UserName === undefined && kind === 'root') {
    return { User: { Path: '/', UserName: account, UserId: account, Arn: arn, CreateDate: accountMadeAt } }
  }
  const user = userOf(input, call)
  return { User: { ...shown(user, call), ...boundaryOf(user), ...shownTags(User, nameOf(user), call) } }
}

/** Accounts have no beginning here: AWS's first public day stands for it. */
const accountMadeAt = Date.UTC(2006, 2, 14)

export const ListUsers: Iam['ListUsers'] = function* ({ PathPrefix: prefix = '/' }, call) {
  for (const user of call.of(User).scan()) if (user.pathName.startsWith(prefix)) yield shown(user, call)
}

/** What names the user elsewhere follows. */
export const UpdateUser: Iam['UpdateUser'] = ({ UserName: name, NewUserName, NewPath }, call) => {
  const user = find(User, name, call)
  const arn = call.arn(User, user)
  const after = rename(User, user, { path: NewPath ?? pathOf(user), name: NewUserName ?? nameOf(user) }, call)
  const [before, now] = [nameOf(user).toLowerCase(), nameOf(after).toLowerCase()]
  unsettle(arn, call)
  if (before !== now) follow(before, now, call)
  const principal = userPrincipal({ account: call.account, partition: call.partition, path: pathOf(after), name: nameOf(after),
    id: after.id })
  for (const { id } of keysOf(now, call)) call.identity.changeKey(id, { principal })
  settle('user', now, call)
}

function follow(before: string, now: string, call: Call): void {
  handOver(handleOf('user', before), handleOf('user', now), call)
  for (const each of [...call.of(Membership).scan({ within: [before] })]) {
    call.of(Membership).delete(before, each.group)
    call.of(Membership).put({ ...each, user: now })
  }
  for (const key of keysOf(before, call)) call.of(AccessKey).put({ ...key, user: now })
  for (const device of devicesOf(before, call)) call.of(EnabledDevice).put({ ...device, user: now })
  for (const credential of credentialsOf(before, call)) call.of(Credential).put({ ...credential, user: now })
  const profile = call.of(LoginProfile).delete(before)
  if (profile !== undefined) call.of(LoginProfile).put({ ...profile, user: now })
}

function devicesOf(user: string, call: Call): EnabledDevice[] {
  return [...call.of(EnabledDevice).by('user').scan({ within: [user.toLowerCase()] })]
}

function credentialsOf(user: string, call: Call): Credential[] {
  return [...call.of(Credential).by('user').scan({ within: [user.toLowerCase()] })]
}

export function keysOf(user: string, call: Call): AccessKey[] {
  return [...call.of(AccessKey).by('user').scan({ within: [user.toLowerCase()] })]
}

export const DeleteUser: Iam['DeleteUser'] = ({ UserName }, call) => {
  const holder = holderOf('user', UserName, call)
  const { name, arn } = holder
  const lower = name.toLowerCase()
  const has = (kind: Credential['kind']) => credentialsOf(lower, call).some(credential => credential.kind === kind)
  checkEmpty(holder, [
    [call.of(Membership).first({ within: [lower] }) !== undefined, 'remove users from group'],
    [keysOf(lower, call).length > 0, 'delete access keys'],
    [call.of(LoginProfile).get(lower) !== undefined, 'delete login profile'],
    [devicesOf(lower, call).length > 0, 'delete MFA device'],
    [has('certificate'), 'delete signing certificates'], [has('ssh'), 'delete SSH public keys'],
    [has('service'), 'delete service specific credentials'],
  ], call)
  remove(User, name, call)
  unsettle(arn, call)
}

export function shown(user: User, call: Call): ShownUser {
  return { Path: pathOf(user), UserName: nameOf(user), UserId: user.id, Arn: call.arn(User, user), CreateDate: user.createdAt }
}
