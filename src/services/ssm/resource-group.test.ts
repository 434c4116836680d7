// A group whose members cannot be told is a fault, not an empty list.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, runbook } from './account.fixture.ts'

test('a group that there is none of', async t => {
  const { ssm } = await freshAccount(t)
  await runbook(ssm, 'book', [{ name: 'a', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }],
    { parameters: { Name: { type: 'String' } } })
  await assert.rejects(ssm.startAutomationExecution({ DocumentName: 'book', TargetParameterName: 'Name',
    Targets: [{ Key: 'ResourceGroup', Values: ['none'] }] }))
})
