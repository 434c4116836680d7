// What an organization is made of: records and declarations only, all in the management account's cell. Parents are roots and units; an
// account or unit has one parent; policies are attached to roots, units and accounts.

import { records, resource } from '../../kernel/service.ts'

export type FeatureSet = 'ALL' | 'CONSOLIDATED_BILLING'
export type PolicyType = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY' | 'TAG_POLICY' | 'BACKUP_POLICY' | 'AISERVICES_OPT_OUT_POLICY'
  | 'CHATBOT_POLICY' | 'DECLARATIVE_POLICY_EC2'

export interface Organization {
  readonly id: string
  readonly featureSet: FeatureSet
  readonly email: string
  readonly createdAt: number
  /** Services that may act in the organization, and since when. */
  readonly trusted: Readonly<Record<string, number>>
}

export interface Root { readonly id: string, readonly organization: string, readonly name: string,
  readonly policyTypes: readonly PolicyType[] }

export interface Unit { readonly id: string, readonly organization: string, readonly parent: string, readonly name: string }

export interface Account {
  readonly id: string
  readonly organization: string
  readonly parent: string
  readonly name: string
  readonly email: string
  readonly state: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED'
  readonly joinedBy: 'INVITED' | 'CREATED'
  readonly joinedAt: number
  readonly closedAt?: number
  /** Services that it administers, and since when. */
  readonly delegated: Readonly<Record<string, number>>
}

export interface Policy {
  readonly id: string
  readonly organization: string
  readonly type: PolicyType
  readonly name: string
  readonly description: string
  readonly content: string
  readonly awsManaged: boolean
}

export interface Attachment { readonly target: string, readonly policy: string, readonly type: PolicyType }

export interface Handshake {
  readonly id: string
  readonly organization: string
  readonly action: 'INVITE' | 'ENABLE_ALL_FEATURES' | 'APPROVE_ALL_FEATURES'
  /** The account, or the e-mail address, that it is for. */
  readonly party: string
  readonly partyType: 'ACCOUNT' | 'EMAIL' | 'ORGANIZATION'
  readonly state: 'REQUESTED' | 'OPEN' | 'CANCELED' | 'ACCEPTED' | 'DECLINED' | 'EXPIRED'
  readonly requestedAt: number
  readonly expiresAt: number
  readonly notes?: string
  /** Of an approval: the handshake that wants it. */
  readonly parentHandshake?: string
}

export interface Creation {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly roleName: string
  readonly state: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED'
  readonly requestedAt: number
  readonly completedAt?: number
  readonly account?: string
  readonly reason?: 'EMAIL_ALREADY_EXISTS' | 'ACCOUNT_LIMIT_EXCEEDED'
}

export const Organization = resource<Organization>({
  name: 'Organization',
  key: 'id',
  arn: 'arn:{partition}:organizations::{account}:organization/{id}',
  notFound: { code: 'AWSOrganizationsNotInUseException', message: () => 'Your account is not a member of an organization.' },
})

export const Root = resource<Root>({
  name: 'Root',
  key: 'id',
  arn: 'arn:{partition}:organizations::{account}:root/{organization}/{id}',
  tags: 'list',
  notFound: { code: 'RootNotFoundException', message: () => 'You specified a root that doesn\'t exist.' },
})

export const Unit = resource<Unit>({
  name: 'OrganizationalUnit',
  key: 'id',
  arn: 'arn:{partition}:organizations::{account}:ou/{organization}/{id}',
  tags: 'list',
  notFound: { code: 'OrganizationalUnitNotFoundException', message: () => 'You specified an organizational unit that doesn\'t exist.' },
  indexes: { parent: ({ parent }) => [parent] },
})

export const Account = resource<Account>({
  name: 'Account',
  key: 'id',
  arn: 'arn:{partition}:organizations::{account}:account/{organization}/{id}',
  tags: 'list',
  notFound: { code: 'AccountNotFoundException', message: () => 'You specified an account that doesn\'t exist.' },
  exists: 'DuplicateAccountException',
  indexes: { parent: ({ parent }) => [parent] },
})

export const Policy = resource<Policy>({
  name: 'Policy',
  key: 'id',
  arn: 'arn:{partition}:organizations::{account}:policy/{organization}/{type}/{id}',
  tags: 'list',
  notFound: { code: 'PolicyNotFoundException', message: () => 'You specified a policy that doesn\'t exist.' },
  exists: 'DuplicatePolicyException',
  indexes: { type: ({ type }) => [type] },
})

export const Attachment = records<Attachment>({
  name: 'Attachment', key: ['target', 'policy'], indexes: { policy: ({ policy }) => [policy] },
})

export const Handshake = resource<Handshake>({
  name: 'Handshake',
  key: 'id',
  arn: 'arn:{partition}:organizations::{account}:handshake/{organization}/{action}/{id}',
  notFound: { code: 'HandshakeNotFoundException', message: () => 'You specified a handshake that doesn\'t exist.' },
})

export const Creation = records<Creation>({ name: 'Creation', key: 'id' })
