// CORS as browsers meet it: before a request and with its answer, on objects, forms and websites.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeOf, publicBucket, put, send } from './account.fixture.ts'

const origin = 'https://www.example.com'

test('a preflight is let through by the first rule that allows it all', async t => {
  const { cloud, s3, Bucket } = await publicBucket(t)
  const ask = (method: string, headers?: string, from = origin, address = 'site.s3.amazonaws.com/key') => send(cloud, 'OPTIONS', address,
    { origin: from, 'access-control-request-method': method, ...(headers !== undefined && { 'access-control-request-headers': headers }) })
  const off = await ask('GET')
  assert.deepEqual([off.status, codeOf(off)], [403, 'AccessForbidden'])
  assert.match(off.text, /CORSResponse: CORS is not enabled for this bucket\.<\/Message><Method>GET<\/Method><ResourceType>OBJECT</)
  await s3.putBucketCors({ Bucket, CORSConfiguration: { CORSRules: [
    { AllowedOrigins: ['https://*.example.com'], AllowedMethods: ['PUT', 'POST'], AllowedHeaders: ['content-*', 'x-amz-acl'],
      ExposeHeaders: ['ETag'], MaxAgeSeconds: 3000 },
    { AllowedOrigins: ['*'], AllowedMethods: ['GET'] },
  ] } })
  const { status, headers } = await ask('PUT', 'Content-Type, x-amz-acl')
  assert.equal(status, 200)
  const names = ['allow-origin', 'allow-methods', 'allow-headers', 'expose-headers', 'max-age', 'allow-credentials']
  assert.deepEqual(names.map(name => headers[`access-control-${name}`]),
    [origin, 'PUT, POST', 'content-type, x-amz-acl', 'ETag', '3000', 'true'])
  for (const answer of [await ask('PUT', 'x-other'), await ask('DELETE'), await ask('PUT', undefined, 'https://example.com')]) {
    assert.deepEqual([answer.status, codeOf(answer)], [403, 'AccessForbidden'])
    assert.match(answer.text, /This CORS request is not allowed/)
  }
  const anyone = await ask('GET', undefined, 'null', 'localhost:4566/site/key')
  assert.deepEqual([anyone.status, anyone.headers['access-control-allow-origin']], [200, '*'])
  assert.equal((await ask('POST', undefined, origin, 'localhost:4566/site')).status, 200)
})

test('answers, of errors too, show what the rules expose, and nothing else', async t => {
  const { cloud, s3, Bucket } = await publicBucket(t)
  await put(s3, Bucket, 'key')
  const get = (path: string, from = origin) => send(cloud, 'GET', `site.s3.amazonaws.com/${path}`, { origin: from })
  assert.equal((await get('key')).headers['access-control-allow-origin'], undefined)
  await s3.putBucketCors({ Bucket, CORSConfiguration: { CORSRules: [{ AllowedOrigins: [origin], AllowedMethods: ['GET'] }] } })
  for (const path of ['key', 'none']) {
    const { headers } = await get(path)
    assert.deepEqual([headers['access-control-allow-origin'], headers['access-control-allow-methods']], [origin, 'GET'], path)
    assert.match(headers['vary']!, /Origin/)
  }
  assert.equal((await get('key', 'https://other.example')).headers['access-control-allow-origin'], undefined)
  await s3.putBucketWebsite({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'key' } } })
  const page = await send(cloud, 'GET', 'site.s3-website-us-east-1.amazonaws.com/', { origin })
  assert.deepEqual([page.text, page.headers['access-control-allow-origin']], ['body of key', origin])
})

test('where no bucket is meant, anyone\'s script may call, as everywhere at AWS\'s endpoints', async t => {
  const { cloud } = await publicBucket(t)
  const answer = await send(cloud, 'OPTIONS', 's3.amazonaws.com/', { origin, 'access-control-request-method': 'GET' })
  assert.deepEqual([answer.status, answer.headers['access-control-allow-origin']], [200, '*'])
})
