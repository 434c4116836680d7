// What all operations that issue credentials share: durations, session policies and tags with their limits, and the form of the answer.
// Limits: "IAM and AWS STS quotas" and the operations' own pages.

import type { Credentials, PolicyDescriptorType, Tag } from '../../../generated/aws/sts.ts'
import type { Call, Principal } from '../../kernel/service.ts'

/** What a caller may pass along with a session. */
export interface SessionLimits {
  readonly Policy?: string
  readonly PolicyArns?: readonly PolicyDescriptorType[]
  readonly Tags?: readonly Tag[]
  readonly TransitiveTagKeys?: readonly string[]
}

type LimitFault = 'MalformedPolicyDocumentException' | 'PackedPolicyTooLargeException'

/** Session policies and tags may pack into this many bytes. */
const packedLimitBytes = 2048

/** The principal with its session's policies and tags, and how full their packed form is. @throws Fault */
export function limited(principal: Principal, limits: SessionLimits, call: Call<LimitFault>): { principal: Principal, packedPercent: number } {
  const { Policy: policy, PolicyArns: policyArns = [], Tags: tags = [], TransitiveTagKeys: transitiveTagKeys = [] } = limits
  if (policy !== undefined) checkPolicy(policy, call)
  if (policyArns.length > 10) throw call.fault('ValidationError', 'The number of managed session policy ARNs must not exceed 10.')
  const names = new Set(tags.map(({ Key: name }) => name.toLowerCase()))
  if (names.size < tags.length) throw call.fault('InvalidParameterValue', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  const packed = [policy ?? '', ...policyArns.map(({ arn }) => arn ?? ''), ...tags.map(({ Key, Value }) => Key + Value), ...transitiveTagKeys].join('')
  const packedPercent = Math.ceil(100 * Buffer.byteLength(packed) / packedLimitBytes)
  if (packedPercent > 100) {
    throw call.fault('PackedPolicyTooLargeException', `Packed size of session policies and tags consumes ${packedPercent}% of allotted space.`)
  }
  return {
    packedPercent,
    principal: {
      ...principal,
      ...(policy !== undefined && { sessionPolicies: [policy] }),
      ...(policyArns.length > 0 && { sessionPolicyArns: policyArns.map(({ arn }) => arn ?? '') }),
      ...(tags.length > 0 && { sessionTags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) }),
      ...(transitiveTagKeys.length > 0 && { transitiveTagKeys }),
    },
  }
}

function checkPolicy(policy: string, call: Call<LimitFault>): void {
  let document: unknown
  try {
    document = JSON.parse(policy)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw call.fault('MalformedPolicyDocumentException', 'This policy contains invalid Json')
  }
  if (typeof document !== 'object' || document === null || !('Statement' in document)) {
    throw call.fault('MalformedPolicyDocumentException', 'Syntax errors in policy.')
  }
}

/** Issues the credentials of a session. @param durationSeconds whole seconds */
export function credentialsOf(principal: Principal, durationSeconds: number, call: Call): Credentials {
  // AWS cuts expirations to the second.
  const expiresAt = Math.floor(call.now() / 1000) * 1000 + durationSeconds * 1000
  const session = call.identity.issueSession({ principal, expiresAt })
  return {
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secretAccessKey,
    SessionToken: session.sessionToken,
    Expiration: session.expiresAt,
  }
}

/** One of the pair without the other is a mistake; together they prove nothing, since no device is registered. @throws Fault */
export function checkMfa(serial: string | undefined, code: string | undefined, call: Call): void {
  if (serial === undefined && code === undefined) return
  if (serial === undefined || code === undefined) {
    throw call.fault('ValidationError', 'Both SerialNumber and TokenCode must be given for multi-factor authentication.')
  }
  throw call.fault('AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code.')
}
