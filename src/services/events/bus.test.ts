// Buses, and who may put events on them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('the default bus is there; others are made and listed', async t => {
  const { events } = await freshAccount(t)
  const { EventBusArn: arn } = await events.createEventBus({ Name: 'orders', Description: 'of the shop', Tags: [{ Key: 'k', Value: 'v' }] })
  assert.equal(arn, 'arn:aws:events:us-east-1:111122223333:event-bus/orders')
  assert.deepEqual((await events.listEventBuses({})).EventBuses!.map(({ Name }) => Name), ['default', 'orders'])
  assert.equal((await events.describeEventBus({ Name: 'orders' })).Description, 'of the shop')
  await events.updateEventBus({ Name: 'orders', Description: 'changed' })
  assert.equal((await events.describeEventBus({ Name: arn })).Description, 'changed')
  await refused(events.createEventBus({ Name: 'orders' }), 'ResourceAlreadyExistsException', /Event bus orders already exists\./)
  await refused(events.createEventBus({ Name: 'default' }), 'ResourceAlreadyExistsException')
  await refused(events.describeEventBus({ Name: 'none' }), 'ResourceNotFoundException', /Event bus none does not exist\./)
})

test('permissions are statements of a policy', async t => {
  const { events } = await freshAccount(t)
  await events.putPermission({ StatementId: 'a', Principal: '444455556666', Action: 'events:PutEvents' })
  const { Policy: policy } = await events.describeEventBus({})
  assert.deepEqual(JSON.parse(policy!), { Version: '2012-10-17', Statement: [{
    Sid: 'a', Effect: 'Allow', Action: 'events:PutEvents', Resource: 'arn:aws:events:us-east-1:111122223333:event-bus/default',
    Principal: { AWS: 'arn:aws:iam::444455556666:root' },
  }] })
  await refused(events.removePermission({ StatementId: 'b' }), 'ResourceNotFoundException')
  await events.removePermission({ StatementId: 'a' })
  assert.equal((await events.describeEventBus({})).Policy, undefined)
  await refused(events.putPermission({ Policy: 'no' }), 'ValidationException')
  await refused(events.putPermission({ StatementId: 'a', Principal: 'me', Action: 'events:PutEvents' }), 'ValidationException')
})
