// S3's event records.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '../../kernel/service.ts'
import type { Bucket } from './bucket.ts'
import { eventMessage, testMessage } from './event.ts'
import type { LiveObject } from './object.ts'

const call = {
  now: () => Date.parse('2027-03-10T10:30:00Z'), requestId: 'request', account: '111122223333', arn: () => 'arn',
    principal: { kind: 'user', userId: 'AIDA' },
} as unknown as Call
const bucket = { name: 'bucket', region: 'eu-west-1', configurations: { versioning: { Status: 'Enabled' } } } as unknown as Bucket

test('a record says what happened to what', () => {
  const object = { key: 'a b/ü', sizeBytes: 5, etag: 'e', versionId: 'v', order: -255 } as unknown as LiveObject
  const { Records: [record] } = JSON.parse(eventMessage('ObjectCreated:Put', bucket, object, 'id', call)) as { Records: [Record<string,
    unknown>] }
  assert.deepEqual([record['eventName'], record['awsRegion'], record['eventTime']],
    ['ObjectCreated:Put', 'eu-west-1', '2027-03-10T10:30:00.000Z'])
  assert.deepEqual(record['userIdentity'], { principalId: 'AWS:AIDA' })
  const { s3 } = record as { s3: { object: object, configurationId: string } }
  assert.deepEqual(s3.object, { key: 'a+b/%C3%BC', size: 5, eTag: 'e', versionId: 'v', sequencer: '00000000000000FF' })
  assert.equal(s3.configurationId, 'id')
})

test('the test event', () => {
  const message = JSON.parse(testMessage(bucket, call)) as Record<string, string>
  assert.deepEqual([message['Service'], message['Event'], message['Bucket']], ['Amazon S3', 's3:TestEvent', 'bucket'])
})

test('some events tell more', () => {
  const object = {
    key: 'k', sizeBytes: 5, etag: 'e', versionId: 'v', order: -1, storageClass: 'GLACIER', accessTier: 'ARCHIVE_ACCESS',
    restoration: { readyAt: 0, expiresAt: 0 },
  } as unknown as LiveObject
  const record = (name: Parameters<typeof eventMessage>[0]) =>
    (JSON.parse(eventMessage(name, bucket, object, 'id', call)) as { Records: Record<string, unknown>[] }).Records[0]!
  assert.deepEqual(record('ObjectRestore:Completed')['glacierEventData'], { restoreEventData: {
    lifecycleRestorationExpiryTime: '1970-01-01T00:00:00.000Z', lifecycleRestoreStorageClass: 'GLACIER' } })
  assert.deepEqual(record('LifecycleTransition')['lifecycleEventData'], { transitionEventData: { destinationStorageClass: 'GLACIER' } })
  assert.deepEqual(record('IntelligentTiering')['intelligentTieringEventData'], { destinationAccessTier: 'ARCHIVE_ACCESS' })
  assert.deepEqual([record('ObjectTagging:Put')['eventVersion'], record('ObjectCreated:Put')['eventVersion']], ['2.3', '2.1'])
})
