// Amazon Data Firehose: the manifest. What each noun does is in its own file.

import { service } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { clear } from './buffer.ts'
import { deliver } from './delivery.ts'
import { UpdateDestination } from './destination-update.ts'
import { StartDeliveryStreamEncryption, StopDeliveryStreamEncryption } from './encryption.ts'
import { PutRecord, PutRecordBatch } from './record.ts'
import { read } from './source.ts'
import { CreateDeliveryStream, DeleteDeliveryStream, DescribeDeliveryStream, ListDeliveryStreams } from './stream.ts'
import { DeliveryStream } from './stream-record.ts'
import { ListTagsForDeliveryStream, TagDeliveryStream, UntagDeliveryStream } from './tagging.ts'

export const firehose = service({
  id: 'firehose',
  resources: [DeliveryStream],
  operations: {
    CreateDeliveryStream, DeleteDeliveryStream, DescribeDeliveryStream, ListDeliveryStreams, ListTagsForDeliveryStream, PutRecord,
    PutRecordBatch, StartDeliveryStreamEncryption, StopDeliveryStreamEncryption, TagDeliveryStream, UntagDeliveryStream, UpdateDestination,
  },
  timers: { clear, deliver, read },
  // "Logging Amazon Data Firehose API calls with AWS CloudTrail", Developer Guide.
  dataEvents: ['PutRecord', 'PutRecordBatch'],
  // "Amazon Data Firehose quota", Developer Guide.
  quotas: {
    DeliveryStreams: { value: 5000, fault: 'LimitExceededException', message: (_, value) =>
      `You have already consumed your firehose quota of ${value} hoses.` },
  },
  ownPages: ['ListDeliveryStreams', 'ListTagsForDeliveryStream'],
  target: (_operation, { DeliveryStreamName: name }: { readonly DeliveryStreamName?: string }, call: Call) =>
    name === undefined ? undefined : DeliveryStream.arnOf(call, { name }),
})
