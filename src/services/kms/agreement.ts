// Shared secrets by elliptic-curve Diffie-Hellman: the raw secret, as the other side gets it.
// Source: DeriveSharedSecret, KMS API Reference.

import { createPublicKey, diffieHellman } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Kms } from '../../../generated/aws/kms.ts'
import type { Call } from '../../kernel/service.ts'
import { permittedKey, requireEnabled } from './access.ts'
import { refuseDryRun, refuseRecipient } from './encryption.ts'
import { Key, specOf } from './key.ts'
import { privateKeyOf } from './material.ts'
import { chargeRequest, requireAlgorithm, requireUsage } from './usage.ts'

export const DeriveSharedSecret: Kms['DeriveSharedSecret'] = (input, call) => {
  refuseRecipient(input.Recipient)
  const key = permittedKey(input.KeyId, call, { ...input })
  requireEnabled(key, call)
  requireUsage(key, 'KEY_AGREEMENT', call)
  requireAlgorithm(key, input.KeyAgreementAlgorithm, call)
  const publicKey = peerKey(input.PublicKey, specOf(key).curve!, call)
  refuseDryRun(input.DryRun, call)
  chargeRequest(key, call)
  return {
    KeyId: call.arn(Key, key), KeyAgreementAlgorithm: input.KeyAgreementAlgorithm, KeyOrigin: key.origin,
    SharedSecret: new Uint8Array(diffieHellman({ privateKey: privateKeyOf(key, call), publicKey })),
  }
}

/** @throws ValidationException for a key that is none, or of another curve */
function peerKey(der: Uint8Array, curve: string, call: Call): KeyObject {
  let found: KeyObject | undefined
  try {
    found = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' })
  } catch {
    found = undefined
  }
  if (found?.asymmetricKeyDetails?.namedCurve === curve) return found
  throw call.fault('ValidationException', 'The public key is not valid, or its curve is not that of the KMS key.')
}
