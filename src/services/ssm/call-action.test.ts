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

test('a value that is none of the operation\'s fails the step', async t => {
  const { ended } = await ran(t, [{ name: 'go', action: 'aws:runCommand', inputs: { DocumentName: 'AWS-RunShellScript', Targets: 'all',
    Parameters: { commands: 'ls' } } }])
  assert.match(ended.FailureMessage!, /Invalid type for parameter Targets, value: all, valid type: list/)
})

test('a stop reaches the child', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await runbook(ssm, 'child', [{ name: 'rest', action: 'aws:sleep', inputs: { Duration: 'PT1H' } }])
  await runbook(ssm, 'parent', [{ name: 'run', action: 'aws:executeAutomation', inputs: { DocumentName: 'child' } }])
  const AutomationExecutionId = await started(ssm, 'parent')
  await cloud.clock.advance('1m')
  await ssm.stopAutomationExecution({ AutomationExecutionId })
  await cloud.clock.advance('1m')
  const { AutomationExecutionMetadataList: all } = await ssm.describeAutomationExecutions({})
  assert.deepEqual(all!.map(each => `${each.DocumentName} ${each.AutomationExecutionStatus}`).toSorted(),
    ['child Cancelled', 'parent Cancelled'])
})
