// AWS::IAM::User, Group and Role for Cloud Control and CloudFormation, by real calls of IAM: each with its policies, inline and managed.
// Source: the resource types' schemas in the CloudFormation registry; each is identified by its name.

import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'
import { allOf, changeTags, difference, documentOf, given, ifThere, iamOf, listed, nameIn, textOf } from './formation.ts'

interface Inline { readonly PolicyName: string, readonly PolicyDocument: unknown }
interface LoginProfile { readonly Password: string, readonly PasswordResetRequired?: boolean }

/** What the three kinds differ in. */
interface Kind {
  readonly noun: 'User' | 'Group' | 'Role'
  readonly readOnly: readonly string[]
  readonly createOnly: readonly string[]
  /** Properties that go into its creation as they are. */
  readonly made: readonly string[]
  /** Brings what is particular to the kind to what is wanted. */
  change(name: string, wanted: Properties, before: Properties, call: Call): Promise<void>
  /** What is particular to the kind. */
  show(name: string, shown: Properties, call: Call): Promise<Properties>
  /** Takes away what stands in the way of its deletion. */
  clear?(name: string, call: Call): Promise<void>
}

function inlineNames({ noun }: Kind, name: string, call: Call): Promise<string[]> {
  return allOf(listed(marker => iamOf(call)[`List${noun}Policies`]!({ [`${noun}Name`]: name, ...marker }) as Promise<Listed>,
    ({ PolicyNames: names }) => names as string[]))
}

function attachedArns({ noun }: Kind, name: string, call: Call): Promise<string[]> {
  return allOf(listed(marker => iamOf(call)[`ListAttached${noun}Policies`]!({ [`${noun}Name`]: name, ...marker }) as Promise<Listed>,
    ({ AttachedPolicies: attached }) => (attached as { PolicyArn: string }[]).map(({ PolicyArn }) => PolicyArn)))
}

type Listed = Properties & { readonly Marker?: string }

async function changePolicies(kind: Kind, name: string, { Policies, ManagedPolicyArns }: Properties, before: Properties,
  call: Call): Promise<void> {
  const { noun } = kind
  const naming = { [`${noun}Name`]: name }
  const iam = iamOf(call)
  const [inline, old] = [(Policies ?? []) as Inline[], (before['Policies'] ?? []) as Inline[]]
  for (const { PolicyName, PolicyDocument } of inline) {
    await iam[`Put${noun}Policy`]!({ ...naming, PolicyName, PolicyDocument: textOf(PolicyDocument) })
  }
  for (const PolicyName of difference(inline.map(each => each.PolicyName), old.map(each => each.PolicyName)).gone) {
    await ifThere(iam[`Delete${noun}Policy`]!({ ...naming, PolicyName }))
  }
  const { added, gone } = difference((ManagedPolicyArns ?? []) as string[], (before['ManagedPolicyArns'] ?? []) as string[])
  for (const PolicyArn of gone) await ifThere(iam[`Detach${noun}Policy`]!({ ...naming, PolicyArn }))
  for (const PolicyArn of added) await iam[`Attach${noun}Policy`]!({ ...naming, PolicyArn })
}

async function policiesOf(kind: Kind, name: string, call: Call): Promise<Properties> {
  const { noun } = kind
  const policies: Inline[] = []
  for (const PolicyName of await inlineNames(kind, name, call)) {
    const { PolicyDocument } = await iamOf(call)[`Get${noun}Policy`]!({ [`${noun}Name`]: name, PolicyName })
    policies.push({ PolicyName, PolicyDocument: documentOf(PolicyDocument) })
  }
  const arns = await attachedArns(kind, name, call)
  return { ...(policies.length > 0 && { Policies: policies }), ...(arns.length > 0 && { ManagedPolicyArns: arns }) }
}

function handlersOf(kind: Kind): CloudFormationHandlers {
  const { noun, readOnly, createOnly } = kind
  const nameProperty = `${noun}Name`
  return {
    type: `AWS::IAM::${noun}`, primaryIdentifier: [nameProperty], readOnly, createOnly,

    async create(properties, call) {
      const name = nameIn(properties, nameProperty, call)
      const trust = properties['AssumeRolePolicyDocument']
      await iamOf(call)[`Create${noun}`]!({ [nameProperty]: name, ...given(properties, kind.made),
        ...(trust !== undefined && { AssumeRolePolicyDocument: textOf(trust) }) })
      await changePolicies(kind, name, properties, {}, call)
      await kind.change(name, properties,
        { ...given(properties, kind.made), ...(trust !== undefined && { AssumeRolePolicyDocument: trust }) }, call)
      return name
    },

    async read(name, call) {
      const { [noun]: found } = await iamOf(call)[`Get${noun}`]!({ [nameProperty]: name })
      const shown = found as Properties
      const { PermissionsBoundary: boundary } = shown as { PermissionsBoundary?: { PermissionsBoundaryArn: string } }
      return {
        ...given(shown, [nameProperty, 'Arn', 'Path', 'Tags']),
          ...(boundary !== undefined && { PermissionsBoundary: boundary.PermissionsBoundaryArn }),
        ...await policiesOf(kind, name, call), ...await kind.show(name, shown, call),
      }
    },

    async update(name, wanted, before, call) {
      await changePolicies(kind, name, wanted, before, call)
      await kind.change(name, wanted, before, call)
    },

    async delete(name, call) {
      const iam = iamOf(call)
      await kind.clear?.(name, call)
      for (const PolicyName of await inlineNames(kind, name, call)) await iam[`Delete${noun}Policy`]!({ [nameProperty]: name, PolicyName })
      for (const PolicyArn of await attachedArns(kind, name, call)) await iam[`Detach${noun}Policy`]!({ [nameProperty]: name, PolicyArn })
      await iam[`Delete${noun}`]!({ [nameProperty]: name })
    },

    async * list(call) {
      const names = listed(marker => iamOf(call)[`List${noun}s`]!(marker) as Promise<Listed>, page => page[`${noun}s`] as Properties[])
      for await (const { [nameProperty]: name } of names) yield String(name)
    },
  }
}

async function changeBoundary(noun: 'User' | 'Role', naming: object, wanted: Properties, before: Properties, call: Call): Promise<void> {
  const boundary = wanted['PermissionsBoundary']
  if (boundary === before['PermissionsBoundary']) return
  const iam = iamOf(call)
  if (boundary === undefined) await iam[`Delete${noun}PermissionsBoundary`]!(naming)
  else await iam[`Put${noun}PermissionsBoundary`]!({ ...naming, PermissionsBoundary: boundary })
}

async function groupNames(UserName: string, call: Call): Promise<string[]> {
  const groups = await allOf(listed(marker => call.to('iam').ListGroupsForUser({ UserName, ...marker }), ({ Groups }) => Groups))
  return groups.map(({ GroupName }) => GroupName)
}

export const userFormation = handlersOf({
  noun: 'User', readOnly: ['Arn'], createOnly: ['UserName'], made: ['Path', 'PermissionsBoundary', 'Tags'],

  async change(UserName, wanted, before, call) {
    const iam = call.to('iam')
    if (wanted['Path'] !== before['Path']) await iam.UpdateUser({ UserName, NewPath: String(wanted['Path'] ?? '/') })
    await changeBoundary('User', { UserName }, wanted, before, call)
    await changeTags('User', { UserName }, wanted['Tags'], before['Tags'], call)
    const { added, gone } = difference((wanted['Groups'] ?? []) as string[], (before['Groups'] ?? []) as string[])
    for (const GroupName of gone) await ifThere(iam.RemoveUserFromGroup({ GroupName, UserName }))
    for (const GroupName of added) await iam.AddUserToGroup({ GroupName, UserName })
    const [profile, old] = [wanted['LoginProfile'], before['LoginProfile']] as (LoginProfile | undefined)[]
    if (profile !== undefined) await (old === undefined ? iam.CreateLoginProfile({ UserName, ...profile })
      : iam.UpdateLoginProfile({ UserName, ...profile }))
    else if (old !== undefined) await ifThere(iam.DeleteLoginProfile({ UserName }))
  },

  async show(name, _shown, call) {
    const groups = await groupNames(name, call)
    return groups.length > 0 ? { Groups: groups } : {}
  },

  async clear(UserName, call) {
    for (const GroupName of await groupNames(UserName, call)) await call.to('iam').RemoveUserFromGroup({ GroupName, UserName })
    await ifThere(call.to('iam').DeleteLoginProfile({ UserName }))
  },
})

export const groupFormation = handlersOf({
  noun: 'Group', readOnly: ['Arn'], createOnly: ['GroupName'], made: ['Path'],
  async change(GroupName, wanted, before, call) {
    if (wanted['Path'] !== before['Path']) await call.to('iam').UpdateGroup({ GroupName, NewPath: String(wanted['Path'] ?? '/') })
  },
  show: () => Promise.resolve({}),
})

export const roleFormation = handlersOf({
  noun: 'Role', readOnly: ['Arn', 'RoleId'], createOnly: ['Path', 'RoleName'],
  made: ['Path', 'Description', 'MaxSessionDuration', 'PermissionsBoundary', 'Tags'],

  async change(RoleName, wanted, before, call) {
    const iam = call.to('iam')
    const { AssumeRolePolicyDocument: trust, Description, MaxSessionDuration } = wanted
    const PolicyDocument = textOf(trust)
    if (PolicyDocument !== textOf(before['AssumeRolePolicyDocument'])) await iam.UpdateAssumeRolePolicy({ RoleName, PolicyDocument })
    if (Description !== before['Description'] || MaxSessionDuration !== before['MaxSessionDuration']) {
      await iam.UpdateRole({ RoleName, Description: String(Description ?? ''), MaxSessionDuration: Number(MaxSessionDuration ?? 3600) })
    }
    await changeBoundary('Role', { RoleName }, wanted, before, call)
    await changeTags('Role', { RoleName }, wanted['Tags'], before['Tags'], call)
  },

  show: (_name, shown) => Promise.resolve({
    ...given(shown, ['RoleId', 'Description', 'MaxSessionDuration']),
      AssumeRolePolicyDocument: documentOf(shown['AssumeRolePolicyDocument']),
  }),
})
