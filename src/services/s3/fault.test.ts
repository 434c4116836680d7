// S3's errors as they are thrown.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invalidArgument, s3Fault } from './fault.ts'

test('a code brings its status and text along', () => {
  const fault = s3Fault('NoSuchKey', { Key: 'k' }, undefined, { 'x-amz-delete-marker': 'true' })
  assert.deepEqual([fault.code, fault.status, fault.message], ['NoSuchKey', 404, 'The specified key does not exist.'])
  assert.deepEqual([fault.fields, fault.headers], [{ Key: 'k' }, { 'x-amz-delete-marker': 'true' }])
  assert.equal(s3Fault('InvalidRequest', {}, 'other words').message, 'other words')
  assert.deepEqual(invalidArgument('bad', 'name', 'value').fields, { ArgumentName: 'name', ArgumentValue: 'value' })
})
