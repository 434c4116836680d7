// Filters by properties, through Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, byProperties, freshAccount, made, madeStream } from './account.fixture.ts'

test('a metric filter by properties', async t => {
  const { logs, cloud } = await freshAccount(t)
  await made(logs, 'g')
  const filter = byProperties(cloud, 'AWS::Logs::MetricFilter')
  const state = { LogGroupName: 'g', FilterName: 'f', FilterPattern: '{ $.a = 1 }', MetricTransformations: [
    { MetricName: 'm', MetricNamespace: 'n', MetricValue: '1', Unit: 'Count', Dimensions: [{ Key: 'a', Value: '$.a' }] },
  ] }
  const identifier = await filter.create(state)
  assert.deepEqual([identifier, await filter.read(identifier)], ['g|f', state])
  await filter.update(identifier, [{ op: 'replace', path: '/FilterPattern', value: '{ $.b = 1 }' }])
  assert.equal((await logs.describeMetricFilters({})).metricFilters![0]!.filterPattern, '{ $.b = 1 }')
  assert.deepEqual(await filter.list(), ['g|f'])
  await filter.remove(identifier)
  assert.deepEqual((await logs.describeMetricFilters({})).metricFilters, [])
})

test('a subscription filter by properties', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g')
  const filter = byProperties(cloud, 'AWS::Logs::SubscriptionFilter')
  const state = { LogGroupName: 'g', FilterName: 'f', FilterPattern: '', DestinationArn: await madeStream(here, 'k'),
    RoleArn: `arn:aws:iam::${account}:role/r` }
  const identifier = await filter.create(state)
  assert.deepEqual([identifier, await filter.read(identifier)], ['f|g', { ...state, Distribution: 'ByLogStream' }])
  await filter.update(identifier, [{ op: 'add', path: '/Distribution', value: 'Random' }])
  assert.equal((await logs.describeSubscriptionFilters({ logGroupName: 'g' })).subscriptionFilters![0]!.distribution, 'Random')
  assert.deepEqual(await filter.list(), ['f|g'])
  await filter.remove(identifier)
  assert.deepEqual((await logs.describeSubscriptionFilters({ logGroupName: 'g' })).subscriptionFilters, [])
})
