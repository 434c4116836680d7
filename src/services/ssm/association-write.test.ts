// What associations are refused for, their versions, and their end.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandDocument, freshAccount, refused, runbook } from './account.fixture.ts'
import { registered } from './fleet.fixture.ts'

const Targets = [{ Key: 'tag:team', Values: ['x'] }]

test('what is no association', async t => {
  const { ssm } = await freshAccount(t)
  await commandDocument(ssm, 'tidy', ['rm'], { Kind: { type: 'String' } })
  await runbook(ssm, 'book', [{ name: 'a', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }],
    { parameters: { Name: { type: 'String' } } })
  const Parameters = { Kind: ['a'] }
  for (const [input, code, text] of [
    [{ Name: 'none', Targets }, 'InvalidDocument', 'Document with name none does not exist.'],
    [{ Name: 'AWS-StartSSHSession', Targets }, 'InvalidDocument', /of type Session/],
    [{ Name: 'tidy', Targets }, 'InvalidParameters', 'Missing required parameter: Kind in user inputs.'],
    [{ Name: 'tidy', Parameters }, 'InvalidTarget', /InstanceId or Targets/],
    [{ Name: 'tidy', Parameters, Targets, ScheduleExpression: 'rate(5 minutes)' }, 'InvalidSchedule', /cron or rate expression/],
    [{ Name: 'tidy', Parameters, Targets, ScheduleExpression: 'rate(1 hour)', ApplyOnlyAtCronInterval: true }, 'InvalidSchedule', /rate/],
    [{ Name: 'tidy', Parameters, Targets, ScheduleExpression: 'rate(1 hour)', ScheduleOffset: 2 }, 'InvalidSchedule', /ScheduleOffset/],
    [{ Name: 'book', Targets }, 'InvalidTarget', /AutomationTargetParameterName/],
  ] as const) {
    await refused(ssm.createAssociation(input as never), code, text)
  }
  const { Successful, Failed } =
    await ssm.createAssociationBatch({ Entries: [{ Name: 'tidy', Parameters, Targets }, { Name: 'none', Targets }] })
  assert.deepEqual([Successful!.length, Failed!.map(({ Message, Fault }) => [Message, Fault])],
    [1, [['Document with name none does not exist.', 'Client']]])
})

test('versions: what is left out is gone', async t => {
  const { ssm } = await freshAccount(t)
  await commandDocument(ssm, 'tidy', ['rm'])
  const { AssociationDescription: made } = await ssm.createAssociation({ Name: 'tidy', Targets, AssociationName: 'one',
    ScheduleExpression: 'rate(1 day)',
    Tags: [{ Key: 'a', Value: 'b' }] })
  const AssociationId = made!.AssociationId!
  const { AssociationDescription: second } = await ssm.updateAssociation({ AssociationId, MaxErrors: '3' })
  assert.deepEqual([second!.AssociationVersion, second!.ScheduleExpression, second!.MaxErrors, second!.Targets],
    ['2', undefined, '3', Targets])
  await refused(ssm.updateAssociation({ AssociationId, AssociationVersion: '1' }), 'InvalidAssociationVersion')
  const { AssociationVersions: versions } = await ssm.listAssociationVersions({ AssociationId })
  assert.deepEqual(versions!.map(({ AssociationVersion, AssociationName }) => [AssociationVersion, AssociationName]),
    [['2', undefined], ['1', 'one']])
  assert.equal((await ssm.describeAssociation({ AssociationId, AssociationVersion: '1' })).AssociationDescription!.AssociationName, 'one')
  assert.deepEqual((await ssm.listTagsForResource({ ResourceType: 'Association', ResourceId: AssociationId })).TagList,
    [{ Key: 'a', Value: 'b' }])
  await refused(ssm.deleteDocument({ Name: 'tidy' }), 'AssociatedInstances')
  await ssm.deleteAssociation({ AssociationId })
  await refused(ssm.describeAssociation({ AssociationId }), 'AssociationDoesNotExist')
  await ssm.deleteDocument({ Name: 'tidy' })
})

test('one of a document and a node, and what its owner says of it', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const InstanceId = await registered({ cloud, ssm })
  await commandDocument(ssm, 'tidy', ['rm'])
  await ssm.createAssociation({ Name: 'tidy', InstanceId })
  await refused(ssm.createAssociation({ Name: 'tidy', InstanceId }), 'AssociationAlreadyExists')
  const AssociationStatus = { Date: new Date(0), Name: 'Success', Message: 'fine' } as const
  await ssm.updateAssociationStatus({ Name: 'tidy', InstanceId, AssociationStatus })
  await refused(ssm.updateAssociationStatus({ Name: 'tidy', InstanceId, AssociationStatus }), 'StatusUnchanged')
  assert.equal((await ssm.describeAssociation({ Name: 'tidy', InstanceId })).AssociationDescription!.Status!.Message, 'fine')
  await ssm.deleteAssociation({ Name: 'tidy', InstanceId })
  await refused(ssm.startAssociationsOnce({ AssociationIds: ['01234567-89ab-cdef-0123-456789abcdef'] }), 'AssociationDoesNotExist')
})
