// Aggregators and authorizations: what is said of sources, and which of them may be looked at.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DeleteConfigurationAggregatorCommand, DescribeAggregationAuthorizationsCommand, DescribeConfigurationAggregatorsCommand,
  DescribeConfigurationAggregatorSourcesStatusCommand, DescribePendingAggregationRequestsCommand, PutAggregationAuthorizationCommand,
  PutConfigurationAggregatorCommand,
} from '@aws-sdk/client-config-service'
import { clientsOf, freshCloud, refused } from './account.fixture.ts'

test('sources that have authorized it, and others', async t => {
  const cloud = await freshCloud(t)
  const [own, other] = [clientsOf(cloud), clientsOf(cloud, '222222222222')]
  const put = (more: object) => own.config.send(new PutConfigurationAggregatorCommand({ ConfigurationAggregatorName: 'all', ...more }))
  await refused(put({}), 'InvalidParameterValueException')
  await refused(put({ AccountAggregationSources: [{ AccountIds: [other.id] }] }), 'InvalidParameterValueException')
  await refused(put({ OrganizationAggregationSource: { RoleArn: 'arn:aws:iam::111122223333:role/x', AllAwsRegions: true } }),
    'NoAvailableOrganizationException')
  await put({ AccountAggregationSources: [{ AccountIds: [own.id, other.id], AwsRegions: ['us-east-1'] }] })
  const statuses = async () =>
    (await own.config.send(new DescribeConfigurationAggregatorSourcesStatusCommand({ ConfigurationAggregatorName: 'all' })))
    .AggregatedSourceStatusList!.map(({ SourceId, LastUpdateStatus }) => [SourceId, LastUpdateStatus])
  assert.deepEqual(await statuses(), [[own.id, 'SUCCEEDED'], [other.id, 'FAILED']])
  await other.config.send(new PutAggregationAuthorizationCommand({ AuthorizedAccountId: own.id, AuthorizedAwsRegion: 'us-east-1' }))
  assert.deepEqual(await statuses(), [[own.id, 'SUCCEEDED'], [other.id, 'SUCCEEDED']])
  const { AggregationAuthorizations: [given] = [] } = await other.config.send(new DescribeAggregationAuthorizationsCommand({}))
  assert.equal(given!.AuthorizedAccountId, own.id)
  assert.deepEqual((await other.config.send(new DescribePendingAggregationRequestsCommand({}))).PendingAggregationRequests, [])
  assert.equal((await own.config.send(new DescribeConfigurationAggregatorsCommand({}))).ConfigurationAggregators!.length, 1)
  await own.config.send(new DeleteConfigurationAggregatorCommand({ ConfigurationAggregatorName: 'all' }))
  await refused(statuses(), 'NoSuchConfigurationAggregatorException')
})
