// Executions step by step: values from one step to the next, failures, timeouts, retries.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventsOf, execution, freshAccount, put, runbook, started, statuses } from './account.fixture.ts'

const api = (name: string, Api: string, inputs: object, more: object = {}) =>
  ({ name, action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api, ...inputs }, ...more })
const nap = (name: string, more: object = {}) => ({ name, action: 'aws:sleep', inputs: { Duration: 'PT10M' }, ...more })
const failing = (name: string, more: object = {}) => api(name, 'GetParameter', { Name: 'none' }, more)

test('a value goes from a call to the next, and out', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const events = await eventsOf(cloud, 'EC2 Automation Execution Status-change Notification',
    'EC2 Automation Step Status-change Notification')
  await put(ssm, 'x', 'hello')
  await runbook(ssm, 'copy', [
    api('read', 'GetParameter', { Name: '{{ From }}' }, { outputs: [{ Name: 'Text', Selector: '$.Parameter.Value', Type: 'String' }] }),
    nap('wait'),
    api('write', 'PutParameter', { Name: '{{ From }}-copy', Value: '{{ read.Text }} at {{ global:DATE }}', Type: 'String' }),
  ], { parameters: { From: { type: 'String' } }, outputs: ['read.Text'] })
  const id = await started(ssm, 'copy', { From: ['x'] })
  await cloud.clock.advance('5m')
  const running = await execution(ssm, id)
  assert.deepEqual([running.AutomationExecutionStatus, running.CurrentStepName, statuses(running)],
    ['InProgress', 'wait', ['read Success', 'wait InProgress', 'write Pending']])
  assert.deepEqual(running.StepExecutions![0]!.Outputs, { Text: ['hello'] })
  await cloud.clock.advance('6m')
  const done = await execution(ssm, id)
  assert.deepEqual([done.AutomationExecutionStatus, done.Outputs, done.ExecutedBy, done.Parameters],
    ['Success', { 'read.Text': ['hello'] }, 'arn:aws:iam::111122223333:root', { From: ['x'] }])
  assert.match((await ssm.getParameter({ Name: 'x-copy' })).Parameter!.Value!, /^hello at \d{4}-\d\d-\d\d$/)
  const heard = (await events()).map(({ detail }) => `${String(detail.StepName ?? '')} ${String(detail.Status)}`.trim())
  assert.deepEqual(heard.toSorted(), ['InProgress', 'Success', 'read InProgress', 'read Success', 'wait InProgress', 'wait Success',
    'write InProgress', 'write Success'])
})

for (const [title, steps, status, expected] of [
  ['a failure ends it', [failing('one'), nap('two')], 'Failed', ['one Failed', 'two Pending']],
  ['a failure that is passed over', [failing('one', { onFailure: 'Continue' }), nap('two')], 'Success', ['one Failed', 'two Success']],
  ['a critical failure that is passed over', [failing('one', { onFailure: 'Continue', isCritical: true }), nap('two')], 'Failed',
    ['one Failed', 'two Success']],
  ['a failure that leads elsewhere', [failing('one', { onFailure: 'step:three', isCritical: false }), nap('two'), nap('three')], 'Success',
    ['one Failed', 'two Pending', 'three Success']],
  ['a step that goes on elsewhere, and an end before the last',
    [nap('one', { nextStep: 'three' }), nap('two'), nap('three', { isEnd: true }),
    nap('four')], 'Success', ['one Success', 'two Pending', 'three Success', 'four Pending']],
  ['a timeout', [nap('one', { timeoutSeconds: 60 })], 'TimedOut', ['one TimedOut']],
  ['an action that is refused', [{ name: 'one', action: 'aws:executeScript', inputs: {} }], 'Failed', ['one Failed']],
  ['a value that never was', [nap('one', { inputs: { Duration: '{{ two.Output }}' } }), nap('two')], 'Failed',
    ['one Failed', 'two Pending']],
] as const) {
  test(title, async t => {
    const { ssm, cloud } = await freshAccount(t)
    await runbook(ssm, 'book', steps)
    const id = await started(ssm, 'book')
    await cloud.clock.advance('2h')
    const ended = await execution(ssm, id)
    assert.deepEqual([ended.AutomationExecutionStatus, statuses(ended)], [status, [...expected]])
  })
}

test('tries again as often as it may', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await runbook(ssm, 'book', [failing('one', { maxAttempts: 3 })])
  const id = await started(ssm, 'book')
  await cloud.clock.advance('1m')
  const [step] = (await execution(ssm, id)).StepExecutions!
  assert.equal(step!.FailureMessage, 'Step fails when it is Execute/Cancelling action.  (Service: ssm; Status Code: 400; Error Code: ' +
    'ParameterNotFound) Please refer to Automation Service Troubleshooting Guide for more diagnosis details.')
  const tries = [...cloud.core.journal.newest()].filter(({ operation }) => operation === 'GetParameter')
  assert.equal(tries.length, 3)
})
