// What can hold policies: users, groups and roles, alike; and how the judge of calls is told of each. After everything that changes what an
// identity may do, its standing is written anew.

import type { Call, ResourceType } from '../../kernel/service.ts'
import { find, found } from './name.ts'
import { nameOf } from './path-name.ts'
import { Attachment, EnabledDevice, Group, InlinePolicy, Membership, Role, User } from './structure.ts'
import type { Named } from './path-name.ts'

export type Kind = 'user' | 'group' | 'role'

export interface Holder {
  readonly kind: Kind
  readonly name: string
  readonly arn: string
  /** As policies name it: `user/alice`. */
  readonly handle: string
}

const types: Readonly<Record<Kind, ResourceType<Named>>> = {
  user: User as unknown as ResourceType<Named>, group: Group, role: Role as unknown as ResourceType<Named>,
}

export function handleOf(kind: Kind, name: string): string {
  return `${kind}/${name.toLowerCase()}`
}

/** @throws NoSuchEntity */
export function holderOf(kind: Kind, name: string, call: Call): Holder {
  const record = find(types[kind], name, call)
  return { kind, name: nameOf(record), arn: call.arn(types[kind], record), handle: handleOf(kind, name) }
}

/** The holder of a handle. */
export function heldBy(handle: string, call: Call): Holder & { readonly id: string, readonly path: string } {
  const [kind, name] = handle.split('/') as [Kind, string]
  const record = call.of(types[kind]).get(name)!
  return { ...holderOf(kind, name, call), id: record.id, path: record.pathName.slice(0, record.pathName.lastIndexOf('/') + 1) }
}

/** Roles that services made for themselves change by their services alone. @throws UnmodifiableEntity */
export function checkModifiable({ kind, name, arn }: Holder, call: Call): void {
  if (kind !== 'role' || !isServiceLinked(arn)) return
  throw call.fault('UnmodifiableEntityException',
    `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`)
}

/** "Service-linked roles", IAM User Guide: all lie under this path. */
export function isServiceLinked(arnOrPathName: string): boolean {
  return /(?:^|:role)\/aws-service-role\//.test(arnOrPathName)
}

/** Writes what is kept of an identity for the judge of calls. Inside a transaction. */
export function settle(kind: Kind, name: string, call: Call): void {
  const record = found(types[kind], name, call)
  if (record === undefined) return
  const handle = handleOf(kind, name)
  const within = [handle]
  const boundary = (record as User).boundary
  const tags = kind === 'group' ? {} : call.tags(types[kind]).get(name.toLowerCase())
  const devices = kind !== 'user' ? [] : [...call.of(EnabledDevice).by('user').scan({ within: [name.toLowerCase()] })]
  call.identity.identitiesOf().set(call.arn(types[kind], record), {
    id: record.id,
    texts: [...call.of(InlinePolicy).scan({ within })].map(({ document }) => document),
    documents: [...call.of(Attachment).scan({ within })].map(({ policy }) => policy),
    ...(kind === 'user' && { groups: groupsOf(name, call).map(group => call.arn(Group, group)) }),
    ...(boundary !== undefined && { boundary }),
    ...(Object.keys(tags).length > 0 && { tags }),
    ...(kind === 'role' && roleStanding(record as Role)),
    ...(devices.length > 0 && { devices: devices.map(({ serial }) => serial) }),
  })
}

/** Forgets an identity under the ARN that it had. Inside a transaction. */
export function unsettle(arn: string, call: Call): void {
  call.identity.identitiesOf().set(arn, undefined)
}

/** Gives the policies of one handle to another: its holder has a new name. */
export function handOver(from: string, to: string, call: Call): void {
  for (const each of [...call.of(InlinePolicy).scan({ within: [from] })]) {
    call.of(InlinePolicy).delete(from, each.name)
    call.of(InlinePolicy).put({ ...each, holder: to })
  }
  for (const each of [...call.of(Attachment).scan({ within: [from] })]) {
    call.of(Attachment).delete(from, each.policy)
    call.of(Attachment).put({ ...each, holder: to })
  }
}

/** What must be gone before its holder can go, in AWS's words. @throws DeleteConflict */
export function checkEmpty({ handle }: Holder, further: readonly Remainder[], call: Call): void {
  const within = [handle]
  const left: readonly Remainder[] = [
    ...further,
    [call.of(Attachment).first({ within }) !== undefined, 'detach all policies'],
    [call.of(InlinePolicy).first({ within }) !== undefined, 'delete policies'],
  ]
  const first = left.find(([is]) => is)
  if (first !== undefined) throw call.fault('DeleteConflictException', `Cannot delete entity, must ${first[1]} first.`)
}

/** Whether there is something left, and what must be done with it. */
type Remainder = readonly [is: boolean, todo: string]

export function groupsOf(user: string, call: Call): Group[] {
  const memberships = [...call.of(Membership).scan({ within: [user.toLowerCase()] })]
  return memberships.map(({ group }) => call.of(Group).get(group)!)
}

function roleStanding({ trust, longestSessionSeconds }: Role): Pick<Role, 'trust' | 'longestSessionSeconds'> {
  return { trust, longestSessionSeconds }
}
