// What CreatePipe refuses, by table.

import { test } from 'node:test'
import { freshAccount, refused, RoleArn } from './account.fixture.ts'

const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:111122223333:${resource}`
const [queue, stream] = [arn('sqs', 'q'), arn('kinesis', 'stream/s')]

const cases: readonly (readonly [what: string, input: object, text: RegExp])[] = [
  ['no source', { Source: arn('s3', 'x') }, /"Name":"Source","Message":"The source ARN .* is not supported/],
  ['a Kafka cluster', { Source: arn('kafka', 'cluster/c/uuid') }, /Amazon MSK clusters are no sources here/],
  ['a broker', { Source: arn('mq', 'broker:b:id') }, /Amazon MQ brokers are no sources here/],
  ['self-managed Kafka', { Source: 'smk://host:9092' }, /Self managed Apache Kafka is no source here/],
  ['a stream without parameters', { Source: stream }, /SourceParameters.KinesisStreamParameters","Message":"Missing required parameter/],
  ['a timestamp that is not said', { Source: stream, SourceParameters: { KinesisStreamParameters: { StartingPosition: 'AT_TIMESTAMP' } } },
    /StartingPositionTimestamp/],
  ['another source\'s parameters', { SourceParameters: { KinesisStreamParameters: { StartingPosition: 'LATEST' } } },
    /does not fit the source/],
  ['a pattern that is none', { SourceParameters: { FilterCriteria: { Filters: [{ Pattern: '{"a":1}' }] } } },
    /Filters\[0\].Pattern","Message":"Event pattern is not valid/],
  ['no enrichment', { Enrichment: queue }, /Enrichment/],
  ['no target', { Target: arn('s3', 'x') }, /"Name":"Target"/],
  ['Timestream', { Target: arn('timestream', 'database/d/table/t') }, /Timestream tables are no targets here/],
  ['a stream as target without a key', { Target: stream }, /TargetParameters.KinesisStreamParameters/],
  ['a FIFO queue without a group', { Target: arn('sqs', 'q.fifo') }, /MessageGroupId/],
  ['a batch larger than the target takes',
    { SourceParameters: { SqsQueueParameters: { BatchSize: 100, MaximumBatchingWindowInSeconds: 1 } } },
    /The batch size 100 is larger/],
  ['a large batch without a window', { Target: arn('lambda', 'function:f'), SourceParameters: { SqsQueueParameters: { BatchSize: 11 } } },
    /greater than 0/],
]

for (const [what, input, text] of cases) {
  test(`refused: ${what}`, async t => {
    const { pipes } = await freshAccount(t)
    await refused(pipes.createPipe({ Name: 'p', RoleArn, Source: queue, Target: queue, ...input }), 'ValidationException', text)
  })
}
