// Watches: a timer at the end of each minute in which there was something, and none otherwise.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CallMetrics } from './call-metrics.ts'
import type { Core } from './core.ts'
import { Metrics } from './metrics.ts'
import { openStore } from './store/open.ts'

const metric = { namespace: 'AWS/Test', name: 'Loans', dimensions: { Library: 'main' } }

test('a watched metric sets its timer once a minute', async t => {
  const store = await openStore({})
  t.after(() => store.close())
  const set: string[] = []
  const timers = {
    set: (_: unknown, service: string, kind: string, id: string, dueAt: number) => set.push(`${service}/${kind}/${id} ${dueAt}`),
  }
  let now = 10
  const call = { cell: store.cell('a'), service: { id: 'library' }, now: () => now, as: () => ({}) }
  const metrics = new CallMetrics({ metrics: new Metrics(), timers } as unknown as Core, call)
  const emit = () => { store.transact(() => { metrics.emit(metric, 1) }) }
  emit()
  store.transact(() => { metrics.watch(metric, 'look', 'x') })
  emit()
  assert.deepEqual(set, [], 'the minute had begun')
  now = 60_000
  emit()
  emit()
  now = 180_000
  emit()
  assert.deepEqual(set, ['library/look/x 120000', 'library/look/x 240000'])
  assert.deepEqual(metrics.data(metric, 60_000).map(({ sum }) => sum), [2, 1])
  store.transact(() => { metrics.unwatch(metric, 'look', 'x') })
  now = 240_000
  emit()
  assert.equal(set.length, 2)
})
