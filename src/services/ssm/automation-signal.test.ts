// Executions stopped, and executions that wait for someone to start each step.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { execution, freshAccount, ran, refused, runbook, statuses } from './account.fixture.ts'

const nap = (name: string, more: object = {}) => ({ name, action: 'aws:sleep', inputs: { Duration: 'PT1H' }, ...more })

test('a stop cancels the step that runs; what is over is not stopped', async t => {
  const { ssm, id: AutomationExecutionId } = await ran(t, [nap('one'), nap('two')], { after: '1m' })
  await ssm.stopAutomationExecution({ AutomationExecutionId })
  const ended = await execution(ssm, AutomationExecutionId)
  assert.deepEqual([ended.AutomationExecutionStatus, statuses(ended)], ['Cancelled', ['one Cancelled', 'two Pending']])
  await refused(ssm.stopAutomationExecution({ AutomationExecutionId }), 'InvalidAutomationStatusUpdateException')
  await refused(ssm.sendAutomationSignal({ AutomationExecutionId, SignalType: 'Resume' }), 'InvalidAutomationSignalException')
  await refused(ssm.stopAutomationExecution({ AutomationExecutionId: '0'.repeat(36) }), 'AutomationExecutionNotFoundException')
})

test('a stop goes on where onCancel says, or lets the step come to its end', async t => {
  const { ssm, cloud, id } = await ran(t, [nap('one', { onCancel: 'step:tidy' }), nap('two'), nap('tidy')], { after: '1m' })
  await ssm.stopAutomationExecution({ AutomationExecutionId: id })
  await cloud.clock.advance('2h')
  assert.deepEqual(statuses(await execution(ssm, id)), ['one Cancelled', 'two Pending', 'tidy Success'])
  const { AutomationExecutionId: other } = await ssm.startAutomationExecution({ DocumentName: 'book' })
  await cloud.clock.advance('1m')
  await ssm.stopAutomationExecution({ AutomationExecutionId: other!, Type: 'Complete' })
  await cloud.clock.advance('5h')
  assert.deepEqual(statuses(await execution(ssm, other!)), ['one Success', 'two Pending', 'tidy Pending'])
})

test('an interactive execution stands before each step', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await runbook(ssm, 'book', [nap('one'), nap('two')])
  const { AutomationExecutionId: id } = await ssm.startAutomationExecution({ DocumentName: 'book', Mode: 'Interactive' })
  await cloud.clock.advance('2h')
  assert.deepEqual([(await execution(ssm, id!)).AutomationExecutionStatus, statuses(await execution(ssm, id!))],
    ['Waiting', ['one Pending', 'two Pending']])
  await ssm.sendAutomationSignal({ AutomationExecutionId: id!, SignalType: 'StartStep', Payload: { StepName: ['one'] } })
  await cloud.clock.advance('2h')
  const half = await execution(ssm, id!)
  assert.deepEqual([half.AutomationExecutionStatus, statuses(half)], ['Waiting', ['one Success', 'two Pending']])
  await refused(ssm.sendAutomationSignal({ AutomationExecutionId: id!, SignalType: 'StartStep', Payload: { StepName: ['three'] } }),
    'AutomationStepNotFoundException')
  await ssm.sendAutomationSignal({ AutomationExecutionId: id!, SignalType: 'StartStep' })
  await cloud.clock.advance('1m')
  await ssm.sendAutomationSignal({ AutomationExecutionId: id!, SignalType: 'StopStep' })
  assert.deepEqual(statuses(await execution(ssm, id!)), ['one Success', 'two Cancelled'])
})
