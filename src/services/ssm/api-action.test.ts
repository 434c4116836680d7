// Properties asserted and waited for.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { execution, put, ran, statuses } from './account.fixture.ts'

const property = (action: string, name: string, value: string, more: object = {}) => ({
  name, action, inputs: { Service: 'ssm', Api: 'GetParametersByPath', Path: '/app', PropertySelector: '$.Parameters[*].Value',
    DesiredValues: [value] },
  ...more,
})

test('an assertion that fails says what it found', async t => {
  const { ended } = await ran(t, [property('aws:assertAwsResourceProperty', 'check', 'ready')])
  const [step] = ended.StepExecutions!
  assert.deepEqual([step!.StepStatus, step!.FailureDetails!.FailureType], ['Failed', 'Verification'])
  assert.match(step!.FailureMessage!, /PropertySelector returned \[\]/)
})

test('a property is waited for, until it is there', async t => {
  const { ssm, cloud, id, ended } = await ran(t, [property('aws:waitForAwsResourceProperty', 'wait', 'ready'),
    property('aws:assertAwsResourceProperty', 'check', 'ready')], { after: '30m' })
  assert.deepEqual(statuses(ended), ['wait InProgress', 'check Pending'])
  await put(ssm, '/app/state', 'ready')
  await cloud.clock.advance('2m')
  assert.equal((await execution(ssm, id)).AutomationExecutionStatus, 'Success')
})

test('a property that never comes', async t => {
  const { ended } = await ran(t, [property('aws:waitForAwsResourceProperty', 'wait', 'ready', { timeoutSeconds: 600 })], { after: '11m' })
  assert.equal(ended.AutomationExecutionStatus, 'TimedOut')
})

test('an operation that is none', async t => {
  const { ended } = await ran(t, [{ name: 'x', action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api: 'Dance' } }])
  assert.match(ended.FailureMessage!, /There is no operation Dance of ssm/)
})
