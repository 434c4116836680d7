// What is said to tables that cannot be made, changed or removed. Sources: CreateTable, UpdateTable and their kin, DynamoDB API
// Reference; texts as users report them.

import { test } from 'node:test'
import { notFound, oneError, saysAll, tables, unmet, wrong } from './errors.fixture.ts'
import type { Request, Row } from './errors.fixture.ts'

const H = [{ AttributeName: 'id', KeyType: 'HASH' }]
const D = [{ AttributeName: 'id', AttributeType: 'S' }]
const HR = [...H, { AttributeName: 'r', KeyType: 'RANGE' }]
const DR = [...D, { AttributeName: 'r', AttributeType: 'S' }]
const P = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 }
const ix = (more?: object) => ({ IndexName: 'idx', KeySchema: H, Projection: { ProjectionType: 'ALL' }, ...more })
const c = (more: object): Request => ['CreateTable', {
  TableName: 'New', KeySchema: H, AttributeDefinitions: D, BillingMode: 'PAY_PER_REQUEST', ...more,
}]
const u = (more: object): Request => ['UpdateTable', { TableName: 'Music', ...more }]

const creations: readonly Row[] = [
  [['CreateTable', {}], 'The parameter \'TableName\' is required but was not present in the request'],
  [['CreateTable', { TableName: 'abc' }],
    wrong + 'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED'],
  [c({ TableName: 'ab' }), 'TableName must be at least 3 characters long and at most 255 characters long'],
  [c({ TableName: 'a;bc' }),
    oneError + '\'a;bc\' at \'tableName\' ' + unmet + 'satisfy regular expression pattern: ' +
      '[a-zA-Z0-9_.-]+'],
  [c({ TableName: 'x'.repeat(256) }), 'TableName must be at least 3 characters long and at most 255 characters long'],
  [['CreateTable', { TableName: 'abc', KeySchema: [], AttributeDefinitions: [] }],
    oneError + '\'[]\' at \'keySchema\' ' + unmet + 'have length greater than or equal to 1'],
  [c({ KeySchema: [{}] }),
    '2 validation errors detected: Value null at \'keySchema.1.member.attributeName\' failed to satisfy constraint: Member must ' +
      'not be null; Value null at \'keySchema.1.member.keyType\' failed to satisfy constraint: Member must not be null'],
  [c({ AttributeDefinitions: [{}] }),
    '2 validation errors detected: Value null at \'attributeDefinitions.1.member.attributeName\' failed to satisfy constraint: ' +
      'Member must not be null; Value null at \'attributeDefinitions.1.member.attributeType\' failed to satisfy constraint: Member ' +
      'must not be null'],
  [c({ AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'X' }] }),
    oneError + '\'X\' at \'attributeDefinitions.1.member.attributeType\' ' + unmet + 'satisfy enum ' +
      'value set: [S, N, B]'],
  [c({ KeySchema: [{ AttributeName: 'id', KeyType: 'X' }] }),
    oneError + '\'X\' at \'keySchema.1.member.keyType\' ' + unmet + 'satisfy enum value set: [HASH, ' +
      'RANGE]'],
  [c({ BillingMode: 'X' }),
    oneError + '\'X\' at \'billingMode\' ' + unmet + 'satisfy enum value set: [PROVISIONED, ' +
      'PAY_PER_REQUEST]'],
  [c({ BillingMode: undefined }),
    wrong + 'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED'],
  [c({ ProvisionedThroughput: P }),
    wrong + 'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST'],
  [c({ BillingMode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: -1 } }),
    '2 validation errors detected: Value \'0\' at \'provisionedThroughput.readCapacityUnits\' failed to satisfy constraint: Member ' +
      'must have value greater than or equal to 1; Value \'-1\' at \'provisionedThroughput.writeCapacityUnits\' failed to satisfy ' +
      'constraint: Member must have value greater than or equal to 1'],
  [c({ BillingMode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: 1 } }),
    oneError + 'null at \'provisionedThroughput.writeCapacityUnits\' ' + unmet + 'not be null'],
  [c({ BillingMode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: 1000000000001, WriteCapacityUnits: 1 } }),
    'Given value 1000000000001 for ReadCapacityUnits is out of bounds'],
  [c({ KeySchema: [...H, ...H, ...H] }),
    oneError + '\'[KeySchemaElement(attributeName=id, keyType=HASH), KeySchemaElement(attributeName=id, keyType=HASH), ' +
      'KeySchemaElement(attributeName=id, keyType=HASH)]\' at \'keySchema\' failed to satisfy constraint: Member must ' +
      'have length less than or equal to 2'],
  [c({ KeySchema: [{ AttributeName: 'id', KeyType: 'RANGE' }] }), 'Invalid KeySchema: The first KeySchemaElement is not a HASH key type'],
  [c({ KeySchema: [...H, { AttributeName: 'id', KeyType: 'HASH' }] }),
    'Invalid KeySchema: The second KeySchemaElement is not a RANGE key type'],
  [c({ KeySchema: [...H, { AttributeName: 'id', KeyType: 'RANGE' }] }),
    'Both the Hash Key and the Range Key element in the KeySchema have the same name'],
  [c({ KeySchema: HR }), 'Invalid KeySchema: Some index key attribute have no definition'],
  [c({ AttributeDefinitions: [] }),
    wrong + 'Some index key attributes are not defined in AttributeDefinitions. Keys: [id], AttributeDefinitions: []'],
  [c({ AttributeDefinitions: [...D, ...D] }), wrong + 'Duplicate AttributeName in AttributeDefinitions: id'],
  [c({ AttributeDefinitions: DR }),
    wrong + 'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions'],
  [c({ AttributeDefinitions: [{ AttributeName: 'x', AttributeType: 'S' }] }),
    wrong + 'Some index key attributes are not defined in AttributeDefinitions. Keys: [id], AttributeDefinitions: [x]'],
  [c({ LocalSecondaryIndexes: [] }), wrong + 'List of LocalSecondaryIndexes is empty'],
  [c({ GlobalSecondaryIndexes: [] }), wrong + 'List of GlobalSecondaryIndexes is empty'],
  [c({ LocalSecondaryIndexes: [ix()] }),
    wrong + 'Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex'],
  [c({ LocalSecondaryIndexes: [{}] }),
    '3 validation errors detected: Value null at \'localSecondaryIndexes.1.member.indexName\' failed to satisfy constraint: ' +
      'Member must not be null; Value null at \'localSecondaryIndexes.1.member.keySchema\' failed to satisfy constraint: Member ' +
      'must not be null; Value null at \'localSecondaryIndexes.1.member.projection\' failed to satisfy constraint: Member must not ' +
      'be null'],
  [c({ KeySchema: HR, AttributeDefinitions: DR, LocalSecondaryIndexes: [ix()] }),
    wrong + 'Index KeySchema does not have a range key for index: idx'],
  [c({ KeySchema: HR, AttributeDefinitions: DR,
    LocalSecondaryIndexes: [ix({ KeySchema: [{ AttributeName: 'r', KeyType: 'HASH' }, { AttributeName: 'id', KeyType: 'RANGE' }] })] }),
    wrong + 'Index KeySchema does not have the same leading hash key as table KeySchema for index: idx. index hash key: r, ' +
      'table hash key: id'],
  [c({ KeySchema: HR, AttributeDefinitions: DR,
    LocalSecondaryIndexes: Array.from({ length: 6 }, (_, i) => ix({ IndexName: `idx${i}`, KeySchema: HR })) }),
    wrong + 'Number of LocalSecondaryIndexes exceeds per-table limit of 5'],
  [c({ KeySchema: HR, AttributeDefinitions: DR, LocalSecondaryIndexes: [ix({ KeySchema: HR }), ix({ KeySchema: HR })] }),
    wrong + 'Duplicate index name: idx'],
  [c({ GlobalSecondaryIndexes: [ix(), ix()] }), wrong + 'Duplicate index name: idx'],
  [c({ GlobalSecondaryIndexes: [ix({ ProvisionedThroughput: P })] }),
    wrong + 'ProvisionedThroughput should not be specified for index: idx when BillingMode is PAY_PER_REQUEST'],
  [c({ BillingMode: 'PROVISIONED', ProvisionedThroughput: P, GlobalSecondaryIndexes: [ix()] }),
    wrong + 'ProvisionedThroughput must be specified for index: idx'],
  [c({ GlobalSecondaryIndexes: [ix({ IndexName: 'x' })] }),
    oneError + '\'x\' at \'globalSecondaryIndexes.1.member.indexName\' ' + unmet + 'have length ' +
      'greater than or equal to 3'],
  [c({ GlobalSecondaryIndexes: [ix({ Projection: {} })] }), wrong + 'Unknown ProjectionType: null'],
  [c({ GlobalSecondaryIndexes: [ix({ Projection: { ProjectionType: 'INCLUDE' } })] }),
    wrong + 'ProjectionType is INCLUDE, but NonKeyAttributes is not specified'],
  [c({ GlobalSecondaryIndexes: [ix({ Projection: { ProjectionType: 'ALL', NonKeyAttributes: ['a'] } })] }),
    wrong + 'ProjectionType is ALL, but NonKeyAttributes is specified'],
  [c({ GlobalSecondaryIndexes: [ix({ Projection: { ProjectionType: 'X' } })] }),
    oneError + '\'X\' at \'globalSecondaryIndexes.1.member.projection.projectionType\' ' + unmet + '' +
      'satisfy enum value set: [ALL, KEYS_ONLY, INCLUDE]'],
  [c({ GlobalSecondaryIndexes: [ix({ Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a', 'a'] } })] }), ''],
  [c({ GlobalSecondaryIndexes: [ix({ Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [] } })] }),
    oneError + '\'[]\' at \'globalSecondaryIndexes.1.member.projection.nonKeyAttributes\' ' + unmet + '' +
      'have length greater than or equal to 1'],
  [c({ GlobalSecondaryIndexes: [ix({ KeySchema: [{ AttributeName: 'zz', KeyType: 'HASH' }] })] }),
    wrong + 'Some index key attributes are not defined in AttributeDefinitions. Keys: [zz], AttributeDefinitions: [id]'],
  [c({ GlobalSecondaryIndexes: Array.from({ length: 21 }, (_, i) => ix({ IndexName: `idx${i}` })) }),
    wrong + 'GlobalSecondaryIndex count exceeds the per-table limit of 20'],
  [c({ GlobalSecondaryIndexes: [ix({ Projection: { ProjectionType: 'INCLUDE',
    NonKeyAttributes: Array.from({ length: 101 }, (_, i) => `a${i}`) } })] }),
    oneError + '\'[a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23, ' +
      'a24, a25, a26, a27, a28, a29, a30, a31, a32, a33, a34, a35, a36, a37, a38, a39, a40, a41, a42, a43, a44, a45, ' +
      'a46, a47, a48, a49, a50, a51, a52, a53, a54, a55, a56, a57, a58, a59, a60, a61, a62, a63, a64, a65, a66, a67, ' +
      'a68, a69, a70, a71, a72, a73, a74, a75, a76, a77, a78, a79, a80, a81, a82, a83, a84, a85, a86, a87, a88, a89, ' +
      'a90, a91, a92, a93, a94, a95, a96, a97, a98, a99, a100]\' at ' +
      '\'globalSecondaryIndexes.1.member.projection.nonKeyAttributes\' failed to satisfy constraint: Member must have ' +
      'length less than or equal to 20'],
  [c({ StreamSpecification: {} }),
    oneError + 'null at \'streamSpecification.streamEnabled\' ' + unmet + 'not be null'],
  [c({ StreamSpecification: { StreamEnabled: true } }), wrong + 'StreamViewType must be specified when StreamEnabled is true'],
  [c({ StreamSpecification: { StreamEnabled: false, StreamViewType: 'NEW_IMAGE' } }),
    wrong + 'StreamViewType cannot be specified when StreamEnabled is false'],
  [c({ SSESpecification: { KMSMasterKeyId: 'x' } }), 'ResourceInUseException: Table already exists: New'],
  [c({ TableClass: 'X' }),
    oneError + '\'X\' at \'tableClass\' ' + unmet + 'satisfy enum value set: [STANDARD, ' +
      'STANDARD_INFREQUENT_ACCESS]'],
  [c({ TableName: 'Music' }), 'ResourceInUseException: Table already exists: Music'],
  [c({ Tags: [{ Key: 'a' }] }), oneError + 'null at \'tags.1.member.value\' ' + unmet + 'not be null'],
  [c({ Tags: [{ Key: '', Value: '' }] }),
    oneError + '\'\' at \'tags.1.member.key\' ' + unmet + 'have length greater than or equal to 1'],
  [c({Tags:[{Key:'aws:x',Value:'y'}]}), 'ResourceInUseException: Table already exists: New'],
  [c({ ResourcePolicy: '{' }), 'Invalid policy document: the policy is not a JSON document with statements'],
  [c({ OnDemandThroughput: { MaxReadRequestUnits: 0 } }), 'ResourceInUseException: Table already exists: New'],
  [c({WarmThroughput:{ReadUnitsPerSecond:1}}), 'ResourceInUseException: Table already exists: New'],
]
test('CreateTable', t => saysAll(t, tables, creations))

const updates: readonly Row[] = [
  [['UpdateTable', {}], 'The parameter \'TableName\' is required but was not present in the request'],
  [u({}),
    'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification ' +
      'or ReplicaUpdates is required'],
  [u({ TableName: 'nope' }),
    'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification ' +
      'or ReplicaUpdates is required'],
  [u({ TableName: 'nope', BillingMode: 'PAY_PER_REQUEST' }),
    notFound + ': Table: nope not found'],
  [u({ TableName: 'Fresh', BillingMode: 'PROVISIONED', ProvisionedThroughput: P }),
    'ResourceInUseException: Attempt to change a resource which is still in use: Table is being created: Fresh'],
  [u({ BillingMode: 'PROVISIONED' }),
    wrong + 'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED'],
  [u({ ProvisionedThroughput: P }),
    wrong + 'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST'],
  [u({ ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 } }),
    '2 validation errors detected: Value \'0\' at \'provisionedThroughput.readCapacityUnits\' failed to satisfy constraint: Member ' +
      'must have value greater than or equal to 1; Value \'0\' at \'provisionedThroughput.writeCapacityUnits\' failed to satisfy ' +
      'constraint: Member must have value greater than or equal to 1'],
  [u({ TableName: 'Prov', ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 } }),
    'The provisioned throughput for the table will not change. The requested value equals the current value. Current ' +
      'ReadCapacityUnits provisioned for the table: 5. Requested ReadCapacityUnits: 5. Current WriteCapacityUnits provisioned for ' +
      'the table: 5. Requested WriteCapacityUnits: 5. Refer to the Amazon DynamoDB Developer Guide for current limits and how to ' +
      'request higher limits.'],
  [u({ StreamSpecification: { StreamEnabled: false } }), 'Table is already disabled for streams: TableName: Music'],
  [u({ StreamSpecification: { StreamEnabled: true } }), wrong + 'StreamViewType must be specified when StreamEnabled is true'],
  [u({ GlobalSecondaryIndexUpdates: [] }), wrong + 'List of GlobalSecondaryIndexUpdates is empty'],
  [u({ GlobalSecondaryIndexUpdates: [{}] }),
    wrong + 'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete ' +
      'must not be null'],
  [u({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'nope' } }] }), notFound],
  [u({ GlobalSecondaryIndexUpdates: [{ Update: { IndexName: 'nope', ProvisionedThroughput: P } }] }),
    notFound],
  [u({ GlobalSecondaryIndexUpdates: [{ Create: ix({ IndexName: 'byGenre' }) }] }), 'Attempting to create an index which already exists'],
  [u({ GlobalSecondaryIndexUpdates: [{ Create: ix({ KeySchema: [{ AttributeName: 'q', KeyType: 'HASH' }] }) }] }),
    wrong + 'Some index key attributes are not defined in AttributeDefinitions. Keys: [q], AttributeDefinitions: [id, sk, genre]'],
  [u({ GlobalSecondaryIndexUpdates: [{ Create: ix(), Delete: { IndexName: 'byGenre' } }] }),
    wrong + 'Only one of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, ' +
      'GlobalSecondaryIndexUpdate.Delete may be present'],
  [u({ GlobalSecondaryIndexUpdates: [{ Create: ix() }, { Delete: { IndexName: 'byGenre' } }] }),
    'LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table'],
  [u({ GlobalSecondaryIndexUpdates: [{ Update: { IndexName: 'byGenre', ProvisionedThroughput: P } }] }),
    wrong + 'ProvisionedThroughput should not be specified for index: byGenre when BillingMode is PAY_PER_REQUEST'],
  [u({ TableClass: 'X' }),
    oneError + '\'X\' at \'tableClass\' ' + unmet + 'satisfy enum value set: [STANDARD, ' +
      'STANDARD_INFREQUENT_ACCESS]'],
  [u({ SSESpecification: { Enabled: true, SSEType: 'AES256' } }), wrong + 'SSEType AES256 is not supported'],
  [u({ AttributeDefinitions: D }),
    'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification ' +
      'or ReplicaUpdates is required'],
  [u({ ReplicaUpdates: [] }),
    oneError + '\'[]\' at \'replicaUpdates\' ' + unmet + 'have length greater than or equal to 1'],
  [u({ ReplicaUpdates: [{ Create: { RegionName: 'nowhere' } }] }), ''],
  [u({ ReplicaUpdates: [{ Create: { RegionName: 'us-east-1' } }] }),
    'Cannot add, delete, or update the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as ' +
      'required.'],
  [u({ ReplicaUpdates: [{ Delete: { RegionName: 'eu-west-1' } }] }),
    'Update global table operation failed because one or more replicas were not part of the global table.'],
  [u({ MultiRegionConsistency: 'STRONG' }),
    'NotImplemented: Multi-Region strong consistency is not modelled: replicas are eventually consistent.'],
  [u({ TableName: 'Prov', GlobalSecondaryIndexUpdates: [{ Create: ix() }] }),
    wrong + 'ProvisionedThroughput must be specified for index: idx'],
]
test('UpdateTable', t => saysAll(t, tables, updates))

const others: readonly Row[] = [
  [['DeleteTable', {}], 'The parameter \'TableName\' is required but was not present in the request'],
  [['DeleteTable', { TableName: 'ab' }], 'TableName must be at least 3 characters long and at most 255 characters long'],
  [['DeleteTable', { TableName: 'nope' }], notFound + ': Table: nope not found'],
  [['DeleteTable', { TableName: 'Protected' }],
    'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.'],
  [['DeleteTable', { TableName: 'Fresh' }],
    'ResourceInUseException: Attempt to change a resource which is still in use: Table is being created: Fresh'],
  [['DescribeTable', {}], 'The parameter \'TableName\' is required but was not present in the request'],
  [['DescribeTable', { TableName: 'nope' }], notFound + ': Table: nope not found'],
  [['DescribeTable', { TableName: 'a;bc' }],
    oneError + '\'a;bc\' at \'tableName\' ' + unmet + 'satisfy regular expression pattern: ' +
      '[a-zA-Z0-9_.-]+'],
  [['ListTables', { Limit: 0 }],
    oneError + '\'0\' at \'limit\' ' + unmet + 'have value greater than or equal to 1'],
  [['ListTables', { Limit: 101 }],
    oneError + '\'101\' at \'limit\' ' + unmet + 'have value less than or equal to 100'],
  [['ListTables', { ExclusiveStartTableName: 'a' }],
    oneError + '\'a\' at \'exclusiveStartTableName\' ' + unmet + 'have length greater than or equal to ' +
      '3'],
  [['ListTables', { ExclusiveStartTableName: 'a;bc' }],
    oneError + '\'a;bc\' at \'exclusiveStartTableName\' ' + unmet + 'satisfy regular expression ' +
      'pattern: [a-zA-Z0-9_.-]+'],
]
test('DeleteTable, DescribeTable and ListTables', t => saysAll(t, tables, others))
