// What is said to settings of tables that cannot be. Sources: the operations in the DynamoDB API Reference; texts as users report them.

import { test } from 'node:test'
import { notFound, oneError, saysAll, tables, unmet } from './errors.fixture.ts'
import type { Request, Row } from './errors.fixture.ts'

const A = 'arn:aws:dynamodb:us-east-1:000000000000:table/Music'
const NA = A.replace('Music', 'nope')
const KA = 'arn:aws:kinesis:us-east-1:000000000000:stream/x'
const T = { TableName: 'Music' }
const N = { TableName: 'nope' }
const ttl = (specification: object, table = T): Request => ['UpdateTimeToLive', { ...table, TimeToLiveSpecification: specification }]

const timeToLive: readonly Row[] = [
  [['UpdateTimeToLive', {}], 'The parameter \'TableName\' is required but was not present in the request'],
  [['UpdateTimeToLive', T], oneError + 'null at \'timeToLiveSpecification\' ' + unmet + 'not be null'],
  [['UpdateTimeToLive', N], oneError + 'null at \'timeToLiveSpecification\' ' + unmet + 'not be null'],
  [['UpdateTimeToLive', { TableName: 'ab' }], 'TableName must be at least 3 characters long and at most 255 characters long'],
  [['UpdateTimeToLive', { TableName: 'a;bc' }], oneError + 'null at \'timeToLiveSpecification\' ' + unmet + 'not be null'],
  [ttl({}),
    '2 validation errors detected: Value null at \'timeToLiveSpecification.enabled\' failed to satisfy constraint: Member must ' +
      'not be null; Value null at \'timeToLiveSpecification.attributeName\' failed to satisfy constraint: Member must not be null'],
  [ttl({ Enabled: true }),
    oneError + 'null at \'timeToLiveSpecification.attributeName\' ' + unmet + 'not be null'],
  [ttl({ Enabled: true, AttributeName: '' }),
    oneError + '\'\' at \'timeToLiveSpecification.attributeName\' ' + unmet + 'have length greater ' +
      'than or equal to 1'],
  [ttl({ Enabled: false, AttributeName: 'x' }), 'TimeToLive is already disabled'],
  [ttl({ Enabled: true, AttributeName: 'x' }, N), notFound + ': Table: nope not found'],
  [ttl({ Enabled: true, AttributeName: 'x' }), ''],
  [ttl({ Enabled: true, AttributeName: 'x' }), 'TimeToLive is already enabled'],
  [ttl({ Enabled: true, AttributeName: 'y' }), 'TimeToLive is already enabled'],
  [ttl({ Enabled: false, AttributeName: 'y' }), 'TimeToLive is active on a different AttributeName: current AttributeName is x'],
  [ttl({ Enabled: false, AttributeName: 'x' }), 'Time to live has been modified multiple times within a fixed interval'],
  [ttl({ Enabled: true, AttributeName: 'x' }, { TableName: 'Fresh' }),
    'ResourceInUseException: Attempt to change a resource which is still in use: Table is being created: Fresh'],
  [['DescribeTimeToLive', {}], 'The parameter \'TableName\' is required but was not present in the request'],
  [['DescribeTimeToLive', T], ''],
  [['DescribeTimeToLive', N], notFound + ': Table: nope not found'],
  [['DescribeTimeToLive', { TableName: 'ab' }], 'TableName must be at least 3 characters long and at most 255 characters long'],
  [['DescribeTimeToLive', { TableName: 'a;bc' }],
    oneError + '\'a;bc\' at \'tableName\' ' + unmet + 'satisfy regular expression pattern: ' +
      '[a-zA-Z0-9_.-]+'],
]
test('time to live', t => saysAll(t, tables, timeToLive))

const tags: readonly Row[] = [
  [['TagResource', {}],
    '2 validation errors detected: Value null at \'resourceArn\' failed to satisfy constraint: Member must not be null; Value ' +
      'null at \'tags\' failed to satisfy constraint: Member must not be null'],
  [['TagResource', { ResourceArn: 'x', Tags: [] }], notFound + ': ResourcArn: x not found'],
  [['TagResource', { ResourceArn: NA, Tags: [{ Key: 'a', Value: 'b' }] }],
    notFound + ': ResourcArn: arn:aws:dynamodb:us-east-1:000000000000:table/nope ' +
      'not found'],
  [['TagResource', { ResourceArn: A, Tags: [{ Key: 'aws:a', Value: 'b' }] }],
    'Tag keys that start with \'aws:\' are reserved for AWS use.'],
  [['TagResource', { ResourceArn: A, Tags: [{ Key: 'a', Value: 'b' }, { Key: 'a', Value: 'c' }] }], ''],
  [['TagResource', { ResourceArn: A, Tags: Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: '' })) }],
    'A resource can have at most 50 tags; this would make 52.'],
  [['UntagResource', { ResourceArn: NA, TagKeys: ['a'] }],
    notFound + ': ResourcArn: arn:aws:dynamodb:us-east-1:000000000000:table/nope ' +
      'not found'],
  [['UntagResource', {}],
    '2 validation errors detected: Value null at \'resourceArn\' failed to satisfy constraint: Member must not be null; Value ' +
      'null at \'tagKeys\' failed to satisfy constraint: Member must not be null'],
  [['ListTagsOfResource', {}], oneError + 'null at \'resourceArn\' ' + unmet + 'not be null'],
  [['ListTagsOfResource', { ResourceArn: NA }],
    notFound + ': ResourcArn: arn:aws:dynamodb:us-east-1:000000000000:table/nope ' +
      'not found'],
  [['ListTagsOfResource', { ResourceArn: 'x' }], notFound + ': ResourcArn: x not found'],
  [['CreateTable', { TableName: 'New2', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], BillingMode: 'PAY_PER_REQUEST',
      Tags: [{ Key: 'aws:x', Value: 'y' }] }],
    'Tag keys that start with \'aws:\' are reserved for AWS use.'],
]
test('tags', t => saysAll(t, tables, tags))

const policies: readonly Row[] = [
  [['PutResourcePolicy', {}],
    '2 validation errors detected: Value null at \'resourceArn\' failed to satisfy constraint: Member must not be null; Value ' +
      'null at \'policy\' failed to satisfy constraint: Member must not be null'],
  [['PutResourcePolicy', { ResourceArn: NA, Policy: '{}' }],
    notFound + ': ResourceArn: arn:aws:dynamodb:us-east-1:000000000000:table/nope ' +
      'not found'],
  [['PutResourcePolicy', { ResourceArn: A, Policy: '{' }], 'Invalid policy document: the policy is not a JSON document with statements'],
  [['PutResourcePolicy', { ResourceArn: A, Policy: '{"Version":"2012-10-17","Statement":[]}' }], ''],
  [['PutResourcePolicy',
    { ResourceArn: A, Policy: JSON.stringify({ Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'dynamodb:GetItem', Resource: A }] }), ExpectedRevisionId: '1' }],
    'PolicyNotFoundException: Resource-based policy not found for the provided ResourceArn: ' +
      'arn:aws:dynamodb:us-east-1:000000000000:table/Music and ExpectedRevisionId: 1'],
  [['GetResourcePolicy', {}], oneError + 'null at \'resourceArn\' ' + unmet + 'not be null'],
  [['GetResourcePolicy', { ResourceArn: A }], ''],
  [['GetResourcePolicy', { ResourceArn: NA }],
    notFound + ': ResourceArn: arn:aws:dynamodb:us-east-1:000000000000:table/nope ' +
      'not found'],
  [['DeleteResourcePolicy', {}], oneError + 'null at \'resourceArn\' ' + unmet + 'not be null'],
  [['DeleteResourcePolicy', { ResourceArn: NA }],
    notFound + ': ResourceArn: arn:aws:dynamodb:us-east-1:000000000000:table/nope ' +
      'not found'],
  [['DeleteResourcePolicy', { ResourceArn: A }], ''],
  [['DeleteResourcePolicy', { ResourceArn: A, ExpectedRevisionId: '1' }],
    'PolicyNotFoundException: Resource-based policy not found for the provided ResourceArn: ' +
      'arn:aws:dynamodb:us-east-1:000000000000:table/Music and ExpectedRevisionId: 1'],
]
test('resource policies', t => saysAll(t, tables, policies))

const destinations: readonly Row[] = [
  [['EnableKinesisStreamingDestination', {}], 'The parameter \'TableName\' is required but was not present in the request'],
  [['EnableKinesisStreamingDestination', T], oneError + 'null at \'streamArn\' ' + unmet + 'not be null'],
  [['EnableKinesisStreamingDestination', { ...N, StreamArn: KA }],
    notFound + ': Table: nope not found'],
  [['EnableKinesisStreamingDestination', { ...T, StreamArn: 'x' }],
    oneError + '\'x\' at \'streamArn\' ' + unmet + 'have length greater than or equal to 37'],
  [['EnableKinesisStreamingDestination', { TableName: 'Fresh', StreamArn: KA }], ''],
  [['DisableKinesisStreamingDestination', { ...T, StreamArn: KA }],
    'Table is not in a valid state to disable Kinesis Streaming Destination: KinesisStreamingDestination must be ACTIVE'],
  [['DisableKinesisStreamingDestination', {}], 'The parameter \'TableName\' is required but was not present in the request'],
  [['DescribeKinesisStreamingDestination', {}], 'The parameter \'TableName\' is required but was not present in the request'],
  [['DescribeKinesisStreamingDestination', N], notFound + ': Table: nope not found'],
  [['UpdateKinesisStreamingDestination', {}], 'The parameter \'TableName\' is required but was not present in the request'],
  [['UpdateKinesisStreamingDestination', { ...T, StreamArn: KA }],
    'Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration cannot be null or ' +
      'contain only null values'],
  [['UpdateKinesisStreamingDestination', { ...T, StreamArn: KA, UpdateKinesisStreamingConfiguration: {} }],
    'Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration cannot be null or ' +
      'contain only null values'],
  [['UpdateKinesisStreamingDestination',
    { ...T, StreamArn: KA, UpdateKinesisStreamingConfiguration: {ApproximateCreationDateTimePrecision:'MILLISECOND'} }],
    'Table is not in a valid state to update Kinesis Streaming Destination: KinesisStreamingDestination must be ACTIVE'],
]
test('streams to Kinesis', t => saysAll(t, tables, destinations))

const globalTables: readonly Row[] = [
  [['CreateGlobalTable', {}],
    '2 validation errors detected: Value null at \'globalTableName\' failed to satisfy constraint: Member must not be null; Value ' +
      'null at \'replicationGroup\' failed to satisfy constraint: Member must not be null'],
  [['CreateGlobalTable', { GlobalTableName: 'Music', ReplicationGroup: [] }], ''],
  [['CreateGlobalTable', { GlobalTableName: 'nope', ReplicationGroup: [{ RegionName: 'us-east-1' }] }],
    'TableNotFoundException: Table not found: Table: nope not found in region: us-east-1'],
  [['CreateGlobalTable', { GlobalTableName: 'Music', ReplicationGroup: [{ RegionName: 'us-east-1' }] }],
    'One or more replicas do not have a stream enabled with view type NEW_AND_OLD_IMAGES: Music in us-east-1'],
  [['UpdateGlobalTable', {}],
    '2 validation errors detected: Value null at \'globalTableName\' failed to satisfy constraint: Member must not be null; Value ' +
      'null at \'replicaUpdates\' failed to satisfy constraint: Member must not be null'],
  [['UpdateGlobalTable', { GlobalTableName: 'nope', ReplicaUpdates: [] }],
    'GlobalTableNotFoundException: Global table not found: Global table with this name does not exist: nope'],
  [['DescribeGlobalTable', {}], oneError + 'null at \'globalTableName\' ' + unmet + 'not be null'],
  [['DescribeGlobalTable', { GlobalTableName: 'nope' }],
    'GlobalTableNotFoundException: Global table not found: Global table with this name does not exist: nope'],
  [['DescribeGlobalTableSettings', {}], oneError + 'null at \'globalTableName\' ' + unmet + 'not be null'],
  [['DescribeGlobalTableSettings', { GlobalTableName: 'nope' }],
    'GlobalTableNotFoundException: Global table not found: Global table with this name does not exist: nope'],
  [['ListGlobalTables', { Limit: 0 }],
    oneError + '\'0\' at \'limit\' ' + unmet + 'have value greater than or equal to 1'],
  [['UpdateGlobalTableSettings', { GlobalTableName: 'Music' }],
    'NotImplemented: The capacity of a replica is changed in its own region, by UpdateTable. See what is answered: orrery ' +
      'coverage dynamodb'],
  [['DescribeTableReplicaAutoScaling', T],
    'NotImplemented: Scaling policies are those of Application Auto Scaling, region by region. See what is answered: orrery ' +
      'coverage dynamodb'],
  [['UpdateTableReplicaAutoScaling', T],
    'NotImplemented: Scaling policies are those of Application Auto Scaling, region by region. See what is answered: orrery ' +
      'coverage dynamodb'],
]
test('global tables of the older version', t => saysAll(t, tables, globalTables))

const insights: readonly Row[] = [
  [['DescribeContributorInsights', {}], 'The parameter \'TableName\' is required but was not present in the request'],
  [['DescribeContributorInsights', T], ''],
  [['DescribeContributorInsights', N], notFound + ': Table: nope not found'],
  [['DescribeContributorInsights', { TableName: 'ab' }], 'TableName must be at least 3 characters long and at most 255 characters long'],
  [['DescribeContributorInsights', { TableName: 'a;bc' }],
    oneError + '\'a;bc\' at \'tableName\' ' + unmet + 'satisfy regular expression pattern: ' +
      '[a-zA-Z0-9_.-]+'],
  [['UpdateContributorInsights', {}], 'The parameter \'TableName\' is required but was not present in the request'],
  [['UpdateContributorInsights', T],
    oneError + 'null at \'contributorInsightsAction\' ' + unmet + 'not be null'],
  [['UpdateContributorInsights', N],
    oneError + 'null at \'contributorInsightsAction\' ' + unmet + 'not be null'],
  [['UpdateContributorInsights', { TableName: 'ab' }], 'TableName must be at least 3 characters long and at most 255 characters long'],
  [['UpdateContributorInsights', { TableName: 'a;bc' }],
    oneError + 'null at \'contributorInsightsAction\' ' + unmet + 'not be null'],
  [['UpdateContributorInsights', { ...T, ContributorInsightsAction: 'X' }],
    oneError + '\'X\' at \'contributorInsightsAction\' ' + unmet + 'satisfy enum value set: [ENABLE, ' +
      'DISABLE]'],
  [['UpdateContributorInsights', { ...T, IndexName: 'nope', ContributorInsightsAction: 'ENABLE' }],
    notFound + ': Index: nope not found'],
  [['DescribeContributorInsights', { ...T, IndexName: 'nope' }],
    notFound + ': Index: nope not found'],
  [['ListContributorInsights', { MaxResults: 101 }],
    oneError + '\'101\' at \'maxResults\' ' + unmet + 'have value less than or equal to 100'],
  [['ListContributorInsights', N], notFound + ': Table: nope not found'],
]
test('contributor insights', t => saysAll(t, tables, insights))

const refusals: readonly Row[] = [
  [['SearchVectors', {}], 'The parameter \'TableName\' is required but was not present in the request'],
  [['ListBulkOperations',{}],
    'NotImplemented: Bulk operations are not modelled; BatchWriteItem and ImportTable write many items. See what is answered: ' +
      'orrery coverage dynamodb'],
  [['StartBulkPutItems',{}], 'The parameter \'TableName\' is required but was not present in the request'],
  [['CancelBulkOperation',{}], oneError + 'null at \'bulkOperationArn\' ' + unmet + 'not be null'],
  [['DescribeBulkOperation',{}], oneError + 'null at \'bulkOperationArn\' ' + unmet + 'not be null'],
]
test('what is not modelled', t => saysAll(t, tables, refusals))
