// Passwords for the console: set, changed and judged by the account's password policy. Nobody logs in here, so they are kept as digests
// only
// to tell a reused or a wrong one. Source: IAM API Reference; "Set an account password policy for IAM users", IAM User Guide.

import { createHash } from 'node:crypto'
import type { Iam, LoginProfile as ShownProfile, PasswordPolicy as Rules } from '../../../generated/aws/iam.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { second } from './name.ts'
import { nameOf } from './path-name.ts'
import { LoginProfile, User } from './structure.ts'
import { callerName, userOf } from './user.ts'

export interface PasswordPolicy extends Omit<Rules, 'ExpirePasswords'> { readonly name: 'account' }

/** At most one. */
export const PasswordPolicy = records<PasswordPolicy>({ name: 'PasswordPolicy', key: 'name' })

interface Naming { readonly UserName?: string }

function profileOf(user: User, call: Call): LoginProfile {
  const profile = call.of(LoginProfile).get(nameOf(user).toLowerCase())
  if (profile !== undefined) return profile
  throw call.fault('NoSuchEntityException', `Login Profile for User ${nameOf(user)} cannot be found.`)
}

function shown(user: User, { createdAt, mustBeReset }: LoginProfile): ShownProfile {
  return { UserName: nameOf(user), CreateDate: createdAt, PasswordResetRequired: mustBeReset }
}

export const CreateLoginProfile: Iam['CreateLoginProfile'] = ({ Password: password, PasswordResetRequired, ...input }, call) => {
  const user = userOf(input, call)
  const name = nameOf(user).toLowerCase()
  if (call.of(LoginProfile).get(name) !== undefined) {
    throw call.fault('EntityAlreadyExistsException', `Login Profile for user ${nameOf(user)} already exists.`)
  }
  const now = second(call)
  const digests = password === undefined ? [] : [accepted(password, [], call)]
  const profile = { user: name, digests, mustBeReset: PasswordResetRequired === true, createdAt: now, changedAt: now }
  return { LoginProfile: shown(user, call.of(LoginProfile).put(profile)) }
}

export const GetLoginProfile: Iam['GetLoginProfile'] = (input: Naming, call) => {
  const user = userOf(input, call)
  return { LoginProfile: shown(user, profileOf(user, call)) }
}

export const UpdateLoginProfile: Iam['UpdateLoginProfile'] = ({ Password: password, PasswordResetRequired: reset, ...input }, call) => {
  const profile = profileOf(userOf(input, call), call)
  call.of(LoginProfile).put({
    ...profile, ...(reset !== undefined && { mustBeReset: reset }),
    ...(password !== undefined && { digests: [accepted(password, profile.digests, call), ...profile.digests], changedAt: second(call) }),
  })
}

export const DeleteLoginProfile: Iam['DeleteLoginProfile'] = (input: Naming, call) => {
  const { user } = profileOf(userOf(input, call), call)
  call.of(LoginProfile).delete(user)
}

export const ChangePassword: Iam['ChangePassword'] = ({ OldPassword: old, NewPassword: next }, call) => {
  const profile = profileOf(userOf({ UserName: callerName(call) }, call), call)
  const [present] = profile.digests
  if (present !== undefined && !isOf(old, present)) {
    throw call.fault('AccessDenied', 'The old password was incorrect.')
  }
  const digests = [accepted(next, profile.digests, call), ...profile.digests]
  call.of(LoginProfile).put({ ...profile, digests, mustBeReset: false, changedAt: second(call) })
}

/** The digest of a password that the policy lets pass. @param before digests of those before it, the newest first */
function accepted(password: string, before: readonly string[], call: Call): string {
  const policy = call.of(PasswordPolicy).get('account')
  const reusable = before.slice(0, policy?.PasswordReusePrevention ?? 0)
  if (!conforms(password, policy) || reusable.some(digest => isOf(password, digest))) {
    throw call.fault('PasswordPolicyViolationException', 'Password does not conform to the account password policy.')
  }
  return digestOf(password, call.hex(16))
}

const kinds = { upper: /[A-Z]/, lower: /[a-z]/, number: /[0-9]/, symbol: /[!@#$%^&*()_+\-=[\]{}|']/ }

/** Without a policy of the account's own: eight characters, of three kinds ("Default password policy"). */
function conforms(password: string, policy: PasswordPolicy | undefined): boolean {
  if (policy === undefined) return password.length >= 8 && Object.values(kinds).filter(kind => kind.test(password)).length >= 3
  const { MinimumPasswordLength: minimum = 6, RequireSymbols, RequireNumbers, RequireUppercaseCharacters,
    RequireLowercaseCharacters } = policy
  return password.length >= minimum
    && (RequireSymbols !== true || kinds.symbol.test(password)) && (RequireNumbers !== true || kinds.number.test(password))
    && (RequireUppercaseCharacters !== true || kinds.upper.test(password))
    && (RequireLowercaseCharacters !== true || kinds.lower.test(password))
}

function digestOf(password: string, salt: string): string {
  return `${salt}:${createHash('sha256').update(salt + password).digest('hex')}`
}

function isOf(password: string, digest: string): boolean {
  return digestOf(password, digest.slice(0, digest.indexOf(':'))) === digest
}

export const UpdateAccountPasswordPolicy: Iam['UpdateAccountPasswordPolicy'] = (input, call) => {
  call.of(PasswordPolicy).put({
    name: 'account', MinimumPasswordLength: 6, RequireSymbols: false, RequireNumbers: false, RequireUppercaseCharacters: false,
    RequireLowercaseCharacters: false, AllowUsersToChangePassword: false, ...input,
  })
}

export const GetAccountPasswordPolicy: Iam['GetAccountPasswordPolicy'] = (_, call) => {
  const { name: _name, ...policy } = requirePolicy(call)
  return { PasswordPolicy: { ...policy, ExpirePasswords: (policy.MaxPasswordAge ?? 0) > 0 } }
}

export const DeleteAccountPasswordPolicy: Iam['DeleteAccountPasswordPolicy'] = (_, call) => {
  requirePolicy(call)
  call.of(PasswordPolicy).delete('account')
}

function requirePolicy(call: Call): PasswordPolicy {
  const policy = call.of(PasswordPolicy).get('account')
  if (policy !== undefined) return policy
  throw call.fault('NoSuchEntityException', `The Password Policy with domain name ${call.account} cannot be found.`)
}
