// EC2 instances by runbooks: Amazon's own ones, and steps that launch and tag.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { execution, freshAccount, instances, runbook, started, statesOf } from './account.fixture.ts'

test('Amazon\'s runbooks stop, start and resize instances', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const { ec2, ids } = await instances(cloud, 2)
  const run = async (document: string, parameters: Record<string, string[]>) => {
    const id = await started(ssm, document, parameters)
    await cloud.clock.advance('10m')
    const ended = await execution(ssm, id)
    assert.equal(ended.AutomationExecutionStatus, 'Success', ended.FailureMessage)
    return ended
  }
  const { StepExecutions: steps } = await run('AWS-StopEC2Instance', { InstanceId: ids })
  assert.deepEqual(steps![0]!.Outputs, { InstanceStates: ['stopped', 'stopped'] })
  assert.deepEqual(await statesOf(ec2, ids), ['stopped', 'stopped'])
  await run('AWS-StartEC2Instance', { InstanceId: [ids[0]!] })
  assert.deepEqual(await statesOf(ec2, [ids[0]!]), ['running'])
  await run('AWS-TerminateEC2Instance', { InstanceId: [ids[1]!] })
  assert.deepEqual(await statesOf(ec2, [ids[1]!]), ['terminated'])
})

test('an instance is launched and tagged', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const { ec2 } = await instances(cloud, 1)
  const { Images: [image] = [] } = await ec2.describeImages({ Owners: ['amazon'] })
  await runbook(ssm, 'book', [
    { name: 'launch', action: 'aws:runInstances',
      inputs: { ImageId: image!.ImageId, InstanceType: 't3.micro', MinInstanceCount: 2, MaxInstanceCount: 2 } },
    { name: 'mark', action: 'aws:createTags',
      inputs: { ResourceType: 'EC2', ResourceIds: ['{{ launch.InstanceIds }}'], Tags: [{ Key: 'a', Value: 'b' }] } },
  ])
  const id = await started(ssm, 'book')
  await cloud.clock.advance('10m')
  const ended = await execution(ssm, id)
  assert.equal(ended.AutomationExecutionStatus, 'Success', ended.FailureMessage)
  const { Tags } = await ec2.describeTags({ Filters: [{ Name: 'key', Values: ['a'] }] })
  assert.deepEqual(Tags!.map(({ ResourceId }) => ResourceId).sort(), ended.StepExecutions![0]!.Outputs!.InstanceIds!.sort())
})

test('a state that there is none of', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await runbook(ssm, 'book', [{ name: 'x', action: 'aws:changeInstanceState', inputs: { InstanceIds: ['i-1'], DesiredState: 'asleep' } }])
  const id = await started(ssm, 'book')
  await cloud.clock.advance('1m')
  assert.match((await execution(ssm, id)).FailureMessage!, /asleep/)
})
