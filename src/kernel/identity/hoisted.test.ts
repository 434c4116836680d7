// Which parameters of a presigned URL become headers.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withHoisted } from './hoisted.ts'

test('what would be headers becomes headers; what signs, and checksums, do not', () => {
  const query = 'X-Amz-Date=d&X-Amz-Signature=s&x-amz-acl=private&x-amz-meta-a=%C3%BC&x-amz-checksum-crc32=AAAAAA%3D%3D&versionId=1'
    + '&x-amz-storage-class=GLACIER&x-amz-checksum-mode=ENABLED'
  const { headers } = withHoisted({ method: 'PUT', path: '/', query, headers: { 'x-amz-storage-class': 'STANDARD' }, body: Buffer.of() })
  assert.deepEqual(headers, { 'x-amz-storage-class': 'STANDARD', 'x-amz-acl': 'private', 'x-amz-meta-a': '\u00c3\u00bc',
    'x-amz-checksum-mode': 'ENABLED' })
})

test('a query without any leaves the request as it is', () => {
  const request = { method: 'GET', path: '/', query: 'a=b', headers: {}, body: Buffer.of() }
  assert.equal(withHoisted(request), request)
})
