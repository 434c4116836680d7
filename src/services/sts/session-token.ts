// Credentials for the caller's own identity (GetSessionToken) and for someone it vouches for (GetFederationToken).
// Only long-term credentials may ask.

import type { Sts } from '../../../generated/aws/sts.ts'
import { federatedUserPrincipal } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { checkMfa, checkSession, issue, issueLimited } from './session.ts'

const defaultSeconds = 43_200
/** Root users get an hour at most, whatever they ask for. */
const rootSeconds = 3600

export const GetSessionToken: Sts['GetSessionToken'] = (input, call) => {
  checkSession(call, [])
  const mfaAt = checkMfa(input.SerialNumber, input.TokenCode, call)
  return issue({ ...call.principal, ...(mfaAt !== undefined && { mfaAt }) }, secondsOf(input, call), input.MinimumSessionTokenSize, call)
}

export const GetFederationToken: Sts['GetFederationToken'] = (input, call) => {
  checkSession(call, [])
  const { account, partition, principal: { arn: issuerArn } } = call
  const federated = federatedUserPrincipal({ account, partition, name: input.Name, issuerArn })
  return {
    ...issueLimited(federated, input, secondsOf(input, call), call),
    FederatedUser: { Arn: federated.arn, FederatedUserId: federated.userId },
  }
}

function secondsOf({ DurationSeconds: seconds = defaultSeconds }: { readonly DurationSeconds?: number }, call: Call): number {
  return call.principal.kind === 'root' ? Math.min(seconds, rootSeconds) : seconds
}
