// Codes of HMAC keys are those that anyone with the key would make.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytes, freshAccount, made, refused } from './account.fixture.ts'

test('codes are made and checked', async t => {
  const { kms } = await freshAccount(t)
  for (const [bits, length] of [[224, 28], [256, 32], [384, 48], [512, 64]] as const) {
    const KeyId = await made(kms, { KeySpec: `HMAC_${bits}`, KeyUsage: 'GENERATE_VERIFY_MAC' })
    const asked = { KeyId, MacAlgorithm: `HMAC_SHA_${bits}`, Message: bytes('hello') } as const
    const { Mac } = await kms.generateMac(asked)
    assert.equal(Mac!.length, length)
    assert.equal((await kms.verifyMac({ ...asked, Mac })).MacValid, true)
    await refused(kms.verifyMac({ ...asked, Mac, Message: bytes('hallo') }), 'KMSInvalidMacException')
    await refused(kms.verifyMac({ ...asked, Mac: Mac!.subarray(1) }), 'KMSInvalidMacException')
  }
  const KeyId = await made(kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' })
  await refused(kms.generateMac({ KeyId, MacAlgorithm: 'HMAC_SHA_512', Message: bytes('x') }), 'InvalidKeyUsageException')
  await refused(kms.generateMac({ KeyId: await made(kms), MacAlgorithm: 'HMAC_SHA_256', Message: bytes('x') }), 'InvalidKeyUsageException')
})
