// From events to subscriptions: what fits a group's filters, or its account's, goes compressed to a stream, a delivery stream or a function
// by real calls, once the events are kept; what fails in passing is tried again for a day.
// Source: "Log group-level subscription filters" and "Account-level subscription filters", CloudWatch Logs User Guide: "retried for up to
// 24
// hours"; messages are "base64 encoded and compressed with the gzip format".

import { gzipSync } from 'node:zlib'
import { assumedRolePrincipal, Fault, parseArn } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { AccountPolicy } from './account-policy-record.ts'
import { resolveTarget } from './destination.ts'
import type { Target } from './destination.ts'
import { readingEvents } from './encryption.ts'
import { eventAt } from './event-table.ts'
import { tokenText } from './event-id.ts'
import { invalid } from './fault.ts'
import { patternIn } from './filtering.ts'
import { LogGroup } from './group.ts'
import type { TakenEvent } from './put-events.ts'
import { SubscriptionFilter } from './subscription-record.ts'
import { metricOf } from './usage.ts'

/** A filter as events are sent by it. */
export type Subscription = Pick<SubscriptionFilter, 'name' | 'pattern' | 'destinationArn' | 'roleArn' | 'distribution'>

/** What an account's own subscription says. */
export interface SubscriptionDocument {
  readonly DestinationArn?: string
  readonly RoleArn?: string
  readonly FilterPattern?: string
  readonly Distribution?: string
}

interface Forward {
  readonly groupName: string
  readonly groupId: string
  readonly stream: string
  readonly filter: Subscription
  /** Times and sequence numbers of the events. */
  readonly places: readonly (readonly [at: number, sequence: number])[]
  readonly attempts: number
  readonly firstAt: number
}

const retriedMs = 86_400_000
const firstPauseMs = 1000
const longestPauseMs = 900_000
const lambdaBytes = 6 * 2 ** 20

/** In the transaction of the events. */
export function forwardEvents(group: LogGroup, stream: string, events: readonly TakenEvent[], call: Call): void {
  const filters: Subscription[] = [...call.of(SubscriptionFilter).scan({ within: [group.name] })]
  const ofAccount = accountSubscription(group, call)
  if (ofAccount !== undefined) filters.push(ofAccount)
  for (const filter of filters) {
    const pattern = patternIn(filter.pattern, call)
    const places = events.filter(({ shown }) => pattern.matches(shown)).map(({ at, sequence }) => [at, sequence] as const)
    if (places.length === 0) continue
    const now = call.now()
    const task: Forward = { groupName: group.name, groupId: group.id, stream, filter, places, attempts: 0, firstAt: now }
    call.setTimer('forward', call.uuid(), now, task)
  }
}

/** The account's own subscription, where it is for this group. */
function accountSubscription(group: LogGroup, call: Call): Subscription | undefined {
  const policy = call.of(AccountPolicy).first({ within: ['SUBSCRIPTION_FILTER_POLICY'] })
  if (policy === undefined || policy.except.includes(group.name)) return undefined
  const { DestinationArn: arn = '', RoleArn: roleArn, FilterPattern: pattern = '', Distribution: distribution } =
    JSON.parse(policy.document) as SubscriptionDocument
  return {
    name: policy.name, pattern, destinationArn: arn, distribution: distribution === 'Random' ? 'Random' : 'ByLogStream',
    ...(roleArn !== undefined && { roleArn }),
  }
}

/** Timer: one attempt. */
export async function forward(task: Forward, call: Call, { id }: { readonly id: string }): Promise<void> {
  const { groupName, groupId, filter, attempts, firstAt } = task
  const group = call.of(LogGroup).get(groupName)
  if (group?.id !== groupId) return
  const dimensions = { LogGroupName: groupName, DestinationType: kindOf(filter.destinationArn), FilterName: filter.name }
  try {
    const data = await messageOf(group, task, call)
    const target = await resolveTarget(filter.destinationArn, call)
    const { distribution } = filter
    await send({ roleArn: filter.roleArn!, ...target }, data, distribution === 'Random' ? call.uuid() : task.stream, call)
    call.transact(() => {
      call.metrics.emit(metricOf('ForwardedLogEvents', dimensions, call), task.places.length)
      call.metrics.emit(metricOf('ForwardedBytes', dimensions, call), data.length)
    })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const again = error.status >= 500 || /Throttl|LimitExceeded|TooManyRequests|ProvisionedThroughput/.test(error.code)
    call.transact(() => {
      call.metrics.emit(metricOf(again ? 'DeliveryThrottling' : 'DeliveryErrors', dimensions, call), 1)
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** attempts)
      if (again && call.now() + pauseMs < firstAt + retriedMs) {
        call.setTimer('forward', id, call.now() + pauseMs, { ...task, attempts: attempts + 1 } satisfies Forward)
      }
    })
  }
}

/** The compressed message, as every subscriber gets it. */
async function messageOf(group: LogGroup, { stream, filter, places }: Forward, call: Call): Promise<Uint8Array> {
  const pattern = patternIn(filter.pattern, call)
  const logEvents = await readingEvents(group, call, read => places.flatMap(([at, sequence]) => {
    const event = eventAt(group, at, sequence, call)
    if (event === undefined) return []
    const message = read(event)
    const fields = pattern.kind === 'fields' ? pattern.fit(message)?.extracted ?? {} : {}
    const names = Object.entries(fields).map(([name, value]) => [name.slice(1), value])
    return [{ id: tokenText(at, sequence), timestamp: at, message,
      ...(names.length > 0 && { extractedFields: Object.fromEntries(names) as object }) }]
  }))
  return gzipSync(JSON.stringify({
    messageType: 'DATA_MESSAGE', owner: call.account, logGroup: group.name, logStream: stream, subscriptionFilters: [filter.name],
      logEvents,
  }))
}

function kindOf(arn: string): string {
  return { lambda: 'Lambda', kinesis: 'Kinesis', firehose: 'Firehose' }[parseArn(arn)?.service ?? ''] ?? 'Destination'
}

async function send({ targetArn, roleArn }: Target, data: Uint8Array, partitionKey: string, call: Call): Promise<void> {
  const { service, account, region, resource } = parseArn(targetArn)!
  // A destination's role belongs to the account of its stream, which so lets the service in.
  const principal = account === (parseArn(roleArn ?? '')?.account ?? call.account) ? undefined : senderOf(roleArn, call)
  const where = { account, region, ...(principal && { principal }) }
  if (service === 'kinesis') {
    await call.to('kinesis', where).PutRecord({ StreamARN: targetArn, Data: data, PartitionKey: partitionKey.slice(0, 256) })
  } else if (service === 'firehose') {
    const DeliveryStreamName = resource.replace(/^deliverystream\//, '')
    await call.to('firehose', where).PutRecord({ DeliveryStreamName, Record: { Data: data } })
  } else await toFunction(targetArn, data, where, call)
}

async function toFunction(arn: string, data: Uint8Array, where: { readonly account: string, readonly region: string },
  call: Call): Promise<void> {
  const payload = Buffer.from(JSON.stringify({ awslogs: { data: Buffer.from(data).toString('base64') } }))
  if (payload.length > lambdaBytes) throw new Fault('RequestTooLargeException', `${payload.length} bytes are more than a function takes.`)
  await call.to('lambda', where).Invoke({ FunctionName: arn, InvocationType: 'Event', Payload: payload })
}

/** Whom another account sees: the subscription's role, or one that stands for the account. */
function senderOf(roleArn: string | undefined, call: Call): Principal {
  const { partition } = call
  const account = parseArn(roleArn ?? '')?.account ?? call.account
  const roleName = roleArn === undefined ? 'AmazonCloudWatchLogs' : roleArn.slice(roleArn.lastIndexOf('/') + 1)
  return assumedRolePrincipal({ account, partition, roleName, roleId: call.identity.uniqueIdFor('AROA', account, roleName),
    sessionName: 'CloudWatchLogs' })
}

const names = { kinesis: 'Kinesis stream', firehose: 'Firehose stream' } as const

/** Asks the end of a subscription whether it takes anything: streams get a control message. @throws InvalidParameterException */
export async function checkReach(target: Target, call: Call): Promise<void> {
  const { service } = parseArn(target.targetArn)!
  try {
    if (service === 'lambda') {
      await call.to('lambda', parseArn(target.targetArn)!).Invoke({ FunctionName: target.targetArn, InvocationType: 'DryRun' })
      return
    }
    const what = service === 'kinesis' ? 'Kinesis stream' : 'Firehose'
    const message = gzipSync(JSON.stringify({
      messageType: 'CONTROL_MESSAGE', owner: 'CloudwatchLogs', logGroup: '', logStream: '', subscriptionFilters: [],
      logEvents: [{ id: '', timestamp: call.now(), message: `CWL CONTROL MESSAGE: Checking health of destination ${what}.` }],
    }))
    await send(target, message, 'control', call)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const name = names[service as keyof typeof names]
    throw invalid(service === 'lambda'
      ? 'Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.'
      : `Could not deliver test message to specified ${name}. Check if the given ${name} is in ACTIVE state.`, call)
  }
}
