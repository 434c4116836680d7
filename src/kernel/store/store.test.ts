// What the face of the store promises beyond its contents (model.test.ts): transactions, refusals, freezing, scans of deleted stretches.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { key } from '../../std/key.ts'
import { openDisk, openStore, storeOn } from './open.ts'

function directoryOf(context: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'store-'))
  context.after(() => rmSync(directory, { recursive: true }))
  return directory
}

test('writes need a transaction and a value', async () => {
  const store = await openStore()
  const table = store.cell('cell').table('table')
  assert.throws(() => table.put('a', 1), /assert: a write needs a transaction \(table table of cell cell\)/)
  assert.throws(() => table.delete('a'), /needs a transaction/)
  assert.throws(() => store.transact(() => table.put('a', undefined)), /undefined is not a value/)
  assert.equal(table.get('a'), undefined)
  assert.deepEqual(store.cellIds(), [])
})

test('an asynchronous body is refused and undone', async () => {
  const store = await openStore()
  const table = store.cell('cell').table('table')
  assert.throws(() => store.transact(async () => table.put('a', 1)), /synchronous/)
  assert.equal(table.get('a'), undefined)
  assert.equal(store.inTransaction, false)
})

test('a nested transaction outlasts its outer one, in memory and after a reopen', async context => {
  const directory = directoryOf(context)
  let store = await openStore({ directory })
  const write = (): void => {
    const table = store.cell('cell').table('table')
    store.transact(() => {
      table.put('a', 'outer')
      store.transact(() => table.put('a', 'inner'))
    })
    assert.throws(() => store.transact(() => {
      table.put('b', 'outer')
      store.transact(() => table.put('b', 'inner'))
      table.put('b', 'outer again')
      table.put('c', 'outer')
      throw new Error('undone')
    }), /undone/)
  }
  write()
  const seen = (): unknown => [...store.cell('cell').table('table').scan()]
  assert.deepEqual(seen(), [['a', 'inner'], ['b', 'inner']])
  await store.close()
  store = await openStore({ directory })
  assert.deepEqual(seen(), [['a', 'inner'], ['b', 'inner']])
  await store.close()
})

test('snapshots, branches, clear and close stay out of transactions', async () => {
  const store = await openStore()
  const inside: (() => unknown)[] = [() => store.clear(), () => store.saveSnapshot('a', 0), () => store.restoreSnapshot('a')]
  for (const act of inside) assert.throws(() => store.transact(act), /inside a transaction/)
  await store.close()
  assert.throws(() => store.transact(() => {}), /closed/)
})

test('a frozen value cannot be changed; an unfrozen store leaves it alone', async context => {
  const frozen = await openStore()
  const value = { list: [1] }
  frozen.transact(() => frozen.cell('cell').table('table').put('a', value))
  assert.throws(() => value.list.push(2), TypeError)
  assert.throws(() => frozen.transact(() => frozen.cell('cell').table('table').put('b', new Map())), /plain data/)
  const durable = await openStore({ directory: directoryOf(context) })
  const other = { list: [1] }
  durable.transact(() => durable.cell('cell').table('table').put('a', other))
  other.list.push(2)
  assert.throws(() => durable.transact(() => durable.cell('cell').table('table').put('b', new Map())), /plain data/)
  assert.equal(durable.cell('cell').table('table').get('b'), undefined)
  await durable.close()
})

test('a queue eaten from its head stays right while its old entries lie on disk', async context => {
  const directory = directoryOf(context)
  const ground = await openDisk(directory, {})
  const store = storeOn(ground, false)
  const queue = store.cell('cell').table<number>('queue')
  store.transact(() => { for (let i = 0; i < 3000; i++) queue.put(key('q', i), i) })
  await ground.checkpoint()
  const head = (): number | undefined => {
    for (const [, value] of queue.scan({ prefix: key('q') })) return value
    return undefined
  }
  for (let i = 0; i < 2000; i++) {
    assert.equal(head(), i)
    if (i % 100 === 50) assert.throws(() => store.transact(() => {
      for (let j = i; j < i + 40; j++) queue.delete(key('q', j))
      assert.equal(head(), i + 40)
      throw new Error('undone')
    }), /undone/)
    store.transact(() => queue.delete(key('q', i)))
    if (i % 500 === 0) {
      store.transact(() => queue.put(key('q', i - 0.5), -1))
      assert.equal(head(), -1)
      store.transact(() => queue.delete(key('q', i - 0.5)))
    }
    if (i === 1200) await ground.checkpoint()
  }
  assert.equal(queue.count(), 1000)
  assert.deepEqual([...queue.scan({ reverse: true })].length, 1000)
  store.transact(() => { for (let i = 2000; i < 3000; i++) queue.delete(key('q', i)) })
  assert.equal(head(), undefined)
  assert.deepEqual(store.cellIds(), [])
  await store.close()
})

test('a scan goes on after a checkpoint and after a restore', async context => {
  const ground = await openDisk(directoryOf(context), {})
  const store = storeOn(ground, false)
  const table = store.cell('cell').table<string>('table')
  const fill = (value: string): void => store.transact(() => { for (let i = 0; i < 100; i++) table.put(key(i), value) })
  fill('old')
  await store.saveSnapshot('before', 7)
  fill('new')
  const seen: string[] = []
  let step = 0
  for (const [, value] of table.scan()) {
    seen.push(value)
    if (++step === 30) await ground.checkpoint()
    if (step === 60) await store.restoreSnapshot('before')
  }
  assert.deepEqual(seen, [...Array<string>(60).fill('new'), ...Array<string>(40).fill('old')])
  await store.close()
})

test('lmdb is not loaded for a store that has had no checkpoint', async context => {
  const directory = directoryOf(context)
  const store = await openStore({ directory })
  store.transact(() => store.cell('cell').table('table').put('a', 1))
  await store.saveSnapshot('small', 1)
  await store.close()
  assert.deepEqual(readdirSync(join(directory, 'state-1')), ['log-00000001'])
  assert.deepEqual(readdirSync(join(directory, 'snapshots', 'small')).sort(), ['log-00000001', 'snapshot.json'])
})
