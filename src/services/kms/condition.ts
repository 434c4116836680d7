// Condition keys of KMS's own: what a policy of a key can ask about a call. Source: "AWS KMS condition keys", KMS Developer Guide.

import type { Call } from '../../kernel/service.ts'
import { Alias } from './key.ts'
import type { Key } from './key.ts'
import type { EncryptionContext } from './ciphertext.ts'

/** Members of inputs that permissions depend on. */
export interface Asking {
  readonly KeyId?: string
  readonly TargetKeyId?: string
  readonly DestinationKeyId?: string
  readonly CiphertextBlob?: Uint8Array
  readonly EncryptionContext?: EncryptionContext
  readonly SourceEncryptionContext?: EncryptionContext
  readonly DestinationEncryptionContext?: EncryptionContext
  readonly GrantTokens?: readonly string[]
  readonly [member: string]: unknown
}

/** Members that are condition keys as they stand. */
const direct: Readonly<Record<string, string>> = {
  SigningAlgorithm: 'kms:signingalgorithm', MacAlgorithm: 'kms:macalgorithm', MessageType: 'kms:messagetype',
  KeyAgreementAlgorithm: 'kms:keyagreementalgorithm', KeyPairSpec: 'kms:datakeypairspec', Operations: 'kms:grantoperations',
  GranteePrincipal: 'kms:granteeprincipal', RetiringPrincipal: 'kms:retiringprincipal', WrappingAlgorithm: 'kms:wrappingalgorithm',
  WrappingKeySpec: 'kms:wrappingkeyspec', ExpirationModel: 'kms:expirationmodel', RotationPeriodInDays: 'kms:rotationperiodindays',
  PrimaryRegion: 'kms:primaryregion', ReplicaRegion: 'kms:replicaregion',
  PendingWindowInDays: 'kms:schedulekeydeletionpendingwindowindays',
  BypassPolicyLockoutSafetyCheck: 'kms:bypasspolicylockoutsafetycheck',
  KeySpec: 'kms:keyspec', KeyUsage: 'kms:keyusage', Origin: 'kms:keyorigin', MultiRegion: 'kms:multiregion',
}

/** @param key the one that is meant; undefined for CreateKey, whose input says the same */
export function conditionsOf(key: Key | undefined, input: Asking, call: Call): Record<string, readonly string[]> {
  const { principal, calledVia } = call
  const found: Record<string, readonly string[]> = {}
  for (const [member, name] of Object.entries(direct)) {
    const value = input[member]
    if (value !== undefined) found[name] = Array.isArray(value) ? value.map(String) : [String(value)]
  }
  if (principal.account !== '') found['kms:calleraccount'] = [principal.account]
  const via = calledVia.at(-1)?.replace(/\.amazonaws\.com$/, '')
  if (via !== undefined) found['kms:viaservice'] = [`${via}.${call.region}.amazonaws.com`]
  found['kms:encryptionalgorithm'] = [String(input['EncryptionAlgorithm'] ?? 'SYMMETRIC_DEFAULT')]
  const context = contextOf(input) ?? {}
  for (const [name, value] of Object.entries(context)) found[`kms:encryptioncontext:${name.toLowerCase()}`] = [value]
  if (Object.keys(context).length > 0) found['kms:encryptioncontextkeys'] = Object.keys(context)
  if (input.KeyId?.includes('alias/')) found['kms:requestalias'] = [input.KeyId.slice(input.KeyId.indexOf('alias/'))]
  if (call.operation === 'CreateGrant') found['kms:grantisforawsresource'] = [String(principal.kind === 'service' || via !== undefined)]
  if (key === undefined) return found
  const aliases = [...call.of(Alias).by('key').scan({ within: [key.id] })].map(({ name }) => name)
  return {
    ...found,
    'kms:keyspec': [key.spec], 'kms:keyusage': [key.usage], 'kms:keyorigin': [key.origin],
    'kms:multiregion': [String(key.multiRegion !== undefined)],
    ...(aliases.length > 0 && { 'kms:resourcealiases': aliases }),
  }
}

/** The encryption context of a call, on the side that is asked about. */
export function contextOf(input: Asking): EncryptionContext | undefined {
  return input.EncryptionContext ?? input.DestinationEncryptionContext
}
