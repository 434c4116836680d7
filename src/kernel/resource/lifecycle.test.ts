// States that pass by themselves, as the library's books go through them on the clock: printed, bound, ready, and shredded at last.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Book, codeOf, library, openLibrary, sampleCloud, startAt, turns } from '../sample.fixture.ts'
import type { Ask, StoredBook } from '../sample.fixture.ts'
import { defaultSettings } from '../settings.ts'
import type { Settings } from '../settings.ts'
import type { Call, ServiceDeclaration } from '../service.ts'
import { settle } from './lifecycle.ts'

const book: StoredBook = { name: 'it', status: 'PRINTING', chapters: 1, createdAt: 0 }

async function statusOf(ask: Ask, name = 'it'): Promise<unknown> {
  const answer = await ask('GetBook', { Name: name })
  return answer.output['Status'] ?? codeOf(answer)
}

describe('a record that is written', () => {
  const cases: readonly (readonly [Settings['lifecycle'], before: string | undefined, now: string, timer: unknown, stored: string])[] = [
    ['real', undefined, 'PRINTING', [60_000, 'PRINTING'], 'PRINTING'],
    ['brief', undefined, 'PRINTING', [25, 'PRINTING'], 'PRINTING'],
    ['instant', undefined, 'PRINTING', undefined, 'READY'],
    ['instant', 'READY', 'BINDING', undefined, 'READY'],
    ['instant', 'READY', 'SHREDDING', [0, 'SHREDDING'], 'SHREDDING'],
    ['real', 'READY', 'SHREDDING', [10_000, 'SHREDDING'], 'SHREDDING'],
    ['real', 'PRINTING', 'PRINTING', undefined, 'PRINTING'],
    ['real', 'PRINTING', 'BINDING', [30_000, 'BINDING'], 'BINDING'],
    ['real', undefined, 'READY', undefined, 'READY'],
    ['real', undefined, 'LOST', undefined, 'LOST'],
  ]
  for (const [lifecycle, before, now, timer, stored] of cases) {
    test(`${before ?? 'new'} → ${now}, ${lifecycle}`, () => {
      let set: unknown
      const record = { ...book, status: now }
      const settings = { ...defaultSettings(() => 0), lifecycle }
      const instead = settle(settings, Book, before === undefined ? undefined : { ...book, status: before }, record,
        (delayMs, state) => { set = [delayMs, state] })
      assert.deepEqual([set, (instead ?? record).status], [timer, stored])
      assert.equal(record.status, now)
    })
  }
})

describe('on the clock', () => {
  test('real: each state lasts as long as AWS takes', async t => {
    const { ask, cloud } = await sampleCloud(t, { lifecycle: 'real' })
    await ask('CreateBook', { Name: 'it' })
    const seen: unknown[] = []
    for (const [durationMs] of [[0], [59_999], [1], [29_999], [1]] as const) {
      await cloud.clock.advance(durationMs)
      seen.push(await statusOf(ask))
    }
    assert.deepEqual(seen, ['PRINTING', 'PRINTING', 'BINDING', 'BINDING', 'READY'])
    await ask('DeleteBook', { Name: 'it' })
    await cloud.clock.advance('9s')
    assert.equal(await statusOf(ask), 'SHREDDING')
    assert.equal((await cloud.clock.advance('1s')).fired, 1)
    assert.equal(await statusOf(ask), 'NoSuchBook')
  })

  test('brief: each state can be seen, and none for long', async t => {
    const { ask, cloud } = await sampleCloud(t)
    cloud.clock.freeze()
    await ask('CreateBook', { Name: 'it' })
    assert.equal(await statusOf(ask), 'PRINTING')
    await cloud.clock.advance(25)
    assert.equal(await statusOf(ask), 'BINDING')
    await cloud.clock.advance(25)
    assert.equal(await statusOf(ask), 'READY')
  })

  test('instant: no state is seen but the last, and what goes is gone at once on a running clock', async t => {
    const { ask } = await sampleCloud(t, { lifecycle: 'instant' })
    await ask('CreateBook', { Name: 'it' })
    assert.equal(await statusOf(ask), 'READY')
    await ask('DeleteBook', { Name: 'it' })
    while (await statusOf(ask) !== 'NoSuchBook') await turns(1)
  })

  test('a running clock settles by itself for one who polls', async t => {
    const { ask, wall } = await sampleCloud(t)
    await ask('CreateBook', { Name: 'it' })
    const seen = new Set<unknown>()
    for (let status: unknown; status !== 'READY';) {
      wall.at += 5
      await turns(1)
      seen.add(status = await statusOf(ask))
    }
    assert.ok(seen.has('PRINTING') && seen.has('BINDING'))
  })

  test('a state that was left before its time is not brought on', async t => {
    const { ask, cloud } = await sampleCloud(t, { lifecycle: 'real' })
    await ask('CreateBook', { Name: 'it' })
    await ask('LendBook', { Name: 'it', Days: 400 })
    await cloud.clock.advance('1h')
    assert.equal(await statusOf(ask), 'LENT')
  })

  test('one that is written again in the same state is settled no later for it', async t => {
    const reprint = ({ Name: name }: { Name: string }, call: Call): void => {
      const books = call.of(Book)
      books.put({ ...books.require(name), chapters: 7 })
    }
    const declaration: ServiceDeclaration = { ...library, operations: { ...library.operations, BurnBook: reprint } }
    const { ask, cloud } = await sampleCloud(t, { lifecycle: 'real', declaration })
    await ask('CreateBook', { Name: 'it' })
    await cloud.clock.advance('59s')
    await ask('BurnBook', { Name: 'it' })
    await cloud.clock.advance('1s')
    assert.equal(await statusOf(ask), 'BINDING')
  })

  test('one that is made again under the same name begins anew', async t => {
    const { ask, cloud } = await sampleCloud(t, { lifecycle: 'real' })
    await ask('CreateBook', { Name: 'it' })
    await cloud.clock.advance('30s')
    await ask('DeleteBook', { Name: 'it' })
    await cloud.clock.advance('10s')
    assert.equal(await statusOf(ask), 'NoSuchBook')
    await ask('CreateBook', { Name: 'it' })
    await cloud.clock.advance('59s')
    assert.equal(await statusOf(ask), 'PRINTING')
    await cloud.clock.advance('1s')
    assert.equal(await statusOf(ask), 'BINDING')
  })

  test('settles after a snapshot was restored, as it would have from there', async t => {
    const { ask, cloud, wall } = await sampleCloud(t)
    await ask('CreateBook', { Name: 'it' })
    await cloud.saveSnapshot('printing')
    await cloud.clock.advance('1h')
    assert.equal(await statusOf(ask), 'READY')
    await cloud.restoreSnapshot('printing')
    assert.deepEqual([await statusOf(ask), cloud.clock.now()], ['PRINTING', startAt])
    wall.at += 25
    while (await statusOf(ask) === 'PRINTING') await turns(1)
  })
})

test('an emptied cloud settles nothing any more', async () => {
  const { ask, cloud } = await openLibrary({ lifecycle: 'real' })
  await ask('CreateBook', { Name: 'it' })
  await cloud.reset()
  assert.equal((await cloud.clock.advance('1d')).fired, 0)
  await cloud.close()
})
