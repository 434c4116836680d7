// Whom a document is shared with.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandDocument, freshAccount, refused } from './account.fixture.ts'

test('accounts come and go, and keep a document from being deleted', async t => {
  const { ssm } = await freshAccount(t)
  await commandDocument(ssm, 'mine', ['ls'])
  const share = { Name: 'mine', PermissionType: 'Share' } as const
  await ssm.modifyDocumentPermission({ ...share, AccountIdsToAdd: ['444455556666', 'All'], SharedDocumentVersion: '$LATEST' })
  const { AccountIds, AccountSharingInfoList: infos } = await ssm.describeDocumentPermission(share)
  assert.deepEqual([AccountIds, infos![0]], [['444455556666', 'all'], { AccountId: '444455556666', SharedDocumentVersion: '$LATEST' }])
  await refused(ssm.deleteDocument({ Name: 'mine' }), 'InvalidDocumentOperation', /still shared/)
  await ssm.modifyDocumentPermission({ ...share, AccountIdsToRemove: ['444455556666', 'all'] })
  await ssm.deleteDocument({ Name: 'mine' })
})
