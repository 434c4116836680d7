// Collections over a store in memory: records by key and span, and indexes that follow every put, delete and rollback.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Cell, Store } from '../store/face.ts'
import { openStore } from '../store/open.ts'
import { collection } from './collection.ts'
import type { Collection, CollectionContext, Span } from './collection.ts'
import { records } from './resource.ts'
import type { KeyPart } from './resource.ts'

interface Song { readonly album: string, readonly track: number, readonly title: string, readonly stars?: number, readonly disc?: string }

const Song = records<Song>({
  name: 'Song',
  key: ['album', 'track'],
  indexes: { title: ({ title }) => [title], stars: ({ stars }) => stars === undefined ? undefined : [stars] },
})

const context: CollectionContext = {
  missing: (type, key) => new Error(`no ${type.name} ${key.join('/')}`),
  present: (type, key) => new Error(`${type.name} ${key.join('/')} is there`),
}

interface Shelf { readonly store: Store, readonly cell: Cell, readonly songs: Collection<Song> }

async function shelf(given: CollectionContext = context): Promise<Shelf> {
  const store = await openStore()
  const cell = store.cell('1/r')
  return { store, cell, songs: collection(cell, 'radio', Song, given) }
}

/** Albums `a` to `c` and `ab`, three tracks each, titles in the opposite order, every other one with stars. */
async function filled(): Promise<Shelf> {
  const made = await shelf()
  made.store.transact(() => {
    let stars = 0
    for (const album of ['c', 'ab', 'a', 'b']) {
      for (const track of [10, 2, 1]) made.songs.insert({ album, track, title: `${album}-${99 - track}`,
        ...((stars += 1) % 2 === 0 && { stars }) })
    }
  })
  return made
}

const names = (found: Iterable<Song>): string => [...found].map(({ album, track }) => `${album}${track}`).join(' ')

test('records are got, required, inserted, put and deleted by their key', async () => {
  const { store, songs } = await shelf()
  const song = { album: 'a', track: 1, title: 'one' }
  assert.equal(songs.get('a', 1), undefined)
  assert.throws(() => songs.require('a', 1), /^Error: no Song a\/1$/)
  store.transact(() => {
    assert.deepEqual(songs.insert(song), song)
    assert.throws(() => songs.insert({ ...song, title: 'other' }), /^Error: Song a\/1 is there$/)
    assert.deepEqual(songs.put({ ...song, title: 'two' }), { ...song, title: 'two' })
  })
  assert.deepEqual([songs.get('a', 1), songs.require('a', 1).title, songs.get('a', '1' as never)],
    [{ ...song, title: 'two' }, 'two', undefined])
  store.transact(() => {
    assert.equal(songs.delete('a', 1)?.title, 'two')
    assert.equal(songs.delete('a', 1), undefined)
  })
  assert.equal(songs.count(), 0)
})

describe('spans', () => {
  const all = 'a1 a2 a10 ab1 ab2 ab10 b1 b2 b10 c1 c2 c10'
  const cases: readonly (readonly [Span | undefined, string])[] = [
    [undefined, all],
    [{}, all],
    [{ reverse: true }, 'c10 c2 c1 b10 b2 b1 ab10 ab2 ab1 a10 a2 a1'],
    [{ within: ['a'] }, 'a1 a2 a10'],
    [{ within: ['a'], reverse: true }, 'a10 a2 a1'],
    [{ within: ['a', 2] }, 'a2'],
    [{ within: ['zz'] }, ''],
    [{ prefix: 'a' }, 'a1 a2 a10 ab1 ab2 ab10'],
    [{ prefix: 'ab' }, 'ab1 ab2 ab10'],
    [{ prefix: '' }, all],
    [{ from: ['b'] }, 'b1 b2 b10 c1 c2 c10'],
    [{ from: ['b', 2] }, 'b2 b10 c1 c2 c10'],
    [{ after: ['b', 2] }, 'b10 c1 c2 c10'],
    [{ after: ['b'] }, 'c1 c2 c10'],
    [{ after: ['b', 5] }, 'b10 c1 c2 c10'],
    [{ before: ['b'] }, 'a1 a2 a10 ab1 ab2 ab10'],
    [{ before: ['ab', 2] }, 'a1 a2 a10 ab1'],
    [{ through: ['ab'] }, 'a1 a2 a10 ab1 ab2 ab10'],
    [{ through: ['ab', 2] }, 'a1 a2 a10 ab1 ab2'],
    [{ from: ['ab'], before: ['b', 10] }, 'ab1 ab2 ab10 b1 b2'],
    [{ after: ['ab', 2], through: ['b'], reverse: true }, 'b10 b2 b1 ab10'],
    [{ from: ['b'], after: ['a', 1] }, 'b1 b2 b10 c1 c2 c10'],
    [{ from: ['a'], after: ['b'] }, 'c1 c2 c10'],
    [{ before: ['b'], through: ['c'] }, 'a1 a2 a10 ab1 ab2 ab10'],
    [{ before: ['c'], through: ['a'] }, 'a1 a2 a10'],
    [{ within: ['b'], after: [1] }, 'b2 b10'],
    [{ within: ['b'], from: [2], through: [2] }, 'b2'],
    [{ within: ['b'], before: [10], reverse: true }, 'b2 b1'],
    [{ from: ['c'], before: ['a'] }, ''],
  ]
  for (const [span, expected] of cases) {
    test(JSON.stringify(span) ?? 'none', async () => {
      const { songs } = await filled()
      assert.equal(names(songs.scan(span)), expected)
      assert.equal(songs.count(span), expected === '' ? 0 : expected.split(' ').length)
      assert.equal(names([songs.first(span)].filter(song => song !== undefined)), expected.split(' ')[0])
    })
  }

  test('of an index run over its parts, then over the key', async () => {
    const { songs } = await filled()
    const stars = songs.by('stars')
    assert.equal(names(stars.scan()), 'c2 ab10 ab1 a2 b10 b1')
    assert.equal(names(stars.scan({ from: [4], before: [10], reverse: true })), 'a2 ab1 ab10')
    assert.equal(names(songs.by('title').scan({ prefix: 'ab-', reverse: true })), 'ab1 ab2 ab10')
    assert.equal(names(songs.by('title').scan({ within: ['b-98'] })), 'b1')
    assert.equal(stars.first({ after: [4] })?.stars, 6)
    assert.deepEqual([stars.first({ after: [100] }), stars.count(), stars.count({ through: [6] })], [undefined, 6, 3])
  })

  test('go on where they were while records come and go', async () => {
    const { store, songs } = await filled()
    const seen: string[] = []
    store.transact(() => {
      for (const { album, track } of songs.scan({ within: ['b'] })) {
        seen.push(`${album}${track}`)
        songs.delete('b', 2)
        songs.put({ album: 'b', track: 5, title: 'new' })
        songs.put({ album: 'b', track: 0, title: 'behind' })
      }
    })
    assert.deepEqual(seen, ['b1', 'b5', 'b10'])
  })
})

describe('indexes', () => {
  const indexed = ({ cell }: Shelf): string[] => ['title', 'stars'].map(name => String(cell.table(`radio/Song.${name}`).count()))

  test('follow a record that is put again, deleted, or loses its place', async () => {
    const made = await shelf()
    const { store, songs } = made
    const by = (name: string, ...within: KeyPart[]): string => names(songs.by(name).scan({ within }))
    store.transact(() => songs.insert({ album: 'a', track: 1, title: 'x', stars: 3 }))
    assert.deepEqual([by('title', 'x'), by('stars', 3)], ['a1', 'a1'])
    store.transact(() => songs.put({ album: 'a', track: 1, title: 'y', stars: 3 }))
    assert.deepEqual([by('title', 'x'), by('title', 'y'), by('stars', 3)], ['', 'a1', 'a1'])
    store.transact(() => songs.put({ album: 'a', track: 1, title: 'y' }))
    assert.deepEqual([by('stars', 3), indexed(made)], ['', ['1', '0']])
    store.transact(() => songs.put({ album: 'a', track: 1, title: 'y', stars: 5 }))
    assert.equal(by('stars', 5), 'a1')
    store.transact(() => songs.delete('a', 1))
    assert.deepEqual(indexed(made), ['0', '0'])
  })

  test('give the record as it is now, and hold one place for each of equal order', async () => {
    const { store, songs } = await shelf()
    store.transact(() => { for (const track of [3, 1, 2]) songs.put({ album: 'a', track, title: 'same' }) })
    store.transact(() => songs.put({ album: 'a', track: 2, title: 'same', disc: 'two' }))
    assert.equal(names(songs.by('title').scan()), 'a1 a2 a3')
    assert.equal([...songs.by('title').scan()][1]!.disc, 'two')
  })

  test('are as before when the transaction fails', async () => {
    const made = await filled()
    const { store, songs } = made
    const state = (): unknown => [names(songs.scan()), names(songs.by('title').scan()), names(songs.by('stars').scan()), indexed(made)]
    const before = state()
    assert.throws(() => store.transact(() => {
      songs.put({ album: 'a', track: 1, title: 'changed', stars: 1 })
      songs.delete('b', 1)
      songs.insert({ album: 'd', track: 1, title: 'new', stars: 9 })
      throw new Error('undone')
    }), /undone/)
    assert.deepEqual(state(), before)
  })
})

test('two services may name a type alike', async () => {
  const { store, cell, songs } = await shelf()
  const others = collection(cell, 'church', Song, context)
  store.transact(() => {
    songs.insert({ album: 'a', track: 1, title: 'rock' })
    others.insert({ album: 'a', track: 1, title: 'psalm' })
  })
  assert.deepEqual([songs.get('a', 1)?.title, others.get('a', 1)?.title], ['rock', 'psalm'])
  assert.deepEqual([names(songs.by('title').scan({ within: ['psalm'] })), names(others.by('title').scan({ within: ['psalm'] }))],
    ['', 'a1'])
  store.transact(() => others.delete('a', 1))
  assert.equal(songs.count(), 1)
})

test('the context is told of everything, and may store another record instead', async () => {
  const told: unknown[] = []
  const { store, songs } = await shelf({
    ...context,
    seen: (_, record) => { told.push(['seen', record]) },
    changed: (_, before, after) => {
      told.push([before, after])
      return after === undefined ? undefined : { ...after as Song, title: 'instead', stars: 7 }
    },
  })
  const given = { album: 'a', track: 1, title: 'given' }
  const stored = { ...given, title: 'instead', stars: 7 }
  store.transact(() => { assert.deepEqual(songs.insert(given), stored) })
  songs.require('a', 1)
  store.transact(() => {
    songs.put({ ...given, title: 'again' })
    songs.delete('a', 1)
  })
  assert.deepEqual(told, [[undefined, given], ['seen', stored], [stored, { ...given, title: 'again' }], [stored, undefined]])
  assert.deepEqual([songs.by('stars').count(), songs.by('title').count()], [0, 0])
})
