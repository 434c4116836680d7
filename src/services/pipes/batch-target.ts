// Targets that take a batch in one call and answer for each of its items: queues, topics, streams, buses and log groups.
// Source: "Amazon EventBridge Pipes targets", EventBridge User Guide; the operations' API references.

import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import type { Item } from './item.ts'
import type { Pipe } from './pipe.ts'
import { parameterOf } from './template.ts'

export interface Sending {
  readonly pipe: Pipe
  readonly items: readonly Item[]
  readonly payloads: readonly string[]
  readonly target: { readonly principal: Principal, readonly sourceArn: string }
}

/** Ids of the items that were not taken. @throws Fault where none was */
type BatchCall = (sending: Sending, call: Call) => Promise<ReadonlySet<string>>

const toQueue: BatchCall = async ({ pipe, items, payloads, target }, call) => {
  const { Target: arn, TargetParameters: { SqsQueueParameters: queue = {} } = {} } = pipe.given
  const { account, resource } = parseArn(arn)!
  const { Failed: failed = [] } = await call.to('sqs', target).SendMessageBatch({
    QueueUrl: `${call.endpoint}/${account}/${resource}`,
    Entries: items.map(({ event }, i) => ({
      Id: String(i), MessageBody: payloads[i]!,
      ...(queue.MessageGroupId !== undefined && { MessageGroupId: parameterOf(queue.MessageGroupId, event) }),
      ...(queue.MessageDeduplicationId !== undefined && { MessageDeduplicationId: parameterOf(queue.MessageDeduplicationId, event) }),
    })),
  })
  return failures(items, failed.map(({ Id: id, Code, Message }) => ({ at: Number(id), code: Code, message: Message })))
}

const toTopic: BatchCall = async ({ pipe, items, payloads, target }, call) => {
  const { Failed: failed = [] } = await call.to('sns', target).PublishBatch({
    TopicArn: pipe.given.Target, PublishBatchRequestEntries: payloads.map((payload, i) => ({ Id: String(i), Message: payload })),
  })
  return failures(items, failed.map(({ Id: id, Code, Message }) => ({ at: Number(id), code: Code, message: Message })))
}

const toStream: BatchCall = async ({ pipe, items, payloads, target }, call) => {
  const { Target: arn, TargetParameters: { KinesisStreamParameters: stream } = {} } = pipe.given
  const { Records: results = [] } = await call.to('kinesis', target).PutRecords({
    StreamARN: arn,
    Records: items.map(({ event }, i) => ({ Data: Buffer.from(payloads[i]!), PartitionKey: parameterOf(stream!.PartitionKey, event) })),
  })
  return failures(items, results.map(({ ErrorCode, ErrorMessage }, at) => ({ at, code: ErrorCode, message: ErrorMessage })))
}

const toDeliveryStream: BatchCall = async ({ pipe, items, payloads, target }, call) => {
  const answer = await call.invoke('firehose', 'PutRecordBatch', {
    DeliveryStreamName: parseArn(pipe.given.Target)!.resource.split('/')[1], Records: payloads.map(text => ({ Data: Buffer.from(text) })),
  }, target)
  const results = (answer.RequestResponses ?? []) as readonly { ErrorCode?: string, ErrorMessage?: string }[]
  return failures(items, results.map(({ ErrorCode, ErrorMessage }, at) => ({ at, code: ErrorCode, message: ErrorMessage })))
}

/** What is not said: the pipe is the source, and the event is one from the pipe's source. */
const toBus: BatchCall = async ({ pipe, items, payloads, target }, call) => {
  const { Target: arn, Source: source, TargetParameters: { EventBridgeEventBusParameters: bus = {} } = {} } = pipe.given
  const { DetailType: type, Source: from, Resources: resources, Time: time } = bus
  const { Entries: results = [] } = await call.to('events', target).PutEvents({
    ...(bus.EndpointId !== undefined && { EndpointId: bus.EndpointId }),
    Entries: items.map(({ event }, i) => ({
      EventBusName: arn, Detail: payloads[i]!,
      Source: from === undefined ? `Pipe ${pipe.name}` : parameterOf(from, event),
      DetailType: type === undefined ? `Event from aws:${parseArn(source)!.service}` : parameterOf(type, event),
      Resources: (resources ?? []).map(text => parameterOf(text, event)),
      ...(time !== undefined && { Time: momentOf(parameterOf(time, event)) ?? call.now() }),
    })),
  })
  return failures(items, results.map(({ ErrorCode, ErrorMessage }, at) => ({ at, code: ErrorCode, message: ErrorMessage })))
}

/** A stream of the group's that is not named is the pipe's own. */
const toLogs: BatchCall = async ({ pipe, items, payloads, target }, call) => {
  const { Target: arn, TargetParameters: { CloudWatchLogsParameters: logs = {} } = {} } = pipe.given
  const logGroupName = parseArn(arn)!.resource.replace(/^log-group:/, '').replace(/:\*$/, '')
  const byStream = new Map<string, { timestamp: number, message: string }[]>()
  for (const [i, { event }] of items.entries()) {
    const stream = logs.LogStreamName === undefined ? pipe.name : parameterOf(logs.LogStreamName, event)
    const timestamp = logs.Timestamp === undefined ? undefined : momentOf(parameterOf(logs.Timestamp, event))
    byStream.set(stream, [...byStream.get(stream) ?? [], { timestamp: timestamp ?? call.now(), message: payloads[i]! }])
  }
  for (const [logStreamName, entries] of byStream) {
    const logEvents = entries.toSorted((one, other) => one.timestamp - other.timestamp)
    await putLogs({ logGroupName, logStreamName, logEvents }, target, call)
  }
  return new Set()
}

interface LogBatch {
  readonly logGroupName: string
  readonly logStreamName: string
  readonly logEvents: readonly { readonly timestamp: number, readonly message: string }[]
}

/** Writes into a stream that is made where it is not there. @throws Fault */
export async function putLogs(batch: LogBatch, target: Sending['target'], call: Call): Promise<void> {
  const { logGroupName, logStreamName } = batch
  try {
    await call.invoke('logs', 'PutLogEvents', { ...batch }, target)
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'ResourceNotFoundException') throw error
    await call.invoke('logs', 'CreateLogStream', { logGroupName, logStreamName }, target)
    await call.invoke('logs', 'PutLogEvents', { ...batch }, target)
  }
}

/** Epoch milliseconds or seconds, or a date as text; undefined for what is none. */
function momentOf(text: string): number | undefined {
  const number = Number(text)
  if (text !== '' && !Number.isNaN(number)) return number < 1e11 ? number * 1000 : number
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : at
}

interface Failure { readonly at: number, readonly code: string | undefined, readonly message: string | undefined }

function failures(items: readonly Item[], results: readonly Failure[]): ReadonlySet<string> {
  const failed = results.filter(({ code }) => code !== undefined)
  const [first] = failed
  if (first !== undefined && failed.length === items.length) throw new Fault(first.code!, first.message ?? '')
  return new Set(failed.map(({ at }) => items[at]!.id))
}

/** By the service that a target's ARN names. */
export const batchCalls: Readonly<Record<string, BatchCall>> = {
  sqs: toQueue, sns: toTopic, kinesis: toStream, firehose: toDeliveryStream, events: toBus, logs: toLogs,
}

