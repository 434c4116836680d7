// Buses and rules under Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { freshAccount, madeQueue } from './account.fixture.ts'

test('a bus and a rule are made, read, changed and removed', async t => {
  const { cloud, events, sqs } = await freshAccount(t)
  const control = new CloudControl({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const settled = async (token: string | undefined) => {
    await cloud.clock.advance('1m')
    const { ProgressEvent: event } = await control.getResourceRequestStatus({ RequestToken: token! })
    assert.equal(event!.OperationStatus, 'SUCCESS', event!.StatusMessage)
    return event!.Identifier!
  }
  const made = async (TypeName: string, state: object) =>
    settled((await control.createResource({ TypeName, DesiredState: JSON.stringify(state) })).ProgressEvent!.RequestToken)
  const { arn: queue } = await madeQueue(sqs, 'q')
  assert.equal(await made('AWS::Events::EventBus', { Name: 'b', Description: 'd' }), 'b')
  const arn = await made('AWS::Events::Rule', {
    Name: 'r', EventBusName: 'b', EventPattern: { source: ['s'] }, Targets: [{ Id: 'q', Arn: queue }],
  })
  const { ResourceDescription: described } = await control.getResource({ TypeName: 'AWS::Events::Rule', Identifier: arn })
  assert.deepEqual(JSON.parse(described!.Properties!), {
    Arn: arn, Name: 'r', EventBusName: 'b', State: 'ENABLED', EventPattern: { source: ['s'] }, Targets: [{ Id: 'q', Arn: queue }],
  })
  const PatchDocument = JSON.stringify([{ op: 'replace', path: '/EventPattern', value: { source: ['t'] } },
    { op: 'remove', path: '/Targets' }])
  const { ProgressEvent: patched } = await control.updateResource({ TypeName: 'AWS::Events::Rule', Identifier: arn, PatchDocument })
  await settled(patched!.RequestToken)
  assert.equal((await events.describeRule({ Name: 'r', EventBusName: 'b' })).EventPattern, '{"source":["t"]}')
  for (const [TypeName, Identifier] of [['AWS::Events::Rule', arn], ['AWS::Events::EventBus', 'b']] as const) {
    await settled((await control.deleteResource({ TypeName, Identifier })).ProgressEvent!.RequestToken)
  }
  assert.deepEqual((await events.listEventBuses({})).EventBuses!.map(({ Name }) => Name), ['default'])
})
