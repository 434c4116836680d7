// A cloud of the library: opened and closed, emptied, kept in a folder, saved, restored and branched, with all that hangs on its state.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { SettingError } from './fault.ts'
import { askerOf, codeOf, openLibrary, sampleCloud, startAt } from './sample.fixture.ts'
import type { Ask, Sample, SampleOptions } from './sample.fixture.ts'

const day = 86_400_000

/** A folder that goes with the process: clouds in it are closed by hooks that run after those of the test's own. */
function freshDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'cloud-'))
  process.once('exit', () => { rmSync(directory, { recursive: true, force: true }) })
  return directory
}

async function booksOf(ask: Ask): Promise<string> {
  return ((await ask('ListBooks', { MaxResults: 100 })).output['Books'] as string[]).join(' ')
}

async function add(ask: Ask, ...names: string[]): Promise<void> {
  for (const name of names) assert.equal((await ask('CreateBook', { Name: name })).status, 200)
}

describe('opening', () => {
  test('gives an ephemeral cloud at the wall\'s time, or at the one that is asked for', async t => {
    const { cloud } = await sampleCloud(t)
    assert.deepEqual([cloud.clock.now(), cloud.settings.iam, cloud.settings.directory, cloud.listSnapshots()],
      [startAt, 'enforce', undefined, []])
    const { cloud: later } = await sampleCloud(t, { startAt: startAt + day })
    assert.equal(later.clock.now(), startAt + day)
  })

  test('in a folder that cannot be one says so, and what to do', async () => {
    const file = join(freshDirectory(), 'file')
    writeFileSync(file, '')
    for (const directory of [file, join(file, 'below')]) {
      await assert.rejects(openLibrary({ directory }), (error: unknown) => error instanceof SettingError
        && error.message.startsWith(`The data folder ${directory} cannot be made: `) && /--data|--ephemeral/.test(error.remedy))
    }
  })

  test('of a folder that another cloud has open is refused, and the first goes on', async t => {
    const directory = freshDirectory()
    const { ask } = await sampleCloud(t, { directory })
    await assert.rejects(openLibrary({ directory }), SettingError)
    await add(ask, 'it')
  })
})

describe('a cloud in a folder', () => {
  async function reopened(t: TestContext, options: SampleOptions, first: (sample: Sample) => Promise<void>): Promise<Sample> {
    const directory = freshDirectory()
    const sample = await openLibrary({ ...options, directory })
    await first(sample)
    await sample.cloud.close()
    return sampleCloud(t, { ...options, directory, sharedWall: sample.wall })
  }

  test('has its records, tags, tokens, journal and access when it is opened again', async t => {
    let token: unknown
    const { ask, cloud } = await reopened(t, { lifecycle: 'instant' }, async ({ ask: before }) => {
      await add(before, 'a', 'b', 'c')
      await before('TagResource', { ResourceArn: 'arn:aws:library:us-east-1:111122223333:book/a', Tags: [{ Key: 'k', Value: 'v' }] })
      token = (await before('ListBooks', { MaxResults: 1 })).output['NextToken']
    })
    assert.deepEqual((await ask('ListBooks', { MaxResults: 9, NextToken: token })).output, { Books: ['b', 'c'] })
    assert.deepEqual((await ask('ListTagsForResource', { ResourceArn: 'arn:aws:library:us-east-1:111122223333:book/a' })).output,
      { Tags: [{ Key: 'k', Value: 'v' }] })
    assert.deepEqual(cloud.core.journal.since(0).map(({ operation }) => operation),
      ['CreateBook', 'CreateBook', 'CreateBook', 'TagResource', 'ListBooks', 'ListBooks', 'ListTagsForResource'])
  })

  test('keeps its own time, mode and history, whatever time is asked for', async t => {
    const { cloud, wall } = await reopened(t, { startAt }, async ({ cloud: before, wall: ownWall }) => {
      await before.clock.advance('30d')
      before.clock.freeze()
      ownWall.at += day
    })
    assert.deepEqual([cloud.clock.now(), cloud.clock.mode], [startAt + 30 * day, 'frozen'])
    assert.ok(cloud.core.clock.now() === startAt + 30 * day && wall.at === startAt + day)
    cloud.clock.resume()
    wall.at += 5
    assert.equal(cloud.clock.now(), startAt + 30 * day + 5)
  })

  test('fires what fell due while it was closed', async t => {
    const { cloud, ask } = await reopened(t, {}, async ({ ask: before, wall }) => {
      await add(before, 'it')
      await before('LendBook', { Name: 'it', Days: 3 })
      wall.at += 10 * day
    })
    await cloud.clock.advance(0)
    assert.equal((await ask('GetBook', { Name: 'it' })).output['Status'], 'READY')
  })

  test('draws other numbers from the same seed at each opening, also after a restore', async () => {
    const directory = freshDirectory()
    const serials: unknown[] = []
    const wall = { at: startAt }
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      const { cloud, ask } = await openLibrary({ directory, seed: 'seed', sharedWall: wall })
      if (name === 'a') await cloud.saveSnapshot('first')
      if (name === 'c') await cloud.restoreSnapshot('first')
      serials.push((await ask('CreateBook', { Name: name })).output['Serial'])
      await cloud.close()
    }
    assert.equal(new Set(serials).size, 5)
  })

  test('numbers rise over a restore and an opening', async t => {
    const directory = freshDirectory()
    const wall = { at: startAt }
    const first = await openLibrary({ directory, sharedWall: wall })
    await first.cloud.saveSnapshot('first')
    await first.cloud.clock.advance('30d')
    const before = first.cloud.core.sequence.next(first.cloud.clock.now())
    await first.cloud.restoreSnapshot('first')
    await first.cloud.close()
    const { cloud } = await sampleCloud(t, { directory, sharedWall: wall })
    assert.equal(cloud.clock.now(), startAt)
    assert.ok(cloud.core.sequence.next(cloud.clock.now()) > before)
  })
})

describe('emptying', () => {
  const cases: readonly (readonly [only: { account?: string, region?: string }, left: readonly string[]])[] = [
    [{}, []],
    [{ account: '111122223333' }, ['444455556666/us-east-1']],
    [{ region: 'us-east-1' }, ['111122223333/eu-west-1']],
    [{ account: '111122223333', region: 'eu-west-1' }, ['111122223333/us-east-1', '444455556666/us-east-1']],
    [{ account: '000000000000' }, ['111122223333/eu-west-1', '111122223333/us-east-1', '444455556666/us-east-1']],
  ]
  for (const [only, left] of cases) {
    test(`${JSON.stringify(only)} leaves ${left.join(', ') || 'nothing'}`, async t => {
      const { ask, cloud } = await sampleCloud(t)
      await ask('CreateBook', { Name: 'a' })
      await ask('CreateBook', { Name: 'a' }, { region: 'eu-west-1' })
      await ask('CreateBook', { Name: 'a' }, { account: '444455556666' })
      await cloud.clock.advance('1h')
      await cloud.reset(only)
      assert.deepEqual(cloud.core.store.cellIds().filter(id => id !== 'orrery/kernel'), left)
      assert.equal(cloud.clock.now(), startAt + 3_600_000)
      assert.equal([...cloud.core.journal.newest()].length, 'account' in only || 'region' in only ? 3 : 0)
      await add(ask, 'new')
    })
  }

  test('takes timers with it', async t => {
    const { ask, cloud } = await sampleCloud(t, { lifecycle: 'instant' })
    await add(ask, 'it')
    await ask('LendBook', { Name: 'it', Days: 1 })
    await cloud.reset({ account: '111122223333' })
    assert.equal((await cloud.clock.advance('1y')).fired, 0)
  })
})

describe('snapshots and branches', () => {
  test('a snapshot brings back records, indexes, timers and time, and stays', async t => {
    const { ask, cloud } = await sampleCloud(t, { lifecycle: 'instant' })
    await add(ask, 'a')
    await ask('LendBook', { Name: 'a', Days: 5 })
    const saved = await cloud.saveSnapshot('one')
    assert.deepEqual([saved.name, saved.savedAt], ['one', startAt])
    for (let round = 0; round < 2; round += 1) {
      await cloud.clock.advance('30d')
      await add(ask, 'b')
      assert.equal((await ask('GetBook', { Name: 'a' })).output['Status'], 'READY')
      await cloud.restoreSnapshot('one')
      assert.deepEqual([await booksOf(ask), cloud.clock.now()], ['a', startAt])
      assert.equal((await ask('GetBook', { Name: 'a' })).output['Status'], 'LENT')
    }
    await cloud.deleteSnapshot('one')
    assert.deepEqual(cloud.listSnapshots(), [])
  })

  test('a frozen cloud is frozen after a restore, a running one runs', async t => {
    const { cloud, wall } = await sampleCloud(t)
    await cloud.saveSnapshot('one')
    cloud.clock.freeze()
    wall.at += 50
    await cloud.restoreSnapshot('one')
    wall.at += 50
    assert.deepEqual([cloud.clock.now(), cloud.clock.mode], [startAt, 'frozen'])
    cloud.clock.resume()
    await cloud.restoreSnapshot('one')
    wall.at += 50
    assert.deepEqual([cloud.clock.now(), cloud.clock.mode], [startAt + 50, 'running'])
  })

  test('what there is not is said so', async t => {
    const { cloud } = await sampleCloud(t)
    const attempts = [() => cloud.restoreSnapshot('none'), () => cloud.branch('none'), () => cloud.deleteSnapshot('none'),
      () => cloud.serveBranch('none', 0)]
    for (const attempt of attempts) await assert.rejects(attempt, SettingError)
    await assert.rejects(cloud.saveSnapshot('../escape'), SettingError)
  })

  test('a branch has what there was, of now or of a snapshot, and goes its own way', async t => {
    const { ask, cloud, wall } = await sampleCloud(t, { lifecycle: 'instant' })
    await add(ask, 'a')
    await ask('LendBook', { Name: 'a', Days: 5 })
    await cloud.saveSnapshot('one')
    await cloud.clock.advance('1d')
    await add(ask, 'b')
    const [now, then] = [await cloud.branch(), await cloud.branch('one')]
    t.after(() => Promise.all([now.close(), then.close()]))
    const [askNow, askThen] = [askerOf(now, wall), askerOf(then, wall)]
    assert.deepEqual([await booksOf(askNow), await booksOf(askThen)], ['a b', 'a'])
    assert.deepEqual([now.clock.now(), then.clock.now()], [startAt + day, startAt])
    await add(askNow, 'c')
    await askThen('DeleteBook', { Name: 'a' })
    assert.equal((await now.clock.advance('10d')).fired, 1)
    assert.equal((await then.clock.advance(1)).fired, 1)
    assert.deepEqual([await booksOf(ask), await booksOf(askNow), await booksOf(askThen)], ['a b', 'a b c', ''])
    assert.equal(cloud.clock.now(), startAt + day)
    assert.equal((await ask('GetBook', { Name: 'a' })).output['Status'], 'LENT')
    assert.deepEqual([now.core.meter.usage('111122223333/us-east-1').length, cloud.core.journal.lastSequence > 0], [3, true])
  })

  test('a token of the first cloud opens in its branch, and ids are its own', async t => {
    const { ask, cloud, wall } = await sampleCloud(t, { seed: 'seed', lifecycle: 'instant' })
    await add(ask, 'a', 'b')
    const { NextToken } = (await ask('ListBooks', { MaxResults: 1 })).output
    const branch = await cloud.branch()
    t.after(() => branch.close())
    const askBranch = askerOf(branch, wall)
    assert.deepEqual((await askBranch('ListBooks', { MaxResults: 5, NextToken })).output, { Books: ['b'] })
    const [here, there] = [await ask('CreateBook', { Name: 'c' }), await askBranch('CreateBook', { Name: 'c' })]
    assert.notEqual(here.output['Serial'], there.output['Serial'])
  })
})

describe('the clock as people drive it', () => {
  test('takes durations and dates, and says what it cannot take', async t => {
    const { cloud: { clock } } = await sampleCloud(t)
    assert.equal((await clock.advance('1mo')).now, Date.UTC(2028, 1, 29, 12))
    assert.equal((await clock.advance(1500)).now, Date.UTC(2028, 1, 29, 12, 0, 1, 500))
    assert.equal((await clock.set('2029-01-01')).now, Date.UTC(2029, 0, 1))
    assert.equal((await clock.set(Date.UTC(2030, 0, 1))).now, Date.UTC(2030, 0, 1))
    for (const duration of ['soon', '', '-1d', -1, NaN]) await assert.rejects(clock.advance(duration), SettingError, String(duration))
    for (const date of ['soon', '', '2029-13-01', NaN, 0]) await assert.rejects(clock.set(date), SettingError, String(date))
  })

  test('advanced twice at once by durations in words goes as far as both', async t => {
    const { cloud: { clock } } = await sampleCloud(t)
    await Promise.all([clock.advance('2h'), clock.advance('1h'), clock.advance(1)])
    assert.equal(clock.now(), startAt + 3 * 3_600_000 + 1)
  })
})

describe('closing', () => {
  test('may be done twice, and answers who still waits', async () => {
    const { cloud, ask } = await openLibrary()
    const answer = ask('AwaitBook', { Name: 'it', Seconds: 60, PatienceMs: 60_000 })
    while (cloud.core.waits.nextDueAt() === undefined) await new Promise(resolve => { setImmediate(resolve) })
    await cloud.close()
    assert.equal((await answer).output['Outcome'], 'gone')
    await cloud.close()
  })

  test('closes ports and branches that it served', async () => {
    const { cloud, ask } = await openLibrary({ lifecycle: 'instant' })
    await add(ask, 'it')
    await cloud.saveSnapshot('one')
    const { url } = await cloud.listen(0)
    const branch = await cloud.serveBranch('one', 0)
    for (const each of [url, branch.url]) assert.equal((await fetch(`${each}/_orrery/health`)).status, 200)
    await cloud.close()
    for (const each of [url, branch.url]) await assert.rejects(fetch(`${each}/_orrery/health`))
  })

  test('a call after it fails, and nothing else does', async () => {
    const { cloud, ask, logged } = await openLibrary()
    await cloud.close()
    assert.equal(codeOf(await ask('CreateBook', { Name: 'it' })), 'InternalFailure')
    assert.match(logged.join('\n'), /assert: the store is closed/)
  })
})
