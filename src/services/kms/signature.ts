// Signing and verifying, messages and digests of messages; and the public half of a key pair.
// Source: Sign, Verify and GetPublicKey, KMS API Reference.

import { constants, createPublicKey, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Kms } from '../../../generated/aws/kms.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { permittedKey, requireEnabled } from './access.ts'
import type { Asking } from './condition.ts'
import { signDigest, verifyDigest } from './digest-signature.ts'
import { refuseDryRun } from './encryption.ts'
import { algorithmMembers, isAsymmetric } from './key-spec.ts'
import { Key, specOf } from './key.ts'
import { privateKeyOf } from './material.ts'
import { chargeRequest, requireAlgorithm, requireUsage } from './usage.ts'

interface Wanted extends Asking {
  readonly KeyId: string
  readonly Message: Uint8Array
  readonly MessageType?: string
  readonly SigningAlgorithm: string
}

interface Scheme { readonly name: 'ECDSA' | 'PSS' | 'PKCS1' | 'ED25519', readonly hash: string }

const digestBytes: Readonly<Record<string, number>> = { sha256: 32, sha384: 48, sha512: 64 }

export const Sign: Kms['Sign'] = (input, call) => {
  const { key, scheme, isDigest } = signingKey({ ...input }, call)
  refuseDryRun(input.DryRun, call)
  const privateKey = privateKeyOf(key, call)
  const signature = isDigest ? signDigest(scheme.name as 'ECDSA', scheme.hash, input.Message, privateKey)
    : new Uint8Array(sign(scheme.name === 'ED25519' ? null : scheme.hash, input.Message, optionsOf(scheme, privateKey)))
  return { KeyId: call.arn(Key, key), Signature: signature, SigningAlgorithm: input.SigningAlgorithm }
}

/** A signature that is not the message's is a fault, not an answer. */
export const Verify: Kms['Verify'] = (input, call) => {
  const { key, scheme, isDigest } = signingKey({ ...input }, call)
  refuseDryRun(input.DryRun, call)
  const privateKey = privateKeyOf(key, call)
  const valid = isDigest ? verifyDigest(scheme.name as 'ECDSA', scheme.hash, input.Message, privateKey, input.Signature)
    : verify(scheme.name === 'ED25519' ? null : scheme.hash, input.Message, optionsOf(scheme, createPublicKey(privateKey)), input.Signature)
  if (!valid) throw call.fault('KMSInvalidSignatureException', '')
  return { KeyId: call.arn(Key, key), SignatureValid: true, SigningAlgorithm: input.SigningAlgorithm }
}

function signingKey(input: Wanted, call: Call): { readonly key: Key, readonly scheme: Scheme, readonly isDigest: boolean } {
  const { SigningAlgorithm: algorithm, MessageType: type = 'RAW' } = input
  const key = permittedKey(input.KeyId, call, input)
  requireEnabled(key, call)
  requireUsage(key, 'SIGN_VERIFY', call)
  requireAlgorithm(key, algorithm, call)
  if (algorithm === 'ED25519_PH_SHA_512') {
    throw new Fault('NotImplemented', 'Node.js has no Ed25519ph. Sign with ED25519_SHA_512 and MessageType RAW.')
  }
  const scheme = schemeOf(algorithm)
  if (type === 'EXTERNAL_MU' || (type === 'DIGEST' && scheme.name === 'ED25519')) {
    throw call.fault('ValidationException', `MessageType ${type} is not valid for algorithm ${algorithm}.`)
  }
  if (type === 'DIGEST' && input.Message.length !== digestBytes[scheme.hash]) {
    throw call.fault('ValidationException', `Digest is invalid length for algorithm ${algorithm}.`)
  }
  chargeRequest(key, call)
  return { key, scheme, isDigest: type === 'DIGEST' }
}

function schemeOf(algorithm: string): Scheme {
  const hash = `sha${algorithm.slice(-3)}`
  if (algorithm.startsWith('ED25519')) return { name: 'ED25519', hash }
  return { name: algorithm.startsWith('ECDSA') ? 'ECDSA' : algorithm.includes('PSS') ? 'PSS' : 'PKCS1', hash }
}

interface SignOptions { readonly key: KeyObject, readonly padding?: number, readonly saltLength?: number }

function optionsOf({ name }: Scheme, key: KeyObject): SignOptions {
  return name === 'PSS' ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST } : { key }
}

export const GetPublicKey: Kms['GetPublicKey'] = (input, call) => {
  const key = permittedKey(input.KeyId, call, { ...input })
  requireEnabled(key, call)
  const spec = specOf(key)
  if (!isAsymmetric(spec)) {
    throw call.fault('UnsupportedOperationException', `${call.arn(Key, key)} is a symmetric key, which has no public key.`)
  }
  chargeRequest(key, call)
  const { usage } = key
  return {
    KeyId: call.arn(Key, key), CustomerMasterKeySpec: key.spec, KeySpec: key.spec, KeyUsage: usage,
    PublicKey: new Uint8Array(createPublicKey(privateKeyOf(key, call)).export({ type: 'spki', format: 'der' })),
    [algorithmMembers[usage]]: spec.algorithms[usage],
  }
}
