// Constraints of grants on the encryption context.

import { test } from 'node:test'
import { arnOf, bytes, clientOf, freshAccount, made, refused, stranger } from './account.fixture.ts'

const rows: [constraint: object, context: Record<string, string> | undefined, allowed: boolean][] = [
  [{ EncryptionContextSubset: { a: '1' } }, { a: '1', b: '2' }, true],
  [{ EncryptionContextSubset: { a: '1' } }, { a: '2' }, false],
  [{ EncryptionContextSubset: { a: '1' } }, { A: '1' }, false],
  [{ EncryptionContextSubset: { a: '1' } }, undefined, false],
  [{ EncryptionContextEquals: { a: '1' } }, { a: '1' }, true],
  [{ EncryptionContextEquals: { a: '1' } }, { a: '1', b: '2' }, false],
]

test('a constraint must be met', async t => {
  const { kms, cloud } = await freshAccount(t)
  const strange = clientOf(cloud, stranger)
  for (const [Constraints, context, allowed] of rows) {
    const KeyId = await made(kms)
    await kms.createGrant({ KeyId, GranteePrincipal: `arn:aws:iam::${stranger}:root`, Operations: ['Encrypt'], Constraints })
    const attempt = strange.encrypt({ KeyId: arnOf(KeyId), Plaintext: bytes('x'), ...(context && { EncryptionContext: context }) })
    await (allowed ? attempt : refused(attempt, 'AccessDeniedException'))
  }
})
