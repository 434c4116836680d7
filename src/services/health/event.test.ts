// Notices of the service terms as events: from the notice through its withdrawal, filtered, with their details; for support plans that may.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh, poolMade, supported } from './account.fixture.ts'

test('27.2#1: an idle pool\'s notice is an upcoming event, and closed when the pool is gone', async t => {
  const { cloud, health } = await fresh(t)
  await supported(cloud, 'business')
  const pool = await poolMade(cloud)
  assert.deepEqual((await health.describeEvents({})).events, [])
  await cloud.clock.advance('12mo')
  const [event] = (await health.describeEvents({ filter: { services: ['COGNITO'], eventStatusCodes: ['upcoming'] } })).events!
  assert.equal(event!.eventTypeCode, 'AWS_COGNITO_RETENTION_NOTICE')
  assert.equal(event!.startTime!.getTime(), cloud.clock.now() + 30 * 86_400_000)
  assert.deepEqual((await health.describeEvents({ filter: { services: ['LAMBDA'] } })).events, [])
  assert.deepEqual((await health.describeEvents({ filter: { startTimes: [{ to: new Date(cloud.clock.now()) }] } })).events, [])
  const details = await health.describeEventDetails({ eventArns: [event!.arn!, `${event!.arn!}x`] })
  assert.match(details.successfulSet![0]!.eventDescription!.latestDescription!, /has not been used for 12 months/)
  assert.equal(details.failedSet!.length, 1)
  const { eventAggregates: counts } = await health.describeEventAggregates({ aggregateField: 'eventTypeCategory' })
  assert.deepEqual(counts, [{ aggregateValue: 'scheduledChange', count: 1 }])
  assert.deepEqual((await health.describeEventTypes({})).eventTypes!.map(({ code }) => code), ['AWS_COGNITO_RETENTION_NOTICE'])
  await cloud.clock.advance('30d')
  assert.equal((await health.describeEvents({ filter: { entityValues: [pool] } })).events![0]!.statusCode, 'closed')
})

test('a support plan below Business may not ask; another language than English is not spoken', async t => {
  const { cloud, health } = await fresh(t)
  await assert.rejects(health.describeEvents({}), { name: 'SubscriptionRequiredException' })
  await supported(cloud, 'developer')
  await assert.rejects(health.describeEvents({}), { name: 'SubscriptionRequiredException' })
  await supported(cloud, 'enterprise')
  assert.deepEqual((await health.describeEvents({})).events, [])
  await assert.rejects(health.describeEvents({ locale: 'fr' }), { name: 'UnsupportedLocale' })
})
