// The policies of an identity as texts with their names: for simulations, for the keys that they ask for, and for what they grant.

import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { groupsOf, holderOf } from './holder.ts'
import type { Holder, Kind } from './holder.ts'
import { policyOf } from './managed-policy.ts'
import { found } from './name.ts'
import { nameOf } from './path-name.ts'
import { Attachment, Group, InlinePolicy, Role, User } from './structure.ts'

export interface Source {
  readonly name: string
  readonly type: 'user' | 'group' | 'role' | 'aws-managed' | 'user-managed' | 'none'
  readonly document: string
  /** Of a managed policy. */
  readonly arn?: string
  /** Whose inline policy it is, or to whom it is attached. */
  readonly holder?: Pick<Holder, 'kind' | 'name'>
}

/** The identity that an ARN names. @throws NoSuchEntity, InvalidInput */
export function identityOf(arn: string, call: Call): Holder {
  const { service, account, resource = '' } = parseArn(arn) ?? {}
  const [, kind = '', last = ''] = /^(user|group|role)\/(?:.*\/)?([^/]+)$/.exec(resource) ?? []
  if (service !== 'iam' || account !== call.account || kind === '') {
    throw call.fault('InvalidInputException', `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`)
  }
  const holder = holderOf(kind as Kind, last, call)
  if (holder.arn !== arn) throw call.fault('NoSuchEntityException', `The ${kind} with name ${last} cannot be found.`)
  return holder
}

/** What an identity holds itself: inline policies first, then managed ones. */
export function ownSources({ kind, name, handle }: Holder, call: Call): Source[] {
  const holder = { kind, name }
  const inline = [...call.of(InlinePolicy).scan({ within: [handle] })]
    .map((policy): Source => ({ name: `${kind}_${name}_${policy.name}`, type: kind, document: policy.document, holder }))
  const managed = [...call.of(Attachment).scan({ within: [handle] })].flatMap(({ policy: arn }): Source[] => {
    const policy = policyOf(arn, call)
    return policy === undefined ? [] : [{ ...policy, type: /:iam::aws:/.test(arn) ? 'aws-managed' : 'user-managed', holder }]
  })
  return [...inline, ...managed]
}

/** And what its groups lend it. */
export function sourcesOf(holder: Holder, call: Call): Source[] {
  const groups = holder.kind === 'user' ? groupsOf(holder.name, call) : []
  return [...ownSources(holder, call), ...groups.flatMap(group => ownSources(holderOf('group', nameOf(group), call), call))]
}

/** The text of the policy that bounds an identity. */
export function boundaryText({ kind, name }: Holder, call: Call): string | undefined {
  const boundary = kind === 'group' ? undefined : (kind === 'user' ? found(User, name, call) : found(Role, name, call))?.boundary
  return boundary === undefined ? undefined : policyOf(boundary, call)?.document ?? '{}'
}

/** Users of a group; else the identity itself. */
export function actorsOf({ kind, name, arn }: Holder, call: Call): readonly string[] {
  if (kind !== 'group') return [arn]
  return [...call.of(User).scan()].filter(user => groupsOf(nameOf(user), call).includes(call.of(Group).get(name.toLowerCase())!))
    .map(user => call.arn(User, user))
}
