// Who may use a key: its policy first of all, then the account, and grants.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Cloud } from '../../index.ts'
import { account, arnOf, bytes, clientOf, freshAccount, made, refused, sessionOf, stranger, textOf } from './account.fixture.ts'

const root = (id: string) => `arn:aws:iam::${id}:root`
const statement = (principal: string, action: string | string[], more: object = {}) =>
  ({ Effect: 'Allow', Principal: { AWS: principal }, Action: action, Resource: '*', ...more })
const policyOf = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements })
const admin = statement(root(account), 'kms:*')

test('another account needs the key\'s policy', async t => {
  const { kms, cloud } = await freshAccount(t)
  const strange = clientOf(cloud, stranger)
  const id = await made(kms)
  const encrypted = () => strange.encrypt({ KeyId: arnOf(id), Plaintext: bytes('hello') })
  await refused(encrypted(), 'AccessDeniedException', `User: ${root(stranger)} is not authorized to perform: kms:Encrypt on resource: ` +
    `${arnOf(id)} because no resource-based policy allows the kms:Encrypt action`)
  const shared = statement(root(stranger), ['kms:Encrypt', 'kms:Decrypt', 'kms:TagResource'])
  await kms.putKeyPolicy({ KeyId: id, Policy: policyOf(admin, shared) })
  const { CiphertextBlob: blob } = await encrypted()
  assert.equal(textOf((await strange.decrypt({ CiphertextBlob: blob })).Plaintext), 'hello')
  await refused(strange.generateDataKey({ KeyId: arnOf(id), KeySpec: 'AES_256' }), 'AccessDeniedException')
  await refused(strange.tagResource({ KeyId: arnOf(id), Tags: [] }), 'AccessDeniedException')
})

test('the account\'s own principals, its root too, have what the key\'s policy leaves them', async t => {
  const { kms, cloud } = await freshAccount(t)
  const worker = await sessionOf(cloud)
  const Policy = policyOf(statement(root(account), 'kms:PutKeyPolicy'), statement(`arn:aws:iam::${account}:role/worker`, 'kms:Encrypt'))
  const id = await made(kms, { Policy })
  await worker.encrypt({ KeyId: id, Plaintext: bytes('x') })
  await refused(worker.describeKey({ KeyId: id }), 'AccessDeniedException', /no resource-based policy allows the kms:DescribeKey/)
  await refused(kms.encrypt({ KeyId: id, Plaintext: bytes('x') }), 'AccessDeniedException', /kms:Encrypt/)
})

test('conditions on the encryption context, the algorithm and the caller', async t => {
  const { kms, cloud } = await freshAccount(t)
  const strange = clientOf(cloud, stranger)
  const id = await made(kms)
  await kms.putKeyPolicy({ KeyId: id, Policy: policyOf(admin, statement(root(stranger), 'kms:*', { Condition: { StringEquals: {
    'kms:EncryptionContext:Tenant': 'a', 'kms:CallerAccount': stranger, 'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT',
  } } })) })
  const attempt = (context?: Record<string, string>) =>
    strange.encrypt({ KeyId: arnOf(id), Plaintext: bytes('x'), ...(context && { EncryptionContext: context }) })
  await attempt({ Tenant: 'a' })
  await refused(attempt({ Tenant: 'b' }), 'AccessDeniedException')
  await refused(attempt(), 'AccessDeniedException')
})

test('ReEncrypt needs a permission on either key', async t => {
  const { kms, cloud } = await freshAccount(t)
  const strange = clientOf(cloud, stranger)
  const shared = (action: string) => made(kms, { Policy: policyOf(admin, statement(root(stranger), action)) })
  const [from, to] = [await shared('kms:ReEncryptFrom'), await shared('kms:ReEncryptTo')]
  const { CiphertextBlob } = await kms.encrypt({ KeyId: from, Plaintext: bytes('x') })
  await strange.reEncrypt({ CiphertextBlob, DestinationKeyId: arnOf(to) })
  await refused(strange.reEncrypt({ CiphertextBlob, DestinationKeyId: arnOf(from) }), 'AccessDeniedException', /kms:ReEncryptTo/)
  const { CiphertextBlob: other } = await kms.encrypt({ KeyId: to, Plaintext: bytes('x') })
  await refused(strange.reEncrypt({ CiphertextBlob: other, DestinationKeyId: arnOf(to) }), 'AccessDeniedException', /kms:ReEncryptFrom/)
})

test('an audit notes what the key\'s policy denies, and lets it pass', async t => {
  const noted: string[] = []
  const cloud = await Cloud.open({ seed: t.name, iam: 'audit', log: line => { noted.push(line) } })
  t.after(() => cloud.close())
  const kms = clientOf(cloud)
  const id = await made(kms, { Policy: policyOf(statement(root(stranger), 'kms:*')), BypassPolicyLockoutSafetyCheck: true })
  await kms.encrypt({ KeyId: id, Plaintext: bytes('hello') })
  assert.ok(noted.some(line => /would be denied: .*kms:Encrypt/.test(line)), noted.join('; '))
})
