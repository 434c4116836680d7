// The pages of errors: what they say, that they quote what visitors sent, and that HEAD gets none.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { s3Fault } from './fault.ts'
import { errorPage } from './website-page.ts'

test('a page names code, message and what it is about, and headers do too', () => {
  const { status, headers, body } = errorPage(s3Fault('NoSuchKey', { Key: '<ä>' }), 'id', 'GET')
  assert.equal(status, 404)
  const text = Buffer.from(body as Uint8Array).toString()
  assert.match(text, /<h1>404 Not Found<\/h1>\n<ul>\n<li>Code: NoSuchKey<.*<li>Key: &lt;ä&gt;<.*<hr\/>/s)
  assert.deepEqual([headers['x-amz-error-code'], headers['x-amz-error-detail-key']], ['NoSuchKey', '<%C3%A4>'])
})

test('HEAD has the headers alone', () => {
  const { headers, body } = errorPage(s3Fault('NoSuchKey'), 'id', 'HEAD')
  assert.deepEqual([headers['x-amz-error-message'], (body as Uint8Array).length], ['The specified key does not exist.', 0])
})
