// Steps that are come to again, and outputs of what did not run.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ran, statuses } from './account.fixture.ts'

test('a branch that leads back runs a step again, until another choice holds', async t => {
  const { ended } = await ran(t, [
    { name: 'count', action: 'aws:updateVariable', inputs: { Name: 'variable:rounds', Value: '{{ variable:rounds }}+' } },
    { name: 'enough', action: 'aws:branch', isEnd: true,
      inputs: { Choices: [{ NextStep: 'done', Variable: '{{ variable:rounds }}', StringEquals: '+++' }],
      Default: 'count' } },
    { name: 'done', action: 'aws:sleep', inputs: { Duration: 'PT1S' }, isEnd: true },
    { name: 'never', action: 'aws:sleep', inputs: { Duration: 'PT1S' } },
  ], { more: { variables: { rounds: { type: 'String', default: '' } }, outputs: ['never.Output'] } })
  assert.equal(ended.AutomationExecutionStatus, 'Success', ended.FailureMessage)
  assert.deepEqual([statuses(ended).filter(text => text === 'count Success').length, statuses(ended).includes('never Pending')], [3, true])
  assert.deepEqual(ended.Outputs, { 'never.Output': ['No output available yet because the step is not successfully executed'] })
})

test('a step that is not there', async t => {
  const { ended } = await ran(t, [{ name: 'go', action: 'aws:branch', inputs: { Choices: [], Default: 'nowhere' } }])
  assert.deepEqual([ended.AutomationExecutionStatus, ended.FailureMessage], ['Failed', 'There is no step nowhere.'])
})
