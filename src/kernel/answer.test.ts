// From decoded input to output: what becomes of what an operation returns, yields or throws, and of input that the model does not allow.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { Fault } from './fault.ts'
import { codeOf, libraryWith, sampleCloud } from './sample.fixture.ts'
import type { Answer } from './sample.fixture.ts'
import type { Call, ServiceDeclaration } from './service.ts'

async function answering(t: TestContext, name: string, run: (input: never, call: Call) => unknown, more: Partial<ServiceDeclaration> = {},
  input: object = {}):
Promise<Answer & { logged: string[] }> {
  const { ask, logged } = await sampleCloud(t, { declaration: libraryWith({ [name]: run }, more) })
  return { ...await ask(name, input), logged }
}

describe('what an operation gives', () => {
  const returned: readonly (readonly [what: string, run: (input: never, call: Call) => unknown, output: object])[] = [
    ['an output', () => ({ Welcome: 'in' }), { Welcome: 'in' }],
    ['a promise of one', async () => ({ Welcome: 'in' }), { Welcome: 'in' }],
    ['nothing', () => undefined, {}],
    ['a promise of nothing', async () => {}, {}],
  ]
  for (const [what, run, output] of returned) {
    test(`${what} is answered ${JSON.stringify(output)}`, async t => {
      const { status, output: given } = await answering(t, 'OpenDoors', run)
      assert.deepEqual([status, given], [200, output])
    })
  }

  const listed: readonly (readonly [what: string, run: (input: never, call: Call) => unknown])[] = [
    ['a generator', function* () { yield* ['a', 'b'] }],
    ['a promise of a generator', async () => (function* () { yield* ['a', 'b'] })()],
    ['a generator within the output', () => ({ Books: ['a', 'b'].values() })],
    ['a promise of one within the output', async () => ({ Books: ['a', 'b'].values() })],
    ['a whole list', () => ({ Books: ['a', 'b'] })],
  ]
  for (const [what, run] of listed) {
    test(`${what} is a list`, async t => { assert.deepEqual((await answering(t, 'ListBooks', run)).output, { Books: ['a', 'b'] }) })
  }

  test('a generator of an operation without pages is a mistake of ours', async t => {
    const { status, logged } = await answering(t, 'OpenDoors', function* () { yield 1 })
    assert.equal(status, 500)
    assert.match(logged[0]!, /assert: OpenDoors yields but has no pages/)
  })

  test('its own pages are the service\'s business', async t => {
    const run = ({ NextToken: token }: { NextToken?: string }): object => ({ Books: [token ?? 'first'], NextToken: 'mine' })
    const { output } = await answering(t, 'ListBooks', run, { ownPages: ['ListBooks'] }, { NextToken: 'mine' })
    assert.deepEqual(output, { Books: ['mine'], NextToken: 'mine' })
  })
})

test('a list that fails in the middle of a page is no list, and what it wrote is undone', async t => {
  const failing = function* (_: never, call: Call) {
    yield 'a'
    call.table('own').put('k', 1)
    throw call.fault('LimitExceeded', 'Enough.')
  }
  const { ask, cloud } = await sampleCloud(t, { declaration: libraryWith({ ListBooks: failing }) })
  assert.equal(codeOf(await ask('ListBooks')), 'LimitExceeded')
  assert.equal(cloud.core.store.cell('111122223333/us-east-1').table('library/own').count(), 0)
})

describe('input that breaks the model', () => {
  test('is told all at once, and nothing is run', async t => {
    let ran = false
    const { output } = await answering(t, 'CreateBook', () => { ran = true }, {}, { Chapters: 10, Name: 'a b' })
    assert.equal(output['message'], "2 validation errors detected: Value 'a b' at 'name' failed to satisfy constraint: "
      + "Member must satisfy regular expression pattern: [A-Za-z0-9/._-]+; Value '10' at 'chapters' failed to satisfy constraint: "
      + 'Member must have value less than or equal to 9')
    assert.equal(ran, false)
  })

  test('is refused in the service\'s own words where it has some', async t => {
    const invalid: ServiceDeclaration['invalid'] = (violations, operation) =>
      new Fault('LimitExceeded', `${operation}: ${violations.map(({ path }) => path).join()}`, 413)
    const answer = await answering(t, 'CreateBook', () => {}, { invalid }, { Name: '' })
    assert.deepEqual([answer.status, codeOf(answer), answer.output['message']], [413, 'LimitExceeded', 'CreateBook: name,name'])
  })

  test('goes where the service does not check it', async t => {
    const unchecked: ServiceDeclaration['unchecked'] = (constraint, path, operation) => operation === 'CreateBook' && path === 'name'
      && constraint !== 'length'
    const run = (): object => ({ Serial: 'made' })
    assert.equal((await answering(t, 'CreateBook', run, { unchecked }, { Name: 'a b' })).output['Serial'], 'made')
    assert.equal(codeOf(await answering(t, 'CreateBook', run, { unchecked }, { Name: 'a b', Chapters: 10 })), 'ValidationException')
    assert.equal(codeOf(await answering(t, 'CreateBook', run, { unchecked }, { Name: 'x'.repeat(41) })), 'ValidationException')
  })
})

test('what is asked beside the form is read from the path', async t => {
  const declaration = libraryWith({ OpenDoors: (input: object) => ({ Welcome: JSON.stringify(input) }) },
    { fromPath: () => ({ Name: 'from the path' }) })
  const { ask } = await sampleCloud(t, { declaration })
  assert.equal((await ask('OpenDoors')).output['Welcome'], '{}')
})
