// Using a key: what it must be for, what a use costs, and when it was last used.
// Source: "AWS KMS pricing": requests with symmetric keys, and apart those with RSA keys of 2,048 bits and with other key pairs.

import type { Kms } from '../../../generated/aws/kms.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { permittedKey } from './access.ts'
import { isAsymmetric } from './key-spec.ts'
import type { Usage } from './key-spec.ts'
import { Key, specOf } from './key.ts'

export interface LastUse {
  readonly keyId: string
  readonly operation: string
  readonly at: number
  readonly requestId: string
}

export const LastUse = records<LastUse>({ name: 'LastUse', key: 'keyId' })

/** The last use is kept to the minute: a write for each of many would cost more than the cryptography. */
const keptEveryMs = 60_000

/** Counts a request, and remembers it as the key's last use. */
export function chargeRequest(key: Key, call: Call): void {
  const { spec } = key
  call.meter(!isAsymmetric(specOf(key)) ? 'KMS-Requests' : spec === 'RSA_2048' ? 'KMS-Requests-Asymmetric-RSA_2048'
    : 'KMS-Requests-Asymmetric', 1)
  const uses = call.of(LastUse)
  const before = uses.get(key.id)
  const at = call.now()
  if (before !== undefined && before.operation === call.operation && at - before.at < keptEveryMs) return
  uses.put({ keyId: key.id, operation: call.operation, at, requestId: call.requestId })
}

/** @throws InvalidKeyUsageException */
export function requireUsage(key: Key, usage: Usage, call: Call): void {
  if (key.usage === usage) return
  throw call.fault('InvalidKeyUsageException', `${call.arn(Key, key)} key usage is ${key.usage} which is not valid for ${call.operation}.`)
}

/** @throws InvalidKeyUsageException for an algorithm that the key's spec has not */
export function requireAlgorithm(key: Key, algorithm: string, call: Call): void {
  if (specOf(key).algorithms[key.usage]!.includes(algorithm)) return
  throw call.fault('InvalidKeyUsageException', `Algorithm ${algorithm} and key spec ${key.spec} are incompatible.`)
}

/** What is known of a key's uses; KMS watches each from its making. */
export const GetKeyLastUsage: Kms['GetKeyLastUsage'] = (input, call) => {
  const key = permittedKey(input.KeyId, call, { ...input })
  const use = call.of(LastUse).get(key.id)
  return {
    KeyId: call.arn(Key, key), KeyCreationDate: key.createdAt, TrackingStartDate: key.createdAt,
    ...(use !== undefined && { KeyLastUsage: { Operation: use.operation, Timestamp: use.at, KmsRequestId: use.requestId } }),
  }
}
