// Who may use a key. The key's policy is the root of all authority over it: it must allow a caller, or the account that then decides
// itself; grants are read as further statements of it. What the policy leaves to the account is the kernel's to judge.
// Source: "Determining access to AWS KMS keys" and "Default key policy", KMS Developer Guide.

import type { Call } from '../../kernel/service.ts'
import { readAddress } from './ciphertext.ts'
import { conditionsOf } from './condition.ts'
import type { Asking } from './condition.ts'
import { grantStatements } from './grant-match.ts'
import { findKey, Key, requireKey } from './key.ts'
import { predefinedKey } from './managed-key.ts'

/** Operations on a key of another account that its policy can allow: "Allowing users in other accounts to use a KMS key". */
const shared: ReadonlySet<string> = new Set([
  'CreateGrant', 'Decrypt', 'DeriveSharedSecret', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext', 'GenerateDataKeyWithoutPlaintext', 'GenerateMac', 'GetKeyRotationStatus', 'GetPublicKey',
  'ListGrants', 'ReEncrypt', 'RetireGrant', 'RevokeGrant', 'Sign', 'Verify', 'VerifyMac',
])

/** ReEncrypt needs two permissions; the one on its source is asked for where the source is known. */
export function actionOf(operation: string): string {
  return operation === 'ReEncrypt' ? 'ReEncryptTo' : operation
}

/** The key that a call names, by whichever member; of a ciphertext that names it itself, that one. */
export function nameOf(input: Asking): string | undefined {
  const { KeyId: id, TargetKeyId: target, DestinationKeyId: destination, CiphertextBlob: blob } = input
  const name = destination ?? id ?? target
  if (name !== undefined || blob === undefined) return name
  return readAddress(blob)?.keyId
}

export function targetOf(_operation: string, input: Asking, call: Call): string | undefined {
  const name = nameOf(input)
  const key = name === undefined ? undefined : findKey(name, call)
  return key === undefined ? undefined : call.arn(Key, key)
}

export function policyOf(operation: string, input: Asking, call: Call): string | undefined {
  if (call.principal.account !== call.account && !shared.has(operation)) return undefined
  const name = nameOf(input)
  const key = name === undefined ? undefined : findKey(name, call)
  return key === undefined ? undefined : policyText(key, actionOf(operation), input, call)
}

/** The key's policy, and a statement for each grant that bears on the call. */
function policyText(key: Key, action: string, input: Asking, call: Call): string {
  const granted = grantStatements(key, action, input, call)
  if (granted.length === 0) return key.policy
  const { Statement: own, ...rest } = JSON.parse(key.policy) as { readonly Statement: object | readonly object[] }
  return JSON.stringify({ ...rest, Statement: [...Array.isArray(own) ? own as object[] : [own], ...granted] })
}

/**
 * The key that a call names, when its policy speaks for the caller; a predefined key of a service is made at its first use.
 * @throws NotFoundException, AccessDeniedException
 */
export function permittedKey(name: string, call: Call, input: Asking, action = actionOf(call.operation)): Key {
  const key = predefinedKey(name, call) ?? requireKey(name, call)
  checkPermission(key, action, input, call)
  return key
}

/** @throws AccessDeniedException */
export function checkPermission(key: Key, action: string, input: Asking, call: Call): void {
  const { principal } = call
  if (!call.enforces || principal.kind === 'service') return
  const resource = call.arn(Key, key)
  const asked = { action: `kms:${action}`, resource, input: input as Record<string, unknown>, conditions: conditionsOf(key, input, call) }
  const { verdict } = call.evaluatePolicy(policyText(key, action, input, call), asked)
  if (verdict === 'allow') return
  const why = verdict === 'explicit-deny' ? 'with an explicit deny in a resource-based policy'
    : `because no resource-based policy allows the kms:${action} action`
  call.deny(call.fault('AccessDeniedException',
    `User: ${principal.arn} is not authorized to perform: kms:${action} on resource: ${resource} ${why}`))
}

const stateTexts: Readonly<Record<string, string>> = {
  PendingDeletion: 'is pending deletion.', PendingImport: 'is pending import.', PendingReplicaDeletion: 'is pending replica deletion.',
}

/** @throws DisabledException, KMSInvalidStateException ("Key states of AWS KMS keys", KMS Developer Guide) */
export function requireEnabled(key: Key, call: Call): void {
  if (key.state === 'Enabled') return
  const arn = call.arn(Key, key)
  if (key.state === 'Disabled') throw call.fault('DisabledException', `${arn} is disabled.`)
  throw call.fault('KMSInvalidStateException', `${arn} ${stateTexts[key.state]}`)
}

/** @throws KMSInvalidStateException for a key that is to be deleted */
export function refusePendingDeletion(key: Key, call: Call): void {
  if (key.state !== 'PendingDeletion' && key.state !== 'PendingReplicaDeletion') return
  throw call.fault('KMSInvalidStateException', `${call.arn(Key, key)} ${stateTexts[key.state]}`)
}
