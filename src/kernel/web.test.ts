// Visits: a service that declares a form answers it, by operations that are judged and kept like any request; nobody's form is refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { servicePrincipal } from './identity/principal.ts'
import { Book, libraryWith, sampleCloud } from './sample.fixture.ts'
import type { Call } from './service.ts'
import type { WebHandler } from './web.ts'

const place = { account: '111122223333', region: 'us-west-2' }

async function visited(t: TestContext, handler: WebHandler, host = 'reading-room.lambda-url.us-west-2.on.aws') {
  const declaration = libraryWith({ OpenDoors: (_: object, call: Call) => ({ Welcome: `${call.principal.kind} in ${call.region}` }) },
    { web: { 'lambda-url': handler } })
  const { cloud } = await sampleCloud(t, { declaration })
  const request = { method: 'GET', protocol: 'https:', hostname: host, path: '/shelf', query: { a: 'b' }, headers: { host } }
  const { response } = await cloud.client().requestHandler.handle(request)
  const parts: Buffer[] = []
  for await (const part of response.body) parts.push(Buffer.from(part as Uint8Array))
  const text = Buffer.concat(parts).toString()
  return { cloud, status: response.statusCode, headers: response.headers, text }
}

test('the service that declares a form answers it, and sees who is meant and where', async t => {
  const { status, text } = await visited(t, ({ id, region, path, query }, visit) => {
    visit.at(place).transact(() => visit.at(place).of(Book).insert({ name: id, status: 'READY', chapters: 1, createdAt: 1 }))
    return { status: 200, headers: {}, body: Buffer.from(`${region} ${path} ${query} ${visit.at(place).of(Book).count()}`) }
  })
  assert.deepEqual([status, text], [200, 'us-west-2 /shelf a=b 1'])
})

test('a visit becomes operations, each with its line in the journal', async t => {
  const sent = { method: 'POST', path: '/', query: '', headers: {}, body: Buffer.from('{}') }
  const { cloud, text, headers } = await visited(t, (_request, visit) => visit.send('OpenDoors', sent))
  assert.deepEqual(JSON.parse(text), { Welcome: 'anonymous in us-west-2' })
  assert.equal(headers['x-orrery-coverage'], 'behaves')
  const lines = [...cloud.core.journal.newest()].map(({ operation, status, region }) => [operation, status, region])
  assert.deepEqual(lines, [['OpenDoors', 200, 'us-west-2']])
})

test('a fault of an operation is the handler\'s to tell, or the protocol\'s', async t => {
  const sent = { method: 'POST', path: '/', query: '', headers: {}, body: Buffer.from('{"Name":"none"}') }
  const { cloud, status, text } = await visited(t, (_request, visit) => visit.send('GetBook', sent, servicePrincipal('desk.amazonaws.com')))
  assert.deepEqual([status, JSON.parse(text).__type], [404, 'NoSuchBook'])
  assert.deepEqual([...cloud.core.journal.newest()].map(({ operation, fault }) => [operation, fault]), [['GetBook', 'NoSuchBook']])
})

test('a form that no service declares is refused by name', async t => {
  const { status, text } = await visited(t, () => { throw new Error('not called') }, 'd1.cloudfront.net')
  assert.equal(status, 404)
  assert.match(text, /Orrery does not serve distribution addresses yet/)
})
