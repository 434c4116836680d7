// Forms as browsers post them: signed by either version with keys that have secrets, unsigned to public buckets, and how they are
// answered.

import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { STS } from '@aws-sdk/client-sts'
import { bytesOf, codeOf, freshAccount, openToPublic, send, startAt, textOf } from './account.fixture.ts'

type Fields = Record<string, string>

function formOf(fields: Fields, file: string | Buffer = 'hello', fileName = 'f.txt'): Buffer {
  const parts = Object.entries(fields).map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  return Buffer.concat([Buffer.from(`${parts.join('')}--x\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\n\r\n`),
    Buffer.from(file), Buffer.from('\r\n--x--\r\n')])
}

async function posting(t: TestContext) {
  const { cloud, s3 } = await freshAccount(t)
  await s3.createBucket({ Bucket: 'forms' })
  const post = (fields: Fields, file?: string | Buffer, address = 'forms.s3.amazonaws.com/') =>
    send(cloud, 'POST', address, { 'content-type': 'multipart/form-data; boundary=x' }, formOf(fields, file))
  return { cloud, s3, post }
}

function policyOf(conditions: readonly unknown[], expiration = new Date(startAt + 1_800_000).toISOString()): string {
  return Buffer.from(JSON.stringify({ expiration, conditions: [{ bucket: 'forms' }, ...conditions] })).toString('base64')
}

/** A session of the account: keys that have a secret. */
async function session(cloud: Awaited<ReturnType<typeof posting>>['cloud']) {
  const { requestHandler, ...client } = cloud.client({ accessKeyId: '111122223333' })
  const sts = new STS({ ...client, requestHandler: requestHandler as never })
  const { Credentials: keys } = await sts.getSessionToken({})
  return { accessKeyId: keys!.AccessKeyId!, secretAccessKey: keys!.SecretAccessKey!, sessionToken: keys!.SessionToken! }
}

/** The fields of version 4 for a policy. */
function signed(keys: Awaited<ReturnType<typeof session>>, conditions: readonly unknown[], at = startAt): Fields {
  const date = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')
  const scope = `${date.slice(0, 8)}/us-east-1/s3/aws4_request`
  const fields = { 'x-amz-algorithm': 'AWS4-HMAC-SHA256', 'x-amz-credential': `${keys.accessKeyId}/${scope}`, 'x-amz-date': date,
    'x-amz-security-token': keys.sessionToken }
  const policy = policyOf([...Object.entries(fields).map(([name, value]) => ({ [name]: value })), ...conditions])
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const key = ['us-east-1', 's3', 'aws4_request'].reduce<Buffer>(hmac, hmac(`AWS4${keys.secretAccessKey}`, date.slice(0, 8)))
  return { ...fields, policy, 'x-amz-signature': hmac(key, policy).toString('hex') }
}

test('the SDK\'s presigned form uploads, with metadata and tags', async t => {
  const { s3, post } = await posting(t)
  const tagging = '<Tagging><TagSet><Tag><Key>a</Key><Value>b = c</Value></Tag></TagSet></Tagging>'
  const { fields } = await createPresignedPost(s3, { Bucket: 'forms', Key: 'up/${filename}', Expires: 600,
    Fields: { 'x-amz-meta-who': 'Zoë', 'Content-Type': 'text/plain', tagging },
    Conditions: [['content-length-range', 1, 10], ['starts-with', '$x-amz-meta-who', ''], ['starts-with', '$tagging', '<'],
      ['starts-with', '$key', 'up/']] })
  const expired = { ...fields, key: 'up/${filename}' }
  // The SDK dates by the wall, which is behind this clock; the form is dated by its signing.
  const answer = await post(expired)
  assert.deepEqual([answer.status, answer.text], [204, ''], answer.text)
  assert.equal(answer.headers['etag'], '"5d41402abc4b2a76b9719d911017c592"')
  assert.equal(answer.headers['location'], 'http://forms.s3.amazonaws.com/up/f.txt')
  const head = await s3.headObject({ Bucket: 'forms', Key: 'up/f.txt' })
  assert.deepEqual([head.ContentType, head.TagCount], ['text/plain', 1])
  assert.equal(Buffer.from(head.Metadata!['who']!, 'latin1').toString(), 'Zoë')
  assert.deepEqual((await s3.getObjectTagging({ Bucket: 'forms', Key: 'up/f.txt' })).TagSet, [{ Key: 'a', Value: 'b = c' }])
})

test('the answer is what the form asks for', async t => {
  const { cloud, s3, post } = await posting(t)
  await openToPublic(s3, 'forms')
  await s3.putBucketAcl({ Bucket: 'forms', ACL: 'public-read-write' })
  const cases: readonly (readonly [Fields, number, string | undefined])[] = [
    [{}, 204, undefined], [{ success_action_status: '200' }, 200, undefined], [{ success_action_status: '404' }, 204, undefined],
    [{ success_action_redirect: 'https://example.com/done?a=b' }, 303,
      'https://example.com/done?a=b&bucket=forms&key=a+b&etag=%225d41402abc4b2a76b9719d911017c592%22'],
    [{ redirect: 'no address', success_action_status: '200' }, 200, undefined],
  ]
  for (const [more, status, location] of cases) {
    const answer = await post({ key: 'a b', ...more })
    assert.deepEqual([answer.status, answer.text, answer.headers['location']],
      [status, '', location ?? 'http://forms.s3.amazonaws.com/a%20b'])
  }
  const made = await post({ key: 'a b', success_action_status: '201' }, 'hello', 'localhost:4566/forms')
  assert.equal(made.status, 201)
  assert.ok(made.text.includes('<PostResponse><Location>http://localhost:4566/forms/a%20b</Location><Bucket>forms</Bucket><Key>a b</Key>'
    + '<ETag>&quot;5d41402abc4b2a76b9719d911017c592&quot;</ETag></PostResponse>'), made.text)
  const type = { 'content-type': 'multipart/form-data; boundary=x' }
  assert.equal((await send(cloud, 'POST', 'none.s3.amazonaws.com/', type, formOf({}))).status, 404)
})

test('who signs with a secret is believed, and nobody else', async t => {
  const { cloud, s3, post } = await posting(t)
  const keys = await session(cloud)
  const fields = signed(keys, [{ key: 'four' }, ['starts-with', '$x-amz-checksum-sha256', '']])
  const sum = 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ='
  assert.equal((await post({ ...fields, key: 'four', 'x-amz-checksum-sha256': sum })).status, 204)
  assert.equal((await s3.headObject({ Bucket: 'forms', Key: 'four', ChecksumMode: 'ENABLED' })).ChecksumSHA256, sum)
  const wrong = await post({ ...fields, key: 'four', 'x-amz-checksum-sha256': sum }, 'other')
  assert.deepEqual([wrong.status, codeOf(wrong)], [400, 'BadDigest'])
  assert.equal(await textOf(s3, 'forms', 'four'), 'hello')
  const forged = await post({ ...fields, key: 'four', 'x-amz-checksum-sha256': sum, 'x-amz-signature': '0'.repeat(64) })
  assert.deepEqual([forged.status, codeOf(forged)], [403, 'SignatureDoesNotMatch'])
  const policy = policyOf([{ key: 'two' }, { 'x-amz-security-token': keys.sessionToken }])
  const older = { AWSAccessKeyId: keys.accessKeyId, policy, 'x-amz-security-token': keys.sessionToken,
    signature: createHmac('sha1', keys.secretAccessKey).update(policy).digest('base64') }
  assert.equal((await post({ ...older, key: 'two' })).status, 204)
  const cheat = await post({ ...older, key: 'two', signature: 'AAAA' })
  assert.deepEqual([cheat.status, codeOf(cheat)], [403, 'SignatureDoesNotMatch'])
})

test('a form holds as long as its policy, on the virtual clock', async t => {
  const { cloud, post } = await posting(t)
  const fields = { ...signed(await session(cloud), [{ key: 'k' }]), key: 'k' }
  assert.equal((await post(fields)).status, 204)
  await cloud.clock.advance('31m')
  const late = await post(fields)
  assert.deepEqual([late.status, codeOf(late)], [403, 'AccessDenied'])
  assert.match(late.text, /Invalid according to Policy: Policy expired\./)
})

test('forms that lack something, or say too much, are refused and leave nothing', async t => {
  const { s3, post } = await posting(t)
  const policy = policyOf([['starts-with', '$key', 'ok/'], ['content-length-range', 2, 6]])
  const mine = { AWSAccessKeyId: '111122223333', signature: 'any', policy }
  const cases: readonly (readonly [Fields, number, string, RegExp, string?])[] = [
    [{}, 400, 'InvalidArgument', /must contain a field named 'key'/],
    [{ key: 'ok/a' }, 403, 'AccessDenied', /Access Denied/],
    [{ key: 'ok/a', policy }, 400, 'InvalidArgument', /'AWSAccessKeyId'/],
    [{ key: 'ok/a', AWSAccessKeyId: '111122223333' }, 400, 'InvalidArgument', /'policy'/],
    [{ key: 'ok/a', AWSAccessKeyId: '111122223333', policy }, 400, 'InvalidArgument', /'signature'/],
    [{ ...mine, key: 'ok/a', AWSAccessKeyId: 'AKIAUNKNOWNUNKNOWN12' }, 403, 'InvalidAccessKeyId', /does not exist/],
    [{ ...mine, key: 'no/a' }, 403, 'AccessDenied',
      /Policy Condition failed: \[&quot;starts-with&quot;,&quot;\$key&quot;,&quot;ok\/&quot;\]/],
    [{ ...mine, key: 'ok/a', acl: 'private' }, 403, 'AccessDenied', /Extra input fields: acl/],
    [{ ...mine, key: 'ok/a', policy: 'e30=' }, 400, 'InvalidPolicyDocument', /missing expiration/],
    [{ ...mine, key: 'ok/a' }, 400, 'EntityTooLarge', /<MaxSizeAllowed>6</, 'much too long'],
    [{ ...mine, key: 'ok/a' }, 400, 'EntityTooSmall', /<MinSizeAllowed>2</, '1'],
    [{ ...mine, key: `ok/${'k'.repeat(1025)}` }, 400, 'KeyTooLongError', /too long/],
  ]
  for (const [fields, status, code, text, file] of cases) {
    const answer = await post(fields, file)
    assert.deepEqual([answer.status, codeOf(answer)], [status, code], answer.text)
    assert.match(answer.text, text)
  }
  assert.equal((await s3.listObjectsV2({ Bucket: 'forms' })).KeyCount, 0)
})

test('a large file streams through', async t => {
  const { s3, post } = await posting(t)
  const body = bytesOf(9_000_001)
  const answer = await post({ key: 'large', AWSAccessKeyId: '111122223333', signature: 'any', policy: policyOf([{ key: 'large' }]) }, body)
  assert.equal(answer.status, 204)
  const { Body } = await s3.getObject({ Bucket: 'forms', Key: 'large' })
  assert.ok(Buffer.from(await Body!.transformToByteArray()).equals(body))
})
