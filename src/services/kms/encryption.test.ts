// Encrypting and decrypting over the wire, with symmetric and RSA keys.

import assert from 'node:assert/strict'
import { constants, createPublicKey, publicEncrypt } from 'node:crypto'
import { test } from 'node:test'
import { arnOf, bytes, clientOf, freshAccount, made, refused, textOf } from './account.fixture.ts'

test('what is encrypted is decrypted, with its context', async t => {
  const { kms } = await freshAccount(t)
  const id = await made(kms)
  const context = { tenant: 'a', purpose: 'test' }
  const { CiphertextBlob: blob, KeyId: arn, EncryptionAlgorithm: algorithm } =
    await kms.encrypt({ KeyId: id, Plaintext: bytes('hello'), EncryptionContext: context })
  assert.deepEqual([arn, algorithm], [arnOf(id), 'SYMMETRIC_DEFAULT'])
  const opened = await kms.decrypt({ CiphertextBlob: blob, EncryptionContext: { purpose: 'test', tenant: 'a' } })
  assert.deepEqual([textOf(opened.Plaintext), opened.KeyId], ['hello', arn])
  assert.match(opened.KeyMaterialId!, /^[0-9a-f]{64}$/)
  await refused(kms.decrypt({ CiphertextBlob: blob }), 'InvalidCiphertextException')
  await refused(kms.decrypt({ CiphertextBlob: blob, EncryptionContext: { ...context, tenant: 'b' } }), 'InvalidCiphertextException')
  await refused(kms.decrypt({ CiphertextBlob: bytes('nothing') }), 'InvalidCiphertextException')
  const flipped = Uint8Array.from(blob!)
  flipped[flipped.length - 1]! ^= 1
  await refused(kms.decrypt({ CiphertextBlob: flipped, EncryptionContext: context }), 'InvalidCiphertextException')
  const other = await made(kms)
  await refused(kms.decrypt({ CiphertextBlob: blob, EncryptionContext: context, KeyId: other }), 'IncorrectKeyException')
  await refused(kms.encrypt({ KeyId: id, Plaintext: bytes('x'.repeat(4097)) }), 'ValidationException', /less than or equal to 4096/)
})

test('a key is found by id, ARN and alias only where it is', async t => {
  const { kms, cloud } = await freshAccount(t)
  const id = await made(kms)
  const Plaintext = bytes('hello')
  await kms.encrypt({ KeyId: arnOf(id), Plaintext })
  await refused(kms.encrypt({ KeyId: 'alias/none', Plaintext }), 'NotFoundException',
    'Alias arn:aws:kms:us-east-1:111122223333:alias/none is not found.')
  await refused(kms.encrypt({ KeyId: 'foo', Plaintext }), 'NotFoundException', 'Invalid keyId \'foo\'')
  const abroad = clientOf(cloud, undefined, 'eu-west-1')
  await refused(abroad.encrypt({ KeyId: id, Plaintext }), 'NotFoundException', `Key '${arnOf(id, 'eu-west-1')}' does not exist`)
  await refused(abroad.encrypt({ KeyId: arnOf(id), Plaintext }), 'NotFoundException', 'Invalid arn us-east-1')
  const { CiphertextBlob: blob } = await kms.encrypt({ KeyId: id, Plaintext })
  await refused(abroad.decrypt({ CiphertextBlob: blob }), 'AccessDeniedException', /the resource does not exist in this Region/)
})

test('re-encryption changes key and context', async t => {
  const { kms } = await freshAccount(t)
  const [one, two] = [await made(kms), await made(kms)]
  const { CiphertextBlob: blob } = await kms.encrypt({ KeyId: one, Plaintext: bytes('hello'), EncryptionContext: { a: '1' } })
  const moved = await kms.reEncrypt({
    CiphertextBlob: blob, SourceEncryptionContext: { a: '1' }, DestinationKeyId: two, DestinationEncryptionContext: { b: '2' },
  })
  assert.deepEqual([moved.SourceKeyId, moved.KeyId], [arnOf(one), arnOf(two)])
  const opened = await kms.decrypt({ CiphertextBlob: moved.CiphertextBlob, EncryptionContext: { b: '2' }, KeyId: two })
  assert.equal(textOf(opened.Plaintext), 'hello')
  await refused(kms.reEncrypt({ CiphertextBlob: blob, DestinationKeyId: two }), 'InvalidCiphertextException')
})

test('RSA keys encrypt, and decrypt what others encrypted with their public half', async t => {
  const { kms } = await freshAccount(t)
  const id = await made(kms, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' })
  const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256'
  const { CiphertextBlob: blob } = await kms.encrypt({ KeyId: id, Plaintext: bytes('hello'), EncryptionAlgorithm })
  assert.equal(textOf((await kms.decrypt({ KeyId: id, CiphertextBlob: blob, EncryptionAlgorithm })).Plaintext), 'hello')
  const { PublicKey: der, EncryptionAlgorithms: known } = await kms.getPublicKey({ KeyId: id })
  assert.deepEqual(known, ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'])
  const key = createPublicKey({ key: Buffer.from(der!), format: 'der', type: 'spki' })
  const sealed = publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }, bytes('outside'))
  const opened = await kms.decrypt({ KeyId: id, CiphertextBlob: sealed, EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' })
  assert.equal(textOf(opened.Plaintext), 'outside')
  await refused(kms.decrypt({ CiphertextBlob: blob, EncryptionAlgorithm }), 'ValidationException', /KeyId is required/)
  await refused(kms.decrypt({ KeyId: id, CiphertextBlob: sealed, EncryptionAlgorithm }), 'InvalidCiphertextException')
  await refused(kms.encrypt({ KeyId: id, Plaintext: bytes('hello') }), 'InvalidKeyUsageException', /are incompatible/)
  await refused(kms.encrypt({ KeyId: id, Plaintext: new Uint8Array(191), EncryptionAlgorithm }), 'ValidationException', /190/)
})

test('DryRun says what would be', async t => {
  const { kms } = await freshAccount(t)
  const id = await made(kms)
  await refused(kms.encrypt({ KeyId: id, Plaintext: bytes('x'), DryRun: true }), 'DryRunOperationException')
  await refused(kms.generateDataKey({ KeyId: id, KeySpec: 'AES_256', DryRun: true }), 'DryRunOperationException')
})
