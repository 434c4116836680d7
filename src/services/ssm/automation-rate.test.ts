// Executions over targets, so many at a time.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { execution, freshAccount, instances, put, runbook, statesOf, statuses } from './account.fixture.ts'
import { share } from './automation-rate.ts'

for (const [text, of, expected] of [['3', 10, 3], ['25%', 10, 2], ['100%', 4, 4]] as const) {
  test(`${text} of ${of}`, () => { assert.equal(share(text, of), expected) })
}

const read = { name: 'read', action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api: 'GetParameter', Name: '{{ Name }}' } }
const nap = { name: 'rest', action: 'aws:sleep', inputs: { Duration: 'PT1H' } }

test('two at a time, until too many have failed', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await put(ssm, 'a', 'x')
  await put(ssm, 'b', 'x')
  await runbook(ssm, 'book', [nap, read], { parameters: { Name: { type: 'String' } } })
  const { AutomationExecutionId: id } = await ssm.startAutomationExecution({ DocumentName: 'book', TargetParameterName: 'Name',
    Targets: [{ Key: 'ParameterValues', Values: ['a', 'none', 'b', 'c', 'd'] }], MaxConcurrency: '2', MaxErrors: '0' })
  await cloud.clock.advance('1m')
  const running = await execution(ssm, id!)
  assert.deepEqual([running.AutomationExecutionStatus, statuses(running), running.ProgressCounters!.TotalSteps],
    ['InProgress', ['a InProgress', 'none InProgress'], 5])
  const { AutomationExecutionMetadataList: children } = await ssm.describeAutomationExecutions({
    Filters: [{ Key: 'ParentExecutionId', Values: [id!] }] })
  assert.deepEqual(children!.map(({ Target }) => Target).sort(), ['a', 'none'])
  await cloud.clock.advance('5h')
  const ended = await execution(ssm, id!)
  assert.deepEqual([ended.AutomationExecutionStatus, ended.ProgressCounters!.FailedSteps! >= 1, statuses(ended)[0]],
    ['Failed', true, 'a Success'])
  assert.ok(ended.StepExecutions!.length < 5)
})

test('instances by their tag, through an Amazon runbook', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const { ec2, ids } = await instances(cloud, 2, { team: 'x' })
  const { AutomationExecutionId: id } = await ssm.startAutomationExecution({ DocumentName: 'AWS-StopEC2Instance',
    TargetParameterName: 'InstanceId',
    Targets: [{ Key: 'tag:team', Values: ['x'] }], MaxConcurrency: '100%' })
  await cloud.clock.advance('10m')
  const ended = await execution(ssm, id!)
  assert.deepEqual([ended.AutomationExecutionStatus, ended.ResolvedTargets!.ParameterValues!.toSorted()], ['Success', ids.toSorted()])
  assert.deepEqual(await statesOf(ec2, ids), ['stopped', 'stopped'])
})

test('a stop reaches the children', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await runbook(ssm, 'book', [nap], { parameters: { Name: { type: 'String' } } })
  const { AutomationExecutionId: id } = await ssm.startAutomationExecution({ DocumentName: 'book',
    TargetMaps: [{ Name: ['a'] }, { Name: ['b'] }], MaxConcurrency: '1' })
  await cloud.clock.advance('1m')
  await ssm.stopAutomationExecution({ AutomationExecutionId: id! })
  await cloud.clock.advance('1m')
  const ended = await execution(ssm, id!)
  assert.deepEqual([ended.AutomationExecutionStatus, statuses(ended)], ['Cancelled', ['a Cancelled']])
})
