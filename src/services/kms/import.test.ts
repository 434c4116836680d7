// Importing key material with every way to wrap it, its expiry, and more than one material of a key.

import assert from 'node:assert/strict'
import { constants, createCipheriv, createPublicKey, generateKeyPairSync, publicEncrypt, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import type { ImportKeyMaterialCommandInput, KMS, WrappingKeySpec } from '@aws-sdk/client-kms'
import { arnOf, bytes, freshAccount, made, refused, stateOf, textOf } from './account.fixture.ts'

type Algorithm = 'RSAES_OAEP_SHA_1' | 'RSAES_OAEP_SHA_256' | 'RSA_AES_KEY_WRAP_SHA_1' | 'RSA_AES_KEY_WRAP_SHA_256'

async function wrap(kms: KMS, KeyId: string, material: Uint8Array, algorithm: Algorithm = 'RSAES_OAEP_SHA_256',
  spec: WrappingKeySpec = 'RSA_2048'): Promise<{ KeyId: string, ImportToken: Uint8Array, EncryptedKeyMaterial: Uint8Array }> {
  const given = await kms.getParametersForImport({ KeyId, WrappingAlgorithm: algorithm, WrappingKeySpec: spec })
  const key = createPublicKey({ key: Buffer.from(given.PublicKey!), format: 'der', type: 'spki' })
  const oaep = (part: Uint8Array) => publicEncrypt({
    key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: algorithm.endsWith('1') ? 'sha1' : 'sha256',
  }, part)
  if (!algorithm.startsWith('RSA_AES')) return { KeyId, ImportToken: given.ImportToken!, EncryptedKeyMaterial: oaep(material) }
  const inner = randomBytes(32)
  const cipher = createCipheriv('id-aes256-wrap-pad', inner, Buffer.from('a65959a6', 'hex'))
  const wrapped = Buffer.concat([oaep(inner), cipher.update(material), cipher.final()])
  return { KeyId, ImportToken: given.ImportToken!, EncryptedKeyMaterial: wrapped }
}

const forever = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const
const load = async (kms: KMS, KeyId: string, material: Uint8Array, more: Partial<ImportKeyMaterialCommandInput> = forever) =>
  kms.importKeyMaterial({ ...await wrap(kms, KeyId, material), ...more })

test('a key without material waits for it', async t => {
  const { kms } = await freshAccount(t)
  const KeyId = await made(kms, { Origin: 'EXTERNAL' })
  assert.equal(await stateOf(kms, KeyId), 'PendingImport')
  await refused(kms.encrypt({ KeyId, Plaintext: bytes('x') }), 'KMSInvalidStateException', `${arnOf(KeyId)} is pending import.`)
  const material = randomBytes(32)
  for (const algorithm of ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256', 'RSA_AES_KEY_WRAP_SHA_1', 'RSA_AES_KEY_WRAP_SHA_256'] as const) {
    await kms.importKeyMaterial({ ...await wrap(kms, KeyId, material, algorithm), ...forever })
    assert.equal(await stateOf(kms, KeyId), 'Enabled')
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: bytes('hello') })
    await kms.deleteImportedKeyMaterial({ KeyId })
    assert.equal(await stateOf(kms, KeyId), 'PendingImport')
    await refused(kms.decrypt({ CiphertextBlob }), 'KMSInvalidStateException')
    await load(kms, KeyId, material)
    assert.equal(textOf((await kms.decrypt({ CiphertextBlob })).Plaintext), 'hello')
    await kms.deleteImportedKeyMaterial({ KeyId })
  }
  await refused(load(kms, KeyId, randomBytes(32)), 'IncorrectKeyMaterialException')
  await refused(load(kms, KeyId, randomBytes(16)), 'IncorrectKeyMaterialException')
})

test('material expires on the clock', async t => {
  const { kms, cloud } = await freshAccount(t)
  const KeyId = await made(kms, { Origin: 'EXTERNAL' })
  const material = randomBytes(32)
  const ValidTo = new Date(Math.floor(cloud.clock.now()) + 3_600_000)
  await load(kms, KeyId, material, { ValidTo })
  const { ExpirationModel: model, ValidTo: kept } = (await kms.describeKey({ KeyId })).KeyMetadata!
  assert.deepEqual([model, kept], ['KEY_MATERIAL_EXPIRES', ValidTo])
  await cloud.clock.advance('59m')
  assert.equal(await stateOf(kms, KeyId), 'Enabled')
  await cloud.clock.advance('2m')
  assert.equal(await stateOf(kms, KeyId), 'PendingImport')
  await refused(load(kms, KeyId, material, {}), 'ValidationException', /validTo date must be set/)
  await refused(load(kms, KeyId, material, { ValidTo }), 'ValidationException', /in the future/)
})

test('tokens are for one key and one day', async t => {
  const { kms, cloud } = await freshAccount(t)
  const [KeyId, other] = [await made(kms, { Origin: 'EXTERNAL' }), await made(kms, { Origin: 'EXTERNAL' })]
  const wrapped = await wrap(kms, KeyId, randomBytes(32))
  await refused(kms.importKeyMaterial({ ...wrapped, ...forever, KeyId: other }), 'InvalidImportTokenException')
  await refused(kms.importKeyMaterial({ ...wrapped, ...forever, ImportToken: bytes('x') }), 'InvalidImportTokenException')
  await refused(kms.importKeyMaterial({ ...wrapped, ...forever, EncryptedKeyMaterial: randomBytes(256) }), 'InvalidCiphertextException')
  await cloud.clock.advance('24h')
  await refused(kms.importKeyMaterial({ ...wrapped, ...forever }), 'ExpiredImportTokenException')
  const parameters = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' } as const
  await refused(kms.getParametersForImport({ KeyId: await made(kms), ...parameters }),
    'UnsupportedOperationException', /origin is AWS_KMS/)
})

test('key pairs and HMAC keys are imported, too', async t => {
  const { kms } = await freshAccount(t)
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const KeyId = await made(kms, { Origin: 'EXTERNAL', KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' })
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  await kms.importKeyMaterial({ ...await wrap(kms, KeyId, pkcs8, 'RSA_AES_KEY_WRAP_SHA_256'), ...forever })
  const { PublicKey } = await kms.getPublicKey({ KeyId })
  assert.deepEqual(Buffer.from(PublicKey!), publicKey.export({ type: 'spki', format: 'der' }))
  const mac = await made(kms, { Origin: 'EXTERNAL', KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' })
  await load(kms, mac, randomBytes(32))
  await kms.generateMac({ KeyId: mac, MacAlgorithm: 'HMAC_SHA_256', Message: bytes('x') })
})

test('a second material waits for its rotation', async t => {
  const { kms } = await freshAccount(t)
  const KeyId = await made(kms, { Origin: 'EXTERNAL' })
  await load(kms, KeyId, randomBytes(32))
  const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: bytes('old') })
  await refused(kms.rotateKeyOnDemand({ KeyId }), 'KMSInvalidStateException')
  const { KeyMaterialId: second } = await load(kms, KeyId, randomBytes(32), { ...forever, ImportType: 'NEW_KEY_MATERIAL' })
  const states = async () => (await kms.listKeyRotations({ KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' })).Rotations!
    .map(({ KeyMaterialState: state }) => state)
  assert.deepEqual(await states(), ['CURRENT', 'PENDING_ROTATION'])
  await kms.rotateKeyOnDemand({ KeyId })
  assert.deepEqual(await states(), ['NON_CURRENT', 'CURRENT'])
  assert.equal((await kms.describeKey({ KeyId })).KeyMetadata!.CurrentKeyMaterialId, second)
  assert.equal(textOf((await kms.decrypt({ CiphertextBlob })).Plaintext), 'old')
  await refused(kms.enableKeyRotation({ KeyId }), 'UnsupportedOperationException')
})
