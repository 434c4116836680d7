// What is refused before it is read: by the head, the query and the body alone.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkRequest } from './request-check.ts'

const request = { method: 'GET', path: '/bucket/key', query: '', headers: {}, body: new Uint8Array() }

test('heads, subresources and policies have their limits', () => {
  const cases: readonly (readonly [change: Partial<typeof request>, operation: string, code: string | undefined])[] = [
    [{ headers: { a: 'b'.repeat(8191) } }, 'GetObject', undefined],
    [{ headers: { a: 'b'.repeat(8192) } }, 'GetObject', 'RequestHeaderSectionTooLarge'],
    [{ query: 'logging' }, 'GetObject', 'NoLoggingStatusForKey'],
    [{ query: 'x=1&logging=' }, 'PutObject', 'NoLoggingStatusForKey'],
    [{ query: 'logging' }, 'GetBucketLogging', undefined],
    [{ query: 'torrent' }, 'ListObjects', 'RequestTorrentOfBucketError'],
    [{ query: 'prefix=torrent' }, 'ListObjects', undefined],
    [{ query: 'max-keys=many' }, 'ListObjects', 'InvalidArgument'],
    [{ body: new Uint8Array(20_480) }, 'PutBucketPolicy', undefined],
    [{ body: new Uint8Array(20_481) }, 'PutBucketPolicy', 'MaxMessageLengthExceeded'],
    [{}, 'PutBucketPolicy', 'MissingRequestBodyError'],
    [{ headers: { 'content-md5': 'x' }, body: new Uint8Array(1) }, 'PutBucketTagging', 'InvalidDigest'],
  ]
  for (const [change, operation, code] of cases) {
    const check = () => { checkRequest({ ...request, ...change }, operation) }
    if (code === undefined) check()
    else assert.throws(check, { code }, `${operation} ${code}`)
  }
})
