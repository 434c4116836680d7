// Who may use the admin face, and what it answers.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { WireResponse } from '../../wire/message.ts'
import { SettingError } from '../fault.ts'
import { AdminError, AdminFace } from './admin.ts'
import type { GuardSettings } from './admin.ts'
import { bytesSource } from './request.ts'

function faceWith(settings: Partial<GuardSettings> = {}): AdminFace {
  const face = new AdminFace({ hostNames: ['orrery'], allowRemote: false, ...settings })
  face.add('GET', 'health', 'whether it is ready', 'GET /_orrery/health', () => ({ status: 'running' }))
  face.add('GET', 'clock', 'the time', 'GET /_orrery/clock', ({ query }) => ({ zone: query.get('zone') }))
  face.add('POST', 'clock', 'winds the clock', { advance: '30d' }, ({ body }) => body)
  face.add('POST', 'snapshots/{name}/restore', 'returns to a state', {}, ({ params }) => params)
  face.add('GET', 'broken', '', '', () => { throw new SettingError('The folder is gone.', 'Make it.') })
  face.add('GET', 'teapot', '', '', () => { throw new AdminError(418, 'No coffee.', 'Ask for tea.') })
  face.add('GET', 'events', 'what happens', '', () => ({ events: (async function* () { yield { name: 'call', data: { a: 1 } } })() }))
  face.add('GET', '/_localstack/health', 'readiness', '', () => ({ edition: 'orrery' }), { open: true })
  return face
}

interface Asked { readonly headers?: Record<string, string>, readonly body?: string, readonly remoteAddress?: string }

async function ask(line: string, { headers = {}, body = '', remoteAddress = '127.0.0.1' }: Asked = {},
  face = faceWith()): Promise<WireResponse> {
  const [method, target] = line.split(' ') as [string, string]
  const [path, query = ''] = target.split('?') as [string, string?]
  const head = { method, path, query, headers: { host: 'localhost:4566', ...headers } }
  return face.handle(head, bytesSource(Buffer.from(body)), { remoteAddress, secure: false, onGone: () => undefined })
}

function read(response: WireResponse): Record<string, unknown> {
  return JSON.parse(Buffer.from(response.body as Uint8Array).toString()) as Record<string, unknown>
}

const json = { 'content-type': 'application/json' }

const guarded: readonly (readonly [name: string, asked: Asked, status: number])[] = [
  ['localhost', {}, 200],
  ['a loopback address', { headers: { host: '127.0.0.1:4566' } }, 200],
  ['another loopback address', { headers: { host: '127.1.2.3' } }, 200],
  ['IPv6 loopback', { headers: { host: '[::1]:4566' }, remoteAddress: '::1' }, 200],
  ['IPv4 in IPv6', { remoteAddress: '::ffff:127.0.0.1' }, 200],
  ['a name under localhost', { headers: { host: 'app.localhost:4566' } }, 200],
  ['the name that resolves to loopback for everyone', { headers: { host: 'localhost.localstack.cloud:4566' } }, 200],
  ['a name it was given', { headers: { host: 'ORRERY:4566' } }, 200],
  ['a rebound name', { headers: { host: 'evil.example:4566' } }, 403],
  ['a name that only starts alike', { headers: { host: 'localhost.evil.example' } }, 403],
  ['a name that only ends alike', { headers: { host: 'evillocalhost' } }, 403],
  ['an address of the network', { headers: { host: '192.168.0.7:4566' } }, 403],
  ['another machine', { remoteAddress: '192.168.0.7' }, 403],
  ['a page of this machine', { headers: { origin: 'http://localhost:3000' } }, 200],
  ['a page of the same port', { headers: { origin: 'http://127.0.0.1:4566' } }, 200],
  ['a foreign page', { headers: { origin: 'https://evil.example' } }, 403],
  ['a page of nowhere', { headers: { origin: 'null' } }, 403],
  ['an origin that is none', { headers: { origin: 'localhost' } }, 200],
  ['an image in a foreign page', { headers: { 'sec-fetch-site': 'cross-site' } }, 403],
  ['a page of this machine, by another port', { headers: { 'sec-fetch-site': 'same-site', origin: 'http://localhost:1' } }, 200],
]

describe('who may come in', () => {
  for (const [name, asked, status] of guarded) {
    test(name, async () => { assert.equal((await ask('GET /_orrery/health', asked)).status, status) })
  }
  test('other machines, when they may, and by address', async () => {
    const face = faceWith({ allowRemote: true })
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await ask('GET /_orrery/health', { headers, remoteAddress: '192.168.0.7' }, face)).status
    assert.equal(await status({ host: '192.168.0.9:4566' }), 200)
    assert.equal(await status({ host: 'evil.example' }), 403)
    assert.equal(await status({ host: '192.168.0.9', origin: 'https://evil.example' }), 403)
  })
  test('the readiness check of other containers', async () => {
    const response = await ask('GET /_localstack/health', { headers: { host: 'cloud:4566' }, remoteAddress: '172.17.0.3' })
    assert.equal(response.status, 200)
    assert.deepEqual(read(response), { edition: 'orrery' })
  })
})

describe('what it answers', () => {
  test('an index of itself, at every door', async () => {
    for (const path of ['/_orrery/', '/_orrery', '/']) {
      const { entries } = read(await ask(`GET ${path}`)) as { entries: { method: string, path: string, example: unknown }[] }
      assert.deepEqual(entries.find(entry => entry.method === 'POST' && entry.path === '/_orrery/clock'), {
        method: 'POST', path: '/_orrery/clock', description: 'winds the clock', example: { advance: '30d' },
      })
    }
  })
  test('values of path, query and body', async () => {
    assert.deepEqual(read(await ask('POST /_orrery/snapshots/my%20save/restore')), { name: 'my save' })
    assert.deepEqual(read(await ask('GET /_orrery/clock?zone=UTC')), { zone: 'UTC' })
    assert.deepEqual(read(await ask('POST /_orrery/clock', { headers: json, body: '{"advance":"1d"}' })), { advance: '1d' })
    assert.deepEqual(read(await ask('POST /_orrery/clock')), {})
  })
  test('nothing that a script of another origin could read', async () => {
    const { headers } = await ask('GET /_orrery/health', { headers: { origin: 'http://localhost:3000' } })
    assert.equal(Object.keys(headers).some(name => name.startsWith('access-control')), false)
    assert.equal(headers['x-content-type-options'], 'nosniff')
  })
  test('server-sent events', async () => {
    const response = await ask('GET /_orrery/events')
    assert.equal(response.headers['content-type'], 'text/event-stream')
    let text = ''
    for await (const part of response.body as AsyncIterable<Uint8Array>) text += Buffer.from(part).toString()
    assert.equal(text, ': open\n\nevent: call\ndata: {"a":1}\n\n')
  })
})

const refused: readonly (readonly [line: string, asked: Asked, status: number, says: RegExp])[] = [
  ['GET /_orrery/helth', {}, 404, /GET \/_orrery\/health/],
  ['POST /_orrery/snapshots//restore', {}, 404, /restore/],
  ['DELETE /_orrery/clock', {}, 405, /Use GET or POST/],
  ['POST /_orrery/health', {}, 405, /Use GET/],
  ['POST /_orrery/clock', { headers: json, body: '{advance' }, 400, /not JSON/],
  ['POST /_orrery/clock', { headers: { 'content-type': 'text/plain' }, body: '{}' }, 415, /application\/json/],
  ['POST /_orrery/clock', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'advance=1d' }, 415,
    /application\/json/],
  ['POST /_orrery/clock', { headers: { 'content-type': 'text/plain' } }, 415, /application\/json/],
  ['POST /_orrery/clock', { body: '{}' }, 415, /of no type/],
  ['POST /_orrery/clock', { headers: json, body: `"${'x'.repeat(2 << 20)}"` }, 413, /larger/],
  ['GET /_orrery/broken', {}, 400, /folder is gone[^]*Make it/],
  ['GET /_orrery/teapot', {}, 418, /No coffee[^]*Ask for tea/],
]

describe('what it refuses', () => {
  for (const [line, asked, status, says] of refused) {
    test(`${line} ${JSON.stringify(asked).slice(0, 60)}`, async () => {
      const response = await ask(line, asked)
      assert.equal(response.status, status)
      assert.match(Buffer.from(response.body as Uint8Array).toString(), says)
    })
  }
})
