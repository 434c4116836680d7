// Records of a stream that a pipe gives up: word of them goes to a queue or a topic, not their contents.
// Source: "Amazon EventBridge Pipes error handling and troubleshooting", EventBridge User Guide.

import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { Pipe, streamParameters } from './pipe.ts'
import type { StreamItem } from './stream-source.ts'
import { sourceKind } from './validation.ts'

export type Condition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded'

/** What keeps an ARN from being a place for dead letters; undefined where nothing does. */
export function deadLetterProblem(arn: string | undefined): string | undefined {
  const service = arn === undefined ? undefined : parseArn(arn)?.service
  return arn === undefined || service === 'sqs' || service === 'sns' ? undefined
    : `Error occurred while sending message to dead-letter target: ${arn}`
}

/** A place that does not take it loses it; the refusal stands in the journal. */
export async function bury(pipe: Pipe, shardId: string, items: readonly StreamItem[], condition: Condition, principal: Principal,
  call: Call): Promise<void> {
  const arn = streamParameters(pipe)?.DeadLetterConfig?.Arn
  const place = arn === undefined ? undefined : parseArn(arn)
  if (arn === undefined || place === undefined || items.length === 0) return
  const text = JSON.stringify({
    context: { partnerResourceArn: call.arn(Pipe, pipe), condition },
    version: '1.0', timestamp: new Date(call.now()).toISOString(),
    [sourceKind(pipe.given.Source) === 'kinesis' ? 'KinesisBatchInfo' : 'DDBStreamBatchInfo']: {
      shardId, startSequenceNumber: items[0]!.id, endSequenceNumber: items.at(-1)!.id,
      approximateArrivalOfFirstRecord: new Date(items[0]!.arrivedAt).toISOString(),
      approximateArrivalOfLastRecord: new Date(items.at(-1)!.arrivedAt).toISOString(),
      batchSize: items.length, streamArn: pipe.given.Source,
    },
  })
  const target = { principal, sourceArn: call.arn(Pipe, pipe) }
  try {
    if (place.service === 'sns') await call.to('sns', target).Publish({ TopicArn: arn, Message: text })
    else await call.to('sqs', target).SendMessage({ QueueUrl: `${call.endpoint}/${place.account}/${place.resource}`, MessageBody: text })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
  }
}
