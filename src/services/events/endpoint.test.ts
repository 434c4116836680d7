// Global endpoints: made, changed, ended, and where their events go. A pipe puts events through one, since the SDK signs such requests by
// a package of its own.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EventBridge } from '@aws-sdk/client-eventbridge'
import { Pipes } from '@aws-sdk/client-pipes'
import { SQS } from '@aws-sdk/client-sqs'
import { freshAccount, listening, madeQueue, refused, taken } from './account.fixture.ts'

const bus = (region: string) => ({ EventBusArn: `arn:aws:events:${region}:111122223333:event-bus/shop` })
const given = {
  Name: 'e', RoleArn: 'arn:aws:iam::111122223333:role/replication', EventBuses: [bus('us-east-1'), bus('us-west-2')], RoutingConfig: {
    FailoverConfig: { Primary: { HealthCheck: 'arn:aws:route53:::healthcheck/h' }, Secondary: { Route: 'us-west-2' } },
  },
}

test('an endpoint is made, listed, changed and removed', async t => {
  const { events, cloud } = await freshAccount(t)
  assert.equal((await events.createEndpoint(given)).State, 'CREATING')
  await refused(events.createEndpoint(given), 'ResourceAlreadyExistsException')
  await cloud.clock.advance('2m')
  const { State: state, EndpointId: id, EndpointUrl: url } = await events.describeEndpoint({ Name: 'e' })
  assert.deepEqual([state, url], ['ACTIVE', `https://${id}.endpoint.events.amazonaws.com`])
  assert.deepEqual((await events.listEndpoints({})).Endpoints!.map(({ Name }) => Name), ['e'])
  assert.equal((await events.updateEndpoint({ Name: 'e', ReplicationConfig: { State: 'DISABLED' } })).State, 'UPDATING')
  await events.deleteEndpoint({ Name: 'e' })
  await cloud.clock.advance('2m')
  await refused(events.describeEndpoint({ Name: 'e' }), 'ResourceNotFoundException')
  const make = (more: object) => events.createEndpoint({ ...given, Name: 'x', ...more })
  await refused(make({ EventBuses: [bus('us-east-1'), bus('us-east-1')] }), 'ValidationException', /different Regions/)
  await refused(make({ RoleArn: undefined }), 'ValidationException', /RoleArn/)
})

test('with replication an event is on both buses', async t => {
  const account = await freshAccount(t)
  const { events, sqs, cloud } = account
  const west = { ...cloud.client({ accessKeyId: '111122223333', region: 'us-west-2' }), maxAttempts: 1 }
  const far = { cloud, events: new EventBridge(west), sqs: new SQS(west) }
  for (const each of [events, far.events]) await each.createEventBus({ Name: 'shop' })
  const near = await listening(account, 'near', { pattern: { source: ['own'] }, bus: 'shop' })
  const other = await listening(far, 'far', { pattern: { source: ['own'] }, bus: 'shop' },
    { Arn: 'arn:aws:sqs:us-west-2:111122223333:far' })
  await events.createEndpoint(given)
  await cloud.clock.advance('2m')
  const { EndpointId } = await events.describeEndpoint({ Name: 'e' })
  const from = await madeQueue(sqs, 'from')
  await new Pipes(cloud.client({ accessKeyId: '111122223333' })).createPipe({
    Name: 'p', RoleArn: given.RoleArn, Source: from.arn, Target: bus('us-east-1').EventBusArn,
    TargetParameters: { InputTemplate: '{}', EventBridgeEventBusParameters: { EndpointId: EndpointId!, Source: 'own', DetailType: 't' } },
  })
  await cloud.clock.advance('2m')
  await sqs.sendMessage({ QueueUrl: from.url, MessageBody: 'x' })
  assert.deepEqual([(await taken(account, near)).length, (await taken(far, other)).length], [1, 1])
})
