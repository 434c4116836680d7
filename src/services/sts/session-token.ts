// Credentials for the caller's own identity (GetSessionToken) and for someone it vouches for (GetFederationToken).
// Only long-term credentials may ask.

import type { Sts } from '../../../generated/aws/sts.ts'
import { federatedUserPrincipal } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { checkMfa, credentialsOf, limited } from './session.ts'

const defaultSeconds = 43_200
/** Root users get an hour at most, whatever they ask for. */
const rootSeconds = 3600

export const GetSessionToken: Sts['GetSessionToken'] = (input, call) => {
  checkLongTerm(call)
  checkMfa(input.SerialNumber, input.TokenCode, call)
  return { Credentials: credentialsOf(call.principal, secondsOf(input.DurationSeconds, call), call) }
}

export const GetFederationToken: Sts['GetFederationToken'] = (input, call) => {
  checkLongTerm(call)
  const { account, partition, principal: { arn: issuerArn } } = call
  const federated = federatedUserPrincipal({ account, partition, name: input.Name, issuerArn })
  const { principal, packedPercent } = limited(federated, input, call)
  return {
    Credentials: credentialsOf(principal, secondsOf(input.DurationSeconds, call), call),
    FederatedUser: { Arn: principal.arn, FederatedUserId: principal.userId },
    ...(packedPercent > 0 && { PackedPolicySize: packedPercent }),
  }
}

function secondsOf(asked: number | undefined, call: Call): number {
  const seconds = asked ?? defaultSeconds
  return call.principal.kind === 'root' ? Math.min(seconds, rootSeconds) : seconds
}

function checkLongTerm(call: Call): void {
  if (call.principal.sessionExpiresAt === undefined) return
  throw call.fault('AccessDenied', `Cannot call ${call.operation} with session credentials`)
}
