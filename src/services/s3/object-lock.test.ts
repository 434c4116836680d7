// Object lock: retention and legal hold, who may lessen them, and that time ends the one but not the other.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lockedBucket, refused, startAt } from './account.fixture.ts'

const dayMs = 86_400_000

test('governance is bypassed, compliance is not, time ends both', async t => {
  const { cloud, s3, Bucket } = await lockedBucket(t)
  const until = new Date(startAt + 10 * dayMs)
  const put = (ObjectLockMode: 'GOVERNANCE' | 'COMPLIANCE') =>
    s3.putObject({ Bucket, Key: 'key', Body: 'x', ObjectLockMode, ObjectLockRetainUntilDate: until })
  const governed = { Bucket, Key: 'key', VersionId: (await put('GOVERNANCE')).VersionId! }
  const bound = { Bucket, Key: 'key', VersionId: (await put('COMPLIANCE')).VersionId! }
  const head = await s3.headObject(bound)
  assert.deepEqual([head.ObjectLockMode, head.ObjectLockRetainUntilDate!.getTime()], ['COMPLIANCE', until.getTime()])
  await s3.deleteObject({ Bucket, Key: 'key' })
  await refused(s3.deleteObject(governed), 'AccessDenied', 403)
  await refused(s3.deleteObject({ ...bound, BypassGovernanceRetention: true }), 'AccessDenied', 403)
  await s3.deleteObject({ ...governed, BypassGovernanceRetention: true })
  const sooner = { Mode: 'COMPLIANCE' as const, RetainUntilDate: new Date(startAt + dayMs) }
  await refused(s3.putObjectRetention({ ...bound, Retention: sooner }), 'AccessDenied', 403)
  await s3.putObjectRetention({ ...bound, Retention: { Mode: 'COMPLIANCE', RetainUntilDate: new Date(startAt + 20 * dayMs) } })
  await cloud.clock.advance('15d')
  await refused(s3.deleteObject(bound), 'AccessDenied', 403)
  await cloud.clock.advance('6d')
  await s3.deleteObject(bound)
})

test('a legal hold lasts until it is lifted', async t => {
  const { s3, Bucket } = await lockedBucket(t)
  const { VersionId } = await s3.putObject({ Bucket, Key: 'key', Body: 'x' })
  const at = { Bucket, Key: 'key', VersionId: VersionId! }
  await refused(s3.getObjectLegalHold(at), 'NoSuchObjectLockConfiguration', 404)
  await refused(s3.getObjectRetention(at), 'NoSuchObjectLockConfiguration', 404)
  await s3.putObjectLegalHold({ ...at, LegalHold: { Status: 'ON' } })
  assert.equal((await s3.getObjectLegalHold(at)).LegalHold!.Status, 'ON')
  await refused(s3.deleteObject({ ...at, BypassGovernanceRetention: true }), 'AccessDenied', 403)
  await s3.putObjectLegalHold({ ...at, LegalHold: { Status: 'OFF' } })
  await s3.deleteObject(at)
})
