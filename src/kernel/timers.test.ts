// Stored timers over a store in memory: their order over cells, moving and cancelling, and what a transaction that fails leaves of them.
// What a service's handler does with them is in `firing.test.ts`.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openStore } from './store/open.ts'
import type { Cell, Store } from './store/face.ts'
import { Timers, timersOf } from './timers.ts'
import type { DueTimer } from './timers.ts'

interface Set { store: Store, timers: Timers, fired: string[], rearms: () => number, cell: (id?: string) => Cell }

/** Firing cancels the timer, as the kernel does, and then runs `then`. */
async function timersIn(then: (timer: DueTimer, set: Set) => void | Promise<void> = () => {}): Promise<Set> {
  const store = await openStore()
  const fired: string[] = []
  let rearms = 0
  const fire = (timer: DueTimer): void | Promise<void> => {
    fired.push(`${timer.cellId}:${timer.service}/${timer.kind}/${timer.id}@${timer.dueAt}`)
    store.transact(() => { timers.cancel(store.cell(timer.cellId), timer.service, timer.kind, timer.id) })
    return then(timer, set)
  }
  const timers: Timers = new Timers(store, fire, () => { rearms += 1 })
  const set: Set = { store, timers, fired, rearms: () => rearms, cell: (id = '1/r') => store.cell(id) }
  return set
}

function put({ store, timers, cell }: Set, cellId: string, id: string, dueAt: number, kind = 'k', payload: unknown = null): void {
  store.transact(() => { timers.set(cell(cellId), 's', kind, id, dueAt, payload) })
}

test('fire in the order of their times over all cells, and by name within a moment', async () => {
  const set = await timersIn()
  put(set, '2/r', 'b', 20)
  put(set, '1/r', 'z', 10)
  put(set, '1/r', 'y', 30)
  put(set, '2/r', 'a', 20)
  put(set, '3/r', 'c', -5)
  put(set, '1/q', 'late', 31)
  assert.equal(set.timers.nextDueAt(), -5)
  assert.equal(await set.timers.runDue(30), 5)
  assert.deepEqual(set.fired, ['3/r:s/k/c@-5', '1/r:s/k/z@10', '2/r:s/k/a@20', '2/r:s/k/b@20', '1/r:s/k/y@30'])
  assert.equal(set.timers.nextDueAt(), 31)
  assert.equal(await set.timers.runDue(30), 0)
})

test('bring their payload and are named by service, kind and id', async () => {
  const payloads: unknown[] = []
  const set = await timersIn(({ payload }) => { payloads.push(payload) })
  put(set, '1/r', 'a', 1, 'k', { deep: [1, 'two'] })
  put(set, '1/r', 'a', 2, 'other')
  set.store.transact(() => { set.timers.set(set.cell(), 'another', 'k', 'a', 3, 7) })
  assert.deepEqual(timersOf(set.cell(), 's', 'k'), [{ id: 'a', dueAt: 1 }])
  await set.timers.runDue(5)
  assert.deepEqual(payloads, [{ deep: [1, 'two'] }, null, 7])
})

test('set again are moved, in both directions', async () => {
  const set = await timersIn()
  put(set, '1/r', 'a', 10)
  put(set, '1/r', 'b', 10)
  put(set, '1/r', 'a', 50)
  put(set, '1/r', 'b', 5)
  assert.equal(set.timers.dueAt(set.cell(), 's', 'k', 'a'), 50)
  assert.equal(await set.timers.runDue(10), 1)
  assert.equal(await set.timers.runDue(49), 0)
  assert.equal(await set.timers.runDue(50), 1)
  assert.deepEqual(set.fired, ['1/r:s/k/b@5', '1/r:s/k/a@50'])
})

test('cancelled are gone; there is nothing to cancel twice', async () => {
  const set = await timersIn()
  put(set, '1/r', 'a', 10)
  const cancel = (id: string): boolean => set.store.transact(() => set.timers.cancel(set.cell(), 's', 'k', id))
  assert.deepEqual([cancel('a'), cancel('a'), cancel('never')], [true, false, false])
  assert.equal(await set.timers.runDue(100), 0)
  assert.equal(set.timers.nextDueAt(), undefined)
})

test('set by one that fires, for the same moment or an earlier one, fire in the same run; later ones do not', async () => {
  const set = await timersIn(({ id }, own) => {
    if (id !== 'first') return
    put(own, '2/r', 'same', 10)
    put(own, '1/r', 'past', 3)
    put(own, '1/r', 'later', 11)
  })
  put(set, '1/r', 'first', 10)
  assert.equal(await set.timers.runDue(10), 3)
  assert.deepEqual(set.fired, ['1/r:s/k/first@10', '1/r:s/k/past@3', '2/r:s/k/same@10'])
  assert.equal(set.timers.nextDueAt(), 11)
})

test('are waited for one after the other', async () => {
  const events: string[] = []
  const set = await timersIn(async ({ id }) => {
    events.push(`${id} begins`)
    await new Promise(resolve => { setImmediate(resolve) })
    events.push(`${id} ends`)
  })
  put(set, '1/r', 'a', 1)
  put(set, '2/r', 'b', 1)
  await set.timers.runDue(1)
  assert.deepEqual(events, ['a begins', 'a ends', 'b begins', 'b ends'])
})

test('of a transaction that fails were never set, moved or cancelled', async () => {
  const set = await timersIn()
  put(set, '1/r', 'moved', 20)
  put(set, '1/r', 'cancelled', 30)
  const undone = (): void => set.store.transact(() => {
    set.timers.set(set.cell(), 's', 'k', 'new', 5)
    set.timers.set(set.cell(), 's', 'k', 'moved', 6)
    set.timers.cancel(set.cell(), 's', 'k', 'cancelled')
    throw new Error('undone')
  })
  assert.throws(undone, /undone/)
  assert.equal(await set.timers.runDue(19), 0)
  assert.equal(set.timers.nextDueAt(), 20)
  assert.equal(await set.timers.runDue(30), 2)
  assert.deepEqual(set.fired, ['1/r:s/k/moved@20', '1/r:s/k/cancelled@30'])
})

test('tell the clock when one is due earlier than it knows', async () => {
  const set = await timersIn()
  const told: number[] = []
  for (const dueAt of [50, 60, 50, 40, 45]) {
    const before = set.rearms()
    put(set, '1/r', `t${dueAt}`, dueAt)
    if (set.rearms() > before) told.push(dueAt)
  }
  assert.deepEqual(told, [50, 40])
})

test('are found again in a store that was changed behind them, and the clock is told', async () => {
  const set = await timersIn()
  put(set, '1/r', 'a', 10)
  await set.store.saveSnapshot('one', 0)
  await set.timers.runDue(10)
  assert.equal(set.timers.nextDueAt(), undefined)
  await set.store.restoreSnapshot('one')
  const before = set.rearms()
  set.timers.reload()
  assert.equal(set.timers.nextDueAt(), 10)
  assert.ok(set.rearms() > before)
  set.store.clear()
  set.timers.reload()
  assert.equal(set.timers.nextDueAt(), undefined)
  const again = new Timers(await set.store.branch('one'), () => {}, () => {})
  assert.equal(again.nextDueAt(), 10)
})
