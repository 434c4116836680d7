// Discoverers, and the rules by which they listen.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

const SourceArn = 'arn:aws:events:us-east-1:111122223333:event-bus/default'

test('a discoverer has a rule that is its own', async t => {
  const { schemas, events } = await freshAccount(t)
  const made = await schemas.createDiscoverer({ SourceArn, Description: 'd', CrossAccount: false })
  assert.deepEqual([made.DiscovererId, made.State], ['events-event-bus-default', 'STARTED'])
  await refused(schemas.createDiscoverer({ SourceArn }), 'ConflictException')
  const { EventPattern: pattern, ManagedBy: owner } = await events.describeRule({ Name: 'Schemas-events-event-bus-default' })
  assert.deepEqual([pattern, owner], ['{"account":["111122223333"]}', 'schemas.amazonaws.com'])
  await refused(events.deleteRule({ Name: 'Schemas-events-event-bus-default' }), 'ManagedRuleException')
  assert.equal((await schemas.stopDiscoverer({ DiscovererId: made.DiscovererId! })).State, 'STOPPED')
  assert.deepEqual((await events.listRules({})).Rules, [])
  await schemas.startDiscoverer({ DiscovererId: made.DiscovererId! })
  assert.equal((await schemas.listDiscoverers({ SourceArnPrefix: SourceArn })).Discoverers![0]!.State, 'STARTED')
  await schemas.deleteDiscoverer({ DiscovererId: made.DiscovererId! })
  assert.deepEqual((await events.listRules({})).Rules, [])
  await refused(schemas.createDiscoverer({ SourceArn: `${SourceArn}-none` }), 'BadRequestException')
  await refused(schemas.createDiscoverer({ SourceArn: 'arn:aws:sqs:us-east-1:111122223333:q' }), 'BadRequestException')
})
