// What an account's IAM is made of: records and declarations only. Where one record names another, it does so in lower case, as keys are.

import { records, resource } from '../../kernel/service.ts'
import type { ResourceType } from '../../kernel/service.ts'
import { aspect } from './formation.ts'
import { groupFormation, roleFormation, userFormation } from './holder-formation.ts'
import { accessKeyFormation, additionFormation, deviceFormation, linkedRoleFormation, profileFormation } from './key-formation.ts'
import { named } from './path-name.ts'
import type { Named } from './path-name.ts'
import { inlineFormation, managedPolicyFormation, policyFormation } from './policy-formation.ts'
import { certificateFormation, openIdFormation, samlFormation } from './provider-formation.ts'

export interface User extends Named { readonly boundary?: string }

export type Group = Named

export interface Role extends Named {
  /** The trust policy, JSON. */
  readonly trust: string
  readonly longestSessionSeconds: number
  readonly description?: string
  readonly boundary?: string
}

export interface InstanceProfile extends Named {
  /** Name of its role. */
  readonly role?: string
}

export interface ManagedPolicy extends Named {
  readonly updatedAt: number
  readonly description?: string
  /** Numbers of versions: the one that holds, and the last that was made. */
  readonly defaultVersion: number
  readonly lastVersion: number
}

export interface PolicyVersion { readonly policy: string, readonly number: number, readonly document: string, readonly createdAt: number }

/** A policy that belongs to one user, group or role. `holder` is `user/alice`, its name in lower case. */
export interface InlinePolicy { readonly holder: string, readonly name: string, readonly document: string }

export interface Attachment { readonly holder: string, readonly policy: string }

/** Names in lower case. */
export interface Membership { readonly user: string, readonly group: string }

export type Status = 'Active' | 'Inactive'

export interface AccessKey {
  readonly id: string
  /** Name in lower case; empty for the root's. */
  readonly user: string
  readonly status: Status
  readonly createdAt: number
}

export const User = named<User>({
  name: 'User', arn: 'arn:{partition}:iam::{account}:user{pathName}',
  missing: name => `The user with name ${name} cannot be found.`, present: name => `User with name ${name} already exists.`,
  cloudFormation: userFormation,
})

export const Group = named<Group>({
  name: 'Group', arn: 'arn:{partition}:iam::{account}:group{pathName}',
  missing: name => `The group with name ${name} cannot be found.`, present: name => `Group with name ${name} already exists.`,
  cloudFormation: groupFormation,
})

export const Role = named<Role>({
  name: 'Role', arn: 'arn:{partition}:iam::{account}:role{pathName}',
  missing: name => `The role with name ${name} cannot be found.`, present: name => `Role with name ${name} already exists.`,
  cloudFormation: roleFormation,
})

export const InstanceProfile = named<InstanceProfile>({
  name: 'InstanceProfile', arn: 'arn:{partition}:iam::{account}:instance-profile{pathName}',
  missing: name => `Instance Profile ${name} cannot be found.`, present: name => `Instance Profile ${name} already exists.`,
  cloudFormation: profileFormation,
})

export const ManagedPolicy = named<ManagedPolicy>({
  name: 'Policy', arn: 'arn:{partition}:iam::{account}:policy{pathName}',
  missing: name => `Policy ${name} was not found.`,
  present: name => `A policy called ${name} already exists. Duplicate names are not allowed.`,
  cloudFormation: managedPolicyFormation,
})

export const PolicyVersion = records<PolicyVersion>({ name: 'PolicyVersion', key: ['policy', 'number'] })
export const InlinePolicy = records<InlinePolicy>({ name: 'InlinePolicy', key: ['holder', 'name'] })
export const Attachment = records<Attachment>({
  name: 'Attachment', key: ['holder', 'policy'], indexes: { policy: ({ policy }) => [policy] },
})
export const Membership = records<Membership>({ name: 'Membership', key: ['user', 'group'], indexes: { group: ({ group }) => [group] } })
export const AccessKey = records<AccessKey>({ name: 'AccessKey', key: 'id', indexes: { user: ({ user }) => [user] } })

/** A password for the console. */
export interface LoginProfile {
  /** Name in lower case. */
  readonly user: string
  /** Digests of the password and those before it, with their salts. */
  readonly digests: readonly string[]
  readonly mustBeReset: boolean
  readonly createdAt: number
  readonly changedAt: number
}

/** A device that a user proves himself with, by its serial number; that of a virtual one is its ARN. */
export interface EnabledDevice { readonly serial: string, readonly user: string, readonly enabledAt: number }

export interface VirtualDevice extends Pick<Named, 'pathName' | 'createdAt'> {
  /** What its codes are made from, Base32. */
  readonly seed: string
}

/** What a user signs or logs in with besides passwords and access keys. */
export interface Credential {
  readonly id: string
  readonly kind: 'ssh' | 'certificate' | 'service'
  /** Name in lower case. */
  readonly user: string
  readonly status: Status
  readonly createdAt: number
  /** The SSH key or the certificate; of a service's credential, the service. */
  readonly body: string
  readonly fingerprint?: string
  /** Of a service's credential: its user's name for the service, and when it ends. */
  readonly alias?: string
  readonly expiresAt?: number
}

export const LoginProfile = records<LoginProfile>({ name: 'LoginProfile', key: 'user' })
export const EnabledDevice = records<EnabledDevice>({ name: 'EnabledDevice', key: 'serial', indexes: { user: ({ user }) => [user] } })
export const Credential = records<Credential>({ name: 'Credential', key: 'id', indexes: { user: ({ user }) => [user] } })

export const VirtualDevice = named<VirtualDevice>({
  name: 'VirtualMFADevice', arn: 'arn:{partition}:iam::{account}:mfa{pathName}',
  missing: serial => `VirtualMFADevice with serial number ${serial} doesn't exist.`,
  present: () => 'MFADevice entity at the same path and name already exists.',
  cloudFormation: deviceFormation,
})

/** An issuer of OpenID Connect tokens that the account knows. */
export interface OpenIdProvider {
  /** The issuer's address without its scheme. */
  readonly issuer: string
  readonly clientIds: readonly string[]
  readonly thumbprints: readonly string[]
  readonly createdAt: number
}

export const OpenIdProvider: ResourceType<OpenIdProvider> = {
  ...resource<OpenIdProvider>({
    name: 'OIDCProvider', key: 'issuer', arn: 'arn:{partition}:iam::{account}:oidc-provider/{issuer}', tags: 'list',
    notFound: { code: 'NoSuchEntityException', message: ([issuer]) => `OpenIDConnect Provider not found for arn ${String(issuer)}` },
    exists: { code: 'EntityAlreadyExistsException', message: ([issuer]) => `Provider with url https://${String(issuer)} already exists.` },
    cloudFormation: openIdFormation,
  }),
  keyOf: ({ issuer }) => [issuer.toLowerCase()],
}

/** A SAML 2.0 identity provider that the account knows. */
export interface SamlProvider {
  readonly name: string
  readonly metadata: string
  readonly createdAt: number
  readonly validUntil: number
  readonly encryption?: string
  /** Keys that open encrypted assertions: ids, and when each came. */
  readonly privateKeys: readonly { readonly id: string, readonly addedAt: number }[]
}

export const SamlProvider: ResourceType<SamlProvider> = {
  ...resource<SamlProvider>({
    name: 'SAMLProvider', key: 'name', arn: 'arn:{partition}:iam::{account}:saml-provider/{name}', tags: 'list',
    notFound: { code: 'NoSuchEntityException', message: ([name]) => `Manifest not found for arn ${String(name)}` },
    exists: { code: 'EntityAlreadyExistsException', message: ([name]) => `SAML Provider ${String(name)} already exists.` },
    cloudFormation: samlFormation,
  }),
  keyOf: ({ name }) => [name.toLowerCase()],
}

export interface ServerCertificate extends Named { readonly body: string, readonly chain?: string, readonly expiresAt: number }

export const ServerCertificate = named<ServerCertificate>({
  name: 'ServerCertificate', arn: 'arn:{partition}:iam::{account}:server-certificate{pathName}',
  missing: name => `The Server Certificate with name ${name} cannot be found.`,
  present: name => `The Server Certificate with name ${name} already exists.`,
  cloudFormation: certificateFormation,
})

/** Types of CloudFormation that are an aspect of something else. */
export const aspects = [
  aspect('UserAccessKey', accessKeyFormation), aspect('AttachedInlinePolicy', policyFormation),
    aspect('UserPolicy', inlineFormation('User')),
  aspect('GroupPolicy', inlineFormation('Group')), aspect('RolePolicy', inlineFormation('Role')),
  aspect('ServiceLinkedRole', linkedRoleFormation), aspect('UserToGroupAddition', additionFormation),
] as const
