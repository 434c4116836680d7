// Versioning that cannot be.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshBucket, put, refused, textOf } from './account.fixture.ts'

test('versioning cannot be put anyhow', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await refused(s3.putBucketVersioning({ Bucket, VersioningConfiguration: {} }), 'IllegalVersioningConfigurationException', 400)
  await refused(s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Off' as never } }), 'MalformedXML', 400)
})
