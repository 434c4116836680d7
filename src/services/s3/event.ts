// S3's event records: what a destination is told. Pure but for the call's place. Source: "Event message structure", Amazon S3 User Guide.

import type { Call } from '../../kernel/service.ts'
import { Bucket } from './bucket.ts'
import type { StoredObject } from './object.ts'
import { canonicalId } from './owner.ts'

/** `ObjectCreated:Put` and the like; configurations write them with `s3:` before. */
export type EventName =
  | 'ObjectCreated:Put' | 'ObjectCreated:Post' | 'ObjectCreated:Copy' | 'ObjectCreated:CompleteMultipartUpload'
  | 'ObjectRemoved:Delete' | 'ObjectRemoved:DeleteMarkerCreated'
  | 'ObjectRestore:Post' | 'ObjectRestore:Completed' | 'ObjectRestore:Delete'
  | 'ObjectTagging:Put' | 'ObjectTagging:Delete' | 'ObjectAcl:Put'
  | 'LifecycleExpiration:Delete' | 'LifecycleExpiration:DeleteMarkerCreated' | 'LifecycleTransition'

export function eventMessage(name: EventName, bucket: Bucket, object: StoredObject, configurationId: string, call: Call): string {
  const { principal } = call
  const versioned = bucket.configurations.versioning?.Status !== undefined
  const record = {
    eventVersion: name.startsWith('Lifecycle') || name.startsWith('ObjectTagging') || name.startsWith('ObjectAcl') ? '2.3' : '2.1',
    eventSource: 'aws:s3',
    awsRegion: bucket.region,
    eventTime: new Date(call.now()).toISOString(),
    eventName: name,
    userIdentity: { principalId: principal.kind === 'service' ? principal.userId : `AWS:${principal.userId}` },
    requestParameters: { sourceIPAddress: principal.kind === 'service' ? principal.userId : '127.0.0.1' },
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
        sequencer: Math.abs(object.order).toString(16).toUpperCase().padStart(16, '0'),
      },
    },
  }
  return JSON.stringify({ Records: [record] })
}

/** What every destination gets when it is configured. */
export function testMessage(bucket: Bucket, call: Call): string {
  return JSON.stringify({
    Service: 'Amazon S3', Event: 's3:TestEvent', Time: new Date(call.now()).toISOString(), Bucket: bucket.name, RequestId: call.requestId,
      HostId: call.requestId,
  })
}
