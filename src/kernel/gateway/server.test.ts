// The server against raw sockets: good requests, malformed ones, slow and vanishing clients. After each, the next good request must work.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { connect as connectTls } from 'node:tls'
import { MalformedRequest } from '../../wire/message.ts'
import type { WireResponse } from '../../wire/message.ts'
import type { Handler } from './request.ts'
import { HttpServer } from './server.ts'

const errors: string[] = []
const gone: string[] = []
const waiting: (() => void)[] = []

function answer(text: string, status = 200): WireResponse {
  return { status, headers: { 'content-type': 'text/plain' }, body: Buffer.from(text) }
}

async function* numbers(count: number): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for (let index = 0; index < count; index++) yield Buffer.alloc(1 << 16, 65 + index % 26)
  } finally {
    gone.push('stream')
  }
}

/** One path, one behaviour. */
const handler: Handler = {
  async handle(head, body, meta): Promise<WireResponse> {
    switch (head.path) {
      case '/head': return answer(JSON.stringify(head))
      case '/refuse': return answer('no', 403)
      case '/empty': return { status: 204, headers: { 'content-length': '5' }, body: Buffer.from('ghost') }
      case '/unchanged': return { status: 304, headers: { etag: '"e"' }, body: Buffer.alloc(0) }
      case '/long': return { status: 200, headers: {}, body: numbers(400) }
      case '/throws': throw new Error('our own mistake')
      case '/bad-header': return { status: 200, headers: { 'x-bad': 'a\nb' }, body: Buffer.alloc(0) }
      case '/later': return new Promise(resolve => { setImmediate(() => resolve(answer('later'))) })
      case '/wait': return new Promise<WireResponse>(resolve => {
        meta.onGone(() => gone.push('wait'))
        waiting.push(() => resolve(answer('waited')))
      })
      case '/slow': {
        const read = body.stream()[Symbol.asyncIterator]()
        await read.next()
        await new Promise<void>(resolve => { waiting.push(resolve) })
        let sizeBytes = 0
        for (let next = await read.next(); next.done !== true; next = await read.next()) sizeBytes += next.value.length
        return answer(sizeBytes > 0 ? 'all of it' : 'nothing')
      }
      case '/count': {
        let sizeBytes = 0
        for await (const part of body.stream()) sizeBytes += part.length
        return answer(String(sizeBytes))
      }
      default: try {
        return answer(`${head.method} ${head.path} ${Buffer.from(await body.gather(1 << 20)).toString('latin1')}`)
      } catch (error) {
        if (error instanceof MalformedRequest) return answer(error.code, error.status)
        throw error
      }
    }
  },
}

const settings = { now: () => Date.UTC(2031, 0, 1), log: (message: string) => { errors.push(message) }, wall: () => Date.now() }
const server = new HttpServer(handler, { ...settings, headLimitBytes: 8192, stallTimeoutMs: 60, headTimeoutMs: 200 })
const both = new HttpServer(handler, { ...settings, https: { wall: settings.wall } })
let port = 0
let bothPort = 0
before(async () => {
  port = (await server.listen(0, '127.0.0.1')).port
  bothPort = (await both.listen(0, '127.0.0.1')).port
})
after(() => Promise.all([server.close(0), both.close(0)]))

/** Everything the server says until it closes, or until `enough` is seen. */
async function talk(sent: string | Uint8Array, enough?: RegExp, to = port): Promise<string> {
  const socket = connect(to, '127.0.0.1')
  socket.write(sent)
  return listen(socket, enough)
}

async function listen(socket: Socket, enough?: RegExp): Promise<string> {
  let heard = ''
  socket.setEncoding('latin1')
  socket.on('error', () => { heard += '(reset)' })
  await new Promise<void>(resolve => {
    socket.on('close', () => resolve())
    socket.on('data', (text: string) => {
      heard += text
      if (enough?.test(heard) === true) resolve()
    })
  })
  socket.destroy()
  return heard
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(resolve => { setImmediate(resolve) })
}

const good = 'GET /good HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n'
async function stillServes(): Promise<void> {
  assert.match(await talk(good), /^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nGET \/good $/)
}

describe('good requests', () => {
  test('one line, with the virtual date', async () => {
    const heard = await talk(good)
    assert.match(heard, /date: Wed, 01 Jan 2031 00:00:00 GMT\r\n/)
    assert.match(heard, /content-length: 10\r\n/)
  })
  test('a body by length, and one in chunks', async () => {
    assert.match(await talk('POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello'), /POST \/a hello$/)
    const chunks = '5\r\nhello\r\n3\r\n wo\r\n0\r\n\r\n'
    const heard = await talk(`POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunks}`)
    assert.match(heard, /POST \/a hello wo$/)
  })
  test('keep-alive and pipelining answer in order', async () => {
    const heard = await talk(`${'POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx'.repeat(5)}${good}`)
    assert.equal(heard.split('HTTP/1.1 200').length, 7)
    assert.match(heard, /GET \/good $/)
  })
  test('pipelined requests are answered one after the other, however many they are', async () => {
    const heard = await talk('GET /later HTTP/1.1\r\nHost: h\r\n\r\n'.repeat(400) + good)
    assert.equal(heard.split('later').length, 401)
    assert.match(heard, /GET \/good $/)
  })
  test('HEAD has a length and no body', async () => {
    assert.match(await talk('HEAD /good HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n'), /content-length: 11\r\n[^]*\r\n\r\n$/)
  })
  test('204 and 304 have no body', async () => {
    const empty = await talk('GET /empty HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n')
    assert.match(empty, /^HTTP\/1\.1 204[^]*\r\n\r\n$/)
    assert.doesNotMatch(empty, /content-length/i)
    assert.match(await talk('GET /unchanged HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n'), /^HTTP\/1\.1 304[^]*\r\n\r\n$/)
  })
  test('the head is raw, lower case, and repeated headers are joined', async () => {
    const heard = await talk('GET /head?a=%2f&b HTTP/1.1\r\nHost: h\r\nX-Amz-Meta: 1\r\nx-amz-meta:  2 \r\nConnection: close\r\n\r\n')
    const head = JSON.parse(heard.slice(heard.indexOf('{'))) as { path: string, query: string, headers: Record<string, string> }
    assert.equal(head.path, '/head')
    assert.equal(head.query, 'a=%2f&b')
    assert.equal(head.headers['x-amz-meta'], '1, 2')
  })
  test('an absolute target gives host and path', async () => {
    const heard = await talk('GET http://b.s3.amazonaws.com/head?x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n')
    assert.match(heard, /"path":"\/head","query":"x","headers":\{"host":"b\.s3\.amazonaws\.com"/)
  })
  test('HTTP/1.0 keeps a connection only where it can tell where an answer ends', async () => {
    const kept = await talk('GET /good HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /good HTTP/1.0\r\n\r\n')
    assert.equal(kept.split('GET /good').length, 3)
    const streamed = await talk('GET /long HTTP/1.0\r\nConnection: keep-alive\r\n\r\n')
    assert.match(streamed, /connection: close\r\n/)
    assert.equal(streamed.length - streamed.indexOf('\r\n\r\n') - 4, 400 * 65536)
  })
  test('a stream of 26 MB arrives whole, and one of 20 MB is read', async () => {
    const heard = await talk('GET /long HTTP/1.0\r\nHost: h\r\n\r\n')
    assert.equal(heard.length - heard.indexOf('\r\n\r\n') - 4, 400 * 65536)
    const sent = Buffer.concat([Buffer.from('PUT /count HTTP/1.1\r\nHost: h\r\nContent-Length: 20971520\r\nConnection: close\r\n\r\n'),
      Buffer.alloc(20971520)])
    assert.match(await talk(sent), /\r\n\r\n20971520$/)
  })
})

describe('Expect: 100-continue', () => {
  const headers = 'Host: h\r\nExpect: 100-continue\r\nConnection: close\r\n'
  test('is answered when the body is wanted', async () => {
    const socket = connect(port, '127.0.0.1')
    socket.write(`PUT /x HTTP/1.1\r\n${headers}Content-Length: 2\r\n\r\n`)
    const [first] = await once(socket, 'data') as [Buffer]
    assert.equal(first.toString(), 'HTTP/1.1 100 Continue\r\n\r\n')
    socket.write('ok')
    assert.match(await listen(socket), /200 OK[^]*PUT \/x ok$/)
  })
  test('is not when the head is refused', async () => {
    const heard = await talk(`PUT /refuse HTTP/1.1\r\n${headers}Content-Length: 2000000000\r\n\r\n`)
    assert.match(heard, /^HTTP\/1\.1 403/)
  })
  test('nor when the body is too large to gather', async () => {
    const heard = await talk(`PUT /x HTTP/1.1\r\n${headers}Content-Length: 2000000000\r\n\r\n`)
    assert.match(heard, /^HTTP\/1\.1 413[^]*RequestEntityTooLarge$/)
  })
  test('other expectations fail', async () => {
    assert.match(await talk('PUT /x HTTP/1.1\r\nHost: h\r\nExpect: tea\r\n\r\n'), /^HTTP\/1\.1 417/)
  })
})

const host = 'Host: h\r\n'
const malformed: readonly (readonly [name: string, sent: string, expected: RegExp])[] = [
  ['no HTTP at all', 'hello there\r\n\r\n', /^HTTP\/1\.1 400[^]*<Code>BadRequest<\/Code>/],
  ['binary noise', '\x01\x02\x03\xff\xfe\r\n\r\n', /^HTTP\/1\.1 400/],
  ['TLS to a plain port', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', /^HTTP\/1\.1 400/],
  ['the preface of an HTTP to come', 'PRI * HTTP/3.0\r\n\r\nSM\r\n\r\n', /^HTTP\/1\.1 400/],
  ['an unknown version', 'GET / HTTP/9.9\r\nHost: h\r\n\r\n', /^HTTP\/1\.1 400/],
  ['an unknown method', `FLY / HTTP/1.1\r\n${host}\r\n`, /^HTTP\/1\.1 400/],
  ['no Host', 'GET / HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400/],
  ['two Hosts', `GET / HTTP/1.1\r\n${host}Host: i\r\nConnection: close\r\n\r\n`, /^HTTP\/1\.1 400/],
  ['a header without a colon', `GET / HTTP/1.1\r\n${host}nonsense\r\n\r\n`, /^HTTP\/1\.1 400/],
  ['a header name with a space', `GET / HTTP/1.1\r\n${host}a b: c\r\n\r\n`, /^HTTP\/1\.1 400/],
  ['a NUL in a header', `GET / HTTP/1.1\r\n${host}a: \0\r\n\r\n`, /^HTTP\/1\.1 400/],
  ['a bare CR in a header', `GET / HTTP/1.1\r\n${host}a: b\rc: d\r\n\r\n`, /^HTTP\/1\.1 400/],
  ['a folded header', `GET / HTTP/1.1\r\n${host}a: b\r\n c\r\nConnection: close\r\n\r\n`, /^HTTP\/1\.1 (400|200)/],
  ['headers without end', `GET / HTTP/1.1\r\n${host}${`a: ${'b'.repeat(90)}\r\n`.repeat(100)}\r\n`,
    /^HTTP\/1\.1 431[^]*RequestHeaderSectionTooLarge/],
  ['one long header', `GET / HTTP/1.1\r\n${host}a: ${'b'.repeat(20_000)}\r\n\r\n`, /^HTTP\/1\.1 431/],
  ['a long target', `GET /${'b'.repeat(20_000)} HTTP/1.1\r\n${host}\r\n`, /^HTTP\/1\.1 431/],
  ['a length that is no number', `POST / HTTP/1.1\r\n${host}Content-Length: ten\r\n\r\n`, /^HTTP\/1\.1 400/],
  ['a negative length', `POST / HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`, /^HTTP\/1\.1 400/],
  ['a length past all counting', `POST / HTTP/1.1\r\n${host}Content-Length: 99999999999999999999999\r\n\r\n`, /^HTTP\/1\.1 400/],
  ['two lengths', `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx`, /^HTTP\/1\.1 400/],
  ['a length and chunks', `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, /^HTTP\/1\.1 400/],
  ['an unknown transfer coding', `POST / HTTP/1.1\r\n${host}Transfer-Encoding: tea\r\n\r\n`, /^HTTP\/1\.1 400/],
  ['a chunk size that is no number', `POST /x HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, /^HTTP\/1\.1 400/],
  ['a chunk longer than it says', `POST /x HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n`, /^HTTP\/1\.1 400/],
  ['a chunk size past all counting', `POST /x HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n`,
    /^HTTP\/1\.1 400/],
  ['endless chunk extensions', `POST /x HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(40_000)}\r\nx\r\n0\r\n\r\n`,
    /^HTTP\/1\.1 4(00|13)/],
  ['a length longer than the body', `POST /x HTTP/1.1\r\n${host}Content-Length: 9\r\n\r\nabc`, /^HTTP\/1\.1 400[^]*RequestTimeout/],
  ['the same, streamed', `PUT /count HTTP/1.1\r\n${host}Content-Length: 9\r\n\r\nabc`, /^(\(reset\))?$/],
  ['a length shorter than the body', `POST /x HTTP/1.1\r\n${host}Content-Length: 3\r\n\r\nabcdef`, /POST \/x abc(HTTP\/1\.1 400|$)/],
  ['more than the limit', `POST /x HTTP/1.1\r\n${host}Content-Length: 2000000\r\n\r\nabc`, /^HTTP\/1\.1 413[^]*RequestEntityTooLarge/],
  ['a head that never ends', 'GET / HTTP/1.1\r\nHost: h\r\n', /^(HTTP\/1\.1 408[^]*)?$/],
  ['a broken percent-encoding', `GET /%zz HTTP/1.1\r\n${host}\r\n`, /^HTTP\/1\.1 400[^]*InvalidURI/],
  ['half a percent-encoding', `GET /a% HTTP/1.1\r\n${host}\r\n`, /^HTTP\/1\.1 400[^]*InvalidURI/],
  ['bytes that are no ASCII in the path', `GET /\xc3\xa4 HTTP/1.1\r\n${host}\r\n`, /^HTTP\/1\.1 400/],
  ['a target without a slash', `GET x HTTP/1.1\r\n${host}\r\n`, /^HTTP\/1\.1 400/],
  ['an asterisk', `OPTIONS * HTTP/1.1\r\n${host}\r\n`, /^HTTP\/1\.1 400/],
  ['a tunnel', `CONNECT a:1 HTTP/1.1\r\n${host}\r\n`, /^(HTTP\/1\.1 4|$)/],
  ['an upgrade', `GET /x HTTP/1.1\r\n${host}Upgrade: h2c\r\nConnection: Upgrade, close\r\n\r\n`, /^HTTP\/1\.1 200/],
]

describe('malformed requests', () => {
  for (const [name, sent, expected] of malformed) {
    test(name, async () => {
      assert.match(await talk(Buffer.from(sent, 'latin1'), /<\/Error>|\r\n\r\nGET \/x |RequestTimeout$/), expected)
      await stillServes()
    })
  }
})

describe('clients that leave, and mistakes of ours', () => {
  test('a stream is closed when its reader leaves', async () => {
    gone.length = 0
    const socket = connect(port, '127.0.0.1')
    socket.write('GET /long HTTP/1.1\r\nHost: h\r\n\r\n')
    await once(socket, 'data')
    socket.destroy()
    await until(() => gone.includes('stream'))
    await stillServes()
  })
  test('a reader that stops reading is cut off', async () => {
    gone.length = 0
    const socket = connect(port, '127.0.0.1')
    socket.pause()
    socket.write('GET /long HTTP/1.1\r\nHost: h\r\n\r\n')
    await until(() => gone.includes('stream'))
    socket.destroy()
    await stillServes()
  })
  test('a handler that waits longer than a client may stall is not cut off, and hears when its client leaves', async () => {
    gone.length = 0
    const socket = connect(port, '127.0.0.1')
    socket.write('GET /wait HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n')
    await until(() => waiting.length === 1)
    setTimeout(waiting[0]!, 200)
    assert.match(await listen(socket), /waited$/)
    assert.equal(gone.length, 0)
    const leaver = connect(port, '127.0.0.1')
    leaver.write('GET /wait HTTP/1.1\r\nHost: h\r\n\r\n')
    await until(() => waiting.length === 2)
    leaver.destroy()
    await until(() => gone.includes('wait'))
    await stillServes()
  })
  test('a handler that reads a body slowly is not taken for a client that stalls', async () => {
    const before = waiting.length
    const socket = connect(port, '127.0.0.1')
    socket.write('PUT /slow HTTP/1.1\r\nHost: h\r\nContent-Length: 4000000\r\nConnection: close\r\n\r\n')
    socket.write(Buffer.alloc(4_000_000))
    await until(() => waiting.length > before)
    setTimeout(waiting[before]!, 300)
    assert.match(await listen(socket), /200 OK[^]*all of it$/)
  })
  test('a handler that throws, or writes a header HTTP cannot carry, answers 500 and is logged', async () => {
    errors.length = 0
    assert.match(await talk('GET /throws HTTP/1.1\r\nHost: h\r\n\r\n'), /^HTTP\/1\.1 500[^]*InternalFailure/)
    assert.match(await talk('GET /bad-header HTTP/1.1\r\nHost: h\r\n\r\n'), /^HTTP\/1\.1 500/)
    assert.equal(errors.length, 2)
    await stillServes()
  })
})

describe('one port for HTTP and HTTPS', () => {
  test('plain', async () => {
    assert.match(await talk(`POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx${good}`, undefined, bothPort),
      /POST \/a x[^]*GET \/good $/)
  })
  test('TLS, several requests on a connection', async () => {
    const socket = connectTls({ port: bothPort, host: '127.0.0.1', servername: 'localhost', rejectUnauthorized: false })
    socket.write(`POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx${good}`)
    assert.match(await listen(socket), /POST \/a x[^]*GET \/good $/)
  })
  test('noise and broken handshakes', async () => {
    await talk(Buffer.from('\x16\x03\x01nonsense that is no handshake, for long enough', 'latin1'), undefined, bothPort)
    assert.match(await talk('\x00\x00\r\n\r\n', undefined, bothPort), /^HTTP\/1\.1 400/)
    assert.match(await talk(good, undefined, bothPort), /GET \/good $/)
  })
})

test('closing refuses new connections and ends idle ones', async () => {
  const short = new HttpServer(handler, settings)
  const { port: shortPort } = await short.listen(0, '127.0.0.1')
  const idle = connect(shortPort, '127.0.0.1')
  await once(idle, 'connect')
  const closed = once(idle, 'close')
  await short.close(100)
  await closed
  assert.match(await talk(good, undefined, shortPort), /\(reset\)|^$/)
})

test('an address that is taken is said so', async () => {
  await assert.rejects(new HttpServer(handler, settings).listen(port, '127.0.0.1'), { code: 'EADDRINUSE' })
})
