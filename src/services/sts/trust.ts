// Whom a role trusts, where roles are kept: what the judge of calls asks about becoming one, and what is asked here for callers whom an
// identity provider vouches for. In an account that has never kept a role, any role is there and trusts everyone.
// Source: "How to use trust policies with IAM roles" and "Available keys for AWS STS", IAM User Guide.

import { parseArn } from '../../kernel/service.ts'
import type { Call, Principal, Standing } from '../../kernel/service.ts'

interface Asking {
  readonly RoleArn?: string
  readonly RoleSessionName?: string
  readonly ExternalId?: string
  readonly SourceIdentity?: string
  readonly TransitiveTagKeys?: readonly string[]
  readonly SerialNumber?: string
}

/** What is kept of a role. @throws AccessDenied where roles are kept, and this is none of them */
export function standingOf(arn: string, call: Call): Standing | undefined {
  const identities = call.identity.identitiesOf(parseArn(arn)?.account)
  const standing = identities.of(arn)
  if (standing?.trust === undefined && identities.keeps('roles')) throw notAuthorized(arn, call)
  return standing
}

/** AWS says no more of a role that is not there than of one that trusts others. */
function notAuthorized(arn: string, call: Call) {
  const { principal: { arn: who, service = 'anonymous' }, operation } = call
  return call.fault('AccessDenied',
    `User: ${who === '' ? service : who} is not authorized to perform: sts:${operation} on resource: ${arn}`)
}

/** The trust policy that AssumeRole must meet; where roles are not kept, one that leaves it to the caller's account. */
export function trustOf(operation: string, { RoleArn: arn = '' }: Asking, call: Call): string | undefined {
  if (operation !== 'AssumeRole' || parseArn(arn) === undefined) return undefined
  const { account } = call.principal
  return standingOf(arn, call)?.trust ?? (account === '' ? undefined : open(account))
}

function open(account: string): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' } })
}

export function conditionsOf(_operation: string, input: Asking, { principal }: Call): Record<string, readonly string[]> {
  const { ExternalId, RoleSessionName, SourceIdentity = principal.sourceIdentity, TransitiveTagKeys, SerialNumber } = input
  return {
    ...(ExternalId !== undefined && { 'sts:externalid': [ExternalId] }),
    ...(RoleSessionName !== undefined && { 'sts:rolesessionname': [RoleSessionName] }),
    ...(SourceIdentity !== undefined && { 'sts:sourceidentity': [SourceIdentity] }),
    ...(TransitiveTagKeys !== undefined && { 'sts:transitivetagkeys': TransitiveTagKeys }),
    // Whether the code is right the operation finds out; a wrong one ends the call.
    ...(SerialNumber !== undefined && { 'aws:multifactorauthpresent': ['true'], 'aws:multifactorauthage': ['0'] }),
  }
}

/** What an identity provider says of a caller is judged as the caller's own. @throws AccessDenied */
export function checkFederated(arn: string, principal: Principal, claims: Record<string, readonly string[]>,
  call: Call): Standing | undefined {
  const refuse = () => call.fault('AccessDenied', `Not authorized to perform sts:${call.operation}`)
  const identities = call.identity.identitiesOf(parseArn(arn)?.account)
  const standing = identities.of(arn)
  if (standing?.trust === undefined) {
    if (identities.keeps('roles')) throw refuse()
    return undefined
  }
  if (!call.enforces) return standing
  const { verdict } = call.evaluatePolicy(standing.trust, {
    use: 'trust', principal, action: `sts:${call.operation}`, resource: arn, conditions: claims,
  })
  if (verdict !== 'allow') call.deny(refuse())
  return standing
}

/** Where roles are kept, issuers of tokens are registered, for some audiences. @throws InvalidIdentityToken */
export function checkIssuer(providerArn: string, url: string, audience: unknown, call: Call): void {
  const identities = call.identity.identitiesOf(parseArn(providerArn)?.account)
  if (!identities.keeps('roles')) return
  const { audiences } = identities.of(providerArn) ?? {}
  if (audiences === undefined) {
    throw call.fault('InvalidIdentityTokenException', `No OpenIDConnect provider found in your account for ${url}`)
  }
  const meant = (Array.isArray(audience) ? audience : [audience]) as unknown[]
  if (!meant.some(each => audiences.includes(String(each)))) throw call.fault('InvalidIdentityTokenException', 'Incorrect token audience')
}
