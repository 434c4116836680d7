// Usage as it is metered: counts by the hour and standing quantities by their changes, and what becomes of them when the cloud is opened
// again, restored or emptied.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { hourMs as hour, Meter } from './meter.ts'
import type { Metered, Rounding } from './meter.ts'
import { openLibrary, sampleCloud, startAt } from './sample.fixture.ts'
import { openStore } from './store/open.ts'

const requests: Metered = { service: 's', usageType: 'Requests', operation: 'Get', resource: 'arn' }
const minute = 60_000

test('sums are of one hour, service, usage type, operation, resource and cell each', async () => {
  const meter = new Meter(await openStore())
  const others: readonly Partial<Metered>[] = [{ usageType: 'Bytes' }, { service: 'a' }, { operation: 'Put' }, { resource: 'other' }]
  meter.count('1/r', requests, 10, 1)
  meter.count('1/r', requests, hour - 1, 2)
  meter.count('1/r', requests, hour, 4)
  for (const other of others) meter.count('1/r', { ...requests, ...other }, 5, 0.5)
  meter.count('2/r', requests, 5, 16)
  const [a, bytes, ...rest] = meter.usage('1/r')
  assert.deepEqual(a, { ...requests, service: 'a', hourAt: 0, quantity: 0.5 })
  assert.deepEqual(bytes, { ...requests, usageType: 'Bytes', hourAt: 0, quantity: 0.5 })
  assert.deepEqual(rest.map(({ operation, resource, hourAt, quantity }) => [operation, resource, hourAt, quantity]),
    [['Get', 'arn', 0, 3], ['Get', 'other', 0, 0.5], ['Put', 'arn', 0, 0.5], ['Get', 'arn', hour, 4]])
  assert.deepEqual(meter.usage('1/r', hour), [{ ...requests, hourAt: hour, quantity: 4 }])
  assert.deepEqual(meter.usage('1/r', 0, hour).length, 5)
  assert.deepEqual(meter.usage('3/r'), [])
  assert.throws(() => meter.count('1/r', requests, 0, -1), /cannot be metered/)
  assert.throws(() => meter.count('1/r', requests, 0, NaN), /cannot be metered/)
})

test('what was written down is added to, and another meter of the same store sees it', async () => {
  const store = await openStore()
  const meter = new Meter(store)
  for (let i = 0; i < 3; i += 1) {
    meter.count('1/r', requests, 7, 2)
    meter.flush()
    meter.flush()
  }
  meter.count('1/r', requests, 7, 1)
  assert.deepEqual(new Meter(store).usage('1/r').map(({ quantity }) => quantity), [6])
  assert.deepEqual(meter.usage('1/r').map(({ quantity }) => quantity), [7])
})

test('sums are written down by themselves after a thousand counts, and after a second', async () => {
  const store = await openStore()
  const meter = new Meter(store)
  for (let i = 0; i < 1000; i += 1) meter.count('1/r', requests, 7, 1)
  assert.equal(new Meter(store).usage('1/r')[0]?.quantity, 1000)
  meter.count('1/r', requests, 8, 1)
  assert.equal(new Meter(store).usage('1/r')[0]?.quantity, 1000)
  meter.count('1/r', requests, 1007, 1)
  assert.equal(new Meter(store).usage('1/r')[0]?.quantity, 1002)
})

describe('a standing quantity', () => {
  type Change = readonly [at: number, change: number]
  async function changed(changes: readonly Change[], rounding?: Rounding) {
    const store = await openStore()
    const meter = new Meter(store)
    const cell = store.cell('1/r')
    for (const [at, change] of changes) store.transact(() => { meter.stand(cell, requests, at, change, rounding) })
    return { meter, store }
  }

  type Row = readonly [hourAt: number, before: number, after: number, amount: number]
  const cases: readonly (readonly [string, readonly Change[], Rounding | undefined, readonly Row[]])[] = [
    ['one change: from then to the end of the hour', [[10, 1]], undefined, [[0, 0, 1, hour - 10]]],
    ['two in one hour are one entry', [[10, 1], [20, 2]], undefined, [[0, 0, 3, 10 + 3 * (hour - 20)]]],
    ['hours between changes cost nothing', [[10, 1], [5 * hour + 7, -1]], undefined, [[0, 0, 1, hour - 10], [5 * hour, 1, 0, 7]]],
    ['what ends at once counts nothing', [[10, 5], [10, -5]], undefined, [[0, 0, 0, 0]]],
    ['a stay is rounded up to the least', [[0, 1], [10_000, -1]], { leastMs: minute }, [[0, 0, 0, minute]]],
    ['and to whole units', [[0, 1], [90_500, -1]], { wholeMs: 1000, leastMs: minute }, [[0, 0, 0, 91_000]]],
    ['each stay by itself', [[0, 1], [10_000, -1], [20_000, 1], [30_000, -1]], { leastMs: minute }, [[0, 0, 0, 2 * minute]]],
    ['a stay over hours to whole hours', [[hour - 1, 1], [hour + 1, -1]], { wholeMs: hour }, [[0, 0, 1, 1], [hour, 1, 0, hour - 1]]],
  ]
  for (const [what, changes, rounding, expected] of cases) {
    test(what, async () => {
      const { meter } = await changed(changes, rounding)
      const { hours } = meter.changes('1/r')
      assert.deepEqual(hours.map(({ hourAt, before, after, amount }) => [hourAt, before, after, Number(amount)]), expected)
    })
  }

  test('stands unchanged in later months, and is filed when it has ended', async () => {
    const { meter, store } = await changed([[10, 3], [hour, -3]])
    store.transact(() => { meter.stand(store.cell('1/r'), { ...requests, resource: 'b' }, 10, 1) })
    assert.deepEqual([meter.changes('1/r', 2 * hour), meter.stands('1/r')],
      [{ hours: [], unchanged: [{ ...requests, resource: 'b', level: 1 }] }, true])
    const before = meter.changes('1/r')
    store.transact(() => { meter.fileEnded('1/r', 2 * hour) })
    const byHour = (hours: typeof before.hours) => hours.map(({ resource, hourAt, amount }) => `${resource} ${hourAt} ${amount}`).sort()
    assert.deepEqual(byHour(meter.changes('1/r').hours), byHour(before.hours))
  })

  test('goes back with the transaction, and never below nothing', async () => {
    const { meter, store } = await changed([[10, 1]])
    assert.throws(() => store.transact(() => {
      meter.stand(store.cell('1/r'), requests, 20, 5)
      throw new Error('undone')
    }), /undone/)
    assert.deepEqual(meter.changes('1/r').hours.map(({ after }) => after), [1])
    assert.throws(() => store.transact(() => { meter.stand(store.cell('1/r'), requests, 30, -2) }), /would be -1/)
  })
})

test('the first usage from a time on is told, once', async () => {
  const store = await openStore()
  const meter = new Meter(store)
  const told: number[] = []
  meter.alert(100, at => { told.push(at) })
  meter.count('1/r', requests, 99, 1)
  store.transact(() => { meter.stand(store.cell('1/r'), requests, 101, 1) })
  meter.count('1/r', requests, 102, 1)
  assert.deepEqual(told, [101])
})

test('a cloud that is closed and opened again has counted everything', async t => {
  const directory = mkdtempSync(join(tmpdir(), 'meter-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  for (const expected of [1, 2]) {
    const { cloud, ask } = await openLibrary({ directory })
    await ask('CreateBook', { Name: `book-${expected}` })
    if (expected === 2) {
      const usage = cloud.core.meter.usage('111122223333/us-east-1')
      const shown = usage.map(({ usageType, operation, resource, hourAt, quantity }) => [usageType, operation, resource, hourAt, quantity])
      assert.deepEqual(shown,
        [1, 2].map(n => ['Books', 'CreateBook', `arn:aws:library:us-east-1:111122223333:book/book-${n}`, startAt, 1]))
    }
    await cloud.close()
  }
})

test('usage since a snapshot goes with the state it belonged to, and that of an emptied cell with the cell', async t => {
  const { cloud, ask } = await sampleCloud(t)
  const counted = (region = 'us-east-1') => cloud.core.meter.usage(`111122223333/${region}`).map(({ quantity }) => quantity)
  await ask('CreateBook', { Name: 'a' })
  await cloud.saveSnapshot('one')
  await ask('CreateBook', { Name: 'b' })
  await cloud.restoreSnapshot('one')
  assert.deepEqual(counted(), [1])
  await ask('CreateBook', { Name: 'b' })
  await ask('CreateBook', { Name: 'b' }, { region: 'eu-west-1' })
  await cloud.reset({ region: 'us-east-1' })
  assert.deepEqual([counted(), counted('eu-west-1')], [[], [1]])
})
