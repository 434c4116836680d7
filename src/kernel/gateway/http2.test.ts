// HTTP/2 without TLS on the same port: requests with and without bodies, several at once, streams as answers, and clients that leave.

import assert from 'node:assert/strict'
import { connect, constants } from 'node:http2'
import type { ClientHttp2Session, OutgoingHttpHeaders } from 'node:http2'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Handler } from './request.ts'
import { HttpServer } from './server.ts'

async function session(t: TestContext, handle: Handler['handle']): Promise<ClientHttp2Session> {
  const server = new HttpServer({ handle }, { now: () => 0, log: line => { assert.fail(line) } })
  const { url } = await server.listen(0, '127.0.0.1')
  const client = connect(url)
  t.after(async () => {
    client.destroy()
    await server.close()
  })
  return client
}

async function ask(client: ClientHttp2Session, headers: OutgoingHttpHeaders, body?: string): Promise<{ status: unknown, headers: object,
  text: string }> {
  const stream = client.request(headers, { endStream: body === undefined })
  if (body !== undefined) stream.end(body)
  const answered = new Promise<Record<string, unknown>>((resolve, reject) => {
    stream.once('response', resolve)
    stream.once('error', reject)
  })
  const got = await answered
  let text = ''
  for await (const part of stream) text += String(part)
  return { status: got[':status'], headers: got, text }
}

const echo: Handler['handle'] = async (head, body) => ({
  status: 200, headers: { 'x-host': head.headers['host'] ?? '', 'connection': 'close' },
  body: Buffer.from(`${head.method} ${head.path}?${head.query} ${Buffer.from(await body.gather(1000)).toString()}`),
})

test('a request is like any other, and several are answered at once', async t => {
  const client = await session(t, echo)
  const answers = await Promise.all(['a', 'b', 'c'].map(text => ask(client, { ':method': 'POST', ':path': `/p?q=${text}` }, text)))
  assert.deepEqual(answers.map(({ status, text }) => [status, text]), ['a', 'b', 'c'].map(text => [200, `POST /p?q=${text} ${text}`]))
  const { headers } = await ask(client, { ':path': '/' })
  assert.match(String((headers as Record<string, unknown>)['x-host']), /^127\.0\.0\.1:\d+$/)
  assert.equal((headers as Record<string, unknown>)['date'], 'Thu, 01 Jan 1970 00:00:00 GMT')
})

test('an answer may stream; one to HEAD has no body', async t => {
  const client = await session(t, () => Promise.resolve({
    status: 200, headers: { 'content-type': 'text/plain' },
    body: (async function* () {
      for (const text of ['one ', 'two']) yield Buffer.from(text)
    })(),
  }))
  assert.equal((await ask(client, { ':path': '/' })).text, 'one two')
  assert.equal((await ask(client, { ':method': 'HEAD', ':path': '/' })).text, '')
})

test('a body shorter than it was said to be is incomplete; what is too long is refused', async t => {
  const client = await session(t, async (_head, body) => {
    try {
      await body.gather(10)
      return { status: 200, headers: {}, body: Buffer.from('whole') }
    } catch (error) {
      return { status: 400, headers: {}, body: Buffer.from((error as { code: string }).code) }
    }
  })
  assert.equal((await ask(client, { ':method': 'POST', ':path': '/' }, 'short')).text, 'whole')
  assert.equal((await ask(client, { ':method': 'POST', ':path': '/' }, 'far too long for it')).text, 'RequestEntityTooLarge')
})

test('a handler hears when its client resets the stream', async t => {
  let left: () => void = () => {}
  let begun: () => void = () => {}
  const hasLeft = new Promise<void>(resolve => { left = resolve })
  const hasBegun = new Promise<void>(resolve => { begun = resolve })
  const client = await session(t, async (_head, _body, meta) => {
    meta.onGone(left)
    begun()
    await hasLeft
    return { status: 200, headers: {}, body: Buffer.from('for nobody') }
  })
  const stream = client.request({ ':path': '/' })
  stream.on('error', () => {})
  await hasBegun
  stream.close(constants.NGHTTP2_CANCEL)
  await hasLeft
})
