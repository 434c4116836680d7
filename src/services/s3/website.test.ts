// A bucket's website as its visitors see it: index and error documents, folders, redirects, S3's own pages, and who may look.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { WebsiteConfiguration } from '@aws-sdk/client-s3'
import { codeOf, freshBucket, publicBucket, send } from './account.fixture.ts'

const usual: WebsiteConfiguration = { IndexDocument: { Suffix: 'index.html' }, ErrorDocument: { Key: 'err.html' } }

async function site(t: TestContext, website = usual) {
  const made = await publicBucket(t)
  for (const Key of ['index.html', 'docs/index.html', 'err.html', 'a b.txt']) {
    await made.s3.putObject({ Bucket: 'site', Key, Body: `body of ${Key}`, ContentType: 'text/html' })
  }
  await made.s3.putBucketWebsite({ Bucket: 'site', WebsiteConfiguration: website })
  const visit = (path: string, method = 'GET', headers: Record<string, string> = {}) =>
    send(made.cloud, method, `site.s3-website-us-east-1.amazonaws.com${path}`, headers)
  return { ...made, visit }
}

test('paths become objects, and folders their index documents', async t => {
  const { visit } = await site(t)
  for (const [path, text] of [['/', 'body of index.html'], ['/docs/', 'body of docs/index.html'], ['/a%20b.txt', 'body of a b.txt'],
    ['/index.html?versionId=none&acl', 'body of index.html']] as const) {
    const answer = await visit(path)
    assert.deepEqual([answer.status, answer.text, answer.headers['content-type']], [200, text, 'text/html'])
  }
  const folder = await visit('/docs')
  assert.deepEqual([folder.status, folder.headers['location']], [302, '/docs/'])
  const head = await visit('/', 'HEAD')
  assert.deepEqual([head.status, head.text, head.headers['content-length']], [200, '', '18'])
})

test('what is not there is the error document, with the error\'s status', async t => {
  const { visit, s3 } = await site(t)
  // Who may not list is not told that a key is missing.
  assert.deepEqual([(await visit('/none')).status, (await visit('/none')).text], [403, 'body of err.html'])
  await s3.putBucketPolicy({ Bucket: 'site', Policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*',
    Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['arn:aws:s3:::site', 'arn:aws:s3:::site/*'] }] }) })
  assert.deepEqual([(await visit('/none')).status, (await visit('/none')).text], [404, 'body of err.html'])
  await s3.deleteObject({ Bucket: 'site', Key: 'err.html' })
  const { status, text, headers } = await visit('/no<ne')
  assert.equal(status, 404)
  assert.equal(headers['content-type'], 'text/html; charset=utf-8')
  assert.equal(headers['x-amz-error-code'], 'NoSuchKey')
  assert.match(text, /<title>404 Not Found<\/title>.*<li>Code: NoSuchKey<\/li>\n<li>Message: The specified key does not exist.<\/li>/s)
  assert.match(text, /<li>Key: no&lt;ne<\/li>.*An Error Occurred While Attempting to Retrieve a Custom Error Document.*<li>Key: err.html</s)
})

test('a site is read, and only where it is', async t => {
  const { visit, cloud, s3 } = await site(t)
  const post = await visit('/index.html', 'PUT')
  assert.deepEqual([post.status, codeOf(post)], [405, 'MethodNotAllowed'])
  const cases = [
    ['none.s3-website-us-east-1.amazonaws.com/', 404, 'NoSuchBucket'],
    ['site.s3-website.eu-central-1.amazonaws.com/', 400, 'IncorrectEndpoint'],
    ['site.s3-website.localhost:4566/', 200, undefined],
    ['site.s3-website.localhost.localstack.cloud:4566/', 200, undefined],
    ['site.s3-website.us-east-1.localhost.localstack.cloud:4566/', 200, undefined],
  ] as const
  for (const [address, status, code] of cases) {
    const answer = await send(cloud, 'GET', address)
    assert.deepEqual([answer.status, codeOf(answer)], [status, code], address)
  }
  const root = await send(cloud, 'GET', 's3-website.us-east-1.amazonaws.com/')
  assert.deepEqual([root.status, root.headers['location']], [301, 'https://aws.amazon.com/s3/'])
  await s3.deleteBucketWebsite({ Bucket: 'site' })
  assert.equal(codeOf(await visit('/')), 'NoSuchWebsiteConfiguration')
})

test('conditions and ranges hold for visitors too, and objects may send them on', async t => {
  const { visit, s3 } = await site(t)
  const { headers: { etag } } = await visit('/')
  assert.equal((await visit('/', 'GET', { 'if-none-match': etag! })).status, 304)
  const part = await visit('/', 'GET', { range: 'bytes=0-3' })
  assert.deepEqual([part.status, part.text], [206, 'body'])
  await s3.putObject({ Bucket: 'site', Key: 'old', Body: 'x', WebsiteRedirectLocation: '/docs/' })
  const old = await visit('/old')
  assert.deepEqual([old.status, old.headers['location'], old.text], [301, '/docs/', ''])
})

test('a site whose objects are private shows none', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  await s3.putObject({ Bucket, Key: 'index.html', Body: 'x' })
  await s3.putBucketWebsite({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } })
  const answer = await send(cloud, 'GET', `${Bucket}.s3-website-us-east-1.amazonaws.com/`)
  assert.deepEqual([answer.status, codeOf(answer)], [403, 'AccessDenied'])
})

test('a policy may ask where visitors come from', async t => {
  const { visit, s3 } = await site(t, { IndexDocument: { Suffix: 'index.html' } })
  await s3.putBucketPolicy({ Bucket: 'site', Policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::site/*', Condition: { StringLike: { 'aws:Referer': 'https://here.example/*' } } }] }) })
  assert.equal((await visit('/')).status, 403)
  assert.equal((await visit('/', 'GET', { referer: 'https://here.example/page' })).status, 200)
})
