// Documents by name, ARN and version; events of their making settle on the clock.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientOf, commandDocument, freshAccount, refused } from './account.fixture.ts'

test('a name and a version name a document', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await commandDocument(ssm, 'mine', ['one'])
  assert.equal((await ssm.describeDocument({ Name: 'mine' })).Document!.Status, 'Creating')
  await cloud.clock.advance('1s')
  const { Document: made } = await ssm.describeDocument({ Name: 'arn:aws:ssm:us-east-1:111122223333:document/mine' })
  assert.deepEqual([made!.Status, made!.Owner, made!.SchemaVersion, made!.PlatformTypes, made!.DefaultVersion, made!.HashType],
    ['Active', '111122223333', '2.2', ['Linux', 'MacOS'], '1', 'Sha256'])
  await refused(ssm.describeDocument({ Name: 'none' }), 'InvalidDocument', 'Document with name none does not exist.')
  await refused(ssm.getDocument({ Name: 'mine', DocumentVersion: '2' }), 'InvalidDocumentVersion')
  await refused(ssm.getDocument({ Name: 'AWS-RunShellScript', DocumentVersion: '2' }), 'InvalidDocumentVersion')
})

test('a document that is shared is read by its ARN from the other account', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await commandDocument(ssm, 'shared', ['one'])
  const other = clientOf(cloud, '444455556666')
  const Name = 'arn:aws:ssm:us-east-1:111122223333:document/shared'
  await refused(other.getDocument({ Name }), 'AccessDeniedException')
  await ssm.modifyDocumentPermission({ Name: 'shared', PermissionType: 'Share', AccountIdsToAdd: ['444455556666'] })
  assert.equal((await other.getDocument({ Name })).Name, Name)
  assert.equal((await other.describeDocument({ Name })).Document!.Owner, '111122223333')
})
