// Names of operations in access logs. Source: "Amazon S3 server access log format", Amazon S3 User Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operationName } from './access-log-line.ts'

for (const [operation, method, expected] of [
  ['GetObject', 'GET', 'REST.GET.OBJECT'], ['HeadObject', 'HEAD', 'REST.HEAD.OBJECT'], ['CopyObject', 'PUT', 'REST.COPY.OBJECT'],
  ['UploadPart', 'PUT', 'REST.PUT.PART'], ['ListObjectsV2', 'GET', 'REST.GET.BUCKET'], ['HeadBucket', 'HEAD', 'REST.HEAD.BUCKET'],
  ['GetBucketVersioning', 'GET', 'REST.GET.VERSIONING'], ['PutBucketLogging', 'PUT', 'REST.PUT.LOGGING_STATUS'],
  ['DeleteObjects', 'POST', 'REST.POST.MULTI_OBJECT_DELETE'], ['GetBucketLocation', 'GET', 'REST.GET.LOCATION'],
  ['GetBucketLifecycleConfiguration', 'GET', 'REST.GET.LIFECYCLE'], ['PutBucketCors', 'PUT', 'REST.PUT.CORS'],
] as const) {
  test(`${operation} is ${expected}`, () => { assert.equal(operationName(operation, method), expected) })
}
