// What browsers ask and may read.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowCrossOrigin, preflight } from './cors.ts'

const asking = { origin: 'https://app.example', 'access-control-request-method': 'POST',
  'access-control-request-headers': 'x-amz-target,authorization' }
const options = (headers: Record<string, string>, path = '/') => ({ method: 'OPTIONS', path, query: '', headers })

test('a preflight is allowed what it asks', () => {
  const answer = preflight(options(asking))
  assert.equal(answer?.status, 200)
  assert.equal(answer?.headers['access-control-allow-origin'], '*')
  assert.equal(answer?.headers['access-control-allow-headers'], 'x-amz-target,authorization')
  assert.match(answer?.headers['access-control-allow-methods'] ?? '', /PUT/)
  assert.equal('access-control-allow-private-network' in answer!.headers, false)
  assert.equal(preflight(options({ ...asking,
    'access-control-request-private-network': 'true' }))?.headers['access-control-allow-private-network'], 'true')
})

test('what is no preflight is left alone', () => {
  assert.equal(preflight({ ...options(asking), method: 'POST' }), undefined)
  assert.equal(preflight(options({ origin: 'https://app.example' })), undefined)
  assert.equal(preflight(options({})), undefined)
})

test('the admin face gives no permission, nor do origins that are not listed', () => {
  for (const path of ['/_orrery', '/_orrery/clock', '/_localstack/health']) {
    const answer = preflight(options(asking, path))
    assert.equal(answer?.status, 403)
    assert.equal('access-control-allow-origin' in answer!.headers, false)
  }
  assert.equal(preflight(options(asking), { origins: ['https://other.example'] })?.status, 403)
  assert.equal(preflight(options(asking), { origins: [asking.origin] })?.headers['access-control-allow-origin'], asking.origin)
})

test('answers are opened to scripts, unless the service has rules of its own', () => {
  const answer = { status: 200, headers: { vary: 'Accept-Encoding' } as Record<string, string>, body: new Uint8Array(0) }
  allowCrossOrigin({ method: 'POST', path: '/', query: '', headers: { origin: 'https://app.example' } }, answer)
  assert.equal(answer.headers['access-control-allow-origin'], '*')
  assert.match(answer.headers['access-control-expose-headers'] ?? '', /x-amzn-RequestId/)
  assert.equal(answer.headers['vary'], 'Accept-Encoding, Origin')
  const own = { status: 200, headers: { 'access-control-allow-origin': 'https://mine.example' } as Record<string, string>,
    body: new Uint8Array(0) }
  allowCrossOrigin({ method: 'GET', path: '/b/k', query: '', headers: { origin: 'https://app.example' } }, own)
  assert.deepEqual(own.headers, { 'access-control-allow-origin': 'https://mine.example' })
  const plain = { status: 200, headers: {}, body: new Uint8Array(0) }
  allowCrossOrigin({ method: 'GET', path: '/', query: '', headers: {} }, plain)
  assert.deepEqual(plain.headers, {})
})
