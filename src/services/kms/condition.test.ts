// Condition keys of KMS, in policies of keys.

import { test } from 'node:test'
import { account, arnOf, clientOf, freshAccount, made, refused, stranger } from './account.fixture.ts'

type Attempt = (client: ReturnType<typeof clientOf>, KeyId: string) => Promise<unknown>

const rows: [name: string, condition: object, attempt: Attempt, allowed: boolean][] = [
  ['the spec of the key', { StringEquals: { 'kms:KeySpec': 'SYMMETRIC_DEFAULT' } }, (c, KeyId) => c.describeKey({ KeyId }), true],
  ['its usage', { StringEquals: { 'kms:KeyUsage': 'SIGN_VERIFY' } }, (c, KeyId) => c.describeKey({ KeyId }), false],
  ['its origin', { StringEquals: { 'kms:KeyOrigin': 'AWS_KMS' } }, (c, KeyId) => c.describeKey({ KeyId }), true],
  ['its regions', { Bool: { 'kms:MultiRegion': 'true' } }, (c, KeyId) => c.describeKey({ KeyId }), false],
  ['its aliases', { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/own*' } }, (c, KeyId) => c.describeKey({ KeyId }), true],
  ['the service between', { StringLike: { 'kms:ViaService': '*' } }, (c, KeyId) => c.describeKey({ KeyId }), false],
  ['the pair asked for', { StringEquals: { 'kms:DataKeyPairSpec': 'ECC_NIST_P256' } },
    (c, KeyId) => c.generateDataKeyPairWithoutPlaintext({ KeyId, KeyPairSpec: 'ECC_NIST_P256' }), true],
  ['the operations of a grant', { 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Encrypt'] } },
    (c, KeyId) => c.createGrant({ KeyId, GranteePrincipal: `arn:aws:iam::${stranger}:root`, Operations: ['Encrypt', 'Decrypt'] }), false],
  ['keys of the context', { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['a'] } },
    (c, KeyId) => c.generateDataKeyWithoutPlaintext({ KeyId, KeySpec: 'AES_256', EncryptionContext: { a: '1' } }), true],
]

test('conditions are met or not', async t => {
  const { kms, cloud } = await freshAccount(t)
  const strange = clientOf(cloud, stranger)
  for (const [name, condition, attempt, allowed] of rows) {
    await t.test(name, async () => {
      const allow = { Effect: 'Allow', Action: 'kms:*', Resource: '*' }
      const KeyId = await made(kms, { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [
        { ...allow, Principal: { AWS: account } }, { ...allow, Principal: { AWS: stranger }, Condition: condition },
      ] }) })
      await kms.createAlias({ AliasName: `alias/own${KeyId}`, TargetKeyId: KeyId })
      await (allowed ? attempt(strange, arnOf(KeyId)) : refused(attempt(strange, arnOf(KeyId)), 'AccessDeniedException'))
    })
  }
})
