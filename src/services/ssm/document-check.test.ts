// What content is refused, and with which words.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

const step = { name: 'one', action: 'aws:runShellScript', inputs: { runCommand: ['ls'] } }
const wait = { name: 'one', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }

for (const [title, type, content, code, text] of [
  ['a schema version of another type', 'Automation', { schemaVersion: '3.0' }, 'InvalidDocumentContent',
    'Document schema version is invalid. Value: 3.0'],
  ['no type beside 2.0', undefined, { schemaVersion: '2.0', mainSteps: [step] }, 'InvalidDocumentSchemaVersion',
    'Document type is required for schema version 2.0'],
  ['a parameter that is not declared', 'Automation', { schemaVersion: '0.3', mainSteps: [{ ...wait, inputs: { Duration: '{{ x }}' } }] },
    'InvalidDocumentContent', 'Parameter "x" is not declared.'],
  ['a default that is not allowed', 'Command', { schemaVersion: '2.2', mainSteps: [step],
    parameters: { a: { type: 'String', default: 'install', allowedValues: ['Install', 'Uninstall'] } } },
  'InvalidDocumentContent', 'Parameter "a" has value "install" not found in [Install, Uninstall].'],
  ['an unknown action', 'Automation', { schemaVersion: '0.3', mainSteps: [{ ...wait, action: 'aws:dance' }] }, 'InvalidDocumentContent',
    /aws:dance/],
  ['an action of the other kind', 'Command', { schemaVersion: '2.2', mainSteps: [wait] }, 'InvalidDocumentContent', /aws:sleep/],
  ['two steps of one name', 'Automation', { schemaVersion: '0.3', mainSteps: [wait, wait] }, 'InvalidDocumentContent', /not unique/],
  ['a step that goes nowhere', 'Automation', { schemaVersion: '0.3', mainSteps: [{ ...wait, nextStep: 'two' }] }, 'InvalidDocumentContent',
    /"two"/],
  ['no steps', 'Command', { schemaVersion: '2.2' }, 'InvalidDocumentContent', /mainSteps/],
  ['a session of no kind', 'Session', { schemaVersion: '1.0', sessionType: 'x' }, 'InvalidDocumentContent', /Session type/],
] as const) {
  test(title, async t => {
    const { ssm } = await freshAccount(t)
    await refused(ssm.createDocument({ Name: 'mine', Content: JSON.stringify(content), ...(type !== undefined && { DocumentType: type }) }),
      code, text)
  })
}

test('content of the customer\'s own is taken as it is', async t => {
  const { ssm } = await freshAccount(t)
  await ssm.createDocument({ Name: 'cal', DocumentType: 'ChangeCalendar', DocumentFormat: 'TEXT',
    Content: 'BEGIN:VCALENDAR\nEND:VCALENDAR\n' })
  const { Content, DocumentFormat } = await ssm.getDocument({ Name: 'cal' })
  assert.deepEqual([Content, DocumentFormat], ['BEGIN:VCALENDAR\nEND:VCALENDAR\n', 'TEXT'])
})
