// AssumeRole: temporary credentials of a role. Roles themselves belong to IAM; what is checked here is the request and the session.

import type { AssumeRoleResponse, Sts } from '../../../generated/aws/sts.ts'
import { assumedRolePrincipal, parseArn } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { checkMfa, credentialsOf, limited } from './session.ts'
import type { SessionLimits } from './session.ts'

const defaultSeconds = 3600
/** "Role chaining limits your session to a maximum of one hour": Methods to assume a role, IAM User Guide. */
const chainedSeconds = 3600

export const AssumeRole: Sts['AssumeRole'] = (input, call) => {
  checkMfa(input.SerialNumber, input.TokenCode, call)
  const seconds = input.DurationSeconds ?? defaultSeconds
  if (call.principal.kind === 'assumed-role' && seconds > chainedSeconds) {
    throw call.fault('ValidationError', 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining')
  }
  const session = roleSession(input.RoleArn, input.RoleSessionName, call)
  const sourceIdentity = call.principal.sourceIdentity ?? input.SourceIdentity
  if (input.SourceIdentity !== undefined && sourceIdentity !== input.SourceIdentity) {
    throw call.fault('AccessDenied', 'The source identity of a session cannot be changed by role chaining.')
  }
  return assumed({ ...session, ...inherited(call.principal), ...(sourceIdentity !== undefined && { sourceIdentity }) }, input, seconds, call)
}

/** The principal of a role's session, whoever vouches for it. @throws Fault where the ARN names no role */
export function roleSession(roleArn: string, sessionName: string, call: Call): Principal {
  const parts = parseArn(roleArn)
  const match = parts?.service === 'iam' ? /^role(\/(?:[!-~]+\/)?)([\w+=,.@-]+)$/.exec(parts.resource) : null
  if (parts === undefined || match === null || !/^\d{12}$/.test(parts.account)) throw call.fault('ValidationError', `${roleArn} is invalid`)
  const [, path = '/', roleName = ''] = match
  const roleId = call.identity.uniqueIdFor('AROA', parts.account, path + roleName)
  return assumedRolePrincipal({ account: parts.account, partition: parts.partition, path, roleName, roleId, sessionName })
}

/** The answer that the operations assuming a role have in common. */
export function assumed(
  session: Principal, limits: SessionLimits, seconds: number,
  call: Call<'MalformedPolicyDocumentException' | 'PackedPolicyTooLargeException'>,
): AssumeRoleResponse {
  const { principal, packedPercent } = limited(session, { ...limits, Tags: mergedTags(session, limits) }, call)
  return {
    Credentials: credentialsOf(principal, seconds, call),
    AssumedRoleUser: { AssumedRoleId: principal.userId, Arn: principal.arn },
    ...(packedPercent > 0 && { PackedPolicySize: packedPercent }),
    ...(principal.sourceIdentity !== undefined && { SourceIdentity: principal.sourceIdentity }),
  }
}

/** Transitive tags go from session to session of a role chain. */
function inherited({ kind, sessionTags = {}, transitiveTagKeys = [] }: Principal): Partial<Principal> {
  if (kind !== 'assumed-role' || transitiveTagKeys.length === 0) return {}
  const kept = Object.entries(sessionTags).filter(([name]) => transitiveTagKeys.includes(name))
  return { sessionTags: Object.fromEntries(kept), transitiveTagKeys }
}

function mergedTags({ sessionTags = {} }: Principal, { Tags: tags = [] }: SessionLimits): { Key: string, Value: string }[] {
  const passed = new Set(tags.map(({ Key }) => Key.toLowerCase()))
  const kept = Object.entries(sessionTags).filter(([name]) => !passed.has(name.toLowerCase()))
  return [...kept.map(([Key, Value]) => ({ Key, Value })), ...tags]
}
