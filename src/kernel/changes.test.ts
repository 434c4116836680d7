// Changes: what is heeded is noted once for each heeder, in order, and its timer set; where nobody heeds nothing is.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { CallChanges, ripened, tellOfChange, tellOfTags } from './changes.ts'
import type { Core } from './core.ts'
import { resource } from './resource/resource.ts'
import { openStore } from './store/open.ts'

interface Shelved { readonly name: string, readonly state: string, readonly next?: string }

const Shelf = resource<Shelved>({
  name: 'Shelf', key: 'name', arn: 'shelf/{name}', notFound: 'NotFound',
  ripens: ({ name, next }) => next === undefined ? undefined : { at: 70, record: { name, state: next } },
  news: (before, after) => before?.state === after?.state ? undefined
    : { source: 'library', detailType: 'Shelf', detail: { state: after?.state ?? 'gone' } },
})

async function stage(t: TestContext) {
  const store = await openStore({})
  t.after(() => store.close())
  const due = new Map<string, number>()
  const timers = {
    set: (cell: { readonly id: string }, service: string, kind: string, id: string, dueAt: number) =>
      due.set(`${cell.id} ${service}/${kind}/${id}`, dueAt),
    dueAt: (cell: { readonly id: string }, service: string, kind: string, id: string) => due.get(`${cell.id} ${service}/${kind}/${id}`),
  }
  const core = { store, timers, events: { wanted: false } } as unknown as Core
  const at = (cellId: string, service: string) => ({
    cell: store.cell(cellId), service: { id: service }, now: () => 10, account: '1', region: 'r', partition: 'aws', requestId: 'q',
    afterCommit: () => undefined,
    setTimer: (kind: string, id: string, dueAt: number) => due.set(`${cellId} ${service}/${kind}/${id}`, dueAt),
  })
  const reader = new CallChanges(core, at('1/r', 'watch'))
  const change = (cellId: string, before: Shelved | undefined, after: Shelved | undefined) => store.transact(() => {
    tellOfChange(core, at(cellId, 'library'), Shelf as never, `shelf/${(after ?? before)!.name}`, before, after)
  })
  return { store, due, core, reader, change }
}

test('changes are noted for whoever heeds them, and fetched once', async t => {
  const { store, due, core, reader, change } = await stage(t)
  change('1/r', undefined, { name: 'a', state: 'new' })
  assert.equal(due.size, 0, 'nobody heeds')
  store.transact(() => { reader.heed('changes', 'read', 'all') })
  change('1/r', undefined, { name: 'b', state: 'new', next: 'full' })
  change('1/r', { name: 'b', state: 'new' }, undefined)
  change('1/global', undefined, { name: 'far', state: 'new' })
  store.transact(() => { tellOfTags(core, store.cell('1/r'), 'shelf/b', 11) })
  assert.deepEqual([...due], [['1/r library/ripen:Shelf/["b"]', 70], ['1/r watch/read/all', 10]])
  const taken = store.transact(() => reader.take('read', 'all'))
  assert.deepEqual(taken.map(({ kind, arn, key, news }) => [kind, arn, key, news?.detail]), [
    ['created', 'shelf/b', ['b'], { state: 'new' }], ['deleted', 'shelf/b', ['b'], { state: 'gone' }],
    ['tagged', 'shelf/b', undefined, undefined],
  ])
  assert.deepEqual(store.transact(() => reader.take('read', 'all')), [])
})

test('news are heeded apart, and what has no region where that is wanted', async t => {
  const { store, reader, change } = await stage(t)
  store.transact(() => { reader.heed('news', 'tell', 'x', true) })
  change('1/global', { name: 'a', state: 'new' }, { name: 'a', state: 'new' })
  change('1/global', { name: 'a', state: 'new' }, { name: 'a', state: 'old' })
  const taken = store.transact(() => reader.take('tell', 'x'))
  assert.deepEqual(taken.map(({ news }) => news), [{ source: 'library', detailType: 'Shelf', detail: { state: 'old' } }])
  const own = { source: 'library', detailType: 'Opened', detail: {} }
  store.transact(() => {
    reader.heed('changes', 'read', 'all')
    reader.tell('library', own)
  })
  assert.deepEqual(store.transact(() => reader.take('tell', 'x')).map(({ arn, news }) => [arn, news]), [['library', own]])
  assert.deepEqual(store.transact(() => reader.take('read', 'all')), [], 'nothing has changed')
  store.transact(() => {
    reader.unheed('news', 'tell', 'x')
    reader.unheed('changes', 'read', 'all')
  })
  change('1/global', { name: 'a', state: 'old' }, undefined)
  assert.deepEqual(store.transact(() => reader.take('tell', 'x')), [])
})

test('what is due by the clock is ripe, and not before', () => {
  assert.deepEqual(ripened(Shelf as never, { name: 'a', state: 'new', next: 'old' }, 70), { at: 70, record: { name: 'a', state: 'old' } })
  assert.equal(ripened(Shelf as never, { name: 'a', state: 'new', next: 'old' }, 69), undefined)
  assert.equal(ripened(Shelf as never, { name: 'a', state: 'new' }, 99), undefined)
  assert.equal(ripened(Shelf as never, undefined, 99), undefined)
})
