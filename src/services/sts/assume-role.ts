// AssumeRole: temporary credentials of a role, and what all ways to a role have in common. Roles themselves belong to IAM; whom one trusts
// the judge of calls has asked before; what is checked here is the request and the session.

import type { AssumeRoleResponse, Sts } from '../../../generated/aws/sts.ts'
import { arnTemplate, assumedRolePrincipal, parseArn } from '../../kernel/service.ts'
import type { Call, Principal, Standing } from '../../kernel/service.ts'
import { checkMfa, checkSession, issueLimited } from './session.ts'
import type { LimitFault, SessionLimits } from './session.ts'
import { standingOf } from './trust.ts'

/** How long a role's session lasts where nothing is said. */
export const defaultSeconds = 3600
/** "Role chaining limits your session to a maximum of one hour": Methods to assume a role, IAM User Guide. */
const chainedSeconds = 3600

const roleArn = arnTemplate('arn:{partition}:iam::{account}:role{path}{roleName}')

export const AssumeRole: Sts['AssumeRole'] = (input, call) => {
  const { principal: caller } = call
  checkSession(call, ['assumed-role', 'user', 'root'])
  const role = roleOf(input.RoleArn)
  if (role === undefined) throw call.fault('ValidationError', `${input.RoleArn} is invalid`)
  const standing = standingOf(input.RoleArn, call)
  const seconds = input.DurationSeconds ?? defaultSeconds
  if (caller.kind === 'assumed-role' && seconds > chainedSeconds) {
    throw call.fault('ValidationError', 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining')
  }
  checkLongest(seconds, standing, call)
  const mfaAt = checkMfa(input.SerialNumber, input.TokenCode, call)
  if ((input.ProvidedContexts ?? []).length > 0) {
    throw call.fault('InvalidContextAssertionException', 'The context assertion could not be verified: its provider is not known here.')
  }
  const sourceIdentity = caller.sourceIdentity ?? input.SourceIdentity
  if (input.SourceIdentity !== undefined && sourceIdentity !== input.SourceIdentity) {
    throw call.fault('AccessDenied', 'The source identity of a session cannot be changed by role chaining.')
  }
  const session = { ...roleSession(role, input.RoleSessionName, call), ...inherited(caller), ...(sourceIdentity && { sourceIdentity }),
    ...(mfaAt !== undefined && { mfaAt }) }
  return assumed(session, input, seconds, call)
}

/** @throws ValidationError for a session longer than the role lets one be */
export function checkLongest(seconds: number, standing: Standing | undefined, call: Call): void {
  if (standing?.longestSessionSeconds === undefined || seconds <= standing.longestSessionSeconds) return
  throw call.fault('ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
}

export interface Role {
  readonly partition: string
  readonly account: string
  /** Begins and ends with a slash. */
  readonly path: string
  readonly roleName: string
}

/** The role an ARN names; undefined where it names something else. */
export function roleOf(arn: string): Role | undefined {
  const parts = parseArn(arn)
  const match = parts?.service === 'iam' ? /^role(\/(?:[!-~]+\/)?)([\w+=,.@-]+)$/.exec(parts.resource) : null
  if (parts === undefined || match === null || parts.region !== '' || !/^\d{12}$/.test(parts.account)) return undefined
  const [, path = '/', roleName = ''] = match
  return { partition: parts.partition, account: parts.account, path, roleName }
}

/** The principal of a role's session, whoever vouches for it. */
export function roleSession(role: Role, sessionName: string, call: Call): Principal {
  const kept = call.identity.identitiesOf(role.account).of(roleArn({ ...role, partition: call.partition, region: '' }, { ...role }))
  const roleId = kept?.id ?? call.identity.uniqueIdFor('AROA', role.account, role.path + role.roleName)
  return assumedRolePrincipal({ ...role, roleId, sessionName })
}

/** The answer that the operations assuming a role have in common. @throws Fault */
export function assumed(session: Principal, limits: SessionLimits, seconds: number, call: Call<LimitFault>): AssumeRoleResponse {
  return {
    ...issueLimited(session, limits, seconds, call),
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    ...(session.sourceIdentity !== undefined && { SourceIdentity: session.sourceIdentity }),
  }
}

/** Transitive tags go from session to session of a role chain. */
function inherited({ kind, sessionTags = {}, transitiveTagKeys = [] }: Principal): Partial<Principal> {
  if (kind !== 'assumed-role' || transitiveTagKeys.length === 0) return {}
  const transitive = new Set(transitiveTagKeys.map(name => name.toLowerCase()))
  const kept = Object.entries(sessionTags).filter(([name]) => transitive.has(name.toLowerCase()))
  return { sessionTags: Object.fromEntries(kept), transitiveTagKeys }
}
