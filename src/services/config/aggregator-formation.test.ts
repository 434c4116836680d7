// Aggregators and authorizations by properties.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount } from './account.fixture.ts'
import { controlled } from './formation.fixture.ts'

test('an aggregator and an authorization', async t => {
  const account = await freshAccount(t)
  const aggregator = controlled(account, 'AWS::Config::ConfigurationAggregator')
  const authorization = controlled(account, 'AWS::Config::AggregationAuthorization')
  const sources = [{ AccountIds: ['222222222222'], AwsRegions: ['us-east-1'] }]
  await aggregator.create({ ConfigurationAggregatorName: 'a', AccountAggregationSources: sources })
  assert.deepEqual((await aggregator.read('a')).AccountAggregationSources, sources)
  const identifier = await authorization.create({ AuthorizedAccountId: '222222222222', AuthorizedAwsRegion: 'us-east-1' })
  assert.equal(identifier, '222222222222|us-east-1')
  assert.match(String((await authorization.read(identifier)).AggregationAuthorizationArn),
    /^arn:aws:config:us-east-1:111122223333:aggregation-authorization\/222222222222\/us-east-1$/)
  assert.deepEqual([await aggregator.list(), await authorization.list()], [['a'], [identifier]])
  await aggregator.delete('a')
  await authorization.delete(identifier)
  assert.deepEqual([await aggregator.list(), await authorization.list()], [[], []])
})
