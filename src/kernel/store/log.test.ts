// The log's files: torn ends are cut, other damage is refused, a failing disk stops writing and never leaves half a batch.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { SettingError } from '../fault.ts'
import { LocalLog, type LogOptions } from './log.ts'
import { deleted } from './memtable.ts'
import type { Batch } from './sink.ts'

const table = { id: 7, cellId: 'cell', name: 'table' }

function batch(...writes: [string, unknown][]): Batch {
  return { size: writes.length, tableAt: () => table, keyAt: i => writes[i]![0], entryAt: i => writes[i]![1] }
}

function directoryOf(context: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'store-log-'))
  context.after(() => rmSync(directory, { recursive: true }))
  return directory
}

function logIn(directory: string, options: Partial<LogOptions> = {}): LocalLog {
  return new LocalLog({ directory, durability: 'relaxed', report: () => {}, ...options })
}

async function readAll(directory: string, report: string[] = [], cellId?: string): Promise<[string, unknown][][]> {
  const found: [string, unknown][][] = []
  for await (const read of logIn(directory, { report: message => report.push(message) }).load(cellId)) {
    found.push(Array.from({ length: read.size }, (_, i) => [read.keyAt(i), read.entryAt(i)]))
  }
  return found
}

/** Three frames in one file; gives its path and where each frame ends. */
async function threeFrames(directory: string): Promise<{ path: string, ends: number[] }> {
  const log = logIn(directory)
  log.start()
  const path = join(directory, 'log-00000001')
  const ends = []
  for (const name of ['a', 'b', 'c']) {
    log.commit(batch([name, { name }], [`${name}\xff`, 1n]))
    await log.durable()
    ends.push(readFileSync(path).length)
  }
  await log.close()
  return { path, ends }
}

test('what is committed in one turn is one frame, and is read back in order', async context => {
  const directory = directoryOf(context)
  const sizes: number[] = []
  const log = logIn(directory, { write: (file, bytes) => (sizes.push(bytes.length), writeSync(file, bytes)) })
  log.start()
  log.commit(batch(['a', 1], ['a', deleted]))
  log.commit(batch(['é', ['\0', -0]]))
  await Promise.all([log.durable(), log.durable()])
  assert.equal(sizes.length, 1)
  await log.durable()
  log.commit(batch(['k'.repeat(3000), 'ü'.repeat(200_000)]))
  await log.close()
  assert.deepEqual(await readAll(directory), [[['a', 1], ['a', deleted], ['é', ['\0', -0]]], [['k'.repeat(3000), 'ü'.repeat(200_000)]]])
  assert.deepEqual(await readAll(directory, [], 'other'), [[], []])
})

test('an end torn anywhere is cut off, and the log goes on', async context => {
  const directory = directoryOf(context)
  const { path, ends } = await threeFrames(directory)
  const whole = readFileSync(path)
  for (let length = 0; length <= whole.length; length++) {
    writeFileSync(path, whole.subarray(0, length))
    const report: string[] = []
    const kept = ends.filter(end => end <= length).length
    assert.equal((await readAll(directory, report)).length, kept)
    assert.equal(readFileSync(path).length, ends[kept - 1] ?? 0)
    assert.equal(report.length, ends.includes(length) || length === 0 ? 0 : 1)
  }
  writeFileSync(path, whole.subarray(0, ends[1]! + 5))
  assert.equal((await readAll(directory)).length, 2)
  const log = logIn(directory)
  log.start()
  log.commit(batch(['d', 4]))
  await log.close()
  assert.deepEqual((await readAll(directory)).at(-1), [['d', 4]])
})

function isDamage(error: unknown): boolean {
  return error instanceof SettingError && /damaged at byte/.test(error.message) && /Restore/.test(error.remedy)
}

test('damage before the last frame is refused with what to do', async context => {
  const directory = directoryOf(context)
  const { path, ends } = await threeFrames(directory)
  const whole = readFileSync(path)
  for (let at = 0; at < whole.length; at++) {
    const damaged = Buffer.from(whole)
    damaged[at]! ^= 0x40
    writeFileSync(path, damaged)
    if (at >= ends[1]!) assert.equal((await readAll(directory)).length, 2)
    else await assert.rejects(readAll(directory), isDamage)
  }
})

test('a damaged file with later files is refused', async context => {
  const directory = directoryOf(context)
  const { path } = await threeFrames(directory)
  const log = logIn(directory)
  log.start()
  await log.rotate().flushed
  log.commit(batch(['d', 4]))
  await log.close()
  assert.equal(readdirSync(directory).length, 2)
  assert.equal((await readAll(directory)).length, 4)
  writeFileSync(path, readFileSync(path).subarray(0, -1))
  await assert.rejects(readAll(directory), /goes on in a later file/)
})

const durabilities = ['relaxed', 'flush'] as const
for (const durability of durabilities) test(`a full disk stops the log, without half a batch (${durability})`, async context => {
  const directory = directoryOf(context)
  let room = 200
  const reports: string[] = []
  const log = logIn(directory, {
    durability,
    report: message => reports.push(message),
    write: (file, bytes) => {
      if (room === 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
      const part = bytes.subarray(0, Math.min(room, bytes.length))
      room -= part.length
      return writeSync(file, part)
    },
  })
  log.start()
  log.commit(batch(['a', 1]))
  await log.durable()
  log.commit(batch(['b', 'x'.repeat(400)]))
  await assert.rejects(async () => log.durable(), /takes no more writes: ENOSPC/)
  assert.throws(() => log.commit(batch(['c', 1])), SettingError)
  await assert.rejects(async () => log.durable(), SettingError)
  assert.equal(reports.length, 1)
  await log.close()
  assert.deepEqual(await readAll(directory), [[['a', 1]]])
})

test('a value that is not plain takes nothing of its batch', async context => {
  const directory = directoryOf(context)
  const log = logIn(directory)
  log.start()
  assert.throws(() => log.commit(batch(['a', 1], ['b', new Date(0)])), /plain data/)
  assert.throws(() => log.commit(batch(['\u0100', 1])), /byte string/)
  assert.throws(() => log.commit(batch(['\u0100'.repeat(100), 1])), /byte string/)
  log.commit(batch(['c', 3]))
  await log.close()
  assert.deepEqual(await readAll(directory), [[['c', 3]]])
})

test('rotation in flush mode confirms what waited', async context => {
  const directory = directoryOf(context)
  const log = logIn(directory, { durability: 'flush' })
  log.start()
  log.commit(batch(['a', 1]))
  const waited = log.durable()
  log.commit(batch(['a', 2]))
  assert.notEqual(log.durable(), waited)
  const { paths, flushed } = log.rotate()
  await Promise.all([waited, flushed])
  log.drop(paths)
  log.commit(batch(['b', 2]))
  await log.durable()
  await log.close()
  assert.deepEqual(await readAll(directory), [[['b', 2]]])
})

test('a local lease is granted at once', async context => {
  const lease = await logIn(directoryOf(context)).lease('cell')
  assert.equal(lease.cellId, 'cell')
  assert.equal(lease.lost.aborted, false)
  await lease.release()
})
