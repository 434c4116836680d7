// Documents made, changed by versions, and removed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandContent, commandDocument, freshAccount, refused } from './account.fixture.ts'

test('versions, their names, and the default one', async t => {
  const { ssm } = await freshAccount(t)
  await commandDocument(ssm, 'mine', ['one'])
  await refused(commandDocument(ssm, 'mine', ['one']), 'DocumentAlreadyExists', 'Document with same name mine already exists')
  const update = { Name: 'mine', DocumentVersion: '$LATEST' }
  await refused(ssm.updateDocument({ ...update, Content: commandContent(['one']) }), 'DuplicateDocumentContent')
  const { DocumentDescription: second } = await ssm.updateDocument({ ...update, Content: commandContent(['two']), VersionName: 'next' })
  assert.deepEqual([second!.DocumentVersion, second!.DefaultVersion, second!.Status], ['2', '1', 'Updating'])
  await refused(ssm.updateDocument({ ...update, Content: commandContent(['three']), VersionName: 'next' }), 'DuplicateDocumentVersionName')
  await refused(ssm.updateDocument({ Name: 'mine', DocumentVersion: '1', Content: commandContent(['x']) }), 'InvalidDocumentVersion')
  assert.deepEqual((await ssm.updateDocumentDefaultVersion({ Name: 'mine', DocumentVersion: '2' })).Description,
    { Name: 'mine', DefaultVersion: '2', DefaultVersionName: 'next' })
  assert.equal((await ssm.getDocument({ Name: 'mine' })).VersionName, 'next')
  await refused(ssm.deleteDocument({ Name: 'mine', DocumentVersion: '2' }), 'InvalidDocumentOperation',
    'Default version of the document can\'t be deleted.')
  await ssm.deleteDocument({ Name: 'mine', DocumentVersion: '1' })
  assert.deepEqual((await ssm.listDocumentVersions({ Name: 'mine' })).DocumentVersions!.map(each => each.DocumentVersion), ['2'])
  await ssm.deleteDocument({ Name: 'mine' })
  await refused(ssm.getDocument({ Name: 'mine' }), 'InvalidDocument')
})

test('what is no name, and what is too large', async t => {
  const { ssm } = await freshAccount(t)
  await refused(commandDocument(ssm, 'AWS-Mine', ['x']), 'ValidationException')
  await refused(commandDocument(ssm, 'large', ['x'.repeat(65_536)]), 'MaxDocumentSizeExceeded')
})
