// Orrery's own HTTP face, `/_orrery/`: its index and every endpoint in it, who is let in, and the feed of events. What it refuses by way of
// bad input is in `bad-input/admin.ts`.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { Cloud } from '../src/index.ts'
import { http, signed, signedAt } from './bad-input/request.ts'
import { admin, callSqs, createQueue, sqs } from './queue-caller.ts'
import { exchange } from './raw-socket.ts'

interface IndexEntry { readonly method: 'GET' | 'POST', readonly path: string, readonly description: string, readonly example: unknown }
interface ShownCall {
  readonly sequence: number, readonly operation: string, readonly service: string, readonly account: string, readonly region: string
  readonly status: number, readonly at: string, readonly principal: string, readonly fault?: string, readonly requestId: string
  readonly durationMicros: number, readonly resources: readonly string[]
}

async function open(t: TestContext, options: Parameters<typeof Cloud.open>[0] = {}) {
  const cloud = await Cloud.open({ log: line => { assert.fail(line) }, ...options })
  t.after(() => cloud.close())
  const { url, port } = await cloud.listen(0)
  return { cloud, url, port }
}

describe('the index', () => {
  test('lists every endpoint with what it does, and each example works', async t => {
    const { url } = await open(t)
    await admin(url, 'snapshots', { name: 'before' })
    const { name, entries } = await admin<{ name: string, entries: IndexEntry[] }>(url, '')
    assert.equal(name, 'Orrery')
    // What the account side adds is tried in its own tests.
    const own = entries.filter(({ path }) => /^\/_\w+\/(|health|reset|clock|snapshots|calls|events|coverage|outbox|pages)(\/|$)/.test(path))
    assert.deepEqual(own.map(({ method, path }) => `${method} ${path}`), [
      'GET /_orrery/', 'GET /_orrery/health', 'GET /_localstack/health', 'POST /_orrery/reset', 'GET /_orrery/clock', 'POST /_orrery/clock',
      'GET /_orrery/snapshots', 'POST /_orrery/snapshots', 'POST /_orrery/snapshots/{name}/restore',
      'POST /_orrery/snapshots/{name}/branch', 'POST /_orrery/snapshots/{name}/delete', 'GET /_orrery/calls',
      'GET /_orrery/events', 'GET /_orrery/coverage', 'GET /_orrery/coverage/{service}', 'GET /_orrery/outbox',
      'GET /_orrery/pages/{service}/{account}/{region}/{page}',
    ])
    for (const { description } of entries) assert.ok(description.length > 5)
    for (const { method, path, example } of own) {
      const target = method === 'GET' ? String(example).replace('GET ', '') : path.replace('{name}', 'before')
      const body = method === 'GET' ? {} : { body: JSON.stringify(example), headers: { 'content-type': 'application/json' } }
      const response = await fetch(url + target, { method, ...body })
      // No service has shown a page yet.
      assert.equal(response.status, path.includes('/pages/') ? 404 : 200, `${method} ${target}`)
      if (path.endsWith('/events')) await response.body?.cancel()
      else assert.equal(typeof await response.json(), 'object', path)
    }
  })

  test('is there under the short names too, and answers HEAD without a body', async t => {
    const { url } = await open(t)
    for (const path of ['/_orrery', '/_orrery/', '/']) {
      const { name } = await (await fetch(url + path)).json() as { name: string }
      assert.equal(name, 'Orrery')
    }
    const response = await fetch(`${url}/_orrery/health`, { method: 'HEAD' })
    assert.equal(response.status, 200)
    assert.equal(await response.text(), '')
  })
})

describe('health', () => {
  test('says what runs, with which settings', async t => {
    const { url } = await open(t, { seed: '7', iam: 'off', quotas: 'real', lifecycle: 'instant', now: '2030-01-01' })
    const { now, version, ...rest } = await admin<Record<string, string>>(url, 'health')
    assert.match(now!, /^2030-01-01T00:00:0/)
    assert.match(version!, /^\d+\.\d+\.\d+/)
    assert.deepEqual(rest, {
      status: 'running', clock: 'running', state: 'ephemeral', iam: 'off', quotas: 'real', lifecycle: 'instant', seed: '7',
    })
  })

  test('answers tools that wait for LocalStack', async t => {
    const { url } = await open(t)
    const { services } = await (await fetch(`${url}/_localstack/health`)).json() as { services: Record<string, string> }
    assert.equal(services.sqs, 'available')
    assert.equal(services.sts, 'available')
  })
})

describe('reset', () => {
  test('empties the named part, or everything', async t => {
    const { url } = await open(t)
    const left = async (): Promise<number[]> => Promise.all(['111111111111', '222222222222'].map(async account =>
      (await sqs<{ QueueUrls: string[] }>(url, 'ListQueues', {}, { account })).QueueUrls.length))
    for (const account of ['111111111111', '222222222222']) await createQueue(url, 'q', {}, { account })
    assert.deepEqual(await admin(url, 'reset', { account: '111111111111', region: 'eu-west-1' }), { reset: true })
    assert.deepEqual(await left(), [1, 1])
    await admin(url, 'reset', { account: '111111111111' })
    assert.deepEqual(await left(), [0, 1])
    await admin(url, 'reset', {})
    assert.deepEqual(await left(), [0, 0])
  })
})

describe('snapshots', () => {
  test('are saved, listed, restored, branched and deleted', async t => {
    const { url } = await open(t, { now: '2030-01-01' })
    await admin(url, 'clock', { mode: 'frozen' })
    await createQueue(url, 'one')
    const saved = await admin<{ name: string, savedAt: string, sizeBytes: number }>(url, 'snapshots', { name: 'first' })
    assert.equal(saved.name, 'first')
    assert.match(saved.savedAt, /^2030-01-01T/)
    assert.deepEqual(await admin(url, 'snapshots'), { snapshots: [saved] })
    await createQueue(url, 'two')
    await admin(url, 'clock', { advance: '1d' })
    const { url: branched } = await admin<{ url: string }>(url, 'snapshots/first/branch', {})
    assert.equal((await sqs<{ QueueUrls: string[] }>(branched, 'ListQueues', {})).QueueUrls.length, 1)
    assert.deepEqual(await admin(url, 'snapshots/first/restore', {}), { restored: 'first', now: saved.savedAt })
    assert.equal((await sqs<{ QueueUrls: string[] }>(url, 'ListQueues', {})).QueueUrls.length, 1)
    assert.deepEqual(await admin(url, 'snapshots/first/delete', {}), { snapshots: [] })
  })
})

describe('calls', () => {
  test('are in order, with who called what and how it ended', async t => {
    const { url } = await open(t)
    await createQueue(url, 'q', {}, { account: '111111111111', region: 'eu-west-1' })
    await (await callSqs(url, 'GetQueueUrl', { QueueName: 'none' })).text()
    await (await callSqs(url, 'Nothing', {})).text()
    const { calls, last } = await admin<{ calls: ShownCall[], last: number }>(url, 'calls')
    assert.equal(last, 3)
    const shown = calls.map(({ sequence, service, operation, account, region, status, fault }) =>
      [sequence, service, operation, account, region, status, fault])
    assert.deepEqual(shown, [
      [1, 'sqs', 'CreateQueue', '111111111111', 'eu-west-1', 200, undefined],
      [2, 'sqs', 'GetQueueUrl', '000000000000', 'us-east-1', 400, 'QueueDoesNotExist'],
      [3, '', '', '', '', 400, 'UnknownOperationException'],
    ])
    assert.equal(calls[0]!.principal, 'arn:aws:iam::111111111111:root')
    assert.deepEqual(calls[0]!.resources, ['arn:aws:sqs:eu-west-1:111111111111:q'])
    assert.match(calls[0]!.requestId, /^[0-9a-f-]{36}$/)
    assert.ok(calls.every(({ at, durationMicros }) => !Number.isNaN(Date.parse(at)) && durationMicros >= 0))
    const after = async (query: string): Promise<number[]> =>
      (await admin<{ calls: ShownCall[] }>(url, `calls?${query}`)).calls.map(({ sequence }) => sequence)
    assert.deepEqual(await after('since=1'), [2, 3])
    assert.deepEqual(await after('limit=1'), [3])
    assert.deepEqual(await after('since=0&limit=2'), [1, 2])
    assert.deepEqual(await after('since=3'), [])
    assert.deepEqual(await after('since=99'), [])
  })

  test('come as events while they happen, with the changes they made', async t => {
    const { url, cloud } = await open(t)
    const leaving = new AbortController()
    const response = await fetch(`${url}/_orrery/events`, { signal: leaving.signal })
    assert.equal(response.headers.get('content-type'), 'text/event-stream')
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    let heard = ''
    while (!heard.includes(': open')) heard += (await reader.read()).value
    await createQueue(url, 'q')
    while (!/event: call\n/.test(heard)) heard += (await reader.read()).value
    assert.match(heard, /event: resource-created\ndata: \{[^\n]*"arn":"arn:aws:sqs:us-east-1:000000000000:q"/)
    assert.match(heard, /event: call\ndata: \{[^\n]*"operation":"CreateQueue"/)
    assert.equal(cloud.core.events.wanted, true)
    leaving.abort()
    while (cloud.core.events.wanted) await new Promise(resolve => { setImmediate(resolve) })
  })
})

describe('coverage', () => {
  test('counts every operation of every API once', async t => {
    const { url, cloud } = await open(t)
    const { services } = await admin<{ services: { service: string, behaves: number, stores: number, refuses: number }[] }>(url, 'coverage')
    assert.ok(services.length >= 380)
    const total = services.reduce((sum, { behaves, stores, refuses }) => sum + behaves + stores + refuses, 0)
    assert.equal(total, cloud.core.catalogue.entries.reduce((sum, { operationCount }) => sum + operationCount, 0))
    assert.deepEqual(services.find(({ service }) => service === 'sqs'), { service: 'sqs', behaves: 23, stores: 0, refuses: 0 })
    const stores = (await cloud.core.services.coverage('backup'))!.filter(({ label }) => label === 'stores').length
    assert.equal(services.find(({ service }) => service === 'backup')?.stores, stores)
  })

  test('of a service says how each operation is answered, and why', async t => {
    const { url } = await open(t)
    const { operations } = await admin<{ operations: { operation: string, label: string, reason: string }[] }>(url, 'coverage/sts')
    const labelOf = (name: string): string | undefined => operations.find(({ operation }) => operation === name)?.label
    assert.equal(labelOf('GetCallerIdentity'), 'behaves')
    assert.equal(labelOf('AssumeRoot'), 'refuses')
    assert.ok(operations.every(({ reason }) => reason.endsWith('.')))
    const { operations: others } = await admin<{ operations: { label: string }[] }>(url, 'coverage/cloudsearchdomain')
    assert.ok(others.length > 0 && others.every(({ label }) => label === 'refuses'))
  })
})

describe('the guard', () => {
  const ask = async (port: number, headers: Record<string, string>, path = 'clock'): Promise<number> =>
    (await exchange({ port, bytes: http('GET', `/_orrery/${path}`, headers) })).status

  test('lets in this machine by every name it has', async t => {
    const { port } = await open(t)
    for (const host of ['localhost', '127.0.0.1', `127.0.0.1:${port}`, 'LOCALHOST:1', '[::1]', 'localhost.localstack.cloud']) {
      assert.equal(await ask(port, { host }), 200, host)
    }
    for (const origin of ['http://localhost:3000', 'http://127.0.0.1:8080', 'https://localhost']) {
      assert.equal(await ask(port, { origin }), 200, origin)
    }
    assert.equal(await ask(port, { 'sec-fetch-site': 'same-origin' }), 200)
  })

  test('keeps out names that a foreign resolver may have made, everywhere but where nothing is told', async t => {
    const { port } = await open(t)
    for (const host of ['evil.example', 'localhost.evil.example', '10.0.0.1', '127.0.0.1.nip.io', 'xlocalhost', '169.254.169.254']) {
      assert.equal(await ask(port, { host }), 403, host)
      assert.equal(await ask(port, { host }, 'events'), 403, host)
      assert.equal(await ask(port, { host }, 'health'), 200, 'health may be asked by other containers')
    }
  })

  test('does not stand before AWS\'s services', async t => {
    const { port } = await open(t, { now: signedAt })
    const headers = { host: 'sqs.eu-west-1.amazonaws.com', origin: 'https://app.example', 'x-amz-target': 'AmazonSQS.ListQueues' }
    assert.equal((await exchange({ port, bytes: http('POST', '/', signed('sqs', headers), '{}') })).status, 200)
  })
})
