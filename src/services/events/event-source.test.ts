// A source that is offered, taken up by a bus, laid down, and one that nobody takes up.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientsOf, freshAccount, refused } from './account.fixture.ts'

test('states of a source on the customer\'s side', async t => {
  const { events, cloud } = await freshAccount(t)
  const partner = clientsOf(cloud, '999988887777').events
  const Name = 'aws.partner/example.com/shop/orders'
  await refused(events.createEventBus({ Name, EventSourceName: Name }), 'ResourceNotFoundException')
  await partner.createPartnerEventSource({ Name, Account: '111122223333' })
  const state = async () => (await events.describeEventSource({ Name })).State
  const { EventSources: [source] = [] } = await events.listEventSources({ NamePrefix: 'aws.partner/example.com/' })
  assert.deepEqual([source!.CreatedBy, source!.State], ['aws.partner/example.com', 'PENDING'])
  await events.createEventBus({ Name, EventSourceName: Name })
  assert.equal(await state(), 'ACTIVE')
  await events.deactivateEventSource({ Name })
  assert.equal(await state(), 'PENDING')
  await events.activateEventSource({ Name })
  assert.equal(await state(), 'ACTIVE')
  await cloud.clock.advance('20d')
  assert.equal(await state(), 'ACTIVE')
  await events.deleteEventBus({ Name })
  assert.equal(await state(), 'PENDING')
  await cloud.clock.advance('15d')
  await refused(events.describeEventSource({ Name }), 'ResourceNotFoundException')
})
