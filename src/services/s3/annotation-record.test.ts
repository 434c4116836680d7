// Annotations beside their versions: copied with their object or not, gone with it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshBucket, refused } from './account.fixture.ts'

test('each version has its own, and they go with it', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  const { VersionId } = await s3.putObject({ Bucket, Key: 'key', Body: '1' })
  const at = { Bucket, Key: 'key', AnnotationName: 'a' }
  const { ObjectVersionId } = await s3.putObjectAnnotation({ ...at, AnnotationPayload: 'one' })
  assert.equal(ObjectVersionId, VersionId)
  await s3.putObject({ Bucket, Key: 'key', Body: '2' })
  await refused(s3.getObjectAnnotation(at), 'NoSuchAnnotation', 404)
  assert.equal(await (await s3.getObjectAnnotation({ ...at, VersionId })).AnnotationPayload!.transformToString(), 'one')
  await s3.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/key?versionId=${VersionId}` })
  assert.equal((await s3.listObjectAnnotations({ Bucket, Key: 'copy' })).AnnotationCount, 1)
  await s3.copyObject({ Bucket, Key: 'bare', CopySource: `${Bucket}/key?versionId=${VersionId}`, AnnotationDirective: 'EXCLUDE' })
  assert.equal((await s3.listObjectAnnotations({ Bucket, Key: 'bare' })).AnnotationCount, 0)
  await s3.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/copy`, MetadataDirective: 'REPLACE' })
  assert.equal((await s3.listObjectAnnotations({ Bucket, Key: 'copy' })).AnnotationCount, 1)
  await s3.deleteObject({ Bucket, Key: 'key', VersionId: VersionId! })
  await refused(s3.getObjectAnnotation({ ...at, VersionId }), 'NoSuchVersion', 404)
  assert.equal(await (await s3.getObjectAnnotation({ ...at, Key: 'copy' })).AnnotationPayload!.transformToString(), 'one')
})
