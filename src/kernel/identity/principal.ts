// Who calls: the outcome of identification, and the only place where the ARNs of principals are put together.
// A principal is plain data; it says who it is, not what it may do.
// Source: "IAM identifiers" and "AWS JSON policy elements: Principal", IAM User Guide.

import { arnTemplate } from '../resource/arn.ts'
import type { Fields } from '../resource/arn.ts'

export type PrincipalKind = 'root' | 'user' | 'assumed-role' | 'federated-user' | 'service' | 'bearer' | 'anonymous'

export interface Principal {
  readonly kind: PrincipalKind
  /** Twelve digits; empty for services, bearers and the anonymous. */
  readonly account: string
  /** As `sts:GetCallerIdentity` says it; empty for services, bearers and the anonymous. */
  readonly arn: string
  /** As `aws:userid` says it: `AIDA…`, `AROA…:session`, `account:name`, the account for its root. */
  readonly userId: string
  readonly accessKeyId?: string
  /** The IAM entity whose policies hold: the role behind a session (with its path), the user behind a federated user; else absent. */
  readonly issuerArn?: string
  /** When temporary credentials were issued (`aws:TokenIssueTime`) and when they end; epoch ms. */
  readonly sessionIssuedAt?: number
  readonly sessionExpiresAt?: number
  /** Policy documents passed with the session, JSON. */
  readonly sessionPolicies?: readonly string[]
  /** Managed policies passed with the session, by ARN. */
  readonly sessionPolicyArns?: readonly string[]
  readonly sessionTags?: Readonly<Record<string, string>>
  readonly transitiveTagKeys?: readonly string[]
  readonly sourceIdentity?: string
  /** When MFA was proved (`aws:MultiFactorAuthAge` counts from here); absent where it was not. */
  readonly mfaAt?: number
  /** The identity provider behind a web-identity or SAML session: `accounts.google.com`, or the provider's ARN. */
  readonly federatedBy?: string
  /** A service's own principal: `events.amazonaws.com`. */
  readonly service?: string
  /** The token of `Authorization: Bearer`, unread; the service that issued it judges it. */
  readonly bearerToken?: string
}

const rootArn = 'arn:{partition}:iam::{account}:root'
const userArn = 'arn:{partition}:iam::{account}:user{path}{name}'
const roleArn = 'arn:{partition}:iam::{account}:role{path}{roleName}'
const assumedRoleArn = 'arn:{partition}:sts::{account}:assumed-role/{roleName}/{sessionName}'
const federatedUserArn = 'arn:{partition}:sts::{account}:federated-user/{name}'
const openIdIssuerTemplate = 'arn:{partition}:iam::{account}:oidc-provider/{issuer}'

/** Where a principal is at home; the partition is `aws` where nothing is said. */
interface Home { readonly account: string, readonly partition?: string }

/** The root user of an account. */
export function rootPrincipal(home: Home): Principal {
  return { kind: 'root', account: home.account, arn: arnOf(rootArn, { ...home }), userId: home.account }
}

export interface UserIdentity extends Home {
  /** Begins and ends with a slash; one slash where nothing is said. */
  readonly path?: string
  readonly name: string
  readonly id: string
}

/** An IAM user. */
export function userPrincipal({ path = '/', ...user }: UserIdentity): Principal {
  return { kind: 'user', account: user.account, arn: arnOf(userArn, { ...user, path }), userId: user.id }
}

export interface RoleSession extends Home {
  /** The role's; begins and ends with a slash; one slash where nothing is said. */
  readonly path?: string
  readonly roleName: string
  readonly roleId: string
  readonly sessionName: string
}

/** A session of a role; its ARN names the role without its path, `issuerArn` with it. */
export function assumedRolePrincipal({ path = '/', ...session }: RoleSession): Principal {
  return {
    kind: 'assumed-role',
    account: session.account,
    arn: arnOf(assumedRoleArn, session),
    userId: `${session.roleId}:${session.sessionName}`,
    issuerArn: arnOf(roleArn, { ...session, path }),
  }
}

export interface FederatedUser extends Home {
  readonly name: string
  /** The user that asked for the session. */
  readonly issuerArn: string
}

/** A session of `sts:GetFederationToken`. */
export function federatedUserPrincipal({ issuerArn, ...user }: FederatedUser): Principal {
  const { account, name } = user
  return { kind: 'federated-user', account, arn: arnOf(federatedUserArn, user), userId: `${account}:${name}`, issuerArn }
}

/** An issuer of OpenID Connect tokens that an account knows, as trust policies name it. @param issuer its URL without the scheme */
export function openIdIssuerArn(home: Home, issuer: string): string {
  return arnOf(openIdIssuerTemplate, { ...home, issuer })
}

/** An AWS service that calls in its own name. @param service `events.amazonaws.com` */
export function servicePrincipal(service: string): Principal {
  return { kind: 'service', account: '', arn: '', userId: service, service }
}

export function bearerPrincipal(bearerToken: string): Principal {
  return { kind: 'bearer', account: '', arn: '', userId: '', bearerToken }
}

export const anonymous: Principal = { kind: 'anonymous', account: '', arn: '', userId: 'anonymous' }

function arnOf(template: string, fields: Home & Fields): string {
  return arnTemplate(template)({ partition: fields.partition ?? 'aws', region: '', account: fields.account }, fields)
}
