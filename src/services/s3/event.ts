// S3's event records: what a queue, a topic or a function is told. Pure but for the call's place. What the event bus is told is in
// `bus-event.ts`. Source: "Event message structure", Amazon S3 User Guide.

import type { Call } from '../../kernel/service.ts'
import { Bucket } from './bucket.ts'
import type { LiveObject, StoredObject } from './object.ts'
import { canonicalId } from './owner.ts'

/** `ObjectCreated:Put` and the like; configurations write them with `s3:` before. */
export type EventName =
  | 'ObjectCreated:Put' | 'ObjectCreated:Post' | 'ObjectCreated:Copy' | 'ObjectCreated:CompleteMultipartUpload'
  | 'ObjectRemoved:Delete' | 'ObjectRemoved:DeleteMarkerCreated'
  | 'ObjectRestore:Post' | 'ObjectRestore:Completed' | 'ObjectRestore:Delete'
  | 'ObjectTagging:Put' | 'ObjectTagging:Delete' | 'ObjectAcl:Put' | 'ObjectAnnotation:Put' | 'ObjectAnnotation:Delete'
  | 'LifecycleExpiration:Delete' | 'LifecycleExpiration:DeleteMarkerCreated' | 'LifecycleTransition' | 'IntelligentTiering'
  | 'Replication:OperationFailedReplication' | 'Replication:OperationMissedThreshold'
  | 'Replication:OperationReplicatedAfterThreshold' | 'Replication:OperationNotTracked'

/** What an event of replication says besides. */
export interface ReplicationEventData {
  readonly replicationRuleId: string
  readonly destinationBucket: string
  readonly s3Operation: string
  readonly requestTime: string
  readonly failureReason?: string
  readonly threshold?: number
  readonly replicationTime?: number
}

/** Who set it off, as records and the bus name them: S3 itself where a rule or the clock did. */
export const itself = 's3.amazonaws.com'

export function eventMessage(
  name: EventName, bucket: Bucket, object: StoredObject, configurationId: string, call: Call, replication?: ReplicationEventData,
): string {
  const { principal } = call
  const versioned = bucket.configurations.versioning?.Status !== undefined
  const record = {
    eventVersion: versionOfRecord(name),
    eventSource: 'aws:s3',
    awsRegion: bucket.region,
    eventTime: new Date(call.now()).toISOString(),
    eventName: name,
    userIdentity: { principalId: principal.kind === 'service' ? itself : `AWS:${principal.userId}` },
    requestParameters: { sourceIPAddress: principal.kind === 'service' ? itself : call.sourceAddress },
    responseElements: { 'x-amz-request-id': call.requestId, 'x-amz-id-2': call.requestId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: { name: bucket.name, ownerIdentity: { principalId: canonicalId(call.account) }, arn: call.arn(Bucket, bucket) },
      object: {
        key: encodeURIComponent(object.key).replaceAll('%20', '+').replaceAll('%2F', '/'),
        ...(!object.deleteMarker && name.startsWith('ObjectCreated') && { size: object.sizeBytes }),
        ...(!object.deleteMarker && { eTag: object.etag }),
        ...(versioned && { versionId: object.versionId }),
        sequencer: sequencerOf(object),
      },
    },
    ...(!object.deleteMarker && particulars(name, object)),
    ...(replication && { replicationEventData: replication }),
  }
  return JSON.stringify({ Records: [record] })
}

/** Sixteen hexadecimal digits that grow with each event of a key. */
export function sequencerOf({ order }: StoredObject): string {
  return Math.abs(order).toString(16).toUpperCase().padStart(16, '0')
}

function versionOfRecord(name: EventName): string {
  if (name.startsWith('Replication')) return '2.2'
  return /^(Lifecycle|ObjectTagging|ObjectAcl|IntelligentTiering)/.test(name) ? '2.3' : '2.1'
}

/** What only one kind of event tells. */
function particulars(name: EventName, object: LiveObject): object | undefined {
  const { restoration, storageClass } = object
  if (name === 'ObjectRestore:Completed' && restoration !== undefined) {
    return { glacierEventData: { restoreEventData: {
      lifecycleRestorationExpiryTime: new Date(restoration.expiresAt).toISOString(), lifecycleRestoreStorageClass: storageClass } } }
  }
  if (name === 'LifecycleTransition') return { lifecycleEventData: { transitionEventData: { destinationStorageClass: storageClass } } }
  if (name === 'IntelligentTiering') return { intelligentTieringEventData: { destinationAccessTier: object.accessTier } }
  return undefined
}

/** What queues and topics get when they are configured. */
export function testMessage(bucket: Bucket, call: Call): string {
  return JSON.stringify({
    Service: 'Amazon S3', Event: 's3:TestEvent', Time: new Date(call.now()).toISOString(), Bucket: bucket.name, RequestId: call.requestId,
      HostId: call.requestId,
  })
}
