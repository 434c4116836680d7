// What events are about.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh, poolMade, supported } from './account.fixture.ts'

test('an event names its resources, which are resolved when it is closed', async t => {
  const { cloud, health } = await fresh(t)
  await supported(cloud, 'business')
  const pool = await poolMade(cloud)
  await cloud.clock.advance('12mo')
  const arn = (await health.describeEvents({})).events![0]!.arn!
  const { entities } = await health.describeAffectedEntities({ filter: { eventArns: [arn] } })
  assert.deepEqual(entities!.map(({ entityValue, statusCode }) => [entityValue, statusCode]), [[pool, 'PENDING']])
  const none = await health.describeAffectedEntities({ filter: { eventArns: [arn], entityValues: ['another'] } })
  assert.deepEqual(none.entities, [])
  await cloud.clock.advance('30d')
  const { entityAggregates } = await health.describeEntityAggregates({ eventArns: [arn] })
  assert.deepEqual(entityAggregates!.map(({ count, statuses }) => [count, statuses]), [[1, { RESOLVED: 1 }]])
})
