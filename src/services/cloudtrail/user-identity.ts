// The `userIdentity` element of an event: who called, in the form that belongs to the kind of principal; and the short name of the same.
// Source: "CloudTrail userIdentity element", AWS CloudTrail User Guide.

import { parseArn } from '../../kernel/service.ts'
import type { Principal } from '../../kernel/service.ts'

export type UserIdentity = Readonly<Record<string, unknown>>

/**
 * @param recipient the account whose history this is: of another account's principals it learns no more than the account and id
 * @param invokedBy the service that called in the principal's name, if one did: `cloudcontrol.amazonaws.com`
 */
export function userIdentityOf(principal: Principal, recipient: string, invokedBy?: string): UserIdentity {
  const { kind, account, arn, userId, accessKeyId, service } = principal
  if (kind === 'service') return { type: 'AWSService', invokedBy: service }
  if (account === '') return { type: 'AWSAccount', principalId: '', accountId: 'anonymous' }
  if (account !== recipient) return { type: 'AWSAccount', principalId: userId, accountId: account }
  const who = { principalId: userId, arn, accountId: account, ...(accessKeyId !== undefined && { accessKeyId }) }
  const by = invokedBy !== undefined && { invokedBy }
  switch (kind) {
    case 'root': return { type: 'Root', ...who, ...sessionContext(principal), ...by }
    case 'user': return { type: 'IAMUser', ...who, userName: userNameOf(principal), ...sessionContext(principal), ...by }
    case 'assumed-role': return { type: 'AssumedRole', ...who, ...sessionContext(principal), ...by }
    case 'federated-user': return { type: 'FederatedUser', ...who, ...sessionContext(principal), ...by }
    default: return { type: 'Unknown', ...who, ...by }
  }
}

/** What `lookup-events` shows as the user's name; services and strangers have none. */
export function userNameOf({ kind, arn }: Principal): string | undefined {
  if (kind === 'root') return 'root'
  if (kind !== 'user' && kind !== 'assumed-role' && kind !== 'federated-user') return undefined
  return arn.slice(arn.lastIndexOf('/') + 1)
}

/** Of temporary credentials: whose they are, and when they were issued. */
function sessionContext(principal: Principal): { sessionContext?: UserIdentity } {
  const { sessionIssuedAt: issuedAt, sessionExpiresAt: expiresAt, mfaAt, sourceIdentity, federatedBy } = principal
  if (expiresAt === undefined && issuedAt === undefined) return {}
  const issuer = sessionIssuer(principal)
  const isWeb = federatedBy !== undefined && !federatedBy.includes(':saml-provider/')
  return {
    sessionContext: {
      ...(issuer && { sessionIssuer: issuer }),
      ...(isWeb && { webIdFederationData: { federatedProvider: federatedBy, attributes: {} } }),
      attributes: { ...(issuedAt !== undefined && { creationDate: secondText(issuedAt) }), mfaAuthenticated: String(mfaAt !== undefined) },
      ...(sourceIdentity !== undefined && { sourceIdentity }),
    },
  }
}

function sessionIssuer({ kind, issuerArn, userId, account }: Principal): UserIdentity | undefined {
  if (issuerArn === undefined) return undefined
  const resource = parseArn(issuerArn)?.resource ?? ''
  const issuer = { arn: issuerArn, accountId: account }
  if (resource === 'root') return { type: 'Root', principalId: account, ...issuer }
  const userName = resource.slice(resource.lastIndexOf('/') + 1)
  if (kind === 'assumed-role') return { type: 'Role', principalId: userId.split(':')[0], ...issuer, userName }
  return { type: 'IAMUser', ...issuer, userName }
}

/** ISO 8601 to the second, as events write times. */
export function secondText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}
