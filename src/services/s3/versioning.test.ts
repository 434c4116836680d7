// Versioning that cannot be.

import { test } from 'node:test'
import { freshBucket, refused } from './account.fixture.ts'

test('versioning cannot be put anyhow', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await refused(s3.putBucketVersioning({ Bucket, VersioningConfiguration: {} }), 'IllegalVersioningConfigurationException', 400)
  await refused(s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Off' as never } }), 'MalformedXML', 400)
})
