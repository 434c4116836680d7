// What an aggregator sees of two accounts: resources, counts, single items, queries over all of them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  BatchGetAggregateResourceConfigCommand, GetAggregateDiscoveredResourceCountsCommand, GetAggregateResourceConfigCommand,
  ListAggregateDiscoveredResourcesCommand, PutAggregationAuthorizationCommand, PutConfigurationAggregatorCommand,
  SelectAggregateResourceConfigCommand,
} from '@aws-sdk/client-config-service'
import { clientsOf, freshCloud, recording, refused } from './account.fixture.ts'

test('two accounts as one', async t => {
  const cloud = await freshCloud(t)
  const [own, other] = [clientsOf(cloud), clientsOf(cloud, '222222222222')]
  for (const account of [own, other]) {
    await recording(account, ['AWS::SQS::Queue'])
    await account.sqs.createQueue({ QueueName: `q-${account.id}` })
  }
  await other.sqs.createQueue({ QueueName: 'second' })
  await cloud.clock.advance('1s')
  await other.config.send(new PutAggregationAuthorizationCommand({ AuthorizedAccountId: own.id, AuthorizedAwsRegion: 'us-east-1' }))
  const ConfigurationAggregatorName = 'all'
  await own.config.send(new PutConfigurationAggregatorCommand({ ConfigurationAggregatorName,
    AccountAggregationSources: [{ AccountIds: [own.id, other.id], AwsRegions: ['us-east-1', 'eu-west-1'] }] }))
  const ResourceType = 'AWS::SQS::Queue'
  const { ResourceIdentifiers: listed = [] } = await own.config.send(new ListAggregateDiscoveredResourcesCommand({
    ConfigurationAggregatorName, ResourceType }))
  assert.deepEqual(listed.map(({ SourceAccountId, ResourceName }) => [SourceAccountId, ResourceName]),
    [[own.id, `q-${own.id}`], [other.id, `q-${other.id}`], [other.id, 'second']])
  const counts = await own.config.send(new GetAggregateDiscoveredResourceCountsCommand({ ConfigurationAggregatorName,
    GroupByKey: 'ACCOUNT_ID' }))
  assert.deepEqual([counts.TotalDiscoveredResources, counts.GroupedResourceCounts],
    [3, [{ GroupName: own.id, ResourceCount: 1 }, { GroupName: other.id, ResourceCount: 2 }]])
  const ResourceIdentifier = listed[2]!
  const { ConfigurationItem: item } =
    await own.config.send(new GetAggregateResourceConfigCommand({ ConfigurationAggregatorName, ResourceIdentifier }))
  assert.deepEqual([item!.accountId, item!.resourceName], [other.id, 'second'])
  const missing = { ...ResourceIdentifier, ResourceId: 'none' }
  await refused(own.config.send(new GetAggregateResourceConfigCommand({ ConfigurationAggregatorName, ResourceIdentifier: missing })),
    'ResourceNotDiscoveredException')
  const batch = await own.config.send(new BatchGetAggregateResourceConfigCommand({ ConfigurationAggregatorName,
    ResourceIdentifiers: [ResourceIdentifier, missing] }))
  assert.deepEqual([batch.BaseConfigurationItems!.length, batch.UnprocessedResourceIdentifiers], [1, [missing]])
  const { Results: results = [] } = await own.config.send(new SelectAggregateResourceConfigCommand({ ConfigurationAggregatorName,
    Expression: 'SELECT accountId, COUNT(*) GROUP BY accountId ORDER BY COUNT(*) DESC' }))
  assert.deepEqual(results.map(text => JSON.parse(text) as unknown),
    [{ 'COUNT(*)': 2, accountId: other.id }, { 'COUNT(*)': 1, accountId: own.id }])
})
