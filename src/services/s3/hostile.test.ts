// What attacks S3 rather than asks it: documents that explode, lengths that lie, keys that climb, text that is none, chunks whose
// signatures do not hold. Each is refused with S3's code, and nothing is stored.

import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import { STS } from '@aws-sdk/client-sts'
import type { Credentials } from '@aws-sdk/client-sts'
import { bytesOf, codeOf, freshBucket, keysOf, send, textOf } from './account.fixture.ts'

const olderKey = { authorization: 'AWS 111122223333:any', date: 'Wed, 10 Mar 2027 10:30:00 GMT' }
const stamp = '20270310T103000Z'
const scope = '20270310/us-east-1/s3/aws4_request'
const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')

test('documents that explode, nest without end or are no text are malformed', async t => {
  const { cloud } = await freshBucket(t)
  const put = (body: string | Buffer) =>
    send(cloud, 'PUT', 'localhost:4566/bucket?tagging', { ...olderKey, 'content-length': String(Buffer.byteLength(body)) }, body)
  const bomb = `<!DOCTYPE x [<!ENTITY a "ha">${'bcdefghij'.split('').map((name, i) =>
    `<!ENTITY ${name} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]><Tagging>&j;</Tagging>`
  const outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Tagging>&a;</Tagging>'
  const badText = Buffer.concat([Buffer.from('<Tagging><TagSet><Tag><Key>'), Buffer.from([0xc3, 0x28]),
    Buffer.from('</Key><Value/></Tag></TagSet></Tagging>')])
  for (const body of [bomb, outside, '<Tagging>'.repeat(50_000), badText, '<Tagging a="1" a="2"/>', '<Tagging/><Tagging/>', '\0']) {
    const answer = await put(body)
    assert.deepEqual([answer.status, codeOf(answer)], [400, 'MalformedXML'], String(body).slice(0, 40))
  }
})

test('a length must be that of the body', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const put = (length: string, body = bytesOf(10)) =>
    send(cloud, 'PUT', 'localhost:4566/bucket/lie', { ...olderKey, 'content-length': length }, body)
  assert.equal(codeOf(await put('11')), 'IncompleteBody')
  assert.equal(codeOf(await put('9')), 'IncompleteBody')
  assert.equal(codeOf(await put(String(5 * 2 ** 30 + 1))), 'EntityTooLarge')
  const decoded = (length: string) => send(cloud, 'PUT', 'localhost:4566/bucket/lie', { ...olderKey, 'content-encoding': 'aws-chunked',
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-decoded-content-length': length, 'content-length': '15' },
  '5\r\nhello\r\n0\r\n\r\n')
  for (const [length, code] of [['4', 'IncompleteBody'], ['6', 'IncompleteBody'], ['five', 'InvalidRequest']] as const) {
    assert.equal(codeOf(await decoded(length)), code, length)
  }
  assert.deepEqual(await keysOf(s3, Bucket), [])
})

test('a key is a name and climbs nowhere, and is as long as S3 lets it be', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const put = (path: string) => send(cloud, 'PUT', `bucket.s3.amazonaws.com/${path}`, { ...olderKey, 'content-length': '1' }, 'x')
  const climbing = ['%2e%2e%2f%2e%2e%2fetc%2fpasswd', 'a%2f%2e%2e%2fb', '%2e%2e%5cwindows', 'a%00b', '%2f%2fx']
  for (const path of climbing) assert.equal((await put(path)).status, 200, path)
  assert.deepEqual((await keysOf(s3, Bucket)).sort(), climbing.map(path => decodeURIComponent(path)).sort())
  assert.equal(await textOf(s3, Bucket, '../../etc/passwd'), 'x')
  assert.equal((await put('k'.repeat(1024))).status, 200)
  assert.equal((await put('%C3%A4'.repeat(512))).status, 200)
  for (const path of ['k'.repeat(1025), `${'%C3%A4'.repeat(512)}k`]) {
    const long = await put(path)
    assert.deepEqual([long.status, codeOf(long)], [400, 'KeyTooLongError'])
    assert.match(long.text, /<Size>1025<.*<MaxSizeAllowed>1024</)
  }
  for (const path of ['%ff%fe', '%c3%28', '%ed%a0%80']) assert.equal(codeOf(await put(path)), 'InvalidURI', path)
})

test('a chunk that was signed by nobody, or changed on its way, lets nothing in', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const { requestHandler, ...client } = cloud.client({ accessKeyId: '111122223333' })
  const { Credentials: keys } = await new STS({ ...client, requestHandler: requestHandler as never }).getSessionToken({})
  const bytes = 'x'.repeat(70_000)
  const put = (key: string, change: (body: string) => string = body => body) => {
    const { headers, body } = chunkSigned(keys!, `/bucket/${key}`, [bytes.slice(0, 65_536), bytes.slice(65_536), ''])
    const sent = change(body)
    return send(cloud, 'PUT', `localhost:4566/bucket/${key}`, { ...headers, 'content-length': String(sent.length) }, sent)
  }
  assert.equal((await put('signed')).status, 200)
  assert.equal(await textOf(s3, Bucket, 'signed'), bytes)
  const cases: readonly (readonly [change: (body: string) => string, status: number, code: string])[] = [
    [body => body.replace('xxx', 'xyx'), 403, 'SignatureDoesNotMatch'],
    [body => body.replace(/chunk-signature=\w{4}/, 'chunk-signature=0000'), 403, 'SignatureDoesNotMatch'],
    [body => body.replace(/;chunk-signature=\w+/, ''), 403, 'SignatureDoesNotMatch'],
    [body => body.replace(/\r\n0;chunk-signature=\w{4}/, '\r\n0;chunk-signature=0000'), 403, 'SignatureDoesNotMatch'],
    [body => body.replace(/\r\n0;chunk-signature=\w+\r\n\r\n$/, ''), 400, 'IncompleteBody'],
    [body => body.replace('10000;', '1000;'), 403, 'SignatureDoesNotMatch'],
  ]
  for (const [change, status, code] of cases) {
    const answer = await put('forged', change)
    assert.deepEqual([answer.status, codeOf(answer)], [status, code], answer.text)
  }
  assert.deepEqual(await keysOf(s3, Bucket), ['signed'])
})

/** A put whose body is signed chunk by chunk. Source: "Transferring payload in multiple chunks", Amazon S3 API Reference. */
function chunkSigned(keys: Credentials, path: string, chunks: readonly string[]): { headers: Record<string, string>, body: string } {
  const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
  const signing = scope.split('/').slice(1).reduce<Buffer>(hmac, hmac(`AWS4${keys.SecretAccessKey!}`, scope.split('/')[0]!))
  const signed = { 'host': 'localhost:4566', 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'x-amz-date': stamp,
    'x-amz-decoded-content-length': String(chunks.join('').length), 'x-amz-security-token': keys.SessionToken! }
  const names = Object.keys(signed).join(';')
  const canonical = ['PUT', path, '', ...Object.entries(signed).map(([name, value]) => `${name}:${value}`), '', names,
    signed['x-amz-content-sha256']].join('\n')
  let signature = hmac(signing, `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${sha256(canonical)}`).toString('hex')
  const authorization = `AWS4-HMAC-SHA256 Credential=${keys.AccessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`
  const framed = chunks.map(chunk => {
    const text = `AWS4-HMAC-SHA256-PAYLOAD\n${stamp}\n${scope}\n${signature}\n${sha256('')}\n${sha256(chunk)}`
    signature = hmac(signing, text).toString('hex')
    return `${chunk.length.toString(16)};chunk-signature=${signature}\r\n${chunk}\r\n`
  })
  return { headers: { ...signed, authorization, 'content-encoding': 'aws-chunked' }, body: framed.join('') }
}
