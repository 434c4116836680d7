// Who is told of what happens in a bucket: the configuration with its checks, and who of those listening wants to know. How they are told
// is in `destination.ts`. Source: "Amazon S3 Event Notifications", Amazon S3 User Guide.

import type { NotificationConfiguration, NotificationConfigurationFilter, S3 } from '../../../generated/aws/s3.ts'
import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { bucketFor, existing } from './bucket.ts'
import type { Bucket } from './bucket.ts'
import { busEntry } from './bus-event.ts'
import { configured } from './configuration.ts'
import { send, sound, tell } from './destination.ts'
import { eventMessage, testMessage } from './event.ts'
import type { EventName, ReplicationEventData } from './event.ts'
import { invalidArgument, malformedXml, s3Fault } from './fault.ts'
import type { StoredObject } from './object.ts'

/** What the three kinds of destinations have in common. */
interface Listener {
  readonly Id?: string
  readonly Events?: readonly string[]
  readonly Filter?: NotificationConfigurationFilter
}

const events: ReadonlySet<string> = new Set([
  's3:ReducedRedundancyLostObject', 's3:ObjectCreated:*', 's3:ObjectCreated:Put', 's3:ObjectCreated:Post', 's3:ObjectCreated:Copy',
  's3:ObjectCreated:CompleteMultipartUpload', 's3:ObjectRemoved:*', 's3:ObjectRemoved:Delete', 's3:ObjectRemoved:DeleteMarkerCreated',
  's3:ObjectRestore:*', 's3:ObjectRestore:Post', 's3:ObjectRestore:Completed', 's3:ObjectRestore:Delete', 's3:Replication:*',
  's3:Replication:OperationFailedReplication', 's3:Replication:OperationNotTracked', 's3:Replication:OperationMissedThreshold',
  's3:Replication:OperationReplicatedAfterThreshold', 's3:LifecycleTransition', 's3:IntelligentTiering', 's3:ObjectAcl:Put',
  's3:LifecycleExpiration:*', 's3:LifecycleExpiration:Delete', 's3:LifecycleExpiration:DeleteMarkerCreated', 's3:ObjectTagging:*',
  's3:ObjectTagging:Put', 's3:ObjectTagging:Delete', 's3:ObjectAnnotation:*', 's3:ObjectAnnotation:Put', 's3:ObjectAnnotation:Delete',
])

/** Tells whoever wants to know, once the transaction that made it happen is through. */
export function announce(bucket: Bucket, name: EventName, object: StoredObject, call: Call, replication?: ReplicationEventData): void {
  const { notification } = bucket.configurations
  if (notification === undefined) return
  for (const { arn, listener } of listenersOf(notification)) {
    if (!listener.Events!.some(wanted => covers(wanted, `s3:${name}`)) || !passes(listener.Filter, object.key)) continue
    tell({ bucket: bucket.name, arn, message: eventMessage(name, bucket, object, listener.Id ?? '', call, replication) }, call)
  }
  if (notification.EventBridgeConfiguration === undefined) return
  const entry = busEntry(name, bucket, object, call)
  if (entry !== undefined) tell({ bucket: bucket.name, entry }, call)
}

export const PutBucketNotificationConfiguration: S3['PutBucketNotificationConfiguration'] = async (input, call) => {
  const bucket = bucketFor(input, { action: 's3:PutBucketNotification' }, call)
  const { NotificationConfiguration: asked } = input
  if (asked === undefined) throw malformedXml()
  const named = withIds(asked, call)
  check(named)
  if (input.SkipDestinationValidation !== true) {
    for (const { arn, kind } of listenersOf(named)) await checkDestination(bucket, arn, kind, call)
  }
  call.transact(() => { configured(existing(bucket.name, call), 'notification', named, call) })
}

export const GetBucketNotificationConfiguration: S3['GetBucketNotificationConfiguration'] = (input, call) =>
  bucketFor(input, { action: 's3:GetBucketNotification' }, call).configurations.notification ?? {}

interface Destination { readonly arn: string, readonly kind: 'queue' | 'topic' | 'function', readonly listener: Listener }

function listenersOf(configuration: NotificationConfiguration): Destination[] {
  const { TopicConfigurations: topics = [], QueueConfigurations: queues = [], LambdaFunctionConfigurations: functions = [] } = configuration
  return [
    ...topics.map(listener => ({ arn: listener.TopicArn, kind: 'topic' as const, listener })),
    ...queues.map(listener => ({ arn: listener.QueueArn, kind: 'queue' as const, listener })),
    ...functions.map(listener => ({ arn: listener.LambdaFunctionArn, kind: 'function' as const, listener })),
  ]
}

const services = { queue: 'sqs', topic: 'sns', function: 'lambda' } as const
const destinationNames = { queue: 'queue', topic: 'topic', function: 'Lambda function' } as const

/** Queues and topics get a test event, functions are asked whether they may be called. @throws InvalidArgument */
async function checkDestination(bucket: Bucket, arn: string, kind: Destination['kind'], call: Call): Promise<void> {
  try {
    if (kind === 'function') await sound(bucket, arn, call)
    else await send({ bucket: bucket.name, arn, message: testMessage(bucket, call) }, call)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    // Whether there is such a function cannot be asked where none runs; its refusal stands in the journal.
    if (error.code === 'NotImplemented') return
    throw s3Fault('InvalidArgument', {
      ArgumentName1: arn,
      ArgumentValue1: `Permissions on the destination ${destinationNames[kind]} do not allow S3 to publish notifications from this bucket`,
    }, 'Unable to validate the following destination configurations')
  }
}

function withIds(asked: NotificationConfiguration, call: Call): NotificationConfiguration {
  const named = <L extends Listener>(listeners: readonly L[] | undefined) =>
    listeners?.map(listener => ({ ...listener, Id: listener.Id ?? call.uuid() }))
  const { TopicConfigurations: topics, QueueConfigurations: queues, LambdaFunctionConfigurations: functions,
    EventBridgeConfiguration: bus } = asked
  return {
    ...(topics && { TopicConfigurations: named(topics)! }),
    ...(queues && { QueueConfigurations: named(queues)! }),
    ...(functions && { LambdaFunctionConfigurations: named(functions)! }),
    ...(bus && { EventBridgeConfiguration: bus }),
  }
}

/** @throws InvalidArgument */
function check(configuration: NotificationConfiguration): void {
  const destinations = listenersOf(configuration)
  const listeners = destinations.map(({ listener }) => listener)
  for (const { arn, kind } of destinations) {
    if (parseArn(arn ?? '')?.service !== services[kind]) throw invalidArgument('The ARN could not be parsed', undefined, arn)
    if (arn.endsWith('.fifo')) throw invalidArgument('FIFO destinations are not supported', undefined, arn)
  }
  for (const { Events: wanted = [], Filter: filter } of listeners) {
    if (wanted.length === 0) throw malformedXml()
    const unknown = wanted.find(event => !events.has(event))
    if (unknown !== undefined) throw invalidArgument('The event is not supported for notifications', 'Event', unknown)
    for (const { Name: name } of filter?.Key?.FilterRules ?? []) {
      if (!/^(?:prefix|suffix)$/i.test(name ?? '')) throw invalidArgument('filter rule name must be either prefix or suffix',
        'FilterRule.Name', name)
    }
  }
  listeners.forEach((one, i) => {
    if (listeners.slice(i + 1).some(other => overlap(one, other))) {
      throw invalidArgument(
        'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules '
        + 'if the prefixes are overlapping for the same event type.')
    }
  })
}

function overlap(one: Listener, other: Listener): boolean {
  const sameEvent = one.Events!.some(a => other.Events!.some(b => covers(a, b) || covers(b, a)))
  const [a, b] = [rules(one.Filter), rules(other.Filter)]
  return sameEvent && (a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix))
    && (a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix))
}

function covers(wanted: string, event: string): boolean {
  return wanted === event || (wanted.endsWith('*') && event.startsWith(wanted.slice(0, -1)))
}

function passes(filter: NotificationConfigurationFilter | undefined, key: string): boolean {
  const { prefix, suffix } = rules(filter)
  return key.startsWith(prefix) && key.endsWith(suffix)
}

function rules(filter: NotificationConfigurationFilter | undefined): { readonly prefix: string, readonly suffix: string } {
  const valueOf = (name: string): string => filter?.Key?.FilterRules?.find(rule => rule.Name?.toLowerCase() === name)?.Value ?? ''
  return { prefix: valueOf('prefix'), suffix: valueOf('suffix') }
}
