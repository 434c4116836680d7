// The store against a naive model (a Map, sorted when asked) under seeded random work: transactions, rollbacks, nested ones, scans in all
// range forms that change the table as they run, snapshots, clears; for a durable store checkpoints and reopens in between.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { key } from '../../std/key.ts'
import type { Key, Plain, Range, Store, Table } from './face.ts'
import { openDisk, openStore, storeOn } from './open.ts'

type Model = Map<string, Map<Key, Plain>>
type Random = () => number

function generator(seed: number): Random {
  let state = seed
  return () => {
    state = state + 0x6d2b79f5 | 0
    let mixed = Math.imul(state ^ state >>> 15, 1 | state)
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed
    return ((mixed ^ mixed >>> 14) >>> 0) / 4294967296
  }
}

const tables = ['red/a', 'red/b', 'blue/a'] as const
const longStem = 'long'.repeat(500)

function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!
}

function randomKey(random: Random): Key {
  const kind = random()
  if (kind < 0.1) return key(longStem, Math.floor(random() * 8))
  if (kind < 0.2) return key(longStem.slice(0, Math.floor(random() * 2000)))
  if (kind < 0.21) return ''
  return key(pick(random, ['a', 'ab', 'b', 'é']), Math.floor(random() * 40))
}

function randomValue(random: Random): Plain {
  return pick<() => Plain>(random, [
    () => Math.floor(random() * 10), () => 'text'.repeat(random() * 20), () => ({ id: random(), list: [1, null, 'x', {}] }),
    () => ({ bytes: Uint8Array.of(1, 2, 3), big: 2n ** 70n }), () => null, () => false, () => ['\0bytes', 'not a tag', -0],
    () => JSON.parse('{"__proto__":{"x":1},"lone":"\\ud800"}'),
  ])()
}

function randomRange(random: Random): Range {
  const range: Record<string, unknown> = {}
  if (random() < 0.3) range.prefix = key(pick(random, ['a', 'b', longStem])).slice(0, random() < 0.5 ? -1 : undefined)
  for (const bound of ['after', 'from', 'before', 'through']) if (random() < 0.25) range[bound] = randomKey(random)
  if (random() < 0.5) range.reverse = true
  return range
}

function inRange(at: Key, { prefix, after, from, before, through }: Range): boolean {
  return (prefix === undefined || at.startsWith(prefix)) && (after === undefined || at > after) && (from === undefined || at >= from)
    && (before === undefined || at < before) && (through === undefined || at <= through)
}

function expectedScan(entries: Map<Key, Plain>, range: Range): [Key, Plain][] {
  const found = [...entries].filter(([at]) => inRange(at, range)).sort(([a], [b]) => a < b ? -1 : 1)
  return range.reverse === true ? found.reverse() : found
}

function nextExpected(entries: Map<Key, Plain>, range: Range, last: Key | undefined): [Key, Plain] | undefined {
  return expectedScan(entries, range).find(([at]) => last === undefined || (range.reverse === true ? at < last : at > last))
}

interface Lasting { name: string, at: Key, has: boolean, value: Plain }
interface Frame { readonly changed: [string, Key][], readonly lasting: Lasting[] }

class Trial {
  store!: Store
  model: Model = new Map(tables.map(name => [name, new Map()]))
  readonly random: Random
  readonly snapshots = new Map<string, Model>()
  readonly frames: Frame[] = []

  constructor(seed: number) {
    this.random = generator(seed)
  }

  table(name: string): Table {
    const [cell, table] = name.split('/') as [string, string]
    return this.store.cell(cell).table(table)
  }

  copy(): Model {
    return new Map([...this.model].map(([name, entries]) => [name, new Map(entries)]))
  }

  write(): void {
    const name = pick(this.random, tables)
    const at = randomKey(this.random)
    if (this.random() < 0.4) this.delete(name, at)
    else {
      const value = randomValue(this.random)
      this.table(name).put(at, value)
      this.model.get(name)!.set(at, value)
      this.frames.at(-1)!.changed.push([name, at])
    }
  }

  delete(name: string, at: Key): void {
    const was = this.model.get(name)!.delete(at)
    assert.equal(this.table(name).delete(at), was)
    if (was) this.frames.at(-1)!.changed.push([name, at])
  }

  /** A failed transaction leaves only what transactions inside it have committed. */
  transaction(): void {
    const before = this.copy()
    const fails = this.random() < 0.3
    const outer = this.frames.at(-1)
    const frame: Frame = { changed: [], lasting: [] }
    this.frames.push(frame)
    const body = (): void => {
      for (let i = this.random() * 6; i > 0; i--) {
        if (this.frames.length < 3 && this.random() < 0.15) this.transaction()
        else if (this.random() < 0.1) this.scanAndChange()
        else this.write()
      }
      if (fails) throw new RangeError('on purpose')
    }
    if (fails) {
      assert.throws(() => this.store.transact(body), /on purpose/)
      this.model = before
      for (const state of frame.lasting) this.#apply(state)
    } else {
      this.store.transact(body)
      for (const [name, at] of frame.changed) {
        const entries = this.model.get(name)!
        frame.lasting.push({ name, at, has: entries.has(at), value: entries.get(at) })
      }
    }
    outer?.lasting.push(...frame.lasting)
    this.frames.pop()
  }

  #apply({ name, at, has, value }: Lasting): void {
    if (has) this.model.get(name)!.set(at, value)
    else this.model.get(name)!.delete(at)
  }

  scanAndChange(): void {
    const name = pick(this.random, tables)
    const range = randomRange(this.random)
    const entries = this.model.get(name)!
    let last: Key | undefined
    let steps = 0
    for (const [at, value] of this.table(name).scan(range)) {
      const expected = nextExpected(entries, range, last)
      assert.deepEqual([at, value], expected)
      last = at
      if (this.random() < 0.3) this.write()
      if (this.random() < 0.3) this.delete(name, at)
      if (++steps > 20) return
    }
    assert.equal(nextExpected(entries, range, last), undefined)
  }

  check(): void {
    for (const name of tables) {
      const entries = this.model.get(name)!
      assert.deepEqual([...this.table(name).scan()], expectedScan(entries, {}))
      const range = randomRange(this.random)
      assert.deepEqual([...this.table(name).scan(range)], expectedScan(entries, range))
      assert.equal(this.table(name).count(range), expectedScan(entries, range).length)
      for (let i = 0; i < 5; i++) {
        const at = randomKey(this.random)
        assert.deepEqual(this.table(name).get(at), entries.get(at))
        assert.equal(this.table(name).has(at), entries.has(at))
      }
    }
    const alive = new Set(tables.filter(name => this.model.get(name)!.size > 0).map(name => name.split('/')[0]))
    assert.deepEqual(this.store.cellIds(), [...alive].sort())
  }
}

async function snapshotWork(trial: Trial): Promise<void> {
  const { random, store, snapshots } = trial
  const name = pick(random, ['one', 'two'])
  const kind = random()
  if (kind < 0.5) {
    await store.saveSnapshot(name, 5)
    snapshots.set(name, trial.copy())
  } else if (!snapshots.has(name)) await assert.rejects(store.restoreSnapshot(name), /no snapshot/)
  else if (kind < 0.8) {
    await store.restoreSnapshot(name)
    trial.model = new Map([...snapshots.get(name)!].map(([table, entries]) => [table, new Map(entries)]))
  } else {
    await store.deleteSnapshot(name)
    snapshots.delete(name)
  }
  assert.deepEqual(store.listSnapshots().map(info => info.name), [...snapshots.keys()].sort())
}

/** Goes on in a branch for a while; the store must not notice, nor the branch what happens to the store. */
async function branchWork(trial: Trial): Promise<void> {
  const { store } = trial
  const model = trial.copy()
  const name = [...trial.snapshots.keys()][0]
  const fromSnapshot = name !== undefined && trial.random() < 0.5
  const branch = await store.branch(fromSnapshot ? name : undefined)
  if (fromSnapshot) trial.model = new Map([...trial.snapshots.get(name)!].map(([table, entries]) => [table, new Map(entries)]))
  const branched = trial.copy()
  const kept = trial.snapshots
  trial.store = branch
  for (let i = 0; i < 5; i++) trial.transaction()
  trial.check()
  trial.store = store
  trial.model = model
  trial.transaction()
  trial.check()
  assert.ok(branched.size > 0 && kept === trial.snapshots)
  await branch.close()
}

function clearWork(trial: Trial): void {
  const cell = pick(trial.random, ['red', 'blue', 'none'])
  trial.store.clear(id => id === cell)
  for (const name of tables) if (name.startsWith(`${cell}/`)) trial.model.get(name)!.clear()
}

async function work(trial: Trial, rounds: number, between: () => Promise<void>): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < 10; i++) trial.transaction()
    if (trial.random() < 0.1) clearWork(trial)
    await between()
    if (trial.random() < 0.2) await snapshotWork(trial)
    if (trial.random() < 0.1) await branchWork(trial)
    trial.check()
  }
}

for (let seed = 1; seed <= 4; seed++) test(`an ephemeral store is its model, seed ${seed}`, async () => {
  const trial = new Trial(seed)
  trial.store = await openStore()
  await work(trial, 60, async () => {})
  await trial.store.close()
})

for (let seed = 11; seed <= 14; seed++) test(`a durable store is its model, seed ${seed}`, async () => {
  const trial = new Trial(seed)
  const directory = mkdtempSync(join(tmpdir(), 'store-model-'))
  const options = { directory, durability: seed % 2 === 0 ? 'flush' : 'relaxed' } as const
  let ground = await openDisk(directory, options)
  trial.store = storeOn(ground, false)
  await work(trial, 40, async () => {
    const kind = trial.random()
    if (kind < 0.2) await ground.checkpoint()
    else if (kind < 0.5) {
      // What is written while a checkpoint runs belongs to the next one.
      const checkpoint = ground.checkpoint()
      for (let i = 0; i < 6; i++) {
        await new Promise(resolve => setImmediate(resolve))
        trial.transaction()
        if (trial.random() < 0.1) clearWork(trial)
        trial.check()
      }
      await checkpoint
    } else if (kind < 0.7) {
      await trial.store.durable()
      await trial.store.close()
      ground = await openDisk(directory, options)
      trial.store = storeOn(ground, false)
    }
  })
  await trial.store.close()
  rmSync(directory, { recursive: true })
})
