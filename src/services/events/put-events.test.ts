// Entries, one by one: those that are events, those that are not, and those for buses elsewhere.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientsOf, freshAccount, listening, madeQueue, put, refused, taken } from './account.fixture.ts'

test('each entry is taken or refused by itself', async t => {
  const { events } = await freshAccount(t)
  const sound = { Source: 's', DetailType: 'd', Detail: '{}' }
  const { FailedEntryCount: failed, Entries: entries } = await events.putEvents({ Entries: [
    sound, { ...sound, Source: undefined }, { ...sound, Detail: 'no' }, { ...sound, Source: 'aws.ec2' },
  ] })
  assert.deepEqual([failed, entries!.map(({ ErrorCode }) => ErrorCode)],
    [3, [undefined, 'InvalidArgument', 'MalformedDetail', 'NotAuthorizedForSource']])
})

test('a bus elsewhere takes what its policy lets in', async t => {
  const account = await freshAccount(t)
  const other = { cloud: account.cloud, ...clientsOf(account.cloud, '444455556666') }
  const queue = await listening(other, 'r', { pattern: { source: ['shop'] } })
  const bus = 'arn:aws:events:us-east-1:444455556666:event-bus/default'
  await refused(put(account.events, { a: 1 }, { EventBusName: bus }), 'AccessDeniedException')
  await other.events.putPermission({ StatementId: 's', Principal: '111122223333', Action: 'events:PutEvents' })
  const id = await put(account.events, { a: 1 }, { EventBusName: bus })
  const event = JSON.parse((await taken(other, queue))[0]!) as Record<string, unknown>
  assert.deepEqual([event.id, event.account, event.detail], [id, '111122223333', { a: 1 }])
})

test('a rule passes events on to another account\'s bus, which sees where they come from', async t => {
  const account = await freshAccount(t)
  const other = { cloud: account.cloud, ...clientsOf(account.cloud, '444455556666') }
  const queue = await listening(other, 'r', { pattern: { account: ['111122223333'] } })
  await other.events.putPermission({ StatementId: 's', Principal: '111122223333', Action: 'events:PutEvents' })
  await account.events.putRule({ Name: 'on', EventPattern: '{"source":["shop"]}' })
  await account.events.putTargets({ Rule: 'on', Targets: [{ Id: 'bus', Arn: 'arn:aws:events:us-east-1:444455556666:event-bus/default' }] })
  const id = await put(account.events, { a: 1 })
  const event = JSON.parse((await taken(other, queue))[0]!) as Record<string, unknown>
  assert.deepEqual([event.id, event.account], [id, '111122223333'])
})

test('an event has the documented members', async t => {
  const account = await freshAccount(t)
  const queue = await listening(account, 'r', { pattern: { detail: { total: [{ numeric: ['>', 10] }] } } })
  await put(account.events, { total: 9 })
  const id = await put(account.events, { total: 11 }, { Resources: ['x'], Time: new Date('2027-01-02T03:04:05.678Z') })
  const bodies = await taken(account, queue)
  assert.deepEqual(bodies.map(body => JSON.parse(body) as object), [{
    version: '0', id, 'detail-type': 'Order', source: 'shop', account: '111122223333', time: '2027-01-02T03:04:05Z', region: 'us-east-1',
    resources: ['x'], detail: { total: 11 },
  }])
  assert.equal((await madeQueue(account.sqs, 'r')).url, queue.url)
})
