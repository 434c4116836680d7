// Data keys: random bytes and key pairs that KMS makes, gives out and encrypts with a key of its own. It keeps none of them.
// Source: GenerateDataKey, GenerateDataKeyPair and GenerateRandom, KMS API Reference.

import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto'
import type { GenerateDataKeyPairResponse, Kms } from '../../../generated/aws/kms.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { permittedKey, requireEnabled } from './access.ts'
import type { EncryptionContext } from './ciphertext.ts'
import { refuseDryRun, refuseRecipient, seal } from './encryption.ts'
import { Key } from './key.ts'
import { isAsymmetric, keySpecs, missingSpecs, newMaterial } from './key-spec.ts'
import { chargeRequest, requireAlgorithm, requireUsage } from './usage.ts'

interface Wanted {
  readonly KeyId: string
  readonly EncryptionContext?: EncryptionContext
  readonly GrantTokens?: readonly string[]
  readonly KeySpec?: string
  readonly NumberOfBytes?: number
  readonly KeyPairSpec?: string
  readonly DryRun?: boolean
}

/** The symmetric key that a data key is to be encrypted with. */
function wrappingKey(input: Wanted, call: Call): Key {
  const key = permittedKey(input.KeyId, call, { ...input })
  requireEnabled(key, call)
  requireUsage(key, 'ENCRYPT_DECRYPT', call)
  requireAlgorithm(key, 'SYMMETRIC_DEFAULT', call)
  return key
}

interface DataKey { readonly plaintext: Uint8Array, readonly blob: Uint8Array, readonly key: Key }

function newDataKey(input: Wanted, call: Call): DataKey {
  const { KeySpec: spec, NumberOfBytes: length } = input
  if ((spec === undefined) === (length === undefined)) {
    throw call.fault('ValidationException', 'Please specify either number of bytes or key spec.')
  }
  const key = wrappingKey(input, call)
  refuseDryRun(input.DryRun, call)
  chargeRequest(key, call)
  const plaintext = new Uint8Array(randomBytes(length ?? (spec === 'AES_128' ? 16 : 32)))
  return { key, plaintext, blob: seal(key, plaintext, input.EncryptionContext, call) }
}

export const GenerateDataKey: Kms['GenerateDataKey'] = (input, call) => {
  refuseRecipient(input.Recipient)
  const { key, plaintext, blob } = newDataKey(input, call)
  return { CiphertextBlob: blob, Plaintext: plaintext, KeyId: call.arn(Key, key), KeyMaterialId: key.materialId! }
}

export const GenerateDataKeyWithoutPlaintext: Kms['GenerateDataKeyWithoutPlaintext'] = (input, call) => {
  const { key, blob } = newDataKey(input, call)
  return { CiphertextBlob: blob, KeyId: call.arn(Key, key), KeyMaterialId: key.materialId! }
}

/** Made beside the transaction: an RSA key takes its time. */
async function newDataKeyPair(input: Wanted, call: Call): Promise<GenerateDataKeyPairResponse> {
  const name = input.KeyPairSpec!
  const missing = missingSpecs[name]
  if (missing !== undefined) throw new Fault('NotImplemented', `Key pairs of spec ${name} cannot be made here: ${missing}`)
  const spec = keySpecs[name]!
  if (!isAsymmetric(spec)) throw new Error(`assert: ${name} is no spec of a key pair`)
  const key = wrappingKey(input, call)
  refuseDryRun(input.DryRun, call)
  call.meter(`KMS-Requests-GenerateDatakeyPair-${spec.kind === 'rsa' ? name : 'ECC'}`, 1)
  const made = await newMaterial(spec)
  const publicKey = createPublicKey(createPrivateKey({ key: Buffer.from(made), format: 'der', type: 'pkcs8' }))
  return {
    PrivateKeyCiphertextBlob: seal(key, made, input.EncryptionContext, call), PrivateKeyPlaintext: made,
    PublicKey: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })), KeyId: call.arn(Key, key), KeyPairSpec: name,
    KeyMaterialId: key.materialId!,
  }
}

export const GenerateDataKeyPair: Kms['GenerateDataKeyPair'] = (input, call) => {
  refuseRecipient(input.Recipient)
  return newDataKeyPair(input, call)
}

export const GenerateDataKeyPairWithoutPlaintext: Kms['GenerateDataKeyPairWithoutPlaintext'] = async (input, call) => {
  const { PrivateKeyPlaintext: _, ...pair } = await newDataKeyPair(input, call)
  return pair
}

export const GenerateRandom: Kms['GenerateRandom'] = ({ NumberOfBytes: length, CustomKeyStoreId: store, Recipient: recipient }, call) => {
  refuseRecipient(recipient)
  if (store !== undefined) throw call.fault('CustomKeyStoreNotFoundException', `Custom key store ${store} does not exist.`)
  if (length === undefined) {
    throw call.fault('ValidationException', '1 validation error detected: Value null at \'numberOfBytes\' failed to satisfy constraint: ' +
      'Member must not be null')
  }
  call.meter('KMS-Requests', 1)
  return { Plaintext: new Uint8Array(randomBytes(length)) }
}
