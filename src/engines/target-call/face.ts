// Which call of which service a target's ARN stands for: what rules of event buses and schedules have in common. It makes no call.
// Sources: "Amazon EventBridge targets", EventBridge User Guide; "Using templated targets", EventBridge Scheduler User Guide.

import { jobCall } from './job-call.ts'
import type { JobParameters } from './job-call.ts'

export { jobCall } from './job-call.ts'
export type { JobParameters } from './job-call.ts'

export interface TargetPlace { readonly arn: string, readonly service: string, readonly account: string, readonly resource: string }

export interface TargetMessage {
  /** The same for the same delivery, so that the callee can tell repetitions. */
  readonly id: string
  readonly payload: string
  /** Where queues have their URLs. */
  readonly endpoint: string
}

export interface TargetExtras extends JobParameters {
  readonly messageGroupId?: string
  readonly partitionKey?: string
}

export interface ServiceCall {
  readonly service: string
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
}

/** Undefined for services that are no targets. */
export function targetCall(place: TargetPlace, { id, payload, endpoint }: TargetMessage,
  extras: TargetExtras = {}): ServiceCall | undefined {
  const { arn, service, account, resource } = place
  const name = resource.slice(resource.search(/[/:]/) + 1)
  const bytes = Buffer.from(payload)
  const { messageGroupId, partitionKey = id } = extras
  switch (service) {
    case 'sqs': return calling(service, 'SendMessage', {
      QueueUrl: `${endpoint}/${account}/${resource}`, MessageBody: payload,
        ...(messageGroupId !== undefined && { MessageGroupId: messageGroupId }),
      ...(resource.endsWith('.fifo') && { MessageDeduplicationId: id }),
    })
    case 'sns': return calling(service, 'Publish', { TopicArn: arn, Message: payload })
    case 'lambda': return calling(service, 'Invoke', { FunctionName: arn, InvocationType: 'Event', Payload: bytes })
    case 'states': return calling('stepfunctions', 'StartExecution', { stateMachineArn: arn, input: payload, name: id })
    case 'kinesis': return calling(service, 'PutRecord', { StreamARN: arn, Data: bytes, PartitionKey: partitionKey })
    case 'firehose': return calling(service, 'PutRecord', { DeliveryStreamName: name, Record: { Data: bytes } })
    // The discoverer of a registry of schemas, which listens to a bus by a rule of its own.
    case 'schemas': return calling(service, 'GetDiscoveredSchema', { Events: [payload], Type: 'OpenApi3' })
    case 'codebuild': return calling(service, 'StartBuild', { projectName: name })
    case 'codepipeline': return calling(service, 'StartPipelineExecution', { name: resource })
    default: return jobCall(place, id, payload, extras)
  }
}

function calling(service: string, operation: string, input: Readonly<Record<string, unknown>>): ServiceCall {
  return { service, operation, input }
}
