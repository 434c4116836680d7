// Arrivals: a timer for the earliest time that was told, and none where nobody heeds.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CallArrivals, tellOfCall } from './arrivals.ts'
import type { Core } from './core.ts'
import { resource } from './resource/resource.ts'
import { openStore } from './store/open.ts'

const Shelf = resource<{ readonly name: string }>({ name: 'Shelf', key: 'name', arn: 'shelf/{name}', notFound: 'NotFound' })

test('what is heeded sets its timer for the earliest time', async t => {
  const store = await openStore({})
  t.after(() => store.close())
  const due = new Map<string, number>()
  const timers = {
    set: (_: unknown, service: string, kind: string, id: string, dueAt: number) => due.set(`${service}/${kind}/${id}`, dueAt),
    dueAt: (_: unknown, service: string, kind: string, id: string) => due.get(`${service}/${kind}/${id}`),
  }
  const call = {
    cell: store.cell('a'), service: { id: 'library' }, now: () => 10,
    arn: (_: unknown, { name }: { readonly name: string }) => `shelf/${name}`,
  }
  const arrivals = new CallArrivals({ timers } as unknown as Core, call as never)
  const tell = (name: string, at: number) => { store.transact(() => { arrivals.tell(Shelf, { name }, at) }) }
  tell('x', 5)
  assert.equal(due.size, 0)
  store.transact(() => { arrivals.heed('shelf/x', 'read', 'r') })
  tell('xx', 50)
  assert.equal(due.size, 0, 'another shelf')
  tell('x', 50)
  tell('x', 70)
  assert.deepEqual([...due], [['library/read/r', 50]])
  tell('x', 5)
  assert.deepEqual([...due], [['library/read/r', 10]], 'not before now')
  due.clear()
  store.transact(() => { arrivals.unheed('shelf/x', 'read', 'r') })
  tell('x', 50)
  assert.equal(due.size, 0)
})

test('calls that are heeded set their timer, data and services apart', async t => {
  const store = await openStore({})
  t.after(() => store.close())
  const set: string[] = []
  const timers = { set: (_: unknown, service: string, kind: string, id: string,
    dueAt: number) => set.push(`${service}/${kind}/${id} ${dueAt}`) }
  const core = { store, timers, clock: { now: () => 7 } } as unknown as Core
  const arrivals = new CallArrivals(core, { cell: store.cell('1/r'), service: { id: 'library' }, now: () => 7 } as never)
  const told = { service: 's', operation: 'O', account: '1', region: 'r', principal: { kind: 'root' }, dataEvent: false }
  tellOfCall(core, told as never)
  assert.deepEqual(set, [])
  store.transact(() => { arrivals.heedCalls('listen', 'x') })
  for (const more of [{}, { account: '2' }, { dataEvent: true }, { principal: { kind: 'service' } }]) tellOfCall(core,
    { ...told, ...more } as never)
  assert.deepEqual(set, ['library/listen/x 7'])
})
