// Change requests and their templates are over.

import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('neither a request nor a template', async t => {
  const { ssm } = await freshAccount(t)
  await refused(ssm.startChangeRequestExecution({ DocumentName: 'plan', Runbooks: [{ DocumentName: 'book' }] }),
    'NoLongerSupportedException', 'The requested operation is no longer supported by Systems Manager.')
  const Content = JSON.stringify({ schemaVersion: '0.3', mainSteps: [{ name: 'a', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }] })
  await refused(ssm.createDocument({ Name: 'plan', DocumentType: 'Automation.ChangeTemplate', Content }), 'NoLongerSupportedException')
})
