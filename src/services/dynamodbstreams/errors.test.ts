// What is said to reads of streams that cannot be made, operation by operation. Source: Amazon DynamoDB Streams API Reference.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { DynamoDBStreams } from '@aws-sdk/client-dynamodb-streams'
import { Cloud } from '../../index.ts'

type Row = readonly [operation: 'DescribeStream' | 'GetRecords' | 'GetShardIterator' | 'ListStreams', input: object, said: string]

const arn = 'arn:aws:dynamodb:us-east-1:111122223333:table/nope/stream/2027-01-01T00:00:00.000'
const shard = 'shardId-00000001111111111111-22222222'
const oneError = '1 validation error detected: Value '
const rows = (own: string, first: string): readonly Row[] => [
  ['ListStreams', { Limit: 0 },
    `${oneError}'0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`],
  ['ListStreams', { TableName: 'ab' },
    `${oneError}'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3`],
  ['ListStreams', { TableName: 'none' }, ''],
  ['ListStreams', { ExclusiveStartStreamArn: arn }, `ResourceNotFoundException: Requested resource not found: Stream: ${arn} not found`],
  ['DescribeStream', {}, `${oneError}null at 'streamArn' failed to satisfy constraint: Member must not be null`],
  ['DescribeStream', { StreamArn: 'x' },
    `${oneError}'x' at 'streamArn' failed to satisfy constraint: Member must have length greater than or equal to 37`],
  ['DescribeStream', { StreamArn: arn }, `ResourceNotFoundException: Requested resource not found: Stream: ${arn} not found`],
  ['DescribeStream', { StreamArn: own, Limit: 0 },
    `${oneError}'0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`],
  ['DescribeStream', { StreamArn: own, ExclusiveStartShardId: shard },
    `ResourceNotFoundException: Requested resource not found: Shard: ${shard} not found`],
  ['GetShardIterator', {},
    '3 validation errors detected: Value null at \'streamArn\' failed to satisfy constraint: Member must not be null; ' +
    'Value null at \'shardId\' failed to satisfy constraint: Member must not be null; ' +
    'Value null at \'shardIteratorType\' failed to satisfy constraint: Member must not be null'],
  ['GetShardIterator', { StreamArn: own, ShardId: first, ShardIteratorType: 'X' },
    `${oneError}'X' at 'shardIteratorType' failed to satisfy ` +
    'constraint: Member must satisfy enum value set: [TRIM_HORIZON, LATEST, AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER, ' +
    'AT_TIMESTAMP]'],
  ['GetShardIterator', { StreamArn: arn, ShardId: first, ShardIteratorType: 'LATEST' },
    `ResourceNotFoundException: Requested resource not found: Stream: ${arn} not found`],
  ['GetShardIterator', { StreamArn: own, ShardId: shard, ShardIteratorType: 'LATEST' },
    `ResourceNotFoundException: Requested resource not found: Shard: ${shard} in stream: ${own} not found`],
  ['GetShardIterator', { StreamArn: own, ShardId: first, ShardIteratorType: 'AT_SEQUENCE_NUMBER' },
    'SequenceNumber must be specified for ShardIteratorType AT_SEQUENCE_NUMBER'],
  ['GetShardIterator', { StreamArn: own, ShardId: first, ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: '0'.repeat(21) },
    `Invalid SequenceNumber ${'0'.repeat(21)} for shard ${first}`],
  ['GetRecords', {}, `${oneError}null at 'shardIterator' failed to satisfy constraint: Member must not be null`],
  ['GetRecords', { ShardIterator: 'x', Limit: 0 },
    `${oneError}'0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`],
  ['GetRecords', { ShardIterator: 'x', Limit: 1001 },
    `${oneError}'1001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 1000`],
  ['GetRecords', { ShardIterator: `${own}|1|x` }, 'Invalid ShardIterator'],
]

test('each operation', async t => {
  const cloud = await Cloud.open({ seed: t.name })
  t.after(() => cloud.close())
  const settings = { ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 }
  const streams = new DynamoDBStreams(settings)
  const { TableDescription: table } = await new DynamoDB(settings).createTable({
    TableName: 'Music', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  })
  const own = table!.LatestStreamArn!
  const { StreamDescription: stream } = await streams.describeStream({ StreamArn: own })
  const calls = {
    DescribeStream: (input: object) => streams.describeStream(input as never),
    GetRecords: (input: object) => streams.getRecords(input as never),
    GetShardIterator: (input: object) => streams.getShardIterator(input as never),
    ListStreams: (input: object) => streams.listStreams(input),
  }
  for (const [operation, input, said] of rows(own, stream!.Shards![0]!.ShardId!)) {
    const heard = await calls[operation](input).then(() => '', ({ name, message }: Error) =>
      name === 'ValidationException' ? message : `${name}: ${message}`)
    assert.equal(heard, said, `${operation} ${JSON.stringify(input)}`)
  }
})

test('bodies that cannot be read', async t => {
  const cloud = await Cloud.open()
  t.after(() => cloud.close())
  const streams = new DynamoDBStreams({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const send = (StreamArn: unknown) => streams.describeStream({ StreamArn: StreamArn as string })
  await assert.rejects(send(true), { name: 'SerializationException', message: 'TRUE_VALUE cannot be converted to String' })
  await assert.rejects(send({}), { name: 'SerializationException', message: 'Start of structure or map found where not expected' })
})
