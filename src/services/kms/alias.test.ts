// Aliases: what they may be called, and the keys they name.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arnOf, bytes, freshAccount, made, refused } from './account.fixture.ts'

test('an alias names a key, then another', async t => {
  const { kms } = await freshAccount(t)
  const [one, two] = [await made(kms), await made(kms)]
  const AliasName = 'alias/team/app_1'
  await kms.createAlias({ AliasName, TargetKeyId: one })
  const arn = `arn:aws:kms:us-east-1:111122223333:${AliasName}`
  for (const KeyId of [AliasName, arn]) {
    assert.equal((await kms.encrypt({ KeyId, Plaintext: bytes('x') })).KeyId, arnOf(one))
  }
  await refused(kms.createAlias({ AliasName, TargetKeyId: two }), 'AlreadyExistsException', `An alias with the name ${arn} already exists`)
  await kms.updateAlias({ AliasName, TargetKeyId: arnOf(two) })
  assert.equal((await kms.describeKey({ KeyId: AliasName })).KeyMetadata!.KeyId, two)
  const { Aliases: listed } = await kms.listAliases({ KeyId: two })
  assert.deepEqual(listed!.map(({ AliasArn, TargetKeyId }) => [AliasArn, TargetKeyId]), [[arn, two]])
  assert.deepEqual((await kms.listAliases({ KeyId: one })).Aliases, [])
  await kms.deleteAlias({ AliasName })
  await refused(kms.deleteAlias({ AliasName }), 'NotFoundException', `Alias ${arn} is not found.`)
})

test('what cannot be an alias', async t => {
  const { kms } = await freshAccount(t)
  const TargetKeyId = await made(kms)
  await refused(kms.createAlias({ AliasName: 'app', TargetKeyId }), 'ValidationException')
  await refused(kms.createAlias({ AliasName: 'alias/aws/mine', TargetKeyId }), 'InvalidAliasNameException')
  await refused(kms.createAlias({ AliasName: 'alias/a:b', TargetKeyId }), 'InvalidAliasNameException')
  await kms.createAlias({ AliasName: 'alias/a', TargetKeyId })
  await refused(kms.createAlias({ AliasName: 'alias/b', TargetKeyId: 'alias/a' }), 'ValidationException',
    'Aliases must refer to keys. Not aliases')
  const signing = await made(kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })
  await refused(kms.updateAlias({ AliasName: 'alias/a', TargetKeyId: signing }), 'ValidationException')
})
