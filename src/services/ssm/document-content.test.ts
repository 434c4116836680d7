// Texts of documents: where they go wrong, and the same content in both formats.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'
import { brokenAt } from './document-content.ts'

// The first is a recorded answer: https://github.com/awslabs/amazon-eks-ami/issues/716.
for (const [text, line, column] of [
  ['https://raw.githubusercontent.com/', 1, 6], ['{"a": 1', 1, 8], ['{\n "a": [1, }', 2, 12], ['{"a" 1}', 1, 7],
] as const) {
  test(`${text} is no JSON`, () => { assert.deepEqual(brokenAt(text), [line, column]) })
}

test('a document in YAML is read in JSON and back', async t => {
  const { ssm } = await freshAccount(t)
  const Content = 'schemaVersion: "2.2"\nmainSteps:\n  - action: aws:runShellScript\n    name: one\n    inputs: {runCommand: [ls]}\n'
  const made = { Name: 'listing', DocumentType: 'Command', DocumentFormat: 'YAML', Content } as const
  await refused(ssm.createDocument({ ...made, Content: 'a: [' }), 'InvalidDocumentContent',
    /^YAML not well-formed. at Line: 1, Column: .$/)
  await refused(ssm.createDocument({ ...made, DocumentFormat: 'JSON' }), 'InvalidDocumentContent',
    'JSON not well-formed. at Line: 1, Column: 14')
  await ssm.createDocument(made)
  assert.deepEqual(JSON.parse((await ssm.getDocument({ Name: 'listing' })).Content!), {
    schemaVersion: '2.2', mainSteps: [{ action: 'aws:runShellScript', name: 'one', inputs: { runCommand: ['ls'] } }],
  })
  assert.equal((await ssm.getDocument({ Name: 'listing', DocumentFormat: 'YAML' })).Content, Content)
})
