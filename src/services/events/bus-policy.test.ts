// Statements of a bus's policy under Cloud Control: whole ones, and those that let an account put events.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { clientsOf, freshAccount, refused } from './account.fixture.ts'

test('statements come, change and go, each by itself', async t => {
  const { cloud, events } = await freshAccount(t)
  const control = new CloudControl({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const TypeName = 'AWS::Events::EventBusPolicy'
  const settled = async (token: string | undefined) => {
    await cloud.clock.advance('1m')
    const { ProgressEvent: event } = await control.getResourceRequestStatus({ RequestToken: token! })
    assert.equal(event!.OperationStatus, 'SUCCESS', event!.StatusMessage)
    return event!.Identifier!
  }
  const made = async (state: object) =>
    settled((await control.createResource({ TypeName, DesiredState: JSON.stringify(state) })).ProgressEvent!.RequestToken)
  await events.createEventBus({ Name: 'b' })
  const bus = 'arn:aws:events:us-east-1:111122223333:event-bus/b'
  const statement = { Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: bus,
    Condition: { StringEquals: { 'aws:PrincipalAccount': '444455556666' } } }
  assert.equal(await made({ EventBusName: 'b', StatementId: 'whole', Statement: statement }), 'b|whole')
  assert.equal(await made({ EventBusName: 'b', StatementId: 'short', Action: 'events:PutEvents', Principal: '777788889999' }), 'b|short')
  const { events: other } = clientsOf(cloud, '444455556666')
  const put = async () => (await other.putEvents({ Entries: [{ EventBusName: bus, Source: 's', DetailType: 'd', Detail: '{}' }] }))
    .FailedEntryCount
  assert.equal(await put(), 0)
  const { ResourceDescription: described } = await control.getResource({ TypeName, Identifier: 'b|whole' })
  assert.deepEqual(JSON.parse(described!.Properties!), { EventBusName: 'b', StatementId: 'whole',
    Statement: { Sid: 'whole', ...statement } })
  const { ResourceDescriptions: all } = await control.listResources({ TypeName })
  assert.deepEqual(all!.map(({ Identifier }) => Identifier).sort(), ['b|short', 'b|whole'])
  const PatchDocument = JSON.stringify([{ op: 'replace', path: '/Statement/Effect', value: 'Deny' }])
  await settled((await control.updateResource({ TypeName, Identifier: 'b|whole', PatchDocument })).ProgressEvent!.RequestToken)
  await assert.rejects(put(), /explicit deny|not authorized/)
  await settled((await control.deleteResource({ TypeName, Identifier: 'b|whole' })).ProgressEvent!.RequestToken)
  const { Policy: policy } = await events.describeEventBus({ Name: 'b' })
  assert.deepEqual((JSON.parse(policy!) as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid), ['short'])
  await refused(control.getResource({ TypeName, Identifier: 'b|whole' }), 'ResourceNotFoundException')
})
