// A runbook that runs another, and one that calls a function in vain.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { execution, freshAccount, ran, runbook, started } from './account.fixture.ts'

test('a child\'s outputs are its step\'s', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await runbook(ssm, 'child', [{ name: 'rest', action: 'aws:sleep', inputs: { Duration: 'PT1M' } }],
    { parameters: { Name: { type: 'String' } }, outputs: ['Name'] })
  await runbook(ssm, 'parent',
    [{ name: 'run', action: 'aws:executeAutomation', inputs: { DocumentName: 'child', RuntimeParameters: { Name: 'x' } } }],
    { outputs: ['run.Output', 'run.Status'] })
  const id = await started(ssm, 'parent')
  await cloud.clock.advance('5m')
  const ended = await execution(ssm, id)
  assert.deepEqual([ended.AutomationExecutionStatus, ended.Outputs], ['Success', { 'run.Output': ['x'], 'run.Status': ['Success'] }])
  const child = await execution(ssm, ended.StepExecutions![0]!.Outputs!.ExecutionId![0]!)
  assert.equal(child.ParentAutomationExecutionId, id)
})

test('a function that does not answer', async t => {
  const { ended } = await ran(t, [{ name: 'go', action: 'aws:invokeLambdaFunction', inputs: { FunctionName: 'none', Payload: '{}' } }])
  assert.match(ended.FailureMessage!, /Error Code: (?:ResourceNotFoundException|NotImplemented)/)
})
