// Encrypt, Decrypt and ReEncrypt. A symmetric ciphertext names its key and its material, so that old ones open after a rotation; one of an
// RSA key names nothing. Source: Encrypt, Decrypt and ReEncrypt, KMS API Reference.

import { constants, privateDecrypt, publicEncrypt } from 'node:crypto'
import type { Kms } from '../../../generated/aws/kms.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { checkPermission, permittedKey, requireEnabled } from './access.ts'
import { decrypt, encrypt, readAddress } from './ciphertext.ts'
import type { EncryptionContext } from './ciphertext.ts'
import type { Asking } from './condition.ts'
import { findKey, Key, specOf } from './key.ts'
import { currentMaterial, materialOf, privateKeyOf } from './material.ts'
import { chargeRequest, requireAlgorithm, requireUsage } from './usage.ts'

const oaepHash: Readonly<Record<string, string>> = { RSAES_OAEP_SHA_1: 'sha1', RSAES_OAEP_SHA_256: 'sha256' }
const oaepOverheadBytes: Readonly<Record<string, number>> = { RSAES_OAEP_SHA_1: 42, RSAES_OAEP_SHA_256: 66 }

/** Encrypts with a key's present material. */
export function seal(key: Key, plaintext: Uint8Array, context: EncryptionContext | undefined, call: Call): Uint8Array {
  const address = { account: call.account, keyId: key.id, materialId: key.materialId! }
  return encrypt(plaintext, address, currentMaterial(key, call), context ?? {})
}

export const Encrypt: Kms['Encrypt'] = (input, call) => {
  const key = permittedKey(input.KeyId, call, { ...input })
  requireEnabled(key, call)
  requireUsage(key, 'ENCRYPT_DECRYPT', call)
  const algorithm = input.EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT'
  requireAlgorithm(key, algorithm, call)
  refuseDryRun(input.DryRun, call)
  chargeRequest(key, call)
  return {
    CiphertextBlob: encryptWith(key, algorithm, input.Plaintext, input.EncryptionContext, call),
    KeyId: call.arn(Key, key), EncryptionAlgorithm: algorithm,
  }
}

function encryptWith(key: Key, algorithm: string, plaintext: Uint8Array, context: EncryptionContext | undefined, call: Call): Uint8Array {
  if (algorithm === 'SYMMETRIC_DEFAULT') return seal(key, plaintext, context, call)
  refuseContext(context, call)
  const most = specOf(key).size! / 8 - oaepOverheadBytes[algorithm]!
  if (plaintext.length > most) {
    throw call.fault('ValidationException', `Plaintext length ${plaintext.length} exceeds the maximum of ${most} for ${algorithm}`)
  }
  return new Uint8Array(publicEncrypt({
    key: privateKeyOf(key, call), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: oaepHash[algorithm]!,
  }, plaintext))
}

export const Decrypt: Kms['Decrypt'] = (input, call) => {
  refuseRecipient(input.Recipient)
  const algorithm = input.EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT'
  const blob = requireBlob(input.CiphertextBlob, call)
  const key = sourceKey(blob, algorithm, { name: input.KeyId, asking: { ...input }, action: 'Decrypt' }, call)
  const { plaintext, materialId } = open(key, algorithm, blob, input.EncryptionContext, call)
  refuseDryRun(input.DryRun, call)
  chargeRequest(key, call)
  return {
    Plaintext: plaintext, KeyId: call.arn(Key, key), EncryptionAlgorithm: algorithm,
    ...(materialId !== undefined && { KeyMaterialId: materialId }),
  }
}

export const ReEncrypt: Kms['ReEncrypt'] = (input, call) => {
  const from = input.SourceEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT'
  const to = input.DestinationEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT'
  const blob = requireBlob(input.CiphertextBlob, call)
  const { SourceEncryptionContext: sourceContext, DestinationEncryptionContext: context, ...rest } = input
  const asking: Asking = { ...rest, ...(sourceContext !== undefined && { EncryptionContext: sourceContext }),
    SourceEncryptionContext: sourceContext ?? {} }
  const source = sourceKey(blob, from, { name: input.SourceKeyId, asking, action: 'ReEncryptFrom' }, call)
  const destination = permittedKey(input.DestinationKeyId, call, { ...rest, ...(context && { DestinationEncryptionContext: context }) })
  requireEnabled(destination, call)
  requireUsage(destination, 'ENCRYPT_DECRYPT', call)
  requireAlgorithm(destination, to, call)
  const { plaintext, materialId } = open(source, from, blob, sourceContext, call)
  refuseDryRun(input.DryRun, call)
  chargeRequest(source, call)
  chargeRequest(destination, call)
  return {
    CiphertextBlob: encryptWith(destination, to, plaintext, context, call),
    SourceKeyId: call.arn(Key, source), KeyId: call.arn(Key, destination),
    SourceEncryptionAlgorithm: from, DestinationEncryptionAlgorithm: to,
    ...(materialId !== undefined && { SourceKeyMaterialId: materialId }),
    ...(to === 'SYMMETRIC_DEFAULT' && { DestinationKeyMaterialId: destination.materialId! }),
  }
}

interface Source { readonly name: string | undefined, readonly asking: Asking, readonly action: string }

/**
 * The key to decrypt with: the one named, which must be the ciphertext's, or the ciphertext's own.
 * @throws InvalidCiphertextException, IncorrectKeyException, AccessDeniedException
 */
function sourceKey(blob: Uint8Array, algorithm: string, { name, asking, action }: Source, call: Call): Key {
  const key = name === undefined ? namedByCiphertext(blob, algorithm, action, call) : permittedKey(name, call, asking, action)
  if (name === undefined) checkPermission(key, action, asking, call)
  requireEnabled(key, call)
  requireUsage(key, 'ENCRYPT_DECRYPT', call)
  requireAlgorithm(key, algorithm, call)
  return key
}

function namedByCiphertext(blob: Uint8Array, algorithm: string, action: string, call: Call): Key {
  if (algorithm !== 'SYMMETRIC_DEFAULT') {
    throw call.fault('ValidationException', 'A KeyId is required to decrypt with an asymmetric KMS key.')
  }
  const address = readAddress(blob)
  if (address === undefined) throw invalidCiphertext(call)
  const key = findKey(address.keyId, call)
  if (key !== undefined) return key
  throw call.fault('AccessDeniedException',
    `User: ${call.principal.arn} is not authorized to perform: kms:${action} on the resource associated with this ciphertext because the ` +
    'resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access')
}

interface Opened { readonly plaintext: Uint8Array, readonly materialId?: string }

/** @throws InvalidCiphertextException, IncorrectKeyException */
function open(key: Key, algorithm: string, blob: Uint8Array, context: EncryptionContext | undefined, call: Call): Opened {
  if (algorithm !== 'SYMMETRIC_DEFAULT') {
    refuseContext(context, call)
    return { plaintext: openWithPrivateKey(key, algorithm, blob, call) }
  }
  const address = readAddress(blob)
  if (address === undefined) throw invalidCiphertext(call)
  if (address.keyId !== key.id) {
    throw call.fault('IncorrectKeyException', 'The key ID in the request does not identify a CMK that can perform this operation.')
  }
  const material = materialOf(key, address.materialId, call)
  const plaintext = material === undefined ? undefined : decrypt(blob, material, context ?? {})
  if (plaintext === undefined) throw invalidCiphertext(call)
  return { plaintext, materialId: address.materialId }
}

function openWithPrivateKey(key: Key, algorithm: string, blob: Uint8Array, call: Call): Uint8Array {
  try {
    return new Uint8Array(privateDecrypt({
      key: privateKeyOf(key, call), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: oaepHash[algorithm]!,
    }, blob))
  } catch {
    throw invalidCiphertext(call)
  }
}

/** KMS gives no text with it. */
function invalidCiphertext(call: Call): Error {
  return call.fault('InvalidCiphertextException', '')
}

function requireBlob(blob: Uint8Array | undefined, call: Call): Uint8Array {
  if (blob !== undefined) return blob
  throw call.fault('ValidationException', '1 validation error detected: Value null at \'ciphertextBlob\' failed to satisfy constraint: ' +
    'Member must not be null')
}

function refuseContext(context: EncryptionContext | undefined, call: Call): void {
  if (context === undefined || Object.keys(context).length === 0) return
  throw call.fault('ValidationException', 'EncryptionContext is not supported with asymmetric KMS keys.')
}

/** What DryRun answers where the call would have succeeded. @throws DryRunOperationException */
export function refuseDryRun(dryRun: boolean | undefined, call: Call): void {
  if (dryRun !== true) return
  throw call.fault('DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.')
}

export function refuseRecipient(recipient: unknown): void {
  if (recipient === undefined) return
  throw new Fault('NotImplemented', 'There are no Nitro Enclaves here, so a Recipient\'s attestation document cannot be verified.')
}
