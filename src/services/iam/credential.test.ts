// Whose a credential is.

import { test } from 'node:test'
import { fresh, refused } from './account.fixture.ts'

test('a credential is found with its own user only, and of its own kind', async t => {
  const { iam } = await fresh(t)
  for (const UserName of ['alice', 'bob']) await iam.createUser({ UserName })
  const { ServiceSpecificCredential: made } = await iam.createServiceSpecificCredential({ UserName: 'alice',
    ServiceName: 'codecommit.amazonaws.com' })
  const id = made!.ServiceSpecificCredentialId!
  await refused(iam.deleteServiceSpecificCredential({ UserName: 'bob', ServiceSpecificCredentialId: id }), 'NoSuchEntity',
    `The Service Specific Credential with id ${id} cannot be found.`)
  await refused(iam.deleteSSHPublicKey({ UserName: 'alice', SSHPublicKeyId: id }), 'NoSuchEntity',
    `The SSH Public Key with id ${id} cannot be found.`)
  await refused(iam.deleteServiceSpecificCredential({ ServiceSpecificCredentialId: id }), 'ValidationError', /Must specify userName/)
})
