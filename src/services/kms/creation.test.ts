// What keys can be made, and what is said of them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, arnOf, freshAccount, made, refused } from './account.fixture.ts'

test('a key as it is described', async t => {
  const { kms, cloud } = await freshAccount(t)
  const { KeyMetadata: metadata } = await kms.createKey({ Description: 'mine', Tags: [{ TagKey: 'a', TagValue: 'b' }] })
  const { KeyId: id, CurrentKeyMaterialId: materialId, ...rest } = metadata!
  assert.match(materialId!, /^[0-9a-f]{64}$/)
  assert.deepEqual(rest, {
    AWSAccountId: account, Arn: arnOf(id!), CreationDate: new Date(Math.floor(cloud.clock.now())),
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    Description: 'mine', Enabled: true, EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'], KeyManager: 'CUSTOMER', KeySpec: 'SYMMETRIC_DEFAULT',
    KeyState: 'Enabled', KeyUsage: 'ENCRYPT_DECRYPT', MultiRegion: false, Origin: 'AWS_KMS',
  })
  assert.deepEqual((await kms.describeKey({ KeyId: id })).KeyMetadata, metadata)
  await kms.updateKeyDescription({ KeyId: id, Description: 'yours' })
  assert.equal((await kms.describeKey({ KeyId: id })).KeyMetadata!.Description, 'yours')
  assert.deepEqual((await kms.listKeys({})).Keys, [{ KeyId: id, KeyArn: arnOf(id!) }])
})

test('each spec with its algorithms', async t => {
  const { kms } = await freshAccount(t)
  for (const [KeySpec, KeyUsage, member, algorithms] of [
    ['RSA_2048', 'ENCRYPT_DECRYPT', 'EncryptionAlgorithms', 2], ['RSA_3072', 'SIGN_VERIFY', 'SigningAlgorithms', 6],
    ['ECC_NIST_P384', 'SIGN_VERIFY', 'SigningAlgorithms', 1], ['ECC_NIST_P521', 'KEY_AGREEMENT', 'KeyAgreementAlgorithms', 1],
    ['ECC_SECG_P256K1', 'SIGN_VERIFY', 'SigningAlgorithms', 1], ['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY', 'SigningAlgorithms', 2],
    ['HMAC_384', 'GENERATE_VERIFY_MAC', 'MacAlgorithms', 1],
  ] as const) {
    const { KeyMetadata: metadata } = await kms.createKey({ KeySpec, KeyUsage })
    assert.equal((metadata![member] as string[]).length, algorithms, KeySpec)
    assert.equal(metadata!.CurrentKeyMaterialId, undefined)
  }
})

test('what cannot be made is refused', async t => {
  const { kms } = await freshAccount(t)
  await refused(kms.createKey({ KeySpec: 'RSA_2048' }), 'ValidationException', /specify a KeyUsage/)
  await refused(kms.createKey({ KeySpec: 'ECC_SECG_P256K1', KeyUsage: 'KEY_AGREEMENT' }), 'ValidationException', /not compatible/)
  await refused(kms.createKey({ KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' }), 'NotImplemented', /ML-DSA/)
  await refused(kms.createKey({ KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' }), 'NotImplemented', /China Regions/)
  await refused(kms.createKey({ Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: 'cks-1' }), 'CustomKeyStoreNotFoundException')
  await refused(kms.createKey({ Policy: '{}' }), 'MalformedPolicyDocumentException')
  await refused(kms.describeKey({ KeyId: '00000000-0000-4000-8000-000000000000' }), 'NotFoundException',
    `Key '${arnOf('00000000-0000-4000-8000-000000000000')}' does not exist`)
})

test('AWS managed keys are there at their first use, and cannot be changed', async t => {
  const { kms } = await freshAccount(t)
  const { KeyMetadata: metadata } = await kms.describeKey({ KeyId: 'alias/aws/s3' })
  assert.equal(metadata!.KeyManager, 'AWS')
  assert.equal((await kms.describeKey({ KeyId: 'alias/aws/s3' })).KeyMetadata!.KeyId, metadata!.KeyId)
  await refused(kms.generateDataKey({ KeyId: 'alias/aws/s3', KeySpec: 'AES_256' }), 'AccessDeniedException')
  await refused(kms.updateKeyDescription({ KeyId: metadata!.KeyId, Description: 'x' }), 'AccessDeniedException')
  assert.match((await kms.getKeyPolicy({ KeyId: metadata!.KeyId })).Policy!, /kms:ViaService":"s3\.us-east-1\.amazonaws\.com/)
  assert.notEqual(await made(kms), metadata!.KeyId)
})
