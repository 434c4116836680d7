// Connections, API destinations, archives and endpoints under Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { freshAccount } from './account.fixture.ts'

const bus = (region: string) => `arn:aws:events:${region}:111122223333:event-bus/default`

test('all four are made, read, changed and removed', async t => {
  const { cloud } = await freshAccount(t)
  const control = new CloudControl({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const settled = async (token: string | undefined) => {
    await cloud.clock.advance('2m')
    const { ProgressEvent: event } = await control.getResourceRequestStatus({ RequestToken: token! })
    assert.equal(event!.OperationStatus, 'SUCCESS', event!.StatusMessage)
    return event!.Identifier!
  }
  const typed = (name: string) => `AWS::Events::${name}`
  const made = async (name: string, state: object) => settled((await control.createResource(
    { TypeName: typed(name), DesiredState: JSON.stringify(state) })).ProgressEvent!.RequestToken)
  const read = async (name: string, Identifier: string) => JSON.parse((await control.getResource(
    { TypeName: typed(name), Identifier })).ResourceDescription!.Properties!) as Record<string, unknown>
  await made('Connection', { Name: 'c', AuthorizationType: 'BASIC',
    AuthParameters: { BasicAuthParameters: { Username: 'u', Password: 'p' } } })
  const { Arn: connection, SecretArn: secret, AuthParameters: shown } = await read('Connection', 'c')
  assert.match(String(secret), /events!connection/)
  assert.deepEqual(shown, { BasicAuthParameters: { Username: 'u' } })
  await made('ApiDestination', { Name: 'd', ConnectionArn: connection, HttpMethod: 'POST', InvocationEndpoint: 'https://example.com' })
  await made('Archive', { ArchiveName: 'a', SourceArn: bus('us-east-1'), EventPattern: { source: ['s'] }, RetentionDays: 3 })
  await made('Endpoint', { Name: 'e', EventBuses: [{ EventBusArn: bus('us-east-1') }, { EventBusArn: bus('us-west-2') }],
    ReplicationConfig: { State: 'DISABLED' }, RoutingConfig: { FailoverConfig: {
      Primary: { HealthCheck: 'arn:aws:route53:::healthcheck/h' }, Secondary: { Route: 'us-west-2' } } } })
  const change = async (name: string, Identifier: string, patch: object) => {
    const PatchDocument = JSON.stringify([patch])
    await settled((await control.updateResource({ TypeName: typed(name), Identifier, PatchDocument })).ProgressEvent!.RequestToken)
  }
  await change('ApiDestination', 'd', { op: 'replace', path: '/HttpMethod', value: 'PUT' })
  await change('Archive', 'a', { op: 'replace', path: '/RetentionDays', value: 5 })
  assert.deepEqual([(await read('ApiDestination', 'd')).HttpMethod, (await read('Archive', 'a')).RetentionDays, (await read('Archive', 'a'))
    .EventPattern, (await read('Endpoint', 'e')).State], ['PUT', 5, { source: ['s'] }, 'ACTIVE'])
  for (const [name, Identifier] of [['Endpoint', 'e'], ['Archive', 'a'], ['ApiDestination', 'd'], ['Connection', 'c']] as const) {
    const { ResourceDescriptions: listed } = await control.listResources({ TypeName: typed(name) })
    assert.deepEqual(listed!.map(each => each.Identifier), [Identifier], name)
    await settled((await control.deleteResource({ TypeName: typed(name), Identifier })).ProgressEvent!.RequestToken)
  }
})
