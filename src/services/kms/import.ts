// Key material of one's own: wrapped by a public key that KMS gives out for a day, unwrapped here, and gone when its time is over.
// Source: "Importing key material for AWS KMS keys", KMS Developer Guide; GetParametersForImport and ImportKeyMaterial, API Reference.

import { constants, createDecipheriv, createHash, createPrivateKey, createPublicKey, privateDecrypt } from 'node:crypto'
import type { ImportKeyMaterialRequest, Kms } from '../../../generated/aws/kms.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { permittedKey, refusePendingDeletion } from './access.ts'
import { beginWindow } from './deletion.ts'
import { Key, specOf } from './key.ts'
import { isAsymmetric, keySpecs, newMaterial } from './key-spec.ts'
import type { KeySpec } from './key-spec.ts'
import { Material, materialsOf, newMaterialId } from './material.ts'
import { heed, readMessage } from './replica.ts'
import { announce } from './key-event.ts'
import { dayMs } from './rotation-timer.ts'

interface ImportToken { readonly keyId: string, readonly algorithm: string, readonly privateKey: string, readonly validTo: number }

const tokenPurpose = 'import'
const longestValidityDays = 365
/** RFC 5649, section 3: the alternative initial value before the length. */
const keyWrapStart = 'a65959a6'

/** The wrapping key lives in the token, sealed; nothing is kept. */
export const GetParametersForImport: Kms['GetParametersForImport'] = async (input, call) => {
  const key = importableKey(input.KeyId, call)
  const { WrappingAlgorithm: algorithm, WrappingKeySpec: spec } = input
  if (algorithm === 'SM2PKE' || spec === 'SM2') throw new Fault('NotImplemented', 'SM2 exists in the China Regions only.')
  if (algorithm === 'RSAES_PKCS1_V1_5') {
    throw call.fault('UnsupportedOperationException', 'The RSAES_PKCS1_V1_5 wrapping algorithm is not supported.')
  }
  if (isAsymmetric(specOf(key)) && !algorithm.startsWith('RSA_AES_KEY_WRAP') && specOf(key).kind === 'rsa') {
    throw call.fault('UnsupportedOperationException', `Wrapping algorithm ${algorithm} cannot wrap key material of spec ${key.spec}.`)
  }
  const validTo = call.now() + dayMs
  const pair = await newMaterial(keySpecs[spec]!)
  const token: ImportToken = { keyId: key.id, algorithm, validTo, privateKey: Buffer.from(pair).toString('base64') }
  const publicKey = createPublicKey(createPrivateKey({ key: Buffer.from(pair), format: 'der', type: 'pkcs8' }))
  return {
    KeyId: call.arn(Key, key), ParametersValidTo: validTo,
    PublicKey: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
    ImportToken: new Uint8Array(Buffer.from(call.seal(tokenPurpose, token))),
  }
}

export const ImportKeyMaterial: Kms['ImportKeyMaterial'] = (input, call) => {
  const message = readMessage(input.ImportToken, call)
  if (message !== undefined) {
    heed(input.KeyId, message, (key, windowDays) => beginWindow(key, windowDays, key.deletion!.from, call), call)
    return { KeyId: input.KeyId }
  }
  const key = importableKey(input.KeyId, call)
  const validTo = validityOf(input, call)
  const bytes = unwrap(key, input, call)
  const material = materialFor(key, bytes, input, call)
  call.of(Material).put({
    ...material, bytes,
    ...(input.KeyMaterialDescription !== undefined && { description: input.KeyMaterialDescription }),
    ...(validTo !== undefined && { validTo }),
  })
  const timer = `${key.id} ${material.id}`
  if (validTo === undefined) call.cancelTimer('expire', timer)
  else call.setTimer('expire', timer, validTo, { keyId: key.id, materialId: material.id })
  settle(key, material.id, call)
  return { KeyId: call.arn(Key, key), ...(key.spec === 'SYMMETRIC_DEFAULT' && { KeyMaterialId: material.id }) }
}

/** A key with external origin that is not to be deleted. */
function importableKey(name: string, call: Call): Key {
  const key = permittedKey(name, call, { KeyId: name })
  if (key.origin !== 'EXTERNAL') {
    throw call.fault('UnsupportedOperationException',
      `${call.arn(Key, key)} origin is ${key.origin} which is not valid for this operation.`)
  }
  refusePendingDeletion(key, call)
  return key
}

/** @throws ValidationException */
function validityOf({ ExpirationModel: model = 'KEY_MATERIAL_EXPIRES', ValidTo: validTo }: ImportKeyMaterialRequest, call: Call):
number | undefined {
  if (model === 'KEY_MATERIAL_DOES_NOT_EXPIRE') {
    if (validTo === undefined) return undefined
    throw call.fault('ValidationException', 'A validTo date cannot be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE.')
  }
  if (validTo === undefined) {
    throw call.fault('ValidationException', 'A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES.')
  }
  if (validTo <= call.now() || validTo > call.now() + longestValidityDays * dayMs) {
    throw call.fault('ValidationException', `The validTo date must be in the future, and within ${longestValidityDays} days.`)
  }
  return validTo
}

/** @throws InvalidImportTokenException, ExpiredImportTokenException, InvalidCiphertextException, IncorrectKeyMaterialException */
function unwrap(key: Key, { ImportToken: sealed, EncryptedKeyMaterial: wrapped }: ImportKeyMaterialRequest, call: Call): Uint8Array {
  const token = call.open(tokenPurpose, Buffer.from(sealed).toString()) as ImportToken | undefined
  if (token === undefined || token.keyId !== key.id) throw call.fault('InvalidImportTokenException', '')
  if (token.validTo <= call.now()) throw call.fault('ExpiredImportTokenException', '')
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(unwrapBytes(Buffer.from(wrapped), token))
  } catch {
    throw call.fault('InvalidCiphertextException', '')
  }
  if (!fits(bytes, specOf(key))) {
    throw call.fault('IncorrectKeyMaterialException', `The key material is not valid for key spec ${key.spec}.`)
  }
  return bytes
}

function unwrapBytes(wrapped: Buffer, { algorithm, privateKey }: ImportToken): Buffer {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' })
  const open = (part: Buffer) => privateDecrypt({
    key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: algorithm.endsWith('SHA_1') ? 'sha1' : 'sha256',
  }, part)
  if (!algorithm.startsWith('RSA_AES_KEY_WRAP')) return open(wrapped)
  const modulusBytes = key.asymmetricKeyDetails!.modulusLength! / 8
  const decipher = createDecipheriv('id-aes256-wrap-pad', open(wrapped.subarray(0, modulusBytes)), Buffer.from(keyWrapStart, 'hex'))
  return Buffer.concat([decipher.update(wrapped.subarray(modulusBytes)), decipher.final()])
}

function fits(bytes: Uint8Array, spec: KeySpec): boolean {
  if (!isAsymmetric(spec)) return bytes.length === spec.size
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } =
      createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' })
    return type === spec.kind && (details?.modulusLength ?? details?.namedCurve) === (spec.size ?? spec.curve)
  } catch {
    return false
  }
}

/**
 * The material that these bytes are: one that the key had before and lost, or a new one, which a symmetric key takes beside its
 * present one.
 * @throws IncorrectKeyMaterialException
 */
function materialFor(key: Key, bytes: Uint8Array, wanted: ImportKeyMaterialRequest, call: Call): Material {
  const { ImportType: type, KeyMaterialId: id } = wanted
  const digest = createHash('sha256').update(bytes).digest('hex')
  const known = [...materialsOf(key, call)]
  const same = known.find(material => material.digest === digest)
  if (same !== undefined && (id === undefined || same.id === id)) return same
  const isNew = type === 'NEW_KEY_MATERIAL' || known.length === 0
  if (!isNew || id !== undefined || (known.length > 0 && key.spec !== 'SYMMETRIC_DEFAULT')) {
    throw call.fault('IncorrectKeyMaterialException', 'The key material is not the one that was imported before.')
  }
  return { keyId: key.id, id: newMaterialId(), digest, sequence: call.sequence() }
}

/** The key is enabled again once nothing that it needs is missing; the first material is the present one. */
function settle(key: Key, materialId: string, call: Call): void {
  const { validTo: _, ...rest } = key
  const present = key.materialId ?? materialId
  const current = call.of(Material).get(key.id, present)
  // What waits for its rotation is newer than the present one, and not needed yet.
  const complete = [...materialsOf(key, call)].every(({ bytes, sequence }) => bytes !== undefined || sequence > (current?.sequence ?? 0))
  call.of(Key).put({
    ...rest, materialId: present, state: !complete ? 'PendingImport' : key.state === 'PendingImport' ? 'Enabled' : key.state,
    ...(current?.validTo !== undefined && { validTo: current.validTo }),
  })
}

export const DeleteImportedKeyMaterial: Kms['DeleteImportedKeyMaterial'] = (input, call) => {
  const key = importableKey(input.KeyId, call)
  const materialId = input.KeyMaterialId ?? key.materialId
  if (materialId === undefined) return { KeyId: call.arn(Key, key) }
  if (call.of(Material).get(key.id, materialId) === undefined) {
    throw call.fault('NotFoundException', `Key material ${materialId} of ${call.arn(Key, key)} does not exist`)
  }
  forget(key, materialId, call)
  return { KeyId: call.arn(Key, key), KeyMaterialId: materialId }
}

function forget(key: Key, materialId: string, call: Call): void {
  const { bytes: _bytes, validTo: _validTo, ...rest } = call.of(Material).get(key.id, materialId)!
  call.of(Material).put(rest)
  call.cancelTimer('expire', `${key.id} ${materialId}`)
  settle(key, materialId, call)
}

/** The timer's work: imported material whose time is over. */
export function expire({ keyId, materialId }: { readonly keyId: string, readonly materialId: string }, call: Call): void {
  const key = call.of(Key).get(keyId)
  if (key === undefined || call.of(Material).get(keyId, materialId) === undefined) return
  forget(key, materialId, call)
  announce('KMS Imported Key Material Expiration', key, call)
}
