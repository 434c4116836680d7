// What a schedule does when its time has come: a templated target, another bus, or any operation of any service by name.
// Source: "Managing targets in EventBridge Scheduler", "Using universal targets", EventBridge Scheduler User Guide.

import type { Target } from '../../../generated/aws/scheduler.ts'
import { createHash } from 'node:crypto'
import { roleSession } from '../../engines/role-session.ts'
import { targetCall } from '../../engines/target-call/face.ts'
import type { ServiceCall } from '../../engines/target-call/face.ts'
import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'

/** Names of SDKs' packages that are not the folder's. */
const serviceIds: Readonly<Record<string, string>> = {
  eventbridge: 'events', cloudwatchlogs: 'logs', sfn: 'stepfunctions', cloudwatchevents: 'events', dynamodbv2: 'dynamodb',
}
const templated: ReadonlySet<string> = new Set(['sqs', 'sns', 'lambda', 'states', 'kinesis', 'firehose', 'ecs', 'codebuild',
  'codepipeline', 'events', 'sagemaker', 'inspector'])

const reading = /^(?:get|describe|list|poll|receive|search|scan|query|select|read|lookup|discover|validate|batchGet|estimate)/

/** What is wrong with a target, or undefined. */
export function targetProblem({ Arn: arn, RoleArn: role, Input: input, EventBridgeParameters: event,
  KinesisParameters: stream }: Target): string | undefined {
  const place = parseArn(arn)
  if (place === undefined) return `Provided Arn ${arn} is not valid.`
  if (parseArn(role)?.service !== 'iam') return `Provided RoleArn ${role} is not valid.`
  if (place.service === 'scheduler') return universalCall(place.resource, input) === undefined
    ? `${arn} is not a supported universal target.` : undefined
  if (!templated.has(place.service)) return `The target ARN ${arn} is not supported.`
  if (place.service === 'events' && event === undefined) return 'EventBridgeParameters must be specified for an event bus.'
  return place.service === 'kinesis' && stream === undefined ? 'KinesisParameters must be specified for a stream.' : undefined
}

/** @throws Fault the callee's, or one that says that there is no such call */
export async function callTarget(target: Target, id: string, context: Readonly<Record<string, string>>, call: Call): Promise<void> {
  const place = parseArn(target.Arn)!
  const payload = filled(target.Input ?? '{}', context)
  const { sourceArn = '' } = { sourceArn: context['aws.scheduler.schedule-arn'] }
  const sessionName = createHash('md5').update(sourceArn).digest('hex')
  const principal = await roleSession({ roleArn: target.RoleArn, sessionName, sourceArn }, call)
  if (place.service === 'scheduler') {
    const found = universalCall(place.resource, payload)
    if (found === undefined) throw new Fault('InvalidTarget', `${target.Arn} is no universal target.`)
    await call.invokePlainly(found.service, found.operation, found.input, { sourceArn, principal })
    return
  }
  const found = place.service === 'events' ? putEvents(target, payload)
    : targetCall({ ...place, arn: target.Arn }, { id, payload, endpoint: call.endpoint }, {
    ...(target.SqsParameters?.MessageGroupId !== undefined && { messageGroupId: target.SqsParameters.MessageGroupId }),
    ...(target.KinesisParameters !== undefined && { partitionKey: target.KinesisParameters.PartitionKey }),
    task: target.EcsParameters, vpc: target.EcsParameters?.NetworkConfiguration?.awsvpcConfiguration,
    pipeline: target.SageMakerPipelineParameters,
  })
  if (found === undefined) throw new Fault('InvalidTarget', `Targets of ${place.service} cannot be called.`)
  await call.invoke(found.service, found.operation, found.input, { account: place.account, region: place.region, sourceArn, principal })
}

function putEvents({ Arn: arn, EventBridgeParameters: parameters }: Target, detail: string): ServiceCall {
  const entry = { EventBusName: arn, Source: parameters!.Source, DetailType: parameters!.DetailType, Detail: detail }
  return { service: 'events', operation: 'PutEvents', input: { Entries: [entry] } }
}

/** `aws-sdk:sqs:sendMessage`, its input the operation's. */
function universalCall(resource: string, input = '{}'): ServiceCall | undefined {
  const [, service, action] = /^aws-sdk:([a-z0-9-]+):([A-Za-z0-9]+)$/.exec(resource) ?? []
  const values = jsonObject(input)
  if (service === undefined || action === undefined || values === undefined) return undefined
  // "get, describe, list and the like are not supported": Unsupported API actions.
  if (reading.test(action)) return undefined
  return { service: serviceIds[service] ?? service, operation: action[0]!.toUpperCase() + action.slice(1), input: values }
}

/** Context attributes stand in angle brackets. */
function filled(text: string, context: Readonly<Record<string, string>>): string {
  return text.replace(/<(aws\.scheduler\.[a-z-]+)>/g, (whole, name: string) => context[name] ?? whole)
}
