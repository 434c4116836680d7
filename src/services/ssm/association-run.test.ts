// Associations applied: to nodes by commands, to values by runbooks, by their schedules, at once.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandDocument, eventsOf, freshAccount, put, runbook } from './account.fixture.ts'
import { answered, registered } from './fleet.fixture.ts'

test('a document goes to the nodes of a tag, when it is made and every day', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const events = await eventsOf(cloud, 'EC2 State Manager Association State Change', 'EC2 State Manager Instance Association State Change')
  const node = await registered({ cloud, ssm }, {}, { team: 'x' })
  await commandDocument(ssm, 'tidy', ['rm'])
  const { AssociationDescription: made } = await ssm.createAssociation({ Name: 'tidy', Targets: [{ Key: 'tag:team', Values: ['x'] }],
    ScheduleExpression: 'rate(1 day)', AssociationName: 'daily' })
  const AssociationId = made!.AssociationId!
  assert.deepEqual([made!.Overview, made!.AssociationVersion, made!.DocumentVersion],
    [{ Status: 'Pending', DetailedStatus: 'Creating' }, '1', '$DEFAULT'])
  await cloud.clock.advance('1m')
  const executions = async () => (await ssm.describeAssociationExecutions({ AssociationId })).AssociationExecutions!
  const [first] = await executions()
  assert.deepEqual([first!.Status, first!.ResourceCountByStatus], ['Pending', '{Pending=1}'])
  const { AssociationExecutionTargets: [target] = [] } = await ssm.describeAssociationExecutionTargets({ AssociationId,
    ExecutionId: first!.ExecutionId! })
  assert.deepEqual([target!.ResourceId, target!.OutputSource!.OutputSourceType], [node, 'RunCommand'])
  await answered(cloud, target!.OutputSource!.OutputSourceId!, node, {})
  await cloud.clock.advance('1m')
  assert.deepEqual((await executions()).map(({ Status }) => Status), ['Success'])
  const { AssociationDescription: after } = await ssm.describeAssociation({ AssociationId })
  assert.deepEqual([after!.Overview!.Status, after!.Overview!.AssociationStatusAggregatedCount], ['Success', { Success: 1 }])
  await cloud.clock.advance('25h')
  assert.deepEqual((await executions()).map(({ Status }) => Status), ['Failed', 'Success'])
  const { InstanceAssociationStatusInfos: infos } = await ssm.describeInstanceAssociationsStatus({ InstanceId: node })
  assert.deepEqual(infos!.map(({ Name, Status, DetailedStatus, AssociationName }) => [Name, Status, DetailedStatus, AssociationName]),
    [['tidy', 'TimedOut', 'DeliveryTimedOut', 'daily']])
  const heard = (await events()).map(({ detail }) => `${detail['instance-id'] === undefined ? 'all' : 'one'} ${String(detail.status)}`)
  assert.deepEqual(heard.slice(0, 4).toSorted(),
    ['all Pending', 'all Success', 'one Pending', 'one Success'].slice(0, heard.slice(0, 4).length).toSorted())
})

test('a runbook for each value', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await put(ssm, 'a', 'x')
  await runbook(ssm, 'book',
    [{ name: 'read', action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api: 'GetParameter', Name: '{{ Name }}' } }],
    { parameters: { Name: { type: 'String' } } })
  const { AssociationDescription: made } = await ssm.createAssociation({ Name: 'book', AutomationTargetParameterName: 'Name',
    Targets: [{ Key: 'ParameterValues', Values: ['a', 'none'] }], MaxErrors: '1', MaxConcurrency: '2' })
  await cloud.clock.advance('5m')
  const AssociationId = made!.AssociationId!
  const [execution] = (await ssm.describeAssociationExecutions({ AssociationId })).AssociationExecutions!
  const { AssociationExecutionTargets: targets } = await ssm.describeAssociationExecutionTargets({ AssociationId,
    ExecutionId: execution!.ExecutionId! })
  assert.deepEqual([execution!.Status, targets!.map(({ ResourceId, Status }) => `${ResourceId} ${Status}`).toSorted()],
    ['Success', ['a Success', 'none Failed']])
  const { AutomationExecution: run } =
    await ssm.getAutomationExecution({ AutomationExecutionId: targets![0]!.OutputSource!.OutputSourceId! })
  assert.equal(run!.AssociationId, AssociationId)
})

test('only by its schedule, and at once by request', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await commandDocument(ssm, 'tidy', ['rm'])
  const { AssociationDescription: made } = await ssm.createAssociation({ Name: 'tidy', Targets: [{ Key: 'tag:team', Values: ['x'] }],
    ScheduleExpression: 'cron(0 2 ? * SUN *)', ApplyOnlyAtCronInterval: true })
  const AssociationId = made!.AssociationId!
  const count = async () => (await ssm.describeAssociationExecutions({ AssociationId })).AssociationExecutions!.length
  await cloud.clock.advance('1m')
  assert.equal(await count(), 0)
  await ssm.startAssociationsOnce({ AssociationIds: [AssociationId] })
  await cloud.clock.advance('1m')
  assert.equal(await count(), 1)
  await cloud.clock.advance('7d')
  assert.equal(await count(), 2)
  await ssm.deleteAssociation({ AssociationId })
  await cloud.clock.advance('14d')
  assert.equal((await ssm.listAssociations({})).Associations!.length, 0)
})
