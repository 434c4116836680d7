// Pages of list operations of the library: exact however records come and go between them, and tokens that open for nothing else.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { codeOf, library, sampleCloud } from '../sample.fixture.ts'
import type { Answer, Ask, Asked } from '../sample.fixture.ts'
import type { Call, ServiceDeclaration } from '../service.ts'
import { Book } from '../sample.fixture.ts'

interface Listing {
  readonly ask: Ask
  readonly add: (name: string, chapters?: number) => Promise<void>
  readonly remove: (name: string) => Promise<void>
  /** One page of a list, as text, and its token. */
  readonly page: (operation: 'ListBooks' | 'ListChapters', input?: object, asked?: Asked) => Promise<[string, unknown]>
  /** The rest of a list, from a token on. */
  readonly rest: (operation: 'ListBooks' | 'ListChapters', input?: object) => Promise<string>
}

const removing: ServiceDeclaration['operations'] = {
  ...library.operations,
  BurnBook: ({ Name: name }: { Name: string }, call: Call) => { call.of(Book).delete(name) },
}

async function listing(t: TestContext, names: readonly string[] = [], declaration: Partial<ServiceDeclaration> = {}): Promise<Listing> {
  const { ask } = await sampleCloud(t, { declaration: { ...library, operations: removing, ...declaration } })
  const succeeded = async (answer: Promise<Answer>): Promise<void> => { assert.equal((await answer).status, 200, (await answer).text) }
  const page: Listing['page'] = async (operation, input, asked) => {
    const { status, text, output } = await ask(operation, input, asked)
    assert.equal(status, 200, text)
    return [((output['Books'] ?? output['Chapters']) as string[]).join(' '), output['NextToken']]
  }
  const made: Listing = {
    ask,
    page,
    add: (name, chapters = 1) => succeeded(ask('CreateBook', { Name: name, Chapters: chapters })),
    remove: name => succeeded(ask('BurnBook', { Name: name })),
    rest: async (operation, input) => {
      const pages: string[] = []
      for (let token: unknown; token !== undefined || pages.length === 0;) {
        const [items, next] = await page(operation, { ...input, ...(token !== undefined && { NextToken: token }) })
        pages.push(items)
        token = next
      }
      return pages.join(' | ')
    },
  }
  for (const name of names) await made.add(name)
  return made
}

describe('a list', () => {
  const names = ['e', 'a', 'c', 'b', 'd']
  const cases: readonly (readonly [object, string])[] = [
    [{}, 'a b c d | e'],
    [{ MaxResults: 2 }, 'a b | c d | e'],
    [{ MaxResults: 5 }, 'a b c d e'],
    [{ MaxResults: 4 }, 'a b c d | e'],
    [{ MaxResults: 1 }, 'a | b | c | d | e'],
    [{ MaxResults: 3, Backwards: true }, 'e d c | b a'],
    [{ MaxResults: 100, Prefix: 'x' }, ''],
  ]
  for (const [input, pages] of cases) {
    test(`of ${JSON.stringify(input)} is cut at ${pages}`,
      async t => { assert.equal(await (await listing(t, names)).rest('ListBooks', input), pages) })
  }

  test('by a prefix is cut within it', async t => {
    const { rest } = await listing(t, ['a', 'b1', 'b2', 'b3', 'c'])
    assert.equal(await rest('ListBooks', { Prefix: 'b', MaxResults: 2 }), 'b1 b2 | b3')
  })

  test('may change its page\'s size on the way', async t => {
    const { page } = await listing(t, ['a', 'b', 'c', 'd', 'e'])
    const [, token] = await page('ListBooks', { MaxResults: 1 })
    assert.deepEqual(await page('ListBooks', { MaxResults: 100, NextToken: token }), ['b c d e', undefined])
  })

  test('takes an empty token as none', async t => {
    const { page } = await listing(t, ['a'])
    assert.deepEqual(await page('ListBooks', { NextToken: '' }), ['a', undefined])
  })

  test('of nothing is an empty list', async t => {
    assert.deepEqual((await (await listing(t)).ask('ListBooks')).output, { Books: [] })
  })
})

describe('between two pages', () => {
  // The first page of two is 'b d', or 'f d' backwards.
  const cases: readonly (readonly [what: string, input: object, add: readonly string[], remove: readonly string[], rest: string])[] = [
    ['a record comes behind', {}, ['a', 'c'], [], 'f h'],
    ['a record comes ahead', {}, ['e', 'z'], [], 'e f | h z'],
    ['the last one given goes', {}, [], ['d'], 'f h'],
    ['all that was given goes', {}, [], ['b', 'd'], 'f h'],
    ['the next one goes', {}, [], ['f'], 'h'],
    ['everything ahead goes', {}, [], ['f', 'h'], ''],
    ['the last one given goes and comes again', {}, ['d'], ['d'], 'f h'],
    ['a record comes behind, backwards', { Backwards: true }, ['i', 'g'], [], 'd b'],
    ['a record comes ahead, backwards', { Backwards: true }, ['c', 'a'], [], 'd c | b a'],
    ['the last one given goes, backwards', { Backwards: true }, [], ['f'], 'd b'],
  ]
  for (const [what, input, added, removed, expected] of cases) {
    test(`${what}: ${expected}`, async t => {
      const { page, add, remove } = await listing(t, ['b', 'd', 'f', 'h'])
      const [first, token] = await page('ListBooks', { ...input, MaxResults: 2 })
      assert.equal(first, 'Backwards' in input ? 'h f' : 'b d')
      for (const name of removed) await remove(name)
      for (const name of added) await add(name)
      const [second, next] = await page('ListBooks', { ...input, MaxResults: 2, NextToken: token })
      const third = next === undefined ? '' : ` | ${(await page('ListBooks', { ...input, MaxResults: 2, NextToken: next }))[0]}`
      assert.equal(second + third, expected)
    })
  }
})

describe('records of several items', () => {
  for (const [limit, pages] of [
    [1, 'a/1 | b/1 | b/2 | b/3 | b/4 | d/1 | d/2'], [2, 'a/1 b/1 | b/2 b/3 | b/4 d/1 | d/2'], [3, 'a/1 b/1 b/2 | b/3 b/4 d/1 | d/2'],
    [5, 'a/1 b/1 b/2 b/3 b/4 | d/1 d/2'], [7, 'a/1 b/1 b/2 b/3 b/4 d/1 d/2'],
  ] as const) {
    test(`are cut at ${pages}`, async t => {
      const { add, rest } = await listing(t)
      for (const [name, chapters] of [['d', 2], ['b', 4], ['a', 1], ['c', 0]] as const) await add(name, chapters)
      assert.equal(await rest('ListChapters', { MaxResults: limit }), pages)
    })
  }

  // The first page ends within b: 'a/1 b/1 b/2'.
  const cases: readonly (readonly [what: string, add: readonly (readonly [string, number])[], remove: readonly string[],
    rest: string])[] = [
    ['the record goes among whose items the page ended', [], ['b'], 'd/1 d/2 d/3'],
    ['the record before it goes', [], ['a'], 'b/3 b/4 d/1 | d/2 d/3'],
    ['one comes between those two', [['ab', 2]], [], 'ab/1 ab/2 b/3 | b/4 d/1 d/2 | d/3'],
    ['one comes that fills the page', [['ab', 3]], [], 'ab/1 ab/2 ab/3 | b/3 b/4 d/1 | d/2 d/3'],
    ['one comes after it', [['c', 1]], [], 'b/3 b/4 c/1 | d/1 d/2 d/3'],
    ['another comes in its place', [['b', 3]], ['b'], 'b/3 d/1 d/2 | d/3'],
    ['one with fewer items comes in its place', [['b', 1]], ['b'], 'd/1 d/2 d/3'],
  ]
  for (const [what, added, removed, expected] of cases) {
    test(`${what}: ${expected}`, async t => {
      const { page, add, remove } = await listing(t)
      for (const [name, chapters] of [['a', 1], ['b', 4], ['d', 3]] as const) await add(name, chapters)
      let [items, token] = await page('ListChapters', { MaxResults: 3 })
      assert.equal(items, 'a/1 b/1 b/2')
      for (const name of removed) await remove(name)
      for (const [name, chapters] of added) await add(name, chapters)
      const pages: string[] = []
      while (token !== undefined) {
        [items, token] = await page('ListChapters', { MaxResults: 3, NextToken: token })
        pages.push(items)
      }
      assert.equal(pages.join(' | '), expected)
    })
  }
})

test('a list of what is in no collection is cut all the same', async t => {
  const operations = { ...library.operations, * ListBooks() { for (let i = 1; i <= 5; i += 1) yield String(i) } }
  const { rest } = await listing(t, [], { operations })
  assert.equal(await rest('ListBooks', { MaxResults: 2 }), '1 2 | 3 4 | 5')
})

test('what a list says beside its items comes with its last page, or with each', async t => {
  const items = function* (call: Call) { for (const { name } of call.of(Book).scan()) yield name }
  const beside = { ...library.operations, ListChapters: (_: object, call: Call) => ({ Chapters: items(call), NextToken: undefined }) }
  const { rest } = await listing(t, ['a', 'b', 'c'], { operations: beside })
  assert.equal(await rest('ListChapters', { MaxResults: 2 }), 'a b | c')
})

describe('a token', () => {
  const cases: readonly (readonly [what: string, operation: 'ListBooks' | 'ListChapters', input: object, asked?: Asked])[] = [
    ['of another prefix', 'ListBooks', { Prefix: 'a' }],
    ['of the other direction', 'ListBooks', { Backwards: true }],
    ['of another account', 'ListBooks', {}, { account: '444455556666' }],
    ['of another operation', 'ListChapters', {}],
  ]
  for (const [what, operation, input, asked] of cases) {
    test(`${what} is refused`, async t => {
      const { ask, page } = await listing(t, ['a', 'b', 'c'])
      const [, token] = await page('ListBooks', { MaxResults: 1 })
      const refused = await ask(operation, { ...input, NextToken: token }, asked)
      assert.deepEqual([refused.status, codeOf(refused)], [400, 'ValidationException'])
      assert.equal(refused.output['message'], 'The pagination token is not valid for this request.')
    })
  }

  test('that is none, was changed, or is another cloud\'s is refused', async t => {
    const { ask, page } = await listing(t, ['a', 'b', 'c'])
    const { page: otherPage } = await listing(t, ['a', 'b', 'c'])
    const [, token] = await page('ListBooks', { MaxResults: 1 })
    const [, other] = await otherPage('ListBooks', { MaxResults: 1 })
    const changed = `${String(token).slice(0, -2)}${String(token).endsWith('AA') ? 'BB' : 'AA'}`
    for (const each of [other, changed, 'garbage', ' ', 'a'.repeat(5000), '🜚', `${String(token)} `]) {
      assert.equal(codeOf(await ask('ListBooks', { NextToken: each })), 'ValidationException', String(each))
    }
  })

  test('a service\'s own words for it are said', async t => {
    const { ask } = await listing(t, [], { invalidToken: { code: 'LimitExceeded', message: 'Begin again.' } })
    const refused = await ask('ListBooks', { NextToken: 'garbage' })
    assert.deepEqual([codeOf(refused), refused.output['message']], ['LimitExceeded', 'Begin again.'])
  })

  test('holds for the same question asked in another order of words', async t => {
    const { page } = await listing(t, ['b1', 'b2'])
    const [, token] = await page('ListBooks', { Prefix: 'b', Backwards: false, MaxResults: 1 })
    assert.deepEqual(await page('ListBooks', { MaxResults: 9, Backwards: false, NextToken: token, Prefix: 'b' }), ['b2', undefined])
  })
})
