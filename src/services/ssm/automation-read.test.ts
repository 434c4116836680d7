// Lists of executions and steps.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused, runbook, started } from './account.fixture.ts'

test('executions and steps by filters, in pages', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const nap = (name: string) => ({ name, action: 'aws:sleep', inputs: { Duration: 'PT1H' } })
  await runbook(ssm, 'one', [nap('a'), nap('b')])
  await runbook(ssm, 'two', [{ name: 'hold', action: 'aws:pause', inputs: {} }])
  const first = await started(ssm, 'one')
  const second = await started(ssm, 'two')
  await cloud.clock.advance('90m')
  const found = async (...Filters: { Key: string, Values: string[] }[]) =>
    (await ssm.describeAutomationExecutions({ Filters: Filters as never })).AutomationExecutionMetadataList!.map(each =>
      each.AutomationExecutionId)
  assert.deepEqual(await found({ Key: 'DocumentNamePrefix', Values: ['o'] }), [first])
  assert.deepEqual(await found({ Key: 'ExecutionStatus', Values: ['Waiting'] }), [second])
  assert.deepEqual(await found({ Key: 'CurrentAction', Values: ['aws:sleep'] }), [first])
  assert.deepEqual(await found({ Key: 'StartTimeAfter', Values: ['2999-01-01T00:00:00Z'] }), [])
  await refused(found({ Key: 'StartTimeAfter', Values: ['soon'] }), 'InvalidFilterValue')
  const page = await ssm.describeAutomationExecutions({ MaxResults: 1 })
  const rest = await ssm.describeAutomationExecutions({ MaxResults: 1, NextToken: page.NextToken! })
  assert.deepEqual([page, rest].map(each => each.AutomationExecutionMetadataList![0]!.DocumentName), ['two', 'one'])
  const steps = async (more: object) => (await ssm.describeAutomationStepExecutions({ AutomationExecutionId: first, ...more }))
    .StepExecutions!.map(({ StepName }) => StepName)
  assert.deepEqual(await steps({ ReverseOrder: true }), ['b', 'a'])
  assert.deepEqual(await steps({ Filters: [{ Key: 'StepExecutionStatus', Values: ['InProgress'] }] }), ['b'])
  await refused(ssm.getAutomationExecution({ AutomationExecutionId: '0'.repeat(36) }), 'AutomationExecutionNotFoundException')
})
