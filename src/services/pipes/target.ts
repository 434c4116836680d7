// What a pipe does with a batch in the end: one call of a target that takes batches, or one call for each item.
// Source: "Amazon EventBridge Pipes targets" and "batching and concurrency", EventBridge User Guide.

import { jobCall } from '../../engines/target-call/face.ts'
import type { JobParameters } from '../../engines/target-call/face.ts'
import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { batchCalls } from './batch-target.ts'
import type { Sending } from './batch-target.ts'
import { askApi } from './enrichment.ts'
import type { Item } from './item.ts'
import { Pipe } from './pipe.ts'
import { gathered, parameterOf, payloadOf } from './template.ts'

const limits: Readonly<Record<string, number>> = { logs: 10_000, firehose: 500, kinesis: 500, sns: 10, sqs: 10 }

/** How many items a target takes at once. */
export function batchLimit(arn: string): number {
  const place = parseArn(arn)
  if (place?.service === 'lambda' || place?.service === 'states') return Infinity
  if (place?.service === 'events') return place.resource.startsWith('event-bus/') ? 10 : 1
  return limits[place?.service ?? ''] ?? 1
}

/** Ids of the items that were not taken, none where all were. @throws Fault where the whole batch was not */
export async function sendToTarget(pipe: Pipe, items: readonly Item[], principal: Principal, call: Call): Promise<ReadonlySet<string>> {
  const { Target: arn, TargetParameters: { InputTemplate: template } = {} } = pipe.given
  const { service, resource } = parseArn(arn)!
  const payloads = items.map(({ event }) => payloadOf(template, event, pipe, call))
  const sending: Sending = { pipe, items, payloads, target: { principal, sourceArn: call.arn(Pipe, pipe) } }
  if (service === 'lambda') return toFunction(sending, call)
  if (service === 'states') return toStateMachine(sending, call)
  const batch = batchCalls[service === 'events' && !resource.startsWith('event-bus/') ? '' : service]
  if (batch !== undefined) return batch(sending, call)
  for (const [i, { event }] of items.entries()) {
    if (service === 'events') await toDestination(pipe, arn, payloads[i]!, event, call)
    else {
      const found = jobCall({ ...parseArn(arn)!, arn }, call.uuid(), payloads[i]!, parametersOfJob(pipe, event))
      if (found === undefined) throw new Fault('InvalidTarget', `Targets of ${service} cannot be called.`)
      await call.invoke(found.service, found.operation, found.input, sending.target)
    }
  }
  return new Set()
}

async function toFunction({ pipe, payloads, target }: Sending, call: Call): Promise<ReadonlySet<string>> {
  const { Target: arn, TargetParameters: { LambdaFunctionParameters: { InvocationType: type = 'REQUEST_RESPONSE' } = {} } = {} } =
    pipe.given
  const waits = type === 'REQUEST_RESPONSE'
  const { Payload: answer, FunctionError: error } = await call.to('lambda', target).Invoke({
    FunctionName: arn, InvocationType: waits ? 'RequestResponse' : 'Event', Payload: Buffer.from(gathered(payloads)),
  })
  const text = answer === undefined ? '' : Buffer.from(answer as Uint8Array).toString()
  if (error !== undefined) throw new Fault('FunctionError', text)
  return waits ? failedIn(text) : new Set()
}

async function toStateMachine({ pipe, payloads, target }: Sending, call: Call): Promise<ReadonlySet<string>> {
  const { Target: arn, TargetParameters: { StepFunctionStateMachineParameters: { InvocationType: type = 'REQUEST_RESPONSE' } = {} } = {} } =
    pipe.given
  const input = { stateMachineArn: arn, input: gathered(payloads) }
  if (type !== 'REQUEST_RESPONSE') {
    await call.invoke('stepfunctions', 'StartExecution', { ...input, name: call.uuid() }, target)
    return new Set()
  }
  const { status, output = '', error, cause } =
    await call.invoke('stepfunctions', 'StartSyncExecution', input, target) as Partial<Record<string, string>>
  if (status !== 'SUCCEEDED') throw new Fault(error ?? 'States.TaskFailed', cause ?? 'The execution did not succeed.')
  return failedIn(output)
}

/** `{"batchItemFailures":[{"itemIdentifier":"id2"}]}`: which items a function says it could not do. @throws Fault for an unfit answer */
export function failedIn(answer: string): ReadonlySet<string> {
  const failures: unknown = jsonObject(answer)?.batchItemFailures
  if (failures === undefined || failures === null) return new Set()
  const ids = Array.isArray(failures) ? failures.map(each => (each as { itemIdentifier?: unknown } | null)?.itemIdentifier) : [undefined]
  if (ids.some(id => typeof id !== 'string' || id === '')) throw new Fault('InvalidResponse', 'The list of failed items is not valid.')
  return new Set(ids as string[])
}

async function toDestination(pipe: Pipe, arn: string, payload: string, event: Item['event'], call: Call): Promise<void> {
  const { PathParameterValues: paths, HeaderParameters: headers, QueryStringParameters: query } =
    pipe.given.TargetParameters?.HttpParameters ?? {}
  await askApi({ arn, payload, event, ...(paths && { paths }), ...(headers && { headers }), ...(query && { query }) }, pipe, call)
}

function parametersOfJob({ given: { TargetParameters: parameters = {} } }: Pipe, event: Item['event']): JobParameters {
  const { EcsTaskParameters: task, BatchJobParameters: job, SageMakerPipelineParameters: pipeline,
    RedshiftDataParameters: statement } = parameters
  return {
    task, vpc: task?.NetworkConfiguration?.awsvpcConfiguration, job, pipeline, statement, resolve: text => parameterOf(text, event),
  }
}
