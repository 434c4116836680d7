// Targets that are none.

import { test } from 'node:test'
import { freshAccount, refused, runbook } from './account.fixture.ts'

test('a key of no kind', async t => {
  const { ssm } = await freshAccount(t)
  await runbook(ssm, 'book', [{ name: 'a', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }],
    { parameters: { Name: { type: 'String' } } })
  const asked = { DocumentName: 'book', TargetParameterName: 'Name' }
  await refused(ssm.startAutomationExecution({ ...asked, Targets: [{ Key: 'Colour', Values: ['red'] }] }),
    'InvalidAutomationExecutionParametersException', 'The target key Colour is not valid.')
})
