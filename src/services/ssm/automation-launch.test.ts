// What an execution begins with.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { execution, freshAccount, runbook, started, statuses } from './account.fixture.ts'

test('all its steps are to come, and its variables are as declared', async t => {
  const { ssm } = await freshAccount(t)
  const nap = (name: string) => ({ name, action: 'aws:sleep', inputs: { Duration: 'PT1S' } })
  await runbook(ssm, 'book', [nap('a'), nap('b')], { variables: { count: { type: 'Integer', default: 2 } } })
  const begun = await execution(ssm, await started(ssm, 'book'))
  assert.deepEqual([begun.AutomationExecutionStatus, begun.Mode, begun.CurrentStepName, statuses(begun), begun.Variables],
    ['InProgress', 'Auto', 'a', ['a Pending', 'b Pending'], { count: ['2'] }])
})
