// What a partner puts reaches the buses of its customers.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientsOf, freshAccount, listening, taken } from './account.fixture.ts'

test('a partner\'s events are on the customer\'s bus while the source is in use', async t => {
  const account = await freshAccount(t)
  const { events, cloud } = account
  const partner = clientsOf(cloud, '999988887777').events
  const Name = 'aws.partner/example.com/shop/orders'
  const { EventSourceArn: arn } = await partner.createPartnerEventSource({ Name, Account: '111122223333' })
  assert.equal(arn, `arn:aws:events:us-east-1::event-source/${Name}`)
  const Entries = [{ Source: Name, DetailType: 'Order', Detail: '{"n":1}' }]
  assert.equal((await partner.putPartnerEvents({ Entries })).FailedEntryCount, 0)
  await events.createEventBus({ Name, EventSourceName: Name })
  const queue = await listening(account, 'q', { pattern: { 'detail-type': ['Order'] }, bus: Name })
  await partner.putPartnerEvents({ Entries: [...Entries] })
  const [event] = (await taken(account, queue)).map(body => JSON.parse(body) as Record<string, unknown>)
  assert.deepEqual([event!.source, event!.account, event!.detail], [Name, '111122223333', { n: 1 }])
  const states = async () => (await partner.listPartnerEventSourceAccounts({ EventSourceName: Name })).PartnerEventSourceAccounts!
    .map(({ Account: customer, State: state }) => `${customer} ${state}`)
  assert.deepEqual(await states(), ['111122223333 ACTIVE'])
  assert.deepEqual((await partner.listPartnerEventSources({ NamePrefix: 'aws.partner/example.com/' })).PartnerEventSources!.map(each =>
    each.Name),
    [Name])
  const { Entries: [strange] = [] } = await events.putPartnerEvents({ Entries })
  assert.equal(strange!.ErrorCode, 'NotAuthorizedForSource')
  await partner.deletePartnerEventSource({ Name, Account: '111122223333' })
  assert.equal((await events.describeEventSource({ Name })).State, 'DELETED')
})
