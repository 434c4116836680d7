// One request's passage: who speaks for it before its service is known, where it calls from, and what becomes of whatever was thrown.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { MalformedRequest } from '../wire/message.ts'
import { Fault } from './fault.ts'
import type { RequestHead, RequestMeta } from './gateway/request.ts'
import type { OperationRoute, Route } from './gateway/route-types.ts'
import { servicePrincipal } from './identity/principal.ts'
import { asFault, Passage } from './passage.ts'
import { jsonOf, sampleCloud, turns } from './sample.fixture.ts'
import type { LoadedService } from './services.ts'

const head: RequestHead = { method: 'POST', path: '/', query: '', headers: { host: 'library.localhost:4566', 'user-agent': 'reader/1.0' } }
const meta: RequestMeta = { remoteAddress: '192.0.2.7', secure: true, onGone: () => {} }
const route: OperationRoute = { kind: 'operation', serviceId: 'library', operationName: 'GetBook', protocol: 'json-1.1',
  region: 'cn-north-1' }

describe('whatever was thrown', () => {
  const cases: readonly (readonly [string, unknown, readonly [code: string, status: number, message: string],
    logged: RegExp | undefined])[] = [
    ['a fault', new Fault('Lost', 'It is lost.', 404), ['Lost', 404, 'It is lost.'], undefined],
    ['a request that cannot be read', new MalformedRequest('What?', 'Garbled', 413), ['Garbled', 413, 'What?'], undefined],
    ['an error', new TypeError('x is no function'), ['InternalFailure', 500, 'id'], /^id: TypeError: x is no function\n/],
    ['text', 'oops', ['InternalFailure', 500, 'id'], /^id: oops$/],
    ['null', null, ['InternalFailure', 500, 'id'], /^id: null$/],
  ]
  for (const [what, thrown, [code, status, message], words] of cases) {
    test(`${what} is ${code}`, async t => {
      const { cloud, logged } = await sampleCloud(t)
      const fault = asFault(thrown, cloud.core, 'id')
      assert.deepEqual([fault.code, fault.status], [code, status])
      assert.ok(fault.message.includes(message), fault.message)
      assert.equal(logged.length, words === undefined ? 0 : 1)
      if (words !== undefined) assert.match(logged[0]!, words)
    })
  }

  test('that cannot be read is told in the service\'s own words, where it has some', async t => {
    const { cloud } = await sampleCloud(t)
    assert.equal(asFault(new MalformedRequest('What?'), cloud.core, 'id', text => `${text}!`).message, 'What?!')
  })

  test('is in the protocol\'s envelope with the fault\'s headers, and in the journal once', async t => {
    const { cloud } = await sampleCloud(t)
    const passage = new Passage(cloud.core, head, meta)
    passage.routed(route)
    const service = await cloud.core.services.load('library') as LoadedService
    passage.found(service, service.operation('GetBook')!)
    const response = passage.fail(Object.assign(new Fault('NoSuchBook', 'It is lost.', 404), { headers: { 'x-where': 'attic' } }))
    assert.deepEqual([response.status, response.headers['x-where'], response.headers['x-orrery-coverage'],
      response.headers['x-amzn-requestid']],
      [404, 'attic', 'behaves', passage.requestId])
    assert.deepEqual(jsonOf(response), { __type: 'NoSuchBook', message: 'It is lost.' })
    const entries = [...cloud.core.journal.newest()]
    assert.deepEqual(entries.map(({ service: id, operation, region, status, fault, sourceAddress, userAgent }) =>
      [id, operation, region, status, fault, sourceAddress, userAgent]),
    [['library', 'GetBook', 'cn-north-1', 404, 'NoSuchBook', '192.0.2.7', 'reader/1.0']])
  })

  test('before anything is known is told and journalled all the same', async t => {
    const { cloud } = await sampleCloud(t)
    const passage = new Passage(cloud.core, head, meta)
    const response = passage.fail(new Fault('Nobody', 'There is nobody.', 404))
    assert.deepEqual([response.status, jsonOf(response), response.headers['x-orrery-coverage']],
      [404, { __type: 'Nobody', message: 'There is nobody.' }, undefined])
    const [entry] = [...cloud.core.journal.newest()]
    assert.deepEqual([entry!.service, entry!.operation, entry!.account, entry!.principal.kind], ['', '', '', 'anonymous'])
  })
})

describe('a route that leads to no operation', () => {
  const cases: readonly (readonly [Exclude<Route, OperationRoute>, code: string, status: number])[] = [
    [{ kind: 'fault', code: 'UnknownOperationException', status: 404, message: '', protocol: 'json-1.1', serviceId: 'library' },
      'UnknownOperationException', 404],
    [{ kind: 'fault', code: 'InvalidAction', status: 400, message: 'no', protocol: 'query' }, 'InvalidAction', 400],
    [{ kind: 'action', serviceIds: ['library'], protocol: 'query', region: 'r' }, 'NotImplemented', 404],
    [{ kind: 'web', form: 'execute-api', id: 'abc', region: 'r' }, 'NotImplemented', 404],
  ]
  for (const [given, code, status] of cases) {
    test(`${given.kind} is refused with ${code}`, async t => {
      const { cloud } = await sampleCloud(t)
      const passage = new Passage(cloud.core, head, meta)
      assert.throws(() => passage.refuse(given), (error: unknown) => error instanceof Fault && error.code === code
        && error.status === status)
      if (given.kind === 'fault') assert.equal(passage.protocol.name, given.protocol)
    })
  }
})

test('the words of doubt are those of the protocol\'s family', async t => {
  const { cloud } = await sampleCloud(t)
  const families: readonly (readonly [OperationRoute['protocol'], string])[] = [
    ['json-1.0', 'json'], ['json-1.1', 'json'], ['cbor', 'json'], ['rest-json', 'rest-json'], ['rest-xml', 'rest-xml'], ['query', 'query'],
      ['ec2', 'ec2'],
  ]
  for (const [protocol, family] of families) {
    const passage = new Passage(cloud.core, head, meta)
    passage.routed({ ...route, protocol })
    assert.equal(passage.family, family)
  }
})

describe('the origin of a call', () => {
  test('is the caller\'s account, the route\'s region, and the host that was asked', async t => {
    const { cloud } = await sampleCloud(t, { account: '999988887777' })
    const passage = new Passage(cloud.core, head, meta, 'own-id')
    passage.routed(route)
    const { account, region, partition, requestId, endpoint, sourceAddress, userAgent, principal } = passage.origin
    assert.deepEqual([account, region, partition, requestId], ['999988887777', 'cn-north-1', 'aws-cn', 'own-id'])
    assert.deepEqual([endpoint, sourceAddress, userAgent], ['https://library.localhost:4566', '192.0.2.7', 'reader/1.0'])
    assert.equal(principal.kind, 'anonymous')
    passage.routed({ ...route, account: '444455556666' })
    assert.equal(passage.origin.account, '444455556666')
    passage.identified({ principal: { kind: 'root', account: '111122223333', arn: '', userId: '' }, payload: { kind: 'settled' } })
    assert.equal(passage.origin.account, '111122223333')
  })

  test('has one signal, which fires when the client goes', async t => {
    const { cloud } = await sampleCloud(t)
    const listeners: (() => void)[] = []
    const passage = new Passage(cloud.core, head, { ...meta, onGone: listener => { listeners.push(listener) } })
    passage.routed(route)
    assert.equal(listeners.length, 0)
    const signal = passage.origin.signal!()
    assert.equal(passage.origin.signal!(), signal)
    assert.deepEqual([listeners.length, signal.aborted], [1, false])
    listeners[0]!()
    await turns(1)
    assert.equal(signal.aborted, true)
  })

  test('of a call from inside is the service that makes it', async t => {
    const { cloud } = await sampleCloud(t)
    const service = await cloud.core.services.load('library') as LoadedService
    const passage = Passage.within(cloud.core, service, service.operation('GetBook')!, {
      principal: servicePrincipal('museum.amazonaws.com'), account: '111122223333', region: 'us-east-1', partition: 'aws',
        requestId: 'inner',
      endpoint: 'http://localhost', sourceAddress: 'museum.amazonaws.com', userAgent: 'museum.amazonaws.com',
    })
    passage.journal(200)
    const [entry] = [...cloud.core.journal.newest()]
    assert.deepEqual([entry!.requestId, entry!.principal.service, entry!.sourceAddress, entry!.operation, entry!.dataEvent],
      ['inner', 'museum.amazonaws.com', 'museum.amazonaws.com', 'GetBook', true])
  })
})
