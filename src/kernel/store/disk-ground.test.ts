// A store in a directory: what a crash between two steps leaves, checkpoints that fail, snapshots, big keys and values, bad directories.
import assert from 'node:assert/strict'
import {
  cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { key } from '../../std/key.ts'
import { SettingError } from '../fault.ts'
import type { DiskGround } from './disk-ground.ts'
import type { Key, Plain, Store } from './face.ts'
import { openDisk, openStore, storeOn, type StoreOptions } from './open.ts'

function directoryOf(context: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'store-disk-'))
  context.after(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

async function open(directory: string, options: StoreOptions = {}): Promise<{ ground: DiskGround, store: Store }> {
  const ground = await openDisk(directory, options)
  return { ground, store: storeOn(ground, false) }
}

function put(store: Store, entries: Iterable<[Key, Plain]>): void {
  const table = store.cell('cell').table('table')
  store.transact(() => { for (const [at, value] of entries) table.put(at, value) })
}

function contentOf(store: Store): [Key, Plain][] {
  return [...store.cell('cell').table('table').scan()]
}

function numbered(from: number, to: number, value: Plain): [Key, Plain][] {
  return Array.from({ length: to - from }, (_, i) => [key(from + i), value])
}

test('log files that a crash left after their checkpoint are read again without harm', async context => {
  const directory = directoryOf(context)
  const { ground, store } = await open(directory)
  const table = store.cell('cell').table('table')
  const state = join(directory, 'state-1')
  const aside = join(directory, 'aside')
  put(store, numbered(0, 50, 'first'))
  await ground.checkpoint()
  put(store, numbered(25, 75, 'second'))
  store.clear(id => id === 'cell')
  put(store, numbered(40, 60, 'third'))
  store.transact(() => table.delete(key(41)))
  await store.durable()
  cpSync(state, aside, { recursive: true, filter: source => !source.endsWith('.mdb') && !source.endsWith('-lock') })
  await ground.checkpoint()
  put(store, numbered(70, 80, 'fourth'))
  const expected = contentOf(store)
  await store.close()
  for (const name of readdirSync(aside)) cpSync(join(aside, name), join(state, name))
  assert.equal(readdirSync(state).filter(name => name.startsWith('log')).length, 2)
  const again = await open(directory)
  assert.deepEqual(contentOf(again.store), expected)
  await again.ground.checkpoint()
  assert.deepEqual(contentOf(again.store), expected)
  await again.store.close()
})

test('a checkpoint that fails loses nothing and is made up for later', async context => {
  const directory = directoryOf(context)
  const { ground, store } = await open(directory)
  put(store, numbered(0, 400, 'first'))
  await ground.checkpoint()
  const stored = ground.contents.stored as unknown as { write: (writes: unknown) => Promise<void> }
  const write = stored.write.bind(stored)
  let slices = 0
  stored.write = async writes => {
    if (++slices === 2) throw new Error('MDB_MAP_FULL')
    await write(writes)
  }
  put(store, numbered(100, 500, 'second'))
  const failing = ground.checkpoint()
  store.transact(() => {
    for (let i = 50; i < 150; i++) store.cell('cell').table('table').delete(key(i))
  })
  await assert.rejects(failing, /MDB_MAP_FULL/)
  const expected = [...numbered(0, 50, 'first'), ...numbered(150, 500, 'second')]
  assert.deepEqual(contentOf(store), expected)
  stored.write = async () => { throw new Error('still full') }
  put(store, [])
  const clearing = ground.checkpoint()
  await new Promise(resolve => setImmediate(resolve))
  store.clear()
  await assert.rejects(clearing, /still full/)
  put(store, numbered(0, 3, 'third'))
  assert.deepEqual(contentOf(store), numbered(0, 3, 'third'))
  await assert.rejects(ground.checkpoint(), /still full/)
  assert.deepEqual(contentOf(store), numbered(0, 3, 'third'))
  stored.write = write
  await ground.checkpoint()
  assert.deepEqual(contentOf(store), numbered(0, 3, 'third'))
  await store.close()
  const again = await open(directory)
  assert.deepEqual(contentOf(again.store), numbered(0, 3, 'third'))
  assert.equal(readdirSync(join(directory, 'state-1')).filter(name => name.startsWith('log')).length, 1)
  await again.store.close()
})

test('a long log is moved into the records file by itself', async context => {
  const directory = directoryOf(context)
  const { ground, store } = await open(directory, { checkpointBytes: 20_000 })
  for (let i = 0; i < 40; i++) {
    put(store, numbered(i * 10, i * 10 + 10, 'x'.repeat(200)))
    await store.durable()
  }
  await ground.checkpoint()
  assert.ok(existsSync(join(directory, 'state-1', 'records.mdb')))
  assert.ok(ground.sink.sizeBytes < 20_000)
  assert.equal(contentOf(store).length, 400)
  await store.close()
})

test('a disk that fails stops writes, not reads, and the next open finds what was confirmed', async context => {
  const directory = directoryOf(context)
  let fails = false
  const { store } = await open(directory, {
    report: () => {},
    write: (file, bytes) => {
      if (fails) throw new Error('EIO: i/o error, write')
      return writeSync(file, bytes)
    },
  })
  put(store, [['a', 1]])
  await store.durable()
  fails = true
  put(store, [['b', 2]])
  await assert.rejects(async () => store.durable(), /takes no more writes: EIO/)
  assert.throws(() => put(store, [['c', 3]]), SettingError)
  assert.equal(store.cell('cell').table('table').get('c'), undefined)
  assert.equal(store.cell('cell').table('table').get('a'), 1)
  await store.close()
  const again = await openStore({ directory })
  assert.deepEqual(contentOf(again), [['a', 1]])
  await again.close()
})

test('snapshots of a durable store outlive it, are replaced, restored, branched and deleted', async context => {
  const directory = directoryOf(context)
  const first = await open(directory)
  put(first.store, numbered(0, 300, 'first'))
  await first.ground.checkpoint()
  put(first.store, numbered(200, 400, 'second'))
  const info = await first.store.saveSnapshot('one', 1234)
  assert.equal(info.savedAt, 1234)
  assert.ok(info.sizeBytes > 1000)
  const expected = contentOf(first.store)
  put(first.store, numbered(0, 10, 'third'))
  await first.store.saveSnapshot('two', 5)
  await first.store.saveSnapshot('two', 6)
  await first.store.close()

  const { store } = await open(directory)
  assert.deepEqual(store.listSnapshots().map(({ name, savedAt }) => [name, savedAt]), [['one', 1234], ['two', 6]])
  const branch = await store.branch('one')
  assert.deepEqual(contentOf(branch), expected)
  await store.restoreSnapshot('one')
  assert.deepEqual(contentOf(store), expected)
  put(store, numbered(0, 1, 'after the restore'))
  await store.durable()
  assert.equal(contentOf(branch)[0]![1], 'first')
  await branch.close()
  await store.deleteSnapshot('two')
  const isUnknown = (error: SettingError): boolean => /no snapshot named "two"/.test(error.message) && error.remedy.includes('one')
  await assert.rejects(store.restoreSnapshot('two'), isUnknown)
  await store.close()

  const last = await open(directory)
  assert.equal(contentOf(last.store)[0]![1], 'after the restore')
  assert.deepEqual(contentOf(last.store).slice(1), expected.slice(1))
  assert.deepEqual(readdirSync(directory).filter(name => name.startsWith('state-')), ['state-2'])
  await last.store.close()
})

test('a snapshot keeps that a table was emptied while its old records lie on disk', async context => {
  const directory = directoryOf(context)
  const { ground, store } = await open(directory)
  put(store, numbered(0, 50, 'old'))
  await ground.checkpoint()
  store.clear()
  put(store, numbered(10, 12, 'new'))
  await store.saveSnapshot('emptied', 1)
  put(store, numbered(20, 22, 'later'))
  const branch = await store.branch()
  await store.restoreSnapshot('emptied')
  assert.deepEqual(contentOf(store), numbered(10, 12, 'new'))
  assert.deepEqual(contentOf(branch), [...numbered(10, 12, 'new'), ...numbered(20, 22, 'later')])
  await branch.close()
  await store.close()
})

for (const name of ['', '.', '..', 'a/b', '../up', '.hidden', 'ä', 'x'.repeat(65), 'a\0', '-a']) {
  test(`${JSON.stringify(name.slice(0, 8))} cannot name a snapshot`, async context => {
    const durable = await openStore({ directory: directoryOf(context) })
    for (const store of [durable, await openStore()]) {
      await assert.rejects(async () => store.saveSnapshot(name, 0), /cannot name a snapshot/)
      await assert.rejects(store.restoreSnapshot(name), SettingError)
      await assert.rejects(store.deleteSnapshot(name), SettingError)
      await assert.rejects(store.branch(name), SettingError)
      await store.close()
    }
  })
}

test('half-done snapshots and restores of a process that died are tidied away', async context => {
  const directory = directoryOf(context)
  const first = await open(directory)
  put(first.store, numbered(0, 3, 'kept'))
  await first.store.saveSnapshot('kept', 1)
  await first.store.saveSnapshot('replaced', 2)
  await first.store.close()
  const snapshots = join(directory, 'snapshots')
  renameSync(join(snapshots, 'replaced'), join(snapshots, '.replaced.old'))
  for (const path of [join(snapshots, '.half.new'), join(snapshots, '.kept.old'), join(snapshots, '.x.gone'), join(directory, 'state-2')]) {
    mkdirSync(path)
    writeFileSync(join(path, 'log-00000001'), 'half')
  }
  const { store } = await open(directory)
  assert.deepEqual(store.listSnapshots().map(({ name }) => name), ['kept', 'replaced'])
  assert.deepEqual(readdirSync(snapshots).sort(), ['kept', 'replaced'])
  assert.deepEqual(readdirSync(directory).filter(name => name.startsWith('state-')), ['state-1'])
  assert.deepEqual(contentOf(store), numbered(0, 3, 'kept'))
  await store.close()
})

test('long keys keep their order, alone and beside short ones', async context => {
  const directory = directoryOf(context)
  const { ground, store } = await open(directory)
  const stem = 's'.repeat(1899)
  const rests = ['', 's', 'sa', `sb${'z'.repeat(2000)}`, 'sc', 't', 't\xff']
  const keys = [...rests.map(rest => stem + rest), 't', '\xff'.repeat(5000)].sort()
  put(store, keys.map((at, i): [Key, Plain] => [at, i]))
  await ground.checkpoint()
  const seen = (range: object): unknown[] => [...store.cell('cell').table('table').scan(range)].map(([, value]) => value)
  assert.deepEqual(seen({}), keys.map((_, i) => i))
  assert.deepEqual(seen({ reverse: true }), keys.map((_, i) => i).reverse())
  for (const [i, at] of keys.entries()) {
    assert.deepEqual(seen({ from: at }), keys.map((_, j) => j).slice(i))
    assert.deepEqual(seen({ before: at, reverse: true }), keys.map((_, j) => j).slice(0, i).reverse())
    assert.equal(store.cell('cell').table('table').get(at), i)
    assert.equal(store.cell('cell').table('table').has(`${at}!`), false)
  }
  store.transact(() => {
    store.cell('cell').table('table').delete(keys[2]!)
    store.cell('cell').table('table').put(keys[3]!, 'changed')
  })
  await ground.checkpoint()
  assert.deepEqual(seen({}), [0, 1, 'changed', 4, 5, 6, 7, 8])
  await store.close()
})

test('a value of 10 MB goes through log, checkpoint and reopen', async context => {
  const directory = directoryOf(context)
  const big = { text: 'ü'.repeat(5_000_000), bytes: new Uint8Array(1_000_000).fill(7) }
  const { ground, store } = await open(directory)
  put(store, [['big', big]])
  await store.close()
  const second = await open(directory)
  assert.deepEqual(second.store.cell('cell').table('table').get('big'), big)
  await second.ground.checkpoint()
  assert.deepEqual(second.store.cell('cell').table('table').get('big'), big)
  await second.store.close()
  assert.ok(ground !== second.ground)
})

test('a directory that cannot be used is a setting error that says what to do', async context => {
  const directory = directoryOf(context)
  const file = join(directory, 'file')
  writeFileSync(file, 'x')
  for (const path of [file, join(file, 'below')]) {
    await assert.rejects(openStore({ directory: path }), (error: unknown) => error instanceof SettingError && /--data/.test(error.remedy))
  }
  const store = await openStore({ directory: join(directory, 'a', 'b') })
  await assert.rejects(openStore({ directory: join(directory, 'a', 'b') }), /open in this process already/)
  await store.close()
  assert.ok(!existsSync(join(directory, 'a', 'b', 'lock')))
  assert.equal(readFileSync(join(directory, 'a', 'b', 'current'), 'utf8'), 'state-1')
})
