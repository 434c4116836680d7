// What policies are told of a call to IAM: the ARN of what it means, and IAM's own condition keys.
// Source: "Actions, resources, and condition keys for AWS Identity and Access Management", Service Authorization Reference.

import { parseArn } from '../../kernel/service.ts'
import type { Call, ResourceType } from '../../kernel/service.ts'
import { Group, InstanceProfile, ManagedPolicy, Role, User } from './structure.ts'
import type { Named } from './path-name.ts'

interface Naming {
  readonly UserName?: string
  readonly GroupName?: string
  readonly RoleName?: string
  readonly InstanceProfileName?: string
  readonly PolicyName?: string
  readonly PolicyArn?: string
  readonly Path?: string
  readonly OpenIDConnectProviderArn?: string
  readonly SAMLProviderArn?: string
  readonly SerialNumber?: string
  readonly PermissionsBoundary?: string
}

/** The members that name something by its name, in the order in which they say what is meant. */
const byName: readonly (readonly [member: keyof Naming, type: ResourceType<never>])[] = [
  ['GroupName', Group as ResourceType<never>], ['InstanceProfileName', InstanceProfile as ResourceType<never>],
  ['RoleName', Role as ResourceType<never>], ['UserName', User as ResourceType<never>],
]

export function targetOf(operation: string, input: Naming, call: Call): string | undefined {
  for (const [member, type] of byName) {
    const name = input[member]
    if (name !== undefined) return arnOf(type, name, input, call)
  }
  const { PolicyArn, PolicyName, OpenIDConnectProviderArn, SAMLProviderArn, SerialNumber } = input
  const arn = PolicyArn ?? OpenIDConnectProviderArn ?? SAMLProviderArn ?? (parseArn(SerialNumber ?? '') === undefined ? undefined
    : SerialNumber)
  if (arn !== undefined) return arn
  if (PolicyName !== undefined) return arnOf(ManagedPolicy as ResourceType<never>, PolicyName, input, call)
  // Users see to their own passwords and keys without naming themselves.
  return call.principal.kind === 'user' && /Password|AccessKey|LoginProfile|^GetUser$|MFA/.test(operation) ? call.principal.arn : undefined
}

/** With the path that the record has, or is to have. */
function arnOf(type: ResourceType<never>, name: string, { Path: path = '/' }: Naming, call: Call): string {
  const record = call.of(type as ResourceType<Named>).get(name.toLowerCase())
  return type.arnOf(call, { pathName: record?.pathName ?? path + name })
}

export function conditionsOf(_operation: string, { PolicyArn: policy, PermissionsBoundary: given, UserName, RoleName }: Naming,
  call: Call): Record<string, readonly string[]> {
  const holder = UserName !== undefined ? call.of(User).get(UserName.toLowerCase())
    : RoleName !== undefined ? call.of(Role).get(RoleName.toLowerCase()) : undefined
  const boundary = given ?? holder?.boundary
  return {
    ...(policy !== undefined && { 'iam:policyarn': [policy] }), ...(boundary !== undefined && { 'iam:permissionsboundary': [boundary] }),
  }
}
