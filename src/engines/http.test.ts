// Requests to a server of the test's own: what arrives, what comes back, and what becomes of servers that misbehave.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { addressProblem, exchange } from './http.ts'
import type { IncomingAnswer } from './http.ts'

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  t.after(() => { server.closeAllConnections(); server.close() })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/in?x=1`
}

const asked = { method: 'POST', headers: { 'x-sent': 'yes' }, body: 'hello', timeoutMs: 5000, keepBytes: 100 }

test('method, path, headers and body arrive, and the answer comes back', async t => {
  const url = await serve(t, (request, response) => {
    request.on('data', body => {
      response.writeHead(418, { 'x-told': [request.method, request.url, request.headers['x-sent'], String(body)].join(' ') }).end('short')
    })
  })
  const answer = await exchange({ ...asked, url }) as IncomingAnswer
  assert.deepEqual([answer.status, answer.headers['x-told'], String(answer.body)], [418, 'POST /in?x=1 yes hello', 'short'])
})

test('redirects are answers, and long answers are cut', async t => {
  const url = await serve(t, (_, response) => { response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end('x'.repeat(1000)) })
  const answer = await exchange({ ...asked, url }) as IncomingAnswer
  assert.deepEqual([answer.status, answer.body.length], [302, 100])
})

test('a server that says nothing, or is not there, is a failure', async t => {
  const silent = await serve(t, () => {})
  assert.deepEqual(await exchange({ ...asked, url: silent, timeoutMs: 50 }), { failure: 'no answer within 50 ms' })
  assert.deepEqual(await exchange({ ...asked, url: 'http://127.0.0.1:1/' }), { failure: 'ECONNREFUSED' })
})

test('other schemes are not asked', async () => {
  assert.deepEqual(await exchange({ ...asked, url: 'file:///etc/hosts' }), { failure: 'file: is neither http: nor https:' })
  assert.equal(addressProblem('nonsense'), 'nonsense is no URL')
  assert.equal(addressProblem('https://example.com'), undefined)
})
