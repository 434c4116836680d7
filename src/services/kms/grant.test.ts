// Grants: made, listed, retired and revoked.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, arnOf, bytes, clientOf, freshAccount, made, refused, sessionOf, stranger } from './account.fixture.ts'

const grantee = `arn:aws:iam::${stranger}:root`
const worker = `arn:aws:iam::${account}:role/worker`

test('a grant lets its grantee do what it names, until it is revoked', async t => {
  const { kms, cloud } = await freshAccount(t)
  const strange = clientOf(cloud, stranger)
  const KeyId = await made(kms)
  const encrypted = () => strange.encrypt({ KeyId: arnOf(KeyId), Plaintext: bytes('x') })
  await refused(encrypted(), 'AccessDeniedException')
  const { GrantId, GrantToken } = await kms.createGrant({ KeyId, GranteePrincipal: grantee, Operations: ['Encrypt'], Name: 'one' })
  assert.match(GrantId!, /^[0-9a-f]{64}$/)
  assert.ok(GrantToken!.length > 0)
  await encrypted()
  await refused(strange.describeKey({ KeyId: arnOf(KeyId) }), 'AccessDeniedException')
  assert.equal((await kms.createGrant({ KeyId, GranteePrincipal: grantee, Operations: ['Encrypt'], Name: 'one' })).GrantId, GrantId)
  const { Grants: grants } = await kms.listGrants({ KeyId })
  assert.deepEqual({ ...grants![0], CreationDate: 0 }, {
    KeyId: arnOf(KeyId), GrantId, Name: 'one', CreationDate: 0, GranteePrincipal: grantee, Operations: ['Encrypt'],
    IssuingAccount: `arn:aws:iam::${account}:root`,
  })
  await kms.revokeGrant({ KeyId, GrantId: GrantId! })
  await refused(encrypted(), 'AccessDeniedException')
  await refused(kms.revokeGrant({ KeyId, GrantId: GrantId! }), 'NotFoundException')
})

test('who may retire a grant', async t => {
  const { kms, cloud } = await freshAccount(t)
  const KeyId = await made(kms)
  const session = await sessionOf(cloud)
  const grant = async (input: object) =>
    (await kms.createGrant({ KeyId, GranteePrincipal: grantee, Operations: ['Decrypt'], ...input })).GrantToken!
  await refused(session.retireGrant({ GrantToken: await grant({}) }), 'AccessDeniedException', /kms:RetireGrant/)
  const retirable = await grant({ RetiringPrincipal: worker })
  assert.equal((await kms.listRetirableGrants({ RetiringPrincipal: worker })).Grants!.length, 1)
  await session.retireGrant({ GrantToken: retirable })
  await session.retireGrant({ GrantToken: await grant({ GranteePrincipal: worker, Operations: ['RetireGrant'] }) })
  assert.equal((await kms.listGrants({ KeyId })).Grants!.length, 1)
  await refused(kms.retireGrant({ GrantToken: 'x' }), 'InvalidGrantTokenException')
  await refused(kms.retireGrant({}), 'ValidationException')
})

test('what no grant can be', async t => {
  const { kms } = await freshAccount(t)
  const KeyId = await made(kms)
  await refused(kms.createGrant({ KeyId, GranteePrincipal: grantee, Operations: ['Sign'] }), 'ValidationException', /\[Sign\]/)
  await refused(kms.createGrant({ KeyId, GranteePrincipal: 'bob', Operations: ['Encrypt'] }), 'InvalidArnException')
})
