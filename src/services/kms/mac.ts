// Message authentication codes by HMAC keys. Source: GenerateMac and VerifyMac, KMS API Reference.

import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Kms } from '../../../generated/aws/kms.ts'
import type { Call } from '../../kernel/service.ts'
import { permittedKey, requireEnabled } from './access.ts'
import type { Asking } from './condition.ts'
import { refuseDryRun } from './encryption.ts'
import { Key } from './key.ts'
import { currentMaterial } from './material.ts'
import { chargeRequest, requireAlgorithm, requireUsage } from './usage.ts'

interface Wanted extends Asking { readonly KeyId: string, readonly Message: Uint8Array, readonly MacAlgorithm: string }

export const GenerateMac: Kms['GenerateMac'] = (input, call) => {
  const { mac, key } = macOf({ ...input }, call)
  refuseDryRun(input.DryRun, call)
  return { Mac: mac, MacAlgorithm: input.MacAlgorithm, KeyId: call.arn(Key, key) }
}

/** A code that is not the message's is a fault, not an answer. */
export const VerifyMac: Kms['VerifyMac'] = (input, call) => {
  const { mac, key } = macOf({ ...input }, call)
  refuseDryRun(input.DryRun, call)
  if (mac.length !== input.Mac.length || !timingSafeEqual(mac, input.Mac)) throw call.fault('KMSInvalidMacException', '')
  return { MacValid: true, MacAlgorithm: input.MacAlgorithm, KeyId: call.arn(Key, key) }
}

function macOf(input: Wanted, call: Call): { readonly mac: Uint8Array, readonly key: Key } {
  const key = permittedKey(input.KeyId, call, input)
  requireEnabled(key, call)
  requireUsage(key, 'GENERATE_VERIFY_MAC', call)
  requireAlgorithm(key, input.MacAlgorithm, call)
  chargeRequest(key, call)
  const hash = input.MacAlgorithm.replace('HMAC_SHA_', 'sha')
  return { key, mac: new Uint8Array(createHmac(hash, currentMaterial(key, call)).update(input.Message).digest()) }
}
