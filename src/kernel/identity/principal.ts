// Who calls: the outcome of identification, and the only place where the ARNs of principals are put together.
// A principal is plain data; it says who it is, not what it may do.
// Source: "IAM identifiers" and "AWS JSON policy elements: Principal", IAM User Guide.

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
  /** The IAM entity whose policies hold: the role behind a session (with its path), the user behind a federated user; absent for users and roots. */
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

interface Home { readonly account: string, readonly partition?: string }

/** The root user of an account. */
export function rootPrincipal({ account, partition = 'aws' }: Home): Principal {
  return { kind: 'root', account, arn: `arn:${partition}:iam::${account}:root`, userId: account }
}

/** An IAM user. @param path begins and ends with a slash */
export function userPrincipal({ account, partition = 'aws', path = '/', name, id }:
Home & { readonly path?: string, readonly name: string, readonly id: string }): Principal {
  return { kind: 'user', account, arn: `arn:${partition}:iam::${account}:user${path}${name}`, userId: id }
}

/** A session of a role; its ARN names the role without its path, `issuerArn` with it. */
export function assumedRolePrincipal({ account, partition = 'aws', path = '/', roleName, roleId, sessionName }:
Home & { readonly path?: string, readonly roleName: string, readonly roleId: string, readonly sessionName: string }): Principal {
  return {
    kind: 'assumed-role',
    account,
    arn: `arn:${partition}:sts::${account}:assumed-role/${roleName}/${sessionName}`,
    userId: `${roleId}:${sessionName}`,
    issuerArn: `arn:${partition}:iam::${account}:role${path}${roleName}`,
  }
}

/** A session of `sts:GetFederationToken`. @param issuerArn the user that asked for it */
export function federatedUserPrincipal({ account, partition = 'aws', name, issuerArn }:
Home & { readonly name: string, readonly issuerArn: string }): Principal {
  return { kind: 'federated-user', account, arn: `arn:${partition}:sts::${account}:federated-user/${name}`, userId: `${account}:${name}`, issuerArn }
}

/** An AWS service that calls in its own name. @param service `events.amazonaws.com` */
export function servicePrincipal(service: string): Principal {
  return { kind: 'service', account: '', arn: '', userId: service, service }
}

export function bearerPrincipal(bearerToken: string): Principal {
  return { kind: 'bearer', account: '', arn: '', userId: '', bearerToken }
}

export const anonymous: Principal = { kind: 'anonymous', account: '', arn: '', userId: 'anonymous' }
