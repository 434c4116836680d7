// Amazon Kinesis Data Streams: the manifest. What each noun does is in its own file.

import { parseArn, service } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { DeregisterStreamConsumer, DescribeStreamConsumer, ListStreamConsumers, RegisterStreamConsumer, SubscribeToShard }
  from './consumer.ts'
import { StreamConsumer } from './consumer-formation.ts'
import { StartStreamEncryption, StopStreamEncryption } from './encryption.ts'
import { GetRecords, GetShardIterator } from './reading.ts'
import { PutRecord, PutRecords } from './record.ts'
import { DecreaseStreamRetentionPeriod, IncreaseStreamRetentionPeriod, trim } from './retention.ts'
import { MergeShards, SplitShard, UpdateShardCount, UpdateStreamMode } from './scaling.ts'
import {
  AddTagsToStream, DeleteResourcePolicy, DeleteStream, DescribeLimits, DisableEnhancedMonitoring, EnableEnhancedMonitoring,
  GetResourcePolicy, ListShards, ListTagsForStream, PutResourcePolicy, RemoveTagsFromStream, UpdateMaxRecordSize,
} from './setting.ts'
import { CreateStream, DescribeStream, DescribeStreamSummary, ListStreams, nameOf, Stream, streamOf } from './stream.ts'
import type { Naming } from './stream.ts'

export const kinesis = service({
  id: 'kinesis',
  resources: [Stream, StreamConsumer],
  operations: {
    AddTagsToStream, CreateStream, DecreaseStreamRetentionPeriod, DeleteResourcePolicy, DeleteStream, DeregisterStreamConsumer,
    DescribeLimits, DescribeStream, DescribeStreamConsumer, DescribeStreamSummary, DisableEnhancedMonitoring, EnableEnhancedMonitoring,
    GetRecords, GetResourcePolicy, GetShardIterator, IncreaseStreamRetentionPeriod, ListShards, ListStreamConsumers, ListStreams,
    ListTagsForStream, MergeShards, PutRecord, PutRecords, PutResourcePolicy, RegisterStreamConsumer, RemoveTagsFromStream, SplitShard,
    StartStreamEncryption, StopStreamEncryption, SubscribeToShard, UpdateMaxRecordSize, UpdateShardCount, UpdateStreamMode,
  },
  tagging: {
    resource: Stream, tag: 'TagResource', untag: 'UntagResource', list: 'ListTagsForResource',
    identify: (input: Naming, call: Call) => [streamOf(input, call).name],
    invalid: 'InvalidArgumentException', tooMany: 'LimitExceededException',
  },
  // "Logging Amazon Kinesis Data Streams API calls with AWS CloudTrail", Developer Guide.
  dataEvents: ['GetRecords', 'GetShardIterator', 'PutRecord', 'PutRecords', 'SubscribeToShard'],
  timers: { trim },
  target(_operation, input: Naming, call) {
    const name = nameOf(input)
    return name === undefined ? undefined : Stream.arnOf(call, { name })
  },
  resourcePolicy(_operation, input: Naming, call) {
    const name = nameOf(input)
    return name === undefined ? undefined : call.of(Stream).get(name)?.policy
  },
  ownPages: ['DescribeStream', 'ListShards', 'ListStreams'],

  /** An ARN names the account. */
  locate(_operation, { StreamARN: arn, ResourceARN: resourceArn, ConsumerARN: consumerArn }: Naming) {
    const account = parseArn(arn ?? resourceArn ?? consumerArn ?? '')?.account
    return account === undefined ? undefined : { account }
  },
})
