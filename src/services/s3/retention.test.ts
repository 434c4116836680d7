// Retention that comes by itself, and such as cannot be.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lockedBucket, refused, startAt } from './account.fixture.ts'

const dayMs = 86_400_000

test('the bucket\'s default holds for new versions', async t => {
  const { s3, Bucket } = await lockedBucket(t)
  await s3.putObjectLockConfiguration({ Bucket, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled',
    Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 3 } } } })
  const { VersionId } = await s3.putObject({ Bucket, Key: 'key', Body: 'x' })
  const { Retention } = await s3.getObjectRetention({ Bucket, Key: 'key', VersionId: VersionId! })
  assert.equal(Retention!.Mode, 'GOVERNANCE')
  assert.equal(Math.floor(Retention!.RetainUntilDate!.getTime() / 1000), startAt / 1000 + 3 * 86_400)
})

test('locks that cannot be', async t => {
  const { s3, Bucket } = await lockedBucket(t)
  const at = { Bucket, Key: 'key', Body: 'x' }
  await refused(s3.putObject({ ...at, ObjectLockMode: 'GOVERNANCE' }), 'InvalidArgument', 400)
  await refused(s3.putObject({ ...at, ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: new Date(startAt - dayMs) }),
    'InvalidArgument', 400, /future/)
  await refused(s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }), 'InvalidBucketState', 409)
  const rule = (retention: object) => s3.putObjectLockConfiguration({ Bucket,
    ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: retention } } })
  await refused(rule({ Mode: 'GOVERNANCE' }), 'MalformedXML', 400)
  await refused(rule({ Mode: 'GOVERNANCE', Days: 1, Years: 1 }), 'MalformedXML', 400)
  await refused(rule({ Mode: 'GOVERNANCE', Days: 0 }), 'InvalidArgument', 400)
  await s3.createBucket({ Bucket: 'plain' })
  await refused(s3.putObject({ ...at, Bucket: 'plain', ObjectLockLegalHoldStatus: 'ON' }), 'InvalidRequest', 400, /Missing|missing/)
  await refused(s3.putObjectLockConfiguration({ Bucket: 'plain', ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }),
    'InvalidBucketState', 409)
})
