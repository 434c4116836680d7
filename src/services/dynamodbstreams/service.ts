// Amazon DynamoDB Streams: the manifest. It reads the streams that the service `dynamodb` writes.

import { malformedWords } from '../../engines/table-words.ts'
import { coralMessage, Fault, parseArn, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import { DescribeStream, ListStreams } from './description.ts'
import { GetRecords, GetShardIterator } from './record.ts'

/** Members that say whose stream is meant. */
interface Located {
  readonly StreamArn?: unknown
  readonly ShardIterator?: unknown
}

export const dynamodbstreams = service({
  id: 'dynamodbstreams',
  sharesRecordsOf: 'dynamodb',
  operations: { DescribeStream, GetRecords, GetShardIterator, ListStreams },
  // "Logging DynamoDB operations by using AWS CloudTrail", DynamoDB Developer Guide.
  dataEvents: ['GetRecords', 'GetShardIterator'],
  ownPages: true,
  malformed: malformedWords,
  invalid: (violations: readonly Violation[]) => new Fault('ValidationException', coralMessage(violations)),
  locate(_operation, { StreamArn: arn, ShardIterator: iterator }: Located) {
    const named = arn ?? iterator
    const place = typeof named === 'string' ? parseArn(named) : undefined
    return place === undefined ? undefined : { account: place.account }
  },
})
