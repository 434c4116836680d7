// SSH keys in either form, in and out.

import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { fresh, refused } from './account.fixture.ts'

test('a key goes in in one form and comes out in the other', async t => {
  const { iam } = await fresh(t)
  const UserName = 'alice'
  await iam.createUser({ UserName })
  const pem = String(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' })).trim()
  const upload = (SSHPublicKeyBody: string) => iam.uploadSSHPublicKey({ UserName, SSHPublicKeyBody })
  const { SSHPublicKey: made } = await upload(pem)
  assert.match(made!.SSHPublicKeyId!, /^APKA/)
  assert.match(made!.Fingerprint!, /^(?:[0-9a-f]{2}:){15}[0-9a-f]{2}$/)
  const SSHPublicKeyId = made!.SSHPublicKeyId!
  const inForm = async (id: string, Encoding: 'SSH' | 'PEM') =>
    (await iam.getSSHPublicKey({ UserName, SSHPublicKeyId: id, Encoding })).SSHPublicKey!.SSHPublicKeyBody!
  const ssh = await inForm(SSHPublicKeyId, 'SSH')
  assert.equal(await inForm(SSHPublicKeyId, 'PEM'), pem)
  await refused(upload(`${ssh} alice@example.com`), 'DuplicateSSHPublicKey', /already associated/)
  await iam.deleteSSHPublicKey({ UserName, SSHPublicKeyId })
  const { SSHPublicKey: again } = await upload(ssh)
  assert.equal(again!.Fingerprint, made!.Fingerprint)
  assert.equal(await inForm(again!.SSHPublicKeyId!, 'PEM'), pem)
  await iam.updateSSHPublicKey({ UserName, SSHPublicKeyId: again!.SSHPublicKeyId!, Status: 'Inactive' })
  assert.deepEqual((await iam.listSSHPublicKeys({ UserName })).SSHPublicKeys!.map(({ Status }) => Status), ['Inactive'])
})

test('what is no RSA key is refused', async t => {
  const { iam } = await fresh(t)
  await iam.createUser({ UserName: 'alice' })
  const upload = (SSHPublicKeyBody: string) => iam.uploadSSHPublicKey({ UserName: 'alice', SSHPublicKeyBody })
  await refused(upload('ssh-ed25519 AAAA'), 'UnrecognizedPublicKeyEncoding', /unrecognized encoding/)
  await refused(upload('ssh-rsa AAAA'), 'InvalidPublicKey', /invalid/)
  const curve = String(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' }))
  await refused(upload(curve), 'InvalidPublicKey', /invalid/)
})
