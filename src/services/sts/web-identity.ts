// OpenID Connect tokens in exchange for a role's credentials, and the other way about. A token is read and its times are judged on the
// clock; its signature is its issuer's, whose keys lie outside this cloud.

import type { Sts } from '../../../generated/aws/sts.ts'
import type { Call } from '../../kernel/service.ts'
import { assumed, roleSession } from './assume-role.ts'

interface Claims { readonly iss: string, readonly sub: string, readonly aud: string, readonly exp: number, readonly nbf?: number }

const defaultSeconds = 3600

export const AssumeRoleWithWebIdentity: Sts['AssumeRoleWithWebIdentity'] = (input, call) => {
  const claims = readToken(input.WebIdentityToken, call)
  if (claims.exp * 1000 <= call.now()) {
    throw call.fault('ExpiredTokenException', `Token expired: current date/time ${Math.floor(call.now() / 1000)} must be before the expiration date/time${claims.exp}`)
  }
  if (claims.nbf !== undefined && claims.nbf * 1000 > call.now()) throw call.fault('InvalidIdentityTokenException', 'Token is not yet valid')
  const issuer = claims.iss.replace(/^https:\/\//, '')
  const session = { ...roleSession(input.RoleArn, input.RoleSessionName, call), federatedBy: issuer }
  return {
    ...assumed(session, input, input.DurationSeconds ?? defaultSeconds, call),
    SubjectFromWebIdentityToken: claims.sub,
    Provider: input.ProviderId ?? `arn:${call.partition}:iam::${session.account}:oidc-provider/${issuer}`,
    Audience: claims.aud,
  }
}

/** Accounts begin with outbound federation off; switching it on is IAM's. */
export const GetWebIdentityToken: Sts['GetWebIdentityToken'] = (_, call) => {
  throw call.fault('OutboundWebIdentityFederationDisabledException', 'Outbound web identity federation is not enabled for this account.')
}

/** The claims of a JSON Web Token (RFC 7519). @throws Fault InvalidIdentityTokenException */
function readToken(token: string, call: Call<'InvalidIdentityTokenException'>): Claims {
  const parts = token.split('.')
  const header = parts.length === 3 ? readPart(parts[0]!) : undefined
  const claims = parts.length === 3 ? readPart(parts[1]!) : undefined
  if (header === undefined || claims === undefined || typeof header.alg !== 'string') {
    throw call.fault('InvalidIdentityTokenException', 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)')
  }
  for (const name of ['iss', 'sub', 'exp', 'aud']) {
    if (claims[name] === undefined) throw call.fault('InvalidIdentityTokenException', `Missing a required claim: ${name}`)
  }
  const audience = Array.isArray(claims.aud) ? claims.aud[0] as unknown : claims.aud
  return {
    iss: String(claims.iss), sub: String(claims.sub), aud: String(audience), exp: Number(claims.exp),
    ...(claims.nbf !== undefined && { nbf: Number(claims.nbf) }),
  }
}

function readPart(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? value as Record<string, unknown> : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
