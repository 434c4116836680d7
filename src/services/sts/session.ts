// What all operations that issue credentials share: session policies and tags with their limits, MFA, and the form of the answer.
// A session's own tags are those it inherits, by a chain of roles, and those passed with it; a key is in one of the two, whatever its case.
// Limits: "IAM and AWS STS quotas" and "Pass session tags in AWS STS", IAM User Guide, and the operations' own pages.

import type { Credentials, PolicyDescriptorType, Tag } from '../../../generated/aws/sts.ts'
import { readPolicy } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'

/** What a caller may pass along with a session. */
export interface SessionLimits {
  readonly Policy?: string
  readonly PolicyArns?: readonly PolicyDescriptorType[]
  readonly Tags?: readonly Tag[]
  readonly TransitiveTagKeys?: readonly string[]
  readonly MinimumSessionTokenSize?: number
}

/** The members that all answers with credentials have. */
export interface Issued {
  readonly Credentials: Credentials
  readonly SessionTokenSize: number
}

/** And those that have session policies or tags. */
export interface Limited extends Issued {
  readonly SessionTokenUtilization?: number
  readonly PackedPolicySize?: number
}

export type LimitFault = 'MalformedPolicyDocumentException' | 'PackedPolicyTooLargeException'

/** Session policies and tags may pack into this many bytes; AWS names neither its packing nor the size, so this is the plain text's. */
const packedLimitBytes = 2048
const policyLimit = 10

/**
 * Issues the credentials of a session with limits.
 * @param principal with the tags it inherits, all of them transitive
 * @param durationSeconds whole seconds
 * @throws Fault where the limits are malformed or too large
 */
export function issueLimited(principal: Principal, limits: SessionLimits, durationSeconds: number, call: Call<LimitFault>): Limited {
  const packedPercent = checkLimits(principal, limits, call)
  return {
    ...issue(limited(principal, limits), durationSeconds, limits.MinimumSessionTokenSize, call),
    // The API Reference describes both as one number, the older of them deprecated.
    ...(packedPercent > 0 && { SessionTokenUtilization: packedPercent, PackedPolicySize: packedPercent }),
  }
}

/** Issues the credentials of a session. @param durationSeconds whole seconds @param minimumTokenLength characters */
export function issue(principal: Principal, durationSeconds: number, minimumTokenLength: number | undefined, call: Call): Issued {
  // AWS cuts expirations to the second.
  const expiresAt = Math.floor(call.now() / 1000) * 1000 + durationSeconds * 1000
  const session = call.identity.issueSession({ principal, expiresAt, ...(minimumTokenLength !== undefined && { minimumTokenLength }) })
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: session.expiresAt,
    },
    SessionTokenSize: session.sessionToken.length,
  }
}

/** Sessions may not call everything: "Compare AWS STS credentials", IAM User Guide. @param admitted kinds of session that may */
export function checkSession(call: Call, admitted: readonly Principal['kind'][]): void {
  const { kind, sessionExpiresAt } = call.principal
  if (sessionExpiresAt === undefined || admitted.includes(kind)) return
  throw call.fault('AccessDenied', `Cannot call ${call.operation} with session credentials`)
}

/**
 * One of the pair without the other is a mistake; together they must be a device of the caller's and six digits: what a device shows is not
 * computed. @returns when the caller proved himself, where he did: epoch ms. @throws Fault
 */
export function checkMfa(serial: string | undefined, code: string | undefined, call: Call): number | undefined {
  if (serial === undefined && code === undefined) return undefined
  if (serial === undefined || code === undefined) {
    throw call.fault('AccessDenied', 'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.')
  }
  const { account, arn } = call.principal
  const devices = account === '' ? [] : call.identity.identitiesOf(account).of(arn)?.devices ?? []
  if (devices.includes(serial) && /^\d{6}$/.test(code)) return call.now()
  throw call.fault('AccessDenied', 'MultiFactorAuthentication failed, unable to validate MFA code.  ' +
    'Please verify your MFA serial number is valid and associated with this user.')
}

function limited(principal: Principal, limits: SessionLimits): Principal {
  const { Policy: policy, PolicyArns: policyArns = [], Tags: tags = [], TransitiveTagKeys: transitive = [] } = limits
  const sessionTags = { ...principal.sessionTags, ...Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) }
  const transitiveTagKeys = [...principal.transitiveTagKeys ?? [], ...transitive]
  return {
    ...principal,
    ...(policy !== undefined && { sessionPolicies: [policy] }),
    ...(policyArns.length > 0 && { sessionPolicyArns: policyArns.map(({ arn = '' }) => arn) }),
    ...(Object.keys(sessionTags).length > 0 && { sessionTags }),
    ...(transitiveTagKeys.length > 0 && { transitiveTagKeys }),
  }
}

/** How full the packed form of policies and tags is, percent. @throws Fault */
function checkLimits(principal: Principal, limits: SessionLimits, call: Call<LimitFault>): number {
  const { Policy: policy, PolicyArns: policyArns = [], Tags: tags = [], TransitiveTagKeys: transitive = [] } = limits
  if (policy !== undefined) checkPolicy(policy, call)
  if (policyArns.length > policyLimit) {
    throw call.fault('ValidationError', `The number of managed session policy ARNs must not exceed ${policyLimit}.`)
  }
  checkTags(tags, transitive, Object.keys(principal.sessionTags ?? {}), call)
  const packed = [
    policy ?? '',
    ...policyArns.map(({ arn = '' }) => arn),
    ...tags.map(({ Key, Value }) => Key + Value),
    ...Object.entries(principal.sessionTags ?? {}).flat(),
  ].join('')
  const percent = Math.ceil(100 * Buffer.byteLength(packed) / packedLimitBytes)
  if (percent <= 100) return percent
  const tagged = tags.length > 0 || principal.sessionTags !== undefined
  throw call.fault('PackedPolicyTooLargeException', tagged
    ? `Packed size of session tags consumes ${percent}% of allotted space.`
    : `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`)
}

function checkTags(tags: readonly Tag[], transitive: readonly string[], inherited: readonly string[], call: Call<LimitFault>): void {
  const names = new Set(tags.map(({ Key: name }) => name.toLowerCase()))
  if (names.size < tags.length) {
    throw call.fault('InvalidParameterValue', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  }
  if ([...names].some(name => name.startsWith('aws:'))) {
    throw call.fault('InvalidParameterValue', 'Tag keys that begin with aws: are reserved.')
  }
  if (transitive.some(name => !names.has(name.toLowerCase()))) {
    throw call.fault('InvalidParameterValue', 'The specified transitive tag key must be included in the requested tags.')
  }
  if (inherited.some(name => names.has(name.toLowerCase()))) {
    throw call.fault('InvalidParameterValue', 'One of the specified transitive tag keys can\'t be set because it conflicts ' +
      'with a transitive tag key from the calling session.')
  }
}

function checkPolicy(policy: string, call: Call<LimitFault>): void {
  const read = readPolicy(policy, 'identity')
  if ('problem' in read) throw call.fault('MalformedPolicyDocumentException', read.problem.message)
}
