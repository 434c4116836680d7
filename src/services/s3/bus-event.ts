// S3's events as the event bus has them: other names, other members, keys as they are. Pure but for the call's place.
// Source: "EventBridge event message structure" and "Amazon S3 event types for EventBridge", Amazon S3 User Guide.

import type { Call } from '../../kernel/service.ts'
import { Bucket } from './bucket.ts'
import { itself, sequencerOf } from './event.ts'
import type { EventName } from './event.ts'
import type { LiveObject, StoredObject } from './object.ts'

/** An entry of PutEvents. */
export interface BusEntry {
  readonly Time: number
  readonly Source: string
  readonly Resources: string[]
  readonly DetailType: string
  readonly Detail: string
}

/** Detail type and reason; what replication tells goes to no bus. */
const kinds: Readonly<Partial<Record<EventName, readonly [detailType: string, reason?: string]>>> = {
  'ObjectCreated:Put': ['Object Created', 'PutObject'],
  'ObjectCreated:Post': ['Object Created', 'POST Object'],
  'ObjectCreated:Copy': ['Object Created', 'CopyObject'],
  'ObjectCreated:CompleteMultipartUpload': ['Object Created', 'CompleteMultipartUpload'],
  'ObjectRemoved:Delete': ['Object Deleted', 'DeleteObject'],
  'ObjectRemoved:DeleteMarkerCreated': ['Object Deleted', 'DeleteObject'],
  'LifecycleExpiration:Delete': ['Object Deleted', 'Lifecycle Expiration'],
  'LifecycleExpiration:DeleteMarkerCreated': ['Object Deleted', 'Lifecycle Expiration'],
  'ObjectRestore:Post': ['Object Restore Initiated'],
  'ObjectRestore:Completed': ['Object Restore Completed'],
  'ObjectRestore:Delete': ['Object Restore Expired'],
  'LifecycleTransition': ['Object Storage Class Changed'],
  'IntelligentTiering': ['Object Access Tier Changed'],
  'ObjectAcl:Put': ['Object ACL Updated'],
  'ObjectTagging:Put': ['Object Tags Added'],
  'ObjectTagging:Delete': ['Object Tags Deleted'],
}

/** The entry for the account's default bus; undefined for what the bus is not told. */
export function busEntry(name: EventName, bucket: Bucket, object: StoredObject, call: Call): BusEntry | undefined {
  const kind = kinds[name]
  if (kind === undefined) return undefined
  const [detailType, reason] = kind
  const { principal } = call
  const versioned = bucket.configurations.versioning?.Status !== undefined
  const detail = {
    'version': '0',
    'bucket': { name: bucket.name },
    'object': {
      'key': object.key,
      ...(!object.deleteMarker && (detailType === 'Object Created' || detailType.startsWith('Object Restore')) && {
        size: object.sizeBytes }),
      ...(!object.deleteMarker && { etag: object.etag }),
      ...(versioned && { 'version-id': object.versionId }),
      ...(/Created|Deleted$/.test(name) || name.startsWith('Object') ? { sequencer: sequencerOf(object) } : {}),
    },
    'request-id': call.requestId,
    'requester': principal.kind === 'service' ? itself : principal.account,
    ...(principal.kind !== 'service' && { 'source-ip-address': call.sourceAddress }),
    ...(reason !== undefined && { reason }),
    ...(detailType === 'Object Deleted' && {
      'deletion-type': name.endsWith('MarkerCreated') ? 'Delete Marker Created' : 'Permanently Deleted' }),
    ...(!object.deleteMarker && particulars(name, object)),
  }
  const Resources = [call.arn(Bucket, bucket)]
  return { Time: call.now(), Source: 'aws.s3', Resources, DetailType: detailType, Detail: JSON.stringify(detail) }
}

function particulars(name: EventName, object: LiveObject): object | undefined {
  const { storageClass, restoration } = object
  if (name === 'ObjectRestore:Post') return { 'source-storage-class': storageClass }
  if (name === 'ObjectRestore:Completed' && restoration !== undefined) {
    return { 'restore-expiry-time': new Date(restoration.expiresAt).toISOString(), 'source-storage-class': storageClass }
  }
  if (name === 'LifecycleTransition') return { 'destination-storage-class': storageClass }
  if (name === 'IntelligentTiering') return { 'destination-access-tier': object.accessTier }
  return undefined
}
