// The bus's words for what happens. Source: "EventBridge event message structure", Amazon S3 User Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '../../kernel/service.ts'
import type { Bucket } from './bucket.ts'
import { busEntry } from './bus-event.ts'
import type { EventName } from './event.ts'
import type { LiveObject } from './object.ts'

const call = {
  now: () => Date.parse('2027-03-10T10:30:00Z'), requestId: 'request', account: '111122223333', arn: () => 'arn',
  sourceAddress: '192.0.2.7', principal: { kind: 'user', userId: 'AIDA', account: '111122223333' },
} as unknown as Call
const bucket = { name: 'bucket', region: 'eu-west-1', configurations: { versioning: { Status: 'Enabled' } } } as unknown as Bucket
const object = {
  key: 'a b/ü', sizeBytes: 5, etag: 'e', versionId: 'v', order: -255, storageClass: 'GLACIER', accessTier: 'ARCHIVE_ACCESS',
  restoration: { readyAt: 0, expiresAt: Date.parse('2027-03-13T00:00:00Z') },
} as unknown as LiveObject

test('an entry says what the record says, in other words', () => {
  const { Detail, ...entry } = busEntry('ObjectCreated:Put', bucket, object, call)!
  assert.deepEqual(entry, { Time: call.now(), Source: 'aws.s3', Resources: ['arn'], DetailType: 'Object Created' })
  assert.deepEqual(JSON.parse(Detail), {
    'version': '0', 'bucket': { name: 'bucket' },
    'object': { 'key': 'a b/ü', 'size': 5, 'etag': 'e', 'version-id': 'v', 'sequencer': '00000000000000FF' },
    'request-id': 'request', 'requester': '111122223333', 'source-ip-address': '192.0.2.7', 'reason': 'PutObject',
  })
})

for (const [name, type, more] of [
  ['ObjectRemoved:Delete', 'Object Deleted', { 'reason': 'DeleteObject', 'deletion-type': 'Permanently Deleted' }],
  ['ObjectRemoved:DeleteMarkerCreated', 'Object Deleted', { 'deletion-type': 'Delete Marker Created' }],
  ['LifecycleExpiration:Delete', 'Object Deleted', { reason: 'Lifecycle Expiration' }],
  ['ObjectRestore:Post', 'Object Restore Initiated', { 'source-storage-class': 'GLACIER' }],
  ['ObjectRestore:Completed', 'Object Restore Completed', { 'restore-expiry-time': '2027-03-13T00:00:00.000Z' }],
  ['ObjectRestore:Delete', 'Object Restore Expired', {}],
  ['LifecycleTransition', 'Object Storage Class Changed', { 'destination-storage-class': 'GLACIER' }],
  ['IntelligentTiering', 'Object Access Tier Changed', { 'destination-access-tier': 'ARCHIVE_ACCESS' }],
  ['ObjectAcl:Put', 'Object ACL Updated', {}],
  ['ObjectTagging:Put', 'Object Tags Added', {}],
  ['ObjectTagging:Delete', 'Object Tags Deleted', {}],
] as const satisfies readonly (readonly [EventName, string, Record<string, string>])[]) {
  test(`${name} is ${type}`, () => {
    const entry = busEntry(name, bucket, object, call)!
    assert.equal(entry.DetailType, type)
    const detail = JSON.parse(entry.Detail) as Record<string, unknown>
    for (const [member, value] of Object.entries(more)) assert.equal(detail[member], value)
  })
}

test('the bus is not told of replication', () => {
  assert.equal(busEntry('Replication:OperationFailedReplication', bucket, object, call), undefined)
})
