// The request handler that SDK clients are given, called as the SDK calls it.

import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import type { WireResponse } from '../../wire/message.ts'
import { InProcessRequestHandler, inProcessClient } from './client.ts'
import type { SdkRequest } from './client.ts'
import type { Handler, RequestHead } from './request.ts'

interface Heard { head: RequestHead, text: string, secure: boolean }

/** Answers with what it heard; `/wait` answers when its client has gone. */
function listening(): { handler: Handler, heard: Heard[], gone: () => number } {
  const heard: Heard[] = []
  let goneCount = 0
  const handler: Handler = {
    async handle(head, body, meta): Promise<WireResponse> {
      heard.push({ head, text: Buffer.from(await body.gather(100)).toString(), secure: meta.secure })
      if (head.path === '/wait') await new Promise<void>(resolve => { meta.onGone(() => { goneCount++; resolve() }) })
      if (head.path === '/stream') return { status: 200, headers: {}, body: Readable.from([Buffer.from('a'), Buffer.from('b')]) }
      return { status: head.path === '/empty' ? 204 : 200, headers: { 'x-answer': 'yes' }, body: Buffer.from('answer') }
    },
  }
  return { handler, heard, gone: () => goneCount }
}

const request: SdkRequest = { method: 'POST', protocol: 'http:', hostname: 'localhost', port: 4566, path: '/',
  headers: { 'X-Amz-Target': 'A.B' } }

async function text(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts).toString()
}

test('a client\'s settings', () => {
  const { handler } = listening()
  const { requestHandler, ...settings } = inProcessClient(handler, { endpoint: 'http://localhost:4566' })
  assert.deepEqual(settings, { endpoint: 'http://localhost:4566', region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' } })
  assert.equal(requestHandler.metadata.handlerProtocol, 'http/1.1')
  assert.deepEqual(requestHandler.httpHandlerConfigs(), {})
  const other = inProcessClient(handler, { endpoint: 'x', region: 'eu-west-1', accessKeyId: 'A', secretAccessKey: 'S', sessionToken: 'T' })
  assert.deepEqual(other.credentials, { accessKeyId: 'A', secretAccessKey: 'S', sessionToken: 'T' })
})

describe('requests', () => {
  test('the head is as HTTP would have carried it', async () => {
    const { handler, heard } = listening()
    const query = { list: ['2', '1'], marker: null, absent: undefined, 'a b': 'it\'s (ü*)!' }
    await new InProcessRequestHandler(handler).handle({ ...request, protocol: 'https:', path: '/b/k%20', query })
    assert.deepEqual(heard[0], {
      head: {
        method: 'POST', path: '/b/k%20', query: 'a%20b=it%27s%20%28%C3%BC%2A%29%21&list=2&list=1&marker',
        headers: { 'x-amz-target': 'A.B', 'content-length': '0', host: 'localhost:4566' },
      },
      text: '', secure: true,
    })
  })
  const bodies: readonly (readonly [string, () => unknown])[] = [
    ['text', () => 'body'],
    ['bytes', () => new Uint8Array([98, 111, 100, 121])],
    ['a view', () => new DataView(new Uint8Array([0, 98, 111, 100, 121]).buffer, 1)],
    ['a buffer', () => new Uint8Array([98, 111, 100, 121]).buffer],
    ['a blob', () => new Blob(['body'])],
    ['a stream', () => Readable.from(['bo', Buffer.from('dy')])],
    ['a web stream', () => new Response('body').body],
  ]
  for (const [name, body] of bodies) {
    test(`with ${name} as body`, async () => {
      const { handler, heard } = listening()
      await new InProcessRequestHandler(handler).handle({ ...request, body: body() })
      assert.equal(heard[0]?.text, 'body')
    })
  }
  test('another kind of body is refused', async () => {
    await assert.rejects(new InProcessRequestHandler(listening().handler).handle({ ...request, body: 7 }), TypeError)
  })
})

test('answers are streams, empty where HTTP has no body', async () => {
  const requests = new InProcessRequestHandler(listening().handler)
  const { response } = await requests.handle(request)
  assert.equal(response.statusCode, 200)
  assert.equal(response.headers['x-answer'], 'yes')
  assert.ok(response.body instanceof Readable)
  assert.equal(await text(response.body), 'answer')
  assert.equal(await text((await requests.handle({ ...request, path: '/stream' })).response.body), 'ab')
  assert.equal(await text((await requests.handle({ ...request, path: '/empty' })).response.body), '')
  assert.equal(await text((await requests.handle({ ...request, method: 'HEAD' })).response.body), '')
})

describe('leaving early', () => {
  test('before the call', async () => {
    const { handler, heard } = listening()
    await assert.rejects(new InProcessRequestHandler(handler).handle(request, { abortSignal: AbortSignal.abort() }), { name: 'AbortError' })
    assert.equal(heard.length, 0)
  })
  test('during the call, which hears of it', async () => {
    const { handler, gone } = listening()
    const abort = new AbortController()
    const answer = new InProcessRequestHandler(handler).handle({ ...request, path: '/wait' }, { abortSignal: abort.signal })
    setImmediate(() => abort.abort())
    await assert.rejects(answer, { name: 'AbortError' })
    assert.equal(gone(), 1)
  })
  test('when the time is up', async () => {
    const { handler, gone } = listening()
    await assert.rejects(new InProcessRequestHandler(handler).handle({ ...request, path: '/wait' }, { requestTimeout: 1 }),
      { name: 'TimeoutError' })
    assert.equal(gone(), 1)
  })
})
