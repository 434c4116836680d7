// The steps of a call in their order: whoever is not believed learns nothing of what comes after, and every answer says how it came about.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Book, codeOf, libraryWith, sampleCloud } from './sample.fixture.ts'
import type { Answer, Asked, Sample } from './sample.fixture.ts'
import type { Call } from './service.ts'

const garbage = { body: '{"Name": nonsense' }
const told = (answer: Answer): unknown[] => [answer.status, codeOf(answer)]

describe('the first step that refuses is the one that answers', () => {
  const cases: readonly (readonly [what: string, operation: string, input: object, asked: Asked, answer: readonly [number, string]])[] = [
    ['no such operation, unsigned garbage', 'EatBook', {}, { ...garbage, unsigned: true }, [400, 'UnknownOperationException']],
    ['unsigned garbage', 'GetBook', {}, { ...garbage, unsigned: true }, [400, 'MissingAuthenticationTokenException']],
    ['unsigned and sound', 'GetBook', { Name: 'it' }, { unsigned: true }, [400, 'MissingAuthenticationTokenException']],
    ['unsigned, of what is refused', 'PulpBook', {}, { unsigned: true }, [400, 'MissingAuthenticationTokenException']],
    ['garbage by an unknown key', 'GetBook', {}, { ...garbage, account: 'AKIAIOSFODNN7EXAMPLE' }, [400, 'UnrecognizedClientException']],
    ['signed garbage', 'GetBook', {}, garbage, [400, 'SerializationException']],
    ['a member of another type', 'GetBook', { Name: 1 }, {}, [400, 'SerializationException']],
    ['input that breaks the model', 'GetBook', { Name: '' }, {}, [400, 'ValidationException']],
    ['input without what is required', 'CreateBook', { ClientToken: 't' }, {}, [400, 'ValidationException']],
    ['what is not there', 'GetBook', { Name: 'it' }, {}, [404, 'NoSuchBook']],
    ['what is refused', 'PulpBook', { Name: 'it' }, {}, [400, 'NotImplemented']],
    ['our own failure', 'BurnBook', { Name: 'it' }, {}, [500, 'InternalFailure']],
    ['unsigned garbage where everyone is admitted', 'OpenDoors', {}, { ...garbage, unsigned: true }, [400, 'SerializationException']],
  ]
  for (const [what, operation, input, asked, answer] of cases) {
    test(`${what}: ${answer.join(' ')}`, async t => { assert.deepEqual(told(await (await sampleCloud(t)).ask(operation, input, asked)),
      answer) })
  }

  test('everyone is admitted to what needs no credentials, and everywhere without authorisation', async t => {
    const { ask } = await sampleCloud(t)
    assert.deepEqual((await ask('OpenDoors', {}, { unsigned: true })).output, { Welcome: 'Come in.' })
    const { ask: open, cloud } = await sampleCloud(t, { iam: 'off', account: '999988887777', region: 'eu-north-1' })
    const { output } = await open('CreateBook', { Name: 'it' }, { unsigned: true })
    assert.equal(output['BookArn'], 'arn:aws:library:eu-north-1:999988887777:book/it')
    assert.deepEqual(cloud.core.store.cellIds().filter(id => id.startsWith('9')), ['999988887777/eu-north-1'])
  })

  test('a service that decides itself admits everyone', async t => {
    const declaration = libraryWith({ OpenDoors: (_: object, call: Call) => ({ Welcome: call.principal.kind }) }, { admitsAnonymous: true })
    const { ask } = await sampleCloud(t, { declaration })
    assert.equal((await ask('GetBook', { Name: 'it' }, { unsigned: true })).output['__type'], 'NoSuchBook')
  })
})

describe('every answer says how it came about', () => {
  const cases: readonly (readonly [string, object, Asked, string | undefined])[] = [
    ['OpenDoors', {}, {}, 'behaves'], ['TagResource', {}, {}, 'behaves'], ['GetBook', { Name: 'no' }, {}, 'behaves'],
    ['BurnBook', { Name: 'it' }, {}, 'behaves'], ['GetBook', {}, { unsigned: true }, 'behaves'], ['PulpBook', {}, {}, 'refuses'],
    ['RebindBook', {}, {}, 'refuses'], ['EatBook', {}, {}, undefined],
  ]
  for (const [operation, input, asked, label] of cases) {
    test(`${operation} ${JSON.stringify({ ...input, ...asked })}: ${label ?? 'nothing'}`, async t => {
      const { ask } = await sampleCloud(t)
      const { headers } = await ask(operation, input, asked)
      assert.equal(headers['x-orrery-coverage'], label)
      assert.match(headers['x-amzn-requestid']!, /^[0-9a-f-]{36}$/)
    })
  }
})

test('what is refused says why, and where to read more', async t => {
  const { ask } = await sampleCloud(t)
  assert.equal((await ask('PulpBook')).output['message'], 'Books are kept. See what is answered: orrery coverage library')
  assert.equal((await ask('RebindBook')).output['message'],
    'Orrery does not answer library RebindBook yet. See what is answered: orrery coverage library')
})

test('our own failure hides its stack, names itself in the log, and leaves nothing written', async t => {
  const { ask, logged, cloud } = await sampleCloud(t)
  const { output, headers, text } = await ask('BurnBook', { Name: 'it' })
  const id = headers['x-amzn-requestid']!
  assert.equal(output['message'], `The request failed because of an error inside Orrery; its log has it under ${id}.`)
  assert.doesNotMatch(text, /burn|assert|\.[jt]s/)
  assert.equal(logged.length, 1)
  assert.ok(logged[0]!.startsWith(`${id}: Error: assert: books do not burn\n    at `), logged[0])
  assert.equal(codeOf(await ask('GetBook', { Name: 'it' })), 'NoSuchBook')
  assert.deepEqual([...cloud.core.journal.newest()][1]!.fault, 'InternalFailure')
})

describe('what is thrown that is no error of ours', () => {
  for (const [what, thrown] of [['text', 'oops'], ['nothing', undefined], ['an object', { code: 'X' }]] as const) {
    test(`${what} is an internal failure, too`, async t => {
      const { ask, logged } = await sampleCloud(t, { declaration: libraryWith({ BurnBook: () => { throw thrown } }) })
      assert.deepEqual(told(await ask('BurnBook')), [500, 'InternalFailure'])
      assert.equal(logged.length, 1)
    })
  }
})

describe('the journal', () => {
  const entryOf = ({ cloud }: Sample) => [...cloud.core.journal.newest()][0]!

  test('has a line for every call, with who called what and what it touched', async t => {
    const sample = await sampleCloud(t)
    const { headers } = await sample.ask('CreateBook', { Name: 'it' }, { region: 'eu-west-1' })
    const { durationMicros, principal, ...entry } = entryOf(sample)
    assert.deepEqual(entry, {
      sequence: 1, service: 'library', operation: 'CreateBook', account: '111122223333', region: 'eu-west-1', sourceAddress: '127.0.0.1',
        userAgent: '',
      dataEvent: false, at: sample.wall.at, requestId: headers['x-amzn-requestid'], status: 200,
      resources: ['arn:aws:library:eu-west-1:111122223333:book/it'],
    })
    assert.ok(Number.isInteger(durationMicros) && durationMicros >= 0)
    assert.deepEqual([principal.kind, principal.arn], ['root', 'arn:aws:iam::111122223333:root'])
  })

  const failures: readonly (readonly [string, object, Asked, readonly [string, number, string, boolean]])[] = [
    ['GetBook', { Name: 'it' }, {}, ['GetBook', 404, 'NoSuchBook', true]],
    ['GetBook', {}, { unsigned: true }, ['GetBook', 400, 'MissingAuthenticationTokenException', true]],
    ['EatBook', {}, {}, ['', 400, 'UnknownOperationException', false]],
    ['CreateBook', {}, garbage, ['CreateBook', 400, 'SerializationException', false]],
  ]
  for (const [operation, input, asked, expected] of failures) {
    test(`tells how ${operation} failed with ${expected[2]}`, async t => {
      const sample = await sampleCloud(t)
      await sample.ask(operation, input, asked)
      const { operation: named, status, fault, dataEvent } = entryOf(sample)
      assert.deepEqual([named, status, fault, dataEvent], expected)
      assert.equal(sample.cloud.core.journal.lastSequence, 1)
    })
  }
})

describe('a call from inside', () => {
  const inner = (input: object, call: Call, operation = 'GetBook') =>
    (call.to('library' as never, { region: 'eu-west-1' }) as Record<string, (input: object) => Promise<object>>)[operation]!(input)

  test('is a call like another: of the service\'s own principal, journalled, in the place that was named', async t => {
    const declaration = libraryWith({ AwaitBook: async (input: object, call: Call) =>
      ({ Outcome: JSON.stringify(await inner(input, call)) }) })
    const { ask, cloud } = await sampleCloud(t, { declaration, lifecycle: 'instant' })
    await ask('CreateBook', { Name: 'it' }, { region: 'eu-west-1' })
    assert.equal((await ask('AwaitBook', { Name: 'it' })).output['Outcome'], '{"Name":"it","Status":"READY"}')
    const [outer, within] = [...cloud.core.journal.newest()]
    assert.deepEqual([outer!.operation, within!.operation, within!.region, within!.account],
      ['AwaitBook', 'GetBook', 'eu-west-1', '111122223333'])
    assert.deepEqual([within!.principal.service, within!.sourceAddress, within!.userAgent],
      Array.from({ length: 3 }, () => 'library.amazonaws.com'))
    assert.notEqual(within!.requestId, outer!.requestId)
  })

  test('fails with the fault it got, which the outer one may pass on', async t => {
    const declaration = libraryWith({ AwaitBook: (input: object, call: Call) => inner(input, call) })
    const { ask, cloud, logged } = await sampleCloud(t, { declaration })
    assert.deepEqual(told(await ask('AwaitBook', { Name: 'it' })), [404, 'NoSuchBook'])
    assert.deepEqual([...cloud.core.journal.newest()].map(({ operation, fault }) => [operation, fault]),
      [['AwaitBook', 'NoSuchBook'], ['GetBook', 'NoSuchBook']])
    assert.deepEqual(logged, [])
  })

  test('is validated as well', async t => {
    const declaration = libraryWith({ AwaitBook: (_: object, call: Call) => inner({ Name: '' }, call) })
    const { ask } = await sampleCloud(t, { declaration })
    assert.deepEqual(told(await ask('AwaitBook', { Name: 'it' })), [400, 'ValidationException'])
  })

  test('of what is not there is a mistake of ours', async t => {
    const declaration = libraryWith({ AwaitBook: (_: object, call: Call) => inner({}, call, 'EatBook') })
    const { ask, logged } = await sampleCloud(t, { declaration })
    assert.deepEqual(told(await ask('AwaitBook', { Name: 'it' })), [500, 'InternalFailure'])
    assert.match(logged[0]!, /assert: there is no library EatBook to call/)
  })
})

test('what a service says of its answer beyond the output is in the answer', async t => {
  const respond = (_: object, call: Call): object => {
    call.respond({ status: 418, headers: { 'x-teapot': 'yes' } })
    return { Welcome: 'Tea?' }
  }
  const { ask } = await sampleCloud(t, { declaration: libraryWith({ OpenDoors: respond }) })
  const { status, headers, output } = await ask('OpenDoors')
  assert.deepEqual([status, headers['x-teapot'], output], [418, 'yes', { Welcome: 'Tea?' }])
})

test('a service may refuse a request before it is decoded', async t => {
  const received = (_: unknown, operation: string): void => { throw Object.assign(new Error(`No ${operation} today.`)) }
  const { ask, logged } = await sampleCloud(t, { declaration: libraryWith({}, { received }) })
  assert.deepEqual(told(await ask('GetBook', {}, garbage)), [500, 'InternalFailure'])
  assert.match(logged[0]!, /No GetBook today\./)
  assert.equal(codeOf(await ask('GetBook', {}, { unsigned: true })), 'MissingAuthenticationTokenException')
})

test('an answer waits for the state to be durable, and one that cannot be is a failure', async t => {
  const { ask, cloud, logged } = await sampleCloud(t)
  t.mock.method(cloud.core.store, 'durable', () => Promise.reject(new Error('disk full')))
  assert.deepEqual(told(await ask('CreateBook', { Name: 'it' })), [500, 'InternalFailure'])
  assert.match(logged[0]!, /disk full/)
  assert.equal(cloud.core.store.cell('111122223333/us-east-1').table(`library/${Book.name}`).count(), 1)
})
