// AWS Security Token Service: who is calling, and temporary credentials that end on the clock. Sessions are sealed into their tokens and
// stored nowhere. Source: AWS STS API Reference (2011-06-15) and "Temporary security credentials in IAM".

import { coralMessage, Fault, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import { AssumeRole, roleOf } from './assume-role.ts'
import type { Role } from './assume-role.ts'
import { GetAccessKeyInfo, GetCallerIdentity, DecodeAuthorizationMessage } from './identity.ts'
import { AssumeRoleWithSAML } from './saml.ts'
import { conditionsOf, trustOf } from './trust.ts'
import { GetFederationToken, GetSessionToken } from './session-token.ts'
import { AssumeRoleWithWebIdentity, GetWebIdentityToken } from './web-identity.ts'

/** The account of a role, where it is one's. */
function placeOf(role: Role | undefined): { readonly account: string } | undefined {
  return role === undefined ? undefined : { account: role.account }
}

export const sts = service({
  id: 'sts',
  resourceControls: true,
  scope: 'account',
  operations: {
    AssumeRole,
    AssumeRoleWithSAML,
    AssumeRoleWithWebIdentity,
    DecodeAuthorizationMessage,
    GetAccessKeyInfo,
    GetCallerIdentity,
    GetFederationToken,
    GetSessionToken,
    GetWebIdentityToken,
  },
  refuses: {
    AssumeRoot: 'AssumeRoot gives a member account\'s root for one task, bounded by a policy of AWS\'s that is not kept here.',
    GetDelegatedAccessToken:
      'GetDelegatedAccessToken takes a token that only AWS product integrations hand out; there is none to trade in.',
    GetScopedCredentials:
      'GetScopedCredentials is not modelled yet: AWS documents neither the form of its session ids nor what bounds them.',
  },
  // "No permissions are required": GetCallerIdentity and GetSessionToken, STS API Reference.
  needsNoPermission: ['GetCallerIdentity', 'GetSessionToken'],
  // A role is its own account's: what binds calls there binds becoming it.
  locate: (operation, { RoleArn: role = '' }: { readonly RoleArn?: string }) =>
    operation === 'AssumeRole' ? placeOf(roleOf(role)) : undefined,
  trust: trustOf,
  conditions: conditionsOf,
  target: (_operation, { RoleArn: role }: { readonly RoleArn?: string }) => role,
  invalid: (violations: readonly Violation[]) => new Fault('ValidationError', coralMessage(violations)),
})
