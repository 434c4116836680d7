// S3 over real HTTP, without an SDK between: presigned URLs, names of elements, framed bodies that lie, answers to HEAD.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { S3 } from '@aws-sdk/client-s3'
import { Cloud } from '../../index.ts'
import { bytesOf } from './account.fixture.ts'

interface Answer { readonly status: number, readonly headers: IncomingHttpHeaders, readonly text: string }

/** A cloud on a port, with `bucket` in it, and a way to send it anything. */
async function served(t: TestContext) {
  const cloud = await Cloud.open({ iam: 'off' })
  const { url } = await cloud.listen(0)
  t.after(() => cloud.close())
  const { requestHandler: _, ...client } = cloud.client({ accessKeyId: '111122223333' })
  const settings = { ...client, endpoint: url, forcePathStyle: true, maxAttempts: 1 }
  const s3 = new S3(settings)
  await s3.createBucket({ Bucket: 'bucket' })
  const send = (method: string, path: string, headers: Record<string, string> = {}, body: string | Buffer = ''): Promise<Answer> =>
    new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method, headers }, response => {
      let text = ''
      response.on('data', (part: Buffer) => { text += part.toString() })
      response.on('end', () => { resolve({ status: response.statusCode!, headers: response.headers, text }) })
    })
    sent.on('error', reject)
    sent.end(body)
  })
  return { s3, settings, send }
}

test('objects go in and out in streams over HTTP', async t => {
  const { s3 } = await served(t)
  const body = bytesOf(9_000_000)
  await s3.putObject({ Bucket: 'bucket', Key: 'large', Body: body })
  const { Body } = await s3.getObject({ Bucket: 'bucket', Key: 'large' })
  assert.ok(Buffer.from(await Body!.transformToByteArray()).equals(body))
  const part = await s3.getObject({ Bucket: 'bucket', Key: 'large', Range: 'bytes=8999990-' })
  assert.equal(part.$metadata.httpStatusCode, 206)
  assert.ok(Buffer.from(await part.Body!.transformToByteArray()).equals(body.subarray(-10)))
})

test('answers have the elements that clients look for', async t => {
  const { s3, send } = await served(t)
  await s3.putObject({ Bucket: 'bucket', Key: 'a/b', Body: 'x' })
  const root = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
  const cases: readonly (readonly [string, RegExp])[] = [
    ['/bucket?location', new RegExp(`<LocationConstraint ${root}/>`)],
    ['/bucket?list-type=2',
      new RegExp(`<ListBucketResult ${root}>.*<Contents><Key>a/b</Key>.*<Name>bucket</Name>.*<KeyCount>1</KeyCount>`)],
    ['/bucket', new RegExp(`<ListBucketResult ${root}>.*<Marker/>`)],
    ['/bucket?versions', new RegExp(`<ListVersionsResult ${root}>.*<VersionId>null</VersionId>`)],
    ['/bucket?uploads', new RegExp(`<ListMultipartUploadsResult ${root}>`)],
    ['/bucket?versioning', new RegExp(`<VersioningConfiguration ${root}/?>`)],
    ['/bucket?acl', /<AccessControlPolicy .*<Grantee xmlns:xsi="http:\/\/www.w3.org\/2001\/XMLSchema-instance" xsi:type="CanonicalUser">/],
    ['/bucket?policy', /<Error><Code>NoSuchBucketPolicy<\/Code><Message>.*<BucketName>bucket<\/BucketName><Resource>/],
    ['/bucket/a/b?tagging', /<Tagging .*><TagSet\/><\/Tagging>/],
    ['/bucket/none', /<Error><Code>NoSuchKey<\/Code>.*<Key>none<\/Key>/],
  ]
  for (const [path, pattern] of cases) {
    const { text } = await send('GET', path)
    assert.match(text, pattern, path)
  }
})

test('HEAD tells without a body', async t => {
  const { s3, send } = await served(t)
  await s3.putObject({ Bucket: 'bucket', Key: 'key', Body: 'hello' })
  const found = await send('HEAD', '/bucket/key')
  assert.deepEqual([found.status, found.headers['content-length'], found.text], [200, '5', ''])
  assert.equal(found.headers['etag'], '"5d41402abc4b2a76b9719d911017c592"')
  assert.equal((await send('HEAD', '/bucket/none')).status, 404)
  assert.equal((await send('HEAD', '/bucket')).headers['x-amz-bucket-region'], 'us-east-1')
})

test('bodies that lie leave nothing behind', async t => {
  const { send } = await served(t)
  const chunked = (body: string, headers: Record<string, string>) => send('PUT', '/bucket/lie', {
    'content-encoding': 'aws-chunked', 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', ...headers,
  }, body)
  const sum = (text: string) => createHash('sha256').update(text).digest('base64')
  const trailer = { 'x-amz-trailer': 'x-amz-checksum-sha256' }
  const cases = [
    [await chunked(`5\r\nhello\r\n0\r\nx-amz-checksum-sha256:${sum('other')}\r\n\r\n`, { 'x-amz-decoded-content-length': '5', ...trailer }),
      400, 'BadDigest'],
    [await chunked(`5\r\nhello\r\n0\r\nx-amz-checksum-sha256:zzz\r\n\r\n`, { 'x-amz-decoded-content-length': '5', ...trailer }), 400,
      'InvalidRequest'],
    [await chunked(`5\r\nhello\r\n0\r\n\r\n`, { 'x-amz-decoded-content-length': '6' }), 400, 'IncompleteBody'],
    [await chunked(`5\r\nhello\r\n0\r\n\r\n`, { 'x-amz-decoded-content-length': '5', ...trailer }), 400, 'MalformedTrailerError'],
    [await send('PUT', '/bucket/lie', { 'content-md5': 'bm9uc2Vuc2U=' }, 'hello'), 400, 'InvalidDigest'],
    [await send('PUT', '/bucket/lie', { 'content-md5': createHash('md5').update('x').digest('base64') }, 'hello'), 400, 'BadDigest'],
    [await send('PUT', '/bucket/lie', { 'transfer-encoding': 'chunked' }, 'hello'), 411, 'MissingContentLength'],
    [await send('POST', '/bucket?delete', {}, '<Delete><Object><Key>x</Key></Object></Delete>'), 400, 'InvalidRequest'],
    [await send('PUT', '/bucket?tagging', {}, '<Tagging><TagSet>'), 400, 'MalformedXML'],
    [await send('PUT', '/bucket?tagging', {}, '<!DOCTYPE x [<!ENTITY a "b">]><Tagging>&a;</Tagging>'), 400, 'MalformedXML'],
  ] as const
  for (const [answer, status, code] of cases) assert.deepEqual([answer.status, /<Code>(.*?)</.exec(answer.text)?.[1]], [status, code],
    answer.text)
  assert.equal((await send('HEAD', '/bucket/lie')).status, 404)
  const right = await chunked(`5\r\nhello\r\n0\r\nx-amz-checksum-sha256:${sum('hello')}\r\n\r\n`,
    { 'x-amz-decoded-content-length': '5', ...trailer })
  assert.deepEqual([right.status, right.headers['x-amz-checksum-sha256']], [200, sum('hello')])
  assert.equal((await send('GET', '/bucket/lie')).text, 'hello')
})

test('a hash that was signed must be that of the body', async t => {
  const { s3, settings } = await served(t)
  const tampering = new S3(settings)
  tampering.middlewareStack.add(next => args => {
    const sent = args.request as { headers: Record<string, string> }
    sent.headers['x-amz-content-sha256'] = createHash('sha256').update('other').digest('hex')
    return next(args)
  }, { step: 'build', priority: 'low', name: 'tamper' })
  await assert.rejects(tampering.putObject({ Bucket: 'bucket', Key: 'key', Body: Buffer.from('x') }), { name: 'XAmzContentSHA256Mismatch' })
  await assert.rejects(s3.headObject({ Bucket: 'bucket', Key: 'key' }), { name: 'NotFound' })
})

test('a key is what the path says, whatever it looks like', async t => {
  const { s3, send } = await served(t)
  for (const key of ['../up', 'a/../b', './x', 'a//b', '/lead', 'trail/', '%41', 'a?b#c', '\u{1f600}']) {
    await s3.putObject({ Bucket: 'bucket', Key: key, Body: key })
    const { Body } = await s3.getObject({ Bucket: 'bucket', Key: key })
    assert.equal(await Body!.transformToString(), key)
  }
  const { Contents } = await s3.listObjectsV2({ Bucket: 'bucket' })
  assert.equal(Contents!.length, 9)
  assert.equal((await send('PUT', `/bucket/${'k'.repeat(1025)}`, {}, 'x')).status, 400)
})
