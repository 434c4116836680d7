// OpenID Connect tokens in exchange for a role's credentials, and the other way about. A token is read and its times are judged on the
// clock; its signature is its issuer's, whose keys lie outside this cloud. Sources: AssumeRoleWithWebIdentity, AWS STS API Reference, and
// "Passing session tags using AssumeRoleWithWebIdentity", IAM User Guide.

import type { Sts } from '../../../generated/aws/sts.ts'
import { openIdIssuerArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { assumed, checkLongest, defaultSeconds, roleOf, roleSession } from './assume-role.ts'
import type { SessionLimits } from './session.ts'
import { checkFederated, checkIssuer } from './trust.ts'

type Claims = Readonly<Record<string, unknown>>

/** Issuers that IAM knows without a provider of the account's own, and so calls by their names. */
const wellKnownIssuers = new Set(['accounts.google.com', 'cognito-identity.amazonaws.com'])
/** Whose OAuth access tokens are accepted: their meaning is asked of the issuer, which lies outside this cloud. */
const oauthIssuers = new Set(['www.amazon.com', 'graph.facebook.com'])
const sourceIdentityClaim = 'https://aws.amazon.com/source_identity'
const tagsClaim = 'https://aws.amazon.com/tags'

export const AssumeRoleWithWebIdentity: Sts['AssumeRoleWithWebIdentity'] = (input, call) => {
  const role = roleOf(input.RoleArn)
  if (role === undefined) throw call.fault('ValidationError', 'Request ARN is invalid')
  if (input.ProviderId !== undefined) refuseAccessToken(input.ProviderId, call)
  const claims = readToken(input.WebIdentityToken, call)
  checkTimes(claims, call)
  const issuer = String(claims.iss).replace(/^https:\/\//, '')
  const federatedBy = wellKnownIssuers.has(issuer) ? issuer : openIdIssuerArn({ ...role, partition: call.partition }, issuer)
  if (!wellKnownIssuers.has(issuer)) checkIssuer(federatedBy, String(claims.iss), claims.aud, call)
  const sourceIdentity = claims[sourceIdentityClaim]
  const session = {
    ...roleSession(role, input.RoleSessionName, call),
    federatedBy,
    ...(typeof sourceIdentity === 'string' && { sourceIdentity }),
  }
  const seconds = input.DurationSeconds ?? defaultSeconds
  checkLongest(seconds, checkFederated(input.RoleArn, session, claimKeys(issuer, claims), call), call)
  return {
    ...assumed(session, { ...input, ...tagsOf(claims) }, seconds, call),
    SubjectFromWebIdentityToken: String(claims.sub),
    Provider: federatedBy,
    Audience: firstOf(claims.aud),
  }
}

/** Claims under the issuer's name, as trust policies ask for them: `ISSUER:sub`, `ISSUER:aud`. */
function claimKeys(issuer: string, claims: Claims): Record<string, readonly string[]> {
  const keys = Object.entries(claims).flatMap(([name, value]): [string, readonly string[]][] => {
    const values = (Array.isArray(value) ? value as unknown[] : [value]).filter(each => typeof each !== 'object').map(String)
    return values.length === 0 ? [] : [[`${issuer}:${name}`.toLowerCase(), values]]
  })
  return Object.fromEntries(keys)
}

/** Accounts begin with outbound federation off; switching it on is IAM's. */
export const GetWebIdentityToken: Sts['GetWebIdentityToken'] = (_, call) => {
  throw call.fault('OutboundWebIdentityFederationDisabledException',
    'Outbound web identity federation is not enabled for this account. Enable it with EnableOutboundWebIdentityFederation of IAM.')
}

function refuseAccessToken(providerId: string, call: Call<'IDPCommunicationErrorException'>): never {
  if (!oauthIssuers.has(providerId)) {
    throw call.fault('ValidationError', `ProviderId ${providerId} is none of ${[...oauthIssuers].join(', ')}`)
  }
  throw call.fault('IDPCommunicationErrorException', `${providerId} cannot be asked about its access tokens from within this cloud.`)
}

/** The claims of a JSON Web Token (RFC 7519). @throws Fault InvalidIdentityTokenException */
function readToken(token: string, call: Call<'InvalidIdentityTokenException'>): Claims {
  const parts = token.split('.')
  const [header, claims] = parts.length === 3 ? parts.slice(0, 2).map(readPart) : []
  if (header === undefined || claims === undefined || typeof header.alg !== 'string') {
    throw call.fault('InvalidIdentityTokenException',
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)')
  }
  for (const name of ['iss', 'sub', 'exp', 'aud']) {
    if (claims[name] === undefined) throw call.fault('InvalidIdentityTokenException', `Missing a required claim: ${name}`)
  }
  for (const name of ['exp', 'nbf']) {
    if (claims[name] !== undefined && typeof claims[name] !== 'number') {
      throw call.fault('InvalidIdentityTokenException', `Claim ${name} is not a number`)
    }
  }
  return claims
}

function readPart(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? value as Claims : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function checkTimes({ exp, nbf }: Claims, call: Call<'ExpiredTokenException' | 'InvalidIdentityTokenException'>): void {
  const seconds = Math.floor(call.now() / 1000)
  if (Number(exp) <= seconds) {
    throw call.fault('ExpiredTokenException',
      `Token expired: current date/time ${seconds} must be before the expiration date/time ${String(exp)}`)
  }
  if (nbf !== undefined && Number(nbf) > seconds) throw call.fault('InvalidIdentityTokenException', 'Token is not yet valid')
}

/** Session tags stand in one nested claim, or flat in claims whose names go on where the nested one ends. */
function tagsOf(claims: Claims): Pick<SessionLimits, 'Tags' | 'TransitiveTagKeys'> {
  const nested = (claims[tagsClaim] ?? {}) as { principal_tags?: Claims, transitive_tag_keys?: readonly string[] }
  const prefix = `${tagsClaim}/principal_tags/`
  const flat = Object.entries(claims).filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value])
  const tags = [...Object.entries(nested.principal_tags ?? {}), ...flat as [string, unknown][]]
  const transitive = nested.transitive_tag_keys ?? claims[`${tagsClaim}/transitive_tag_keys`] as readonly string[] | undefined
  return {
    Tags: tags.map(([Key, value]) => ({ Key, Value: firstOf(value) })),
    ...(Array.isArray(transitive) && { TransitiveTagKeys: transitive as readonly string[] }),
  }
}

function firstOf(value: unknown): string {
  return String(Array.isArray(value) ? value[0] : value)
}
